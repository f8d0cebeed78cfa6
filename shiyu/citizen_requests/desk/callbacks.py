"""回访: whom the lot has drawn, what to ask, the contact opened for this purpose alone, the verdict."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact_view import PartyView, shown_parties, view_contact
from shiyu.cases.errors import WrongStage
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.latest_facts import latest_facts
from shiyu.citizen_requests.desk.columns import CALLBACKS
from shiyu.citizen_requests.desk.roles import CALLERS_BACK
from shiyu.citizen_requests.desk.rows import PROCEDURES
from shiyu.citizen_requests.marks import SAMPLED
from shiyu.web.casework.filling import Filling, begin, carry_out, receive
from shiyu.web.drafts import finish_draft, offered, typed_before
from shiyu.web.form_parts import CONTACT_WORDS
from shiyu.web.forms import form_of
from shiyu.web.kept import takes_back
from shiyu.web.lists import CaseList, ListTab, WaitingCases
from shiyu.web.officers import officer
from shiyu.web.reader import Reader, reader_of
from shiyu.web.shown_case import answers_given
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

PAGE = Words("回访", "Calling back")
CALLED = 30
MOVES = ("call_back", "call_unanswered")
DONE = Words("{number} 的回访已记录。", "The call about {number} is recorded.")
REASON = Words("电话回访", "calling back")
SCRIPT = (
    Words("您好，这里是12345热线回访，请问是您本人反映的吗？", "The 12345 hotline calls back. Did you raise this?"),
    Words("承办单位是否联系过您、到过现场？", "Did the unit contact you or come to the place?"),
    Words("问题是否已经解决？", "Is the matter solved?"),
    Words("对办理结果：满意、基本满意，还是不满意？", "With it: satisfied, basically satisfied, or dissatisfied?"),
    Words("不满意的，具体是什么原因？还有什么要补充的？", "If dissatisfied: why? Anything to add?"),
)  # fmt: skip


def _drawn(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
    """Whom the lot has drawn: everybody of a few callers, some of a great many."""
    drawn = Q(stage="call_back") | Q(marks__contains=[SAMPLED])
    return cases.filter(drawn, procedure__in=PROCEDURES, stage__in=("call_back", "awaiting_verdict"))


NONE_DUE = Words("没有快到期的回访。", "No call-back is near its limit.")
QUEUE = CaseList(
    name=CALLBACKS,
    title=PAGE,
    roles=CALLERS_BACK,
    narrow=_drawn,
    columns=("due", "place", "category", "type"),
    filters=("category", "place", "unit", "stage", "channel"),
    # No boxes: each of them is a call of its own, and nobody's verdict is given in a batch.
    tabs=(
        ListTab(
            name="to_call", label=Words("待回访", "To call"), tick=False,
            empty=Words("没有待回访的件。答复发出后，抽中的件会出现在这里。",
                        "Nobody waits to be called. Once answers go out, those drawn appear here."),
        ),
        ListTab(name="near", label=Words("将到期", "Near due"), always={"state": "near"}, tick=False, empty=NONE_DUE),
        ListTab(name="late", label=Words("逾期", "Overdue"), always={"state": "late"}, tick=False, empty=NONE_DUE),
    ),
    source=WaitingCases(),
    template="citizen_requests/desk/callbacks.html",
)  # fmt: skip


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def callback(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/callbacks/<number>`: one call on one screen. A contact is answered to a POST alone."""
    actor = officer(request, CALLERS_BACK, page=PAGE)
    case = get_case(number, actor=actor, purpose=Purpose.CALL_BACK)
    reader = reader_of(case, actor=actor)
    parties = _called(case, actor=actor)
    if request.POST.get("party_shown"):
        kept = _typed(request.POST, reader, parties)
        return _shown(request, reader, parties, opened=_opened(request, reader), sent=kept)
    asked = request.POST.get("do", "")
    if asked not in MOVES:
        return _shown(request, reader, parties, sent=_come_back(request, reader, parties, actor=actor))
    filling = _received(request, reader, parties, name=asked)
    if carry_out(filling, request, actor=actor, number=case.number) is None:
        if filling.stale:
            filling.expects = case.entry_count  # sent again, it is meant for the case as it is now
        return _shown(request, reader, parties, sent={asked: filling}, status=filling.status)
    finish_draft(actor.account_id, filling.key)
    messages.success(request, str(DONE.fill(number=case.number)))
    return redirect("callbacks")


def _called(case: "Case", *, actor: PostHolder) -> list[PartyView]:
    """Whom to call: those the lot drew of a great many, else everybody who has not judged; masked."""
    lot = latest_facts([case.pk], "call_back", actor=actor).get(case.pk, {}).get("call_back") or {}
    wanted = case.parties.filter(role="caller", verdict="").order_by("pk")
    if isinstance(lot.get("drawn"), list):
        wanted = wanted.filter(pk__in=lot["drawn"])
    return shown_parties(case, actor=actor, parties=list(wanted[:CALLED]))


def _received(request: HttpRequest, reader: Reader, parties: Sequence[PartyView], *, name: str) -> Filling:
    move = reader.procedure.move(name)
    if move is None or not isinstance(reader.actor, PostHolder):
        raise WrongStage(move=PAGE, stage=reader.procedure.stage(reader.case.stage).label)
    return receive(request, move, actor=reader.actor, extra=form_of(reader.procedure.name, name), parties=parties)


def _come_back(
    request: HttpRequest, reader: Reader, parties: Sequence[PartyView], *, actor: PostHolder
) -> Mapping[str, Filling]:
    """What was typed before the login ended, or in a draft that is resumed, in the form it was typed into."""
    before = typed_before(request, _place(reader), account_id=actor.account_id)
    return _typed(before.typed, reader, parties, why=before.why) if before is not None else {}


def _typed(
    typed: QueryDict, reader: Reader, parties: Sequence[PartyView], *, why: Words | None = None
) -> Mapping[str, Filling]:
    """The form that was being written, as it was; it says which one it is."""
    name = typed.get("form", "")
    one = _fresh(reader, parties, name, typed=typed) if name in MOVES else None
    if one is None:
        return {}
    one.said = [why] if why is not None else []
    return {name: one}


def _place(reader: Reader) -> str:
    """The name of this page's drafts."""
    return f"callback:{reader.case.number}"


def _opened(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """The contact of one party in clear, for this call; or why it stays closed."""
    party = whole_number(request.POST["party_shown"]) or 0
    try:
        fields = view_contact(
            reader.case, party, actor=reader.actor, purpose=Purpose.CALL_BACK, reason=str(REASON.zh)
        )  # fmt: skip
    except ShiyuError as error:
        return {"party": party, "why": error.words}
    return {"party": party, "fields": [(CONTACT_WORDS.get(n, Words(n, n)), value) for n, value in fields.items()]}


def _shown(
    request: HttpRequest, reader: Reader, parties: Sequence[PartyView], *, opened: dict[str, Any] | None = None,
    sent: Mapping[str, Filling] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    case = reader.case
    fresh = {name: one for name in MOVES if (one := _fresh(reader, parties, name)) is not None}
    forms = [*(fresh | {name: one for name, one in (sent or {}).items() if name in fresh}).values()]
    context = {
        "reader": reader, "case": case, "title": reader.text(case.title), "parties": parties, "opened": opened,
        "stage": reader.procedure.stage(case.stage), "script": SCRIPT, "forms": forms,
        "answers": answers_given(reader)[-1:], "draft_place": _place(reader),
        "drafts": offered(request, _place(reader), account_id=reader.actor.account_id)
        if isinstance(reader.actor, PostHolder) else (),
    }  # fmt: skip
    response = render(request, "citizen_requests/desk/callback.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _fresh(
    reader: Reader, parties: Sequence[PartyView], name: str, *, typed: QueryDict | None = None
) -> Filling | None:
    """An empty form of the move; None where it is not open at this stage."""
    move = reader.procedure.move(name)
    if move is None or reader.case.stage not in move.start:
        return None
    extra = form_of(reader.procedure.name, name)
    return begin(move, extra=extra, parties=parties, case=reader.case, expects=reader.case.entry_count, typed=typed)
