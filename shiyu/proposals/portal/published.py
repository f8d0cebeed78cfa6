"""公开提案: what its submitter lets be published and what is answered, for everybody, without a person in it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shiyu.base.masking import redact
from shiyu.base.search import query
from shiyu.base.without_persons import without_persons
from shiyu.base.words import Words
from shiyu.cases.contact import open_contact
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.city.directory import directory
from shiyu.proposals.keeping import READER
from shiyu.proposals.models import Session
from shiyu.proposals.portal.my_list import file_number
from shiyu.proposals.portal.progress import GONE, rows_of
from shiyu.proposals.portal.text import MOST_PARTIES, class_meaning, text_of
from shiyu.proposals.register import ORGANISATIONS
from shiyu.proposals.vocabulary import CLASSES, THEMES
from shiyu.web.entry_words import answer_name, words_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

PAGE = 20
ANSWERED = ("answered", "rework", "to_decide", "tracking", "closed")
MEMBER = Words("委员", "A member")
_SAYS = '"cases_case"."search" @@ %s::tsquery'


def is_published() -> Q:
    """Answered, and its submitter agreed."""
    return Q(proposal__may_publish=True, proposal__first_answered_at__isnull=False, stage__in=ANSWERED)


def publishes_text(case: "Case") -> bool:
    """The same of one case."""
    row = case.proposal
    return bool(row.may_publish) and row.first_answered_at is not None and case.stage in ANSWERED


def published() -> "QuerySet[Case]":
    """What everybody may read."""
    return visible_cases(READER).filter(is_published(), procedure="proposal")


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """The page `/proposals/public`, the newest first."""
    filters = {name: request.GET.get(name, "")[:60] for name in ("q", "session", "theme", "unit", "class", "before")}
    cases = _narrowed(filters).select_related("proposal__session", "proposal__submitter")
    found = list(cases.defer("search", "tally").prefetch_related("assignments", "clocks").order_by("-pk")[: PAGE + 1])
    rows = [_row(case) for case in found[:PAGE]]
    older = {**filters, "before": rows[-1]["number"]} if len(found) > PAGE else None
    context = {
        "rows": rows, "filters": filters, "filtered": any(filters.values()), "themes": THEMES, "classes": CLASSES,
        "chosen_class": filters["class"], "sessions": list(Session.objects.order_by("-accepts_from")),
        "units": _units(), "older": f"{reverse('proposals_public')}?{urlencode(older)}" if older else "",
    }  # fmt: skip
    return render(request, "proposals/public.html", context)


@require_safe
def public_one(_request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/public/<number>`. Raises `NoSuchCase` for what is not public."""
    case = published().filter(number=number).select_related("proposal__session", "proposal__submitter").first()
    if case is None:
        raise NoSuchCase(number=number[:40])
    text, contacts = text_of(case), _contacts(case)
    context = _row(case) | {
        "detail": without_persons(text.detail, contacts=contacts),
        "points": [without_persons(point, contacts=contacts) for point in text.points],
        "answer": answer_of(case), "co_signers": case.parties.filter(role="co_signer").count(),
    }  # fmt: skip
    return render(_request, "proposals/public_one.html", {"row": context})


def answer_of(case: "Case") -> dict[str, Any] | None:
    """The last answer given, as everybody may read it; none before one was given."""
    given = case.replies.exclude(given_at=None).select_related("entry__text").order_by("-pk").first()
    if given is None:
        return None
    said = words_of(given.entry).get(answer_name(procedure_for(case).move(given.entry.move)), "")
    return {"text": without_persons(said, contacts=_contacts(case)), "at": given.given_at}


def _contacts(case: "Case") -> list[dict[str, str]]:
    return [open_contact(party) for party in case.parties.order_by("pk")[:MOST_PARTIES] if not party.is_organisation]


def _narrowed(filters: dict[str, str]) -> "QuerySet[Case]":
    cases = published()
    if filters["session"]:
        cases = cases.filter(proposal__session__code=filters["session"])
    if filters["theme"]:
        cases = cases.filter(proposal__theme=filters["theme"])
    if filters["class"]:
        cases = cases.filter(proposal__reply_class=filters["class"])
    if filters["unit"]:
        led = visible_cases(READER).filter(assignments__unit_code=filters["unit"], assignments__kind="lead")
        cases = cases.filter(pk__in=led.exclude(assignments__state__in=GONE).values("pk"))
    if filters["before"]:
        last = visible_cases(READER).filter(number=filters["before"]).values("pk")[:1]
        cases = cases.filter(pk__lt=last)
    if asked := query(filters["q"]):
        cases = cases.filter(RawSQL(_SAYS, [asked], output_field=BooleanField()))  # noqa: S611 -- constant
    return cases


def _units() -> list[tuple[str, Words]]:
    """The units in force that answered something public."""
    led = published().filter(assignments__kind="lead").exclude(assignments__state__in=GONE)
    codes = set(led.order_by().values_list("assignments__unit_code", flat=True).distinct())
    known = sorted(directory().units.current(), key=lambda unit: unit.pinyin)
    return [(unit.code, unit.label) for unit in known if unit.code in codes]


def _row(case: "Case") -> dict[str, Any]:
    row = case.proposal
    return {
        "number": case.number, "title": redact(case.title), "file_number": file_number(case),
        "theme": THEMES.get(row.theme), "unit": rows_of(case).unit, "letter": CLASSES.get(row.reply_class),
        "meaning": class_meaning(row.reply_class, rule_set_id=case.rule_set_id) if row.reply_class else None,
        "answered_at": row.last_answered_at, "by": _name(case),
    }  # fmt: skip


def _name(case: "Case") -> Words:
    """A body by its name; a member is “委员”."""
    row = case.proposal
    if row.submitter is not None and row.submitter_kind in ORGANISATIONS:
        return Words(row.submitter.name, row.submitter.name)
    return MEMBER
