"""知识库 pages: finding an official answer, and writing, revising and withdrawing one by who answers for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shiyu.base.clock import today
from shiyu.base.errors import NotYours, ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.cases.facts import check_facts
from shiyu.cases.procedure import NEW, STAY, Move, Need, NeedKind
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.desk.knowledge_from_case import drafted_from
from shiyu.citizen_requests.knowledge import (
    ANY_UNIT,
    LISTED_STANDINGS,
    Answered,
    NotForThatUnit,
    Standing,
    counts,
    draft_among,
    listed,
    may_approve,
    may_write,
    sees_drafts,
    standing_now,
    uses_of,
    versions,
)
from shiyu.citizen_requests.knowledge_doubts import confirmations, may_confirm, with_doubts
from shiyu.citizen_requests.knowledge_writing import approve, revise, set_aside, withdraw, write
from shiyu.city.directory import directory
from shiyu.web.browsing import staff_of
from shiyu.web.forms import MoveForm, expects_in, fresh_key, key_in
from shiyu.web.kept import given_back
from shiyu.web.refusals import bad_value
from shiyu.web.typed import whole_number

PAGE = Words("维护知识库", "Keeping the knowledge base")
WRITE = Words("新增答复", "Write an answer")
LABELS = {
    Standing.IN_FORCE: Words("有效", "In force"), Standing.NEAR_END: Words("将到期", "Ends soon"),
    Standing.NOT_YET: Words("未生效", "Not yet"), Standing.ENDED: Words("已到期", "Ended"),
    Standing.WITHDRAWN: Words("已撤下", "Withdrawn"), Standing.DRAFT: Words("待审核", "To be approved"),
    Standing.SET_ASIDE: Words("未采用", "Set aside"),
}  # fmt: skip
FORM = Move(
    name="answer_of_knowledge", label=WRITE, start=(NEW,), end=STAY, who=(),
    needs=(
        v.text("question", Words("群众会怎么问", "How people ask"), maximum=200),
        v.text("answer", Words("答复口径（话务员照此宣读）", "The answer, as agents read it out"), maximum=4_000),
        Need(name="unit", kind=NeedKind.UNIT, label=Words("责任单位", "Responsible unit")),
        Need(name="category", kind=NeedKind.CATEGORY, label=Words("诉求分类", "Category"), optional=True),
        Need(name="valid_from", kind=NeedKind.DATE, label=Words("生效日期", "Valid from")),
        Need(name="valid_until", kind=NeedKind.DATE, label=Words("有效期至（不填为长期）", "Valid until (empty: open)"),
             optional=True),
        v.text("note", Words("依据或修订说明", "Basis, or why it is revised"), optional=True, maximum=200),
    ),
)  # fmt: skip
"""No move of a case: what the form asks, drawn and checked like the forms of moves."""
SAVED = Words(
    "已保存：{question}（第 {version} 版），由另一人审核后生效。",
    "Saved: {question} (version {version}). It is in force once a second person approves it.",
)
APPROVED = Words("已审核：{question}（第 {version} 版）生效。", "Approved: {question} (version {version}) is in force.")
ASIDE = Words("第 {version} 版未采用，理由已记录。", "Version {version} is set aside, with the reason.")
GONE = Words("已撤下：{question}。话务员不会再看到它。", "Withdrawn: {question}. Agents see it no more.")


@never_cache
@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    """The page at `/knowledge`: for all staff."""
    actor = staff_of(request)
    asked, given = request.GET.get("q", "").strip()[:100], request.GET.get("standing", "")
    tabs = [one for one in LISTED_STANDINGS if one is not Standing.DRAFT or sees_drafts(actor)]
    standing = next((one for one in tabs if one == given), Standing.IN_FORCE)
    own = request.GET.get("unit") == "own"
    # Drafts are for those who write there, and for who approves.
    drafts_of = "" if may_approve(actor) or actor.roles & ANY_UNIT else actor.unit_code
    unit = actor.unit_code if own else drafts_of if standing is Standing.DRAFT else ""
    counted = counts(drafts_of=drafts_of)
    context = {
        "rows": listed(asked=asked, standing=standing, unit=unit), "asked": asked,
        "own": own, "standing": standing, "tabs": [(one, LABELS[one], counted[one]) for one in tabs],
        "writes": may_write(actor), "checks": may_confirm(actor), "soon": Standing.NEAR_END,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/knowledge.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The page at `/knowledge/new`."""
    actor = _writer(request)
    if (typed := given_back(request)) is not None:
        return _form(request, MoveForm(FORM, data=typed), key=key_in(typed))
    if request.method != "POST":
        first: dict[str, Any] = {"valid_from": today().isoformat()}
        if not actor.roles & ANY_UNIT:
            first["unit"] = str(directory().units.get_by_id(actor.unit_id).label)
        if source := request.GET.get("from", ""):
            first = {**first, **{name: value for name, value in drafted_from(source, actor=actor).items() if value}}
        return _form(request, MoveForm(FORM, initial=first), key=fresh_key())
    form, key = MoveForm(FORM, data=request.POST), key_in(request.POST)
    return _kept(request, form, key=key, how=lambda facts: write(facts, actor=actor, key=key))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The page at `/knowledge/<number>`: the answer with its versions; a POST withdraws it, or decides on its draft."""
    actor = staff_of(request)
    seen = versions(number, actor=actor)
    one, fault = standing_now(seen), None
    if request.method == "POST":
        if request.POST.get("do", "") in DECISIONS:
            fault = _decided(request, one, actor=actor)
            if fault is None:
                return redirect("knowledge_answer", number=number)
        else:
            fault = _withdrawn(request, one, actor=_writer(request))
            if fault is None:
                return redirect("knowledge")
    context = _answer_context(seen, actor=actor) | {"fault": fault, "typed": request.POST.get("note", "")[:200]}
    context["deciding"] = request.POST.get("do", "") in DECISIONS
    return render(request, "citizen_requests/desk/knowledge_answer.html", context, status=422 if fault else 200)


def _answer_context(seen: Sequence[Answered], *, actor: PostHolder) -> dict[str, Any]:
    one, draft, used = with_doubts([standing_now(seen)])[0], draft_among(seen), uses_of(seen[0].number)
    return {
        "one": one, "label": LABELS[one.standing], "draft": draft, "newest": seen[0].version,
        "versions": [(old, LABELS[old.standing], used.get(old.version, 0)) for old in seen],
        "used": sum(used.values()), "may_write": may_write(actor, one.unit_code), "key": fresh_key(),
        "category": directory().categories.latest(one.category_code) if one.category_code else None,
        "confirmed": confirmations(one.number),
        "may_confirm": one.standing in IN_FORCE and may_confirm(actor, one.unit_code),
        "withdrawn": one.standing is Standing.WITHDRAWN, "may_approve": may_approve(actor),
        "own": draft is not None and draft.written_by in actor.one_with,
        "alone": one.standing in IN_FORCE and one.decided_by is None,
    }  # fmt: skip


IN_FORCE = frozenset({Standing.IN_FORCE, Standing.NEAR_END, Standing.NOT_YET})
DECISIONS = ("approve", "set_aside")


def _decided(request: HttpRequest, one: Answered, *, actor: PostHolder) -> Words | None:
    """Carries out the second person's decision on a draft; answers what refused it."""
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        if request.POST["do"] == "approve":
            made, told = approve(one.number, version, actor=actor), APPROVED
        else:
            why = check_facts(ASIDE_FORM, {"note": request.POST.get("note", "")}).texts["note"]
            made, told = set_aside(one.number, version, why, actor=actor), ASIDE
    except NotYours:
        raise
    except ShiyuError as error:
        return error.words
    messages.success(request, str(told.fill(question=made.question, version=made.version)))
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: HttpRequest, number: int) -> HttpResponse:
    """The page at `/knowledge/<number>/revise`."""
    actor = _writer(request)
    one = versions(number, actor=actor)[0]
    if not may_write(actor, one.unit_code):
        raise NotForThatUnit(what=one.unit.zh)
    if (typed := given_back(request)) is not None:
        return _form(request, MoveForm(FORM, data=typed), key=key_in(typed), one=one)
    if request.method != "POST":
        return _form(request, MoveForm(FORM, initial=_first(one)), key=fresh_key(), one=one)
    form, key, expects = MoveForm(FORM, data=request.POST), key_in(request.POST), expects_in(request.POST)
    return _kept(
        request, form, key=key, one=one, how=lambda facts: revise(number, facts, actor=actor, key=key, expects=expects)
    )


def _writer(request: HttpRequest) -> PostHolder:
    actor = staff_of(request)
    if not may_write(actor):
        raise NotYourMove(move=PAGE)
    return actor


def _kept(request: HttpRequest, form: MoveForm, *, key: str, how: Any, one: Answered | None = None) -> HttpResponse:
    """Carries out what was typed; the form again where something is wrong with it, with everything kept."""
    said: Words | None = None
    status = 422
    if form.is_valid():
        facts = _facts(form)
        try:
            if (fault := _never_valid(facts)) is not None:
                raise fault
            made = how(facts)
        except ShiyuError as error:
            status = error.http_status
            if not form.refuse(error):
                said = error.words
        else:
            messages.success(request, str(SAVED.fill(question=made.question, version=made.version)))
            return redirect("knowledge_answer", number=made.number)
    return _form(request, form, key=key, one=one, said=said, status=status)


def _facts(form: MoveForm) -> dict[str, Any]:
    """What was typed, checked: words, codes of unit and category, days."""
    checked = check_facts(FORM, form.facts)
    days: dict[str, Any] = {
        name: checked.given[name] for name in ("valid_from", "valid_until") if name in checked.given
    }
    return {**checked.texts, **checked.codes, **days}


def _never_valid(facts: Mapping[str, Any]) -> ShiyuError | None:
    begins, ends = facts.get("valid_from"), facts.get("valid_until")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        return bad_value("valid_until", zh="应不早于生效日期", en="must not be before it begins")
    return None


def _form(
    request: HttpRequest, form: MoveForm, *, key: str, one: Answered | None = None, said: Words | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "key": key, "one": one, "said": said, "expects": one.version if one else ""}
    return render(request, "citizen_requests/desk/knowledge_form.html", context, status=status)


def _first(one: Answered) -> dict[str, Any]:
    category = directory().categories.latest(one.category_code) if one.category_code else None
    return {
        "question": one.question, "answer": one.answer, "unit": str(one.unit),
        "category": f"{category.code} {category.label}" if category else "",
        "valid_from": one.valid_from.isoformat(), "valid_until": one.valid_until.isoformat() if one.valid_until else "",
    }  # fmt: skip


def _withdrawn(request: HttpRequest, one: Answered, *, actor: PostHolder) -> Words | None:
    """Withdraws; answers what refused it."""
    try:
        note = check_facts(WITHDRAW, {"note": request.POST.get("note", "")}).texts["note"]
        withdraw(one.number, note, actor=actor, key=key_in(request.POST), expects=expects_in(request.POST))
    except NotForThatUnit:
        raise
    except ShiyuError as error:
        return error.words
    messages.success(request, str(GONE.fill(question=one.question)))
    return None


WITHDRAW = Move(
    name="withdraw_of_knowledge", label=Words("撤下", "Withdraw"), start=(NEW,), end=STAY, who=(),
    needs=(v.text("note", Words("撤下的理由", "Why it is withdrawn"), maximum=200),),
)  # fmt: skip
ASIDE_FORM = Move(
    name="set_aside_of_knowledge", label=Words("退回", "Set aside"), start=(NEW,), end=STAY, who=(),
    needs=(v.text("note", Words("不采用的理由", "Why it is not approved"), maximum=200),),
)  # fmt: skip
