"""Proposals read as rows to count: a fixed number of questions, however many proposals there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from shiyu.base.clock import city_day, city_zone, now
from shiyu.base.figures import Scope
from shiyu.cases.gate import visible_cases
from shiyu.proposals.counting import Row
from shiyu.proposals.keeping import GROWN_FROM, READER
from shiyu.proposals.models import OpinionForm, Proposal, Session

if TYPE_CHECKING:
    from shiyu.cases.models import Case

    Cases = QuerySet[Case]

COLUMNS = (
    "pk", "case_id", "submitter_kind", "theme", "channel", "time_class", "serial", "case__stage", "forwarded_as",
    "reply_class", "is_key", "first_answered_at", "consultations", "returns",
)  # fmt: skip
KEPT = ("sent", "signed", "disputed", "submitted", "withdrawn", "closed")
"""States of a share that its unit did not return."""


def rows_of_session(session: Session) -> list[Row]:
    """Every proposal submitted to a session."""
    return _rows(Proposal.objects.filter(session=session, submitted_at__isnull=False))


def rows_in(scope: Scope) -> list[Row]:
    """Every proposal submitted in a span of city days; of one unit where it is asked for. No place has any."""
    if scope.division:
        return []
    zone = city_zone()
    begin = datetime.combine(scope.start, time(), zone).astimezone(UTC)
    end = datetime.combine(scope.end + timedelta(days=1), time(), zone).astimezone(UTC)
    rows = _rows(Proposal.objects.filter(submitted_at__gte=begin, submitted_at__lt=end))
    return [row for row in rows if not scope.unit or row.unit == scope.unit]


def _rows(proposals: "QuerySet[Proposal]") -> list[Row]:
    cases = visible_cases(READER).filter(proposal__in=proposals.values("pk"))
    shares = _shares(cases)
    beside = _Beside(_answers(cases), _Forms.of(proposals, cases), _promises(cases))
    found = proposals.order_by("serial", "pk").values(*COLUMNS)
    return [_row(one, shares[one["case_id"]], beside) for one in found]


def _row(one: dict[str, Any], share: "_Share", beside: "_Beside") -> Row:
    case, first = one["case_id"], one["first_answered_at"]
    forms, promises = beside.forms, beside.promises
    since = share.since(first) if first else None
    days = (city_day(first) - city_day(since)).days if since else None
    return Row(
        case_id=case, submitter_kind=one["submitter_kind"], theme=one["theme"], channel=one["channel"],
        time_class=one["time_class"], filed=one["serial"] is not None, merged=one["case__stage"] == "merged",
        forwarded=bool(one["forwarded_as"]), unit=share.lead, units=tuple(sorted(share.units)),
        reply_class=one["reply_class"], is_key=one["is_key"], answered=first is not None, days=days,
        in_time=beside.answers.get(case), consultations=one["consultations"], returns=one["returns"],
        forms=tuple(forms.results[one["pk"]]), silent=forms.silent[case], promises=promises.made[case],
        kept=promises.kept[case], late_promises=promises.late[case],
    )  # fmt: skip


@dataclass(slots=True)
class _Share:
    """Whose a proposal is: the newest lead unit that did not return it, since when each led, all that have a part."""

    lead: str = ""
    leads: list[datetime] = field(default_factory=list)
    units: set[str] = field(default_factory=set)

    def since(self, moment: datetime) -> datetime | None:
        """When it was assigned to the unit that led at a moment."""
        return max((sent for sent in self.leads if sent <= moment), default=None)


def _shares(cases: "Cases") -> "defaultdict[int, _Share]":
    found: defaultdict[int, _Share] = defaultdict(_Share)
    asked = cases.filter(assignments__isnull=False).order_by("assignments__pk")
    for case, unit, kind, state, sent in asked.values_list(
        "pk", "assignments__unit_code", "assignments__kind", "assignments__state", "assignments__sent_at"
    ):
        if state not in KEPT:
            continue
        share = found[case]
        share.units.add(unit)
        if kind == "lead":
            share.lead = unit
            share.leads.append(sent)
    return found


def _answers(cases: "Cases") -> dict[int, bool | None]:
    """Whether the first answer kept its limit: None while it runs and has not passed. Returned shares do not count."""
    moment, found = now(), dict[int, bool | None]()
    leads = cases.filter(
        clocks__rule="answer", clocks__assignment__kind="lead", clocks__assignment__state__in=KEPT
    ).order_by("clocks__pk")
    for case, due, stopped in leads.values_list("pk", "clocks__due_at", "clocks__stopped_at"):
        late = (stopped or moment) >= due
        found.setdefault(case, False if late else (True if stopped else None))
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """Whether answers kept their limit, what was said of them and promised in them."""

    answers: dict[int, bool | None]
    forms: "_Forms"
    promises: "_Promises"


@dataclass(slots=True)
class _Forms:
    """Results by proposal, and how many are still silent by case."""

    results: "defaultdict[int, list[str]]"
    silent: "Counter[int]"

    @classmethod
    def of(cls, proposals: "QuerySet[Proposal]", cases: "Cases") -> "_Forms":
        results: defaultdict[int, list[str]] = defaultdict(list)
        given: set[tuple[int, int]] = set()
        forms = OpinionForm.objects.filter(proposal__in=proposals.values("pk")).order_by("pk")
        for proposal, party, turn, result in forms.values_list("proposal_id", "party_id", "round", "result"):
            results[proposal].append(result)
            given.add((party, turn))
        silence = cases.filter(verdicts__grade="no_feedback")
        told = silence.values_list("pk", "verdicts__party_id", "verdicts__round")
        return cls(results, Counter(case for case, party, turn in told if (party, turn) not in given))


@dataclass(slots=True)
class _Promises:
    """By case: how many were made, are kept, and were or are late."""

    made: "Counter[int]"
    kept: "Counter[int]"
    late: "Counter[int]"


def _promises(cases: "Cases") -> _Promises:
    grown = visible_cases(READER).filter(procedure="proposal_promise")
    linked = grown.filter(links_out__kind=GROWN_FROM, links_out__target__in=cases.values("pk"))
    of = dict(linked.values_list("pk", "links_out__target"))
    stages = dict(linked.values_list("pk", "stage"))
    late = _late(linked)
    return _Promises(
        made=Counter(of.values()),
        kept=_counter([pk for pk, stage in stages.items() if stage == "kept"], of=of),
        late=_counter(late, of=of),
    )  # fmt: skip


def _counter(promises: Iterable[int], *, of: dict[int, int]) -> "Counter[int]":
    return Counter(of[pk] for pk in promises)


def _late(promises: "Cases") -> set[int]:
    """Those whose newest promised day passed before they were kept; one being verified is not late."""
    moment, found = now(), dict[int, bool]()
    clocks = visible_cases(READER).filter(pk__in=promises.values("pk"), clocks__rule="promised").order_by("clocks__pk")
    for pk, state, due, stopped in clocks.values_list("pk", "clocks__state", "clocks__due_at", "clocks__stopped_at"):
        found[pk] = state != "paused" and (stopped or moment) >= due
    return {pk for pk, late in found.items() if late}
