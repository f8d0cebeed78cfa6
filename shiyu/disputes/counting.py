"""What the board shows, counted from stored rows in a few questions; names and words are never asked for."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from shiyu.base.clock import now
from shiyu.disputes import rules_counting as rules
from shiyu.disputes.funnel import PASSED_ON, SETTLED
from shiyu.disputes.models import CountedBoard, Dispute, Passage
from shiyu.disputes.vocabulary import LAYERS

PROCEDURE = "dispute"
YEAR, RECENT, BEFORE = timedelta(days=365), timedelta(days=30), timedelta(days=120)
COUNTY = 6
MOST_RISING, MOST_LOADED = 20, 100
STALE = timedelta(minutes=20)


def count_board(moment: datetime | None = None) -> dict[str, Any]:
    """Everything on the board that takes counting, as plain values; see `shiyu.disputes.desk.board`."""
    at = moment or now()
    return {
        "stages": _stages(at), "bodies": _by(at, "body_code"), "load": _by(at, "mediator")[:MOST_LOADED],
        "funnel": _funnel(at), "rates": _rates(at), "rising": _rising(at),
    }  # fmt: skip


def counted_board(*, at_most: timedelta = STALE) -> CountedBoard:
    """The board as last counted; counted now where that is longer ago than `at_most`."""
    last = CountedBoard.objects.order_by("-counted_at").first()
    return last if last is not None and last.counted_at > now() - at_most else keep_board()


def keep_board() -> CountedBoard:
    """Counts the board and keeps it in the place of the last one; of two at once the later stands."""
    moment = now()
    kept, _ = CountedBoard.objects.update_or_create(
        pk=1, defaults={"counted_at": moment, "content": count_board(moment)}
    )
    return kept


def _open() -> "QuerySet[Dispute]":
    return Dispute.objects.filter(case__procedure=PROCEDURE, case__is_open=True)


def _stages(at: datetime) -> dict[str, list[int]]:
    late = Count("pk", filter=Q(case__due_at__lte=at))
    rows = _open().order_by().values("case__stage").annotate(n=Count("pk"), late=late)
    return {row["case__stage"]: [row["n"], row["late"]] for row in rows}


def _by(at: datetime, column: str) -> list[list[Any]]:
    """Open disputes and overdue ones by body or by mediator, most open first; those of nobody are left out."""
    late = Count("pk", filter=Q(case__due_at__lte=at))
    given = _open().exclude(**{column: None}) if column == "mediator" else _open().exclude(**{column: ""})
    rows = given.order_by().values_list(column).annotate(n=Count("pk"), late=late)
    return sorted(([*row] for row in rows), key=lambda row: (-row[1], str(row[0])))


def _funnel(at: datetime) -> dict[str, dict[str, int]]:
    """By layer: how many came there within a year, how many ended there settled, were passed on, ended otherwise."""
    entered = Passage.objects.filter(entered_at__gte=at - YEAR, entered_at__lte=at).order_by()
    rows = entered.values("layer").annotate(
        entered=Count("pk"), settled=Count("pk", filter=Q(left_by=SETTLED)),
        passed_on=Count("pk", filter=Q(left_by=PASSED_ON)), still=Count("pk", filter=Q(left_at=None)),
    )  # fmt: skip
    found: dict[str, dict[str, int]] = {row["layer"]: _ways_out(row) for row in rows}
    return {layer: found[layer] for layer in LAYERS if layer in found}


def _ways_out(row: Mapping[str, Any]) -> dict[str, int]:
    known = {name: int(row[name]) for name in ("entered", "settled", "passed_on", "still")}
    return known | {"otherwise": 2 * known["entered"] - sum(known.values())}


def _rates(at: datetime) -> dict[str, list[int]]:
    """Part and whole of each rate, of the disputes that ended within a year."""
    ended = Dispute.objects.filter(
        case__procedure=PROCEDURE, case__closed_at__gte=at - YEAR, case__closed_at__lte=at, mediator__isnull=False
    )
    agreed = Q(in_force_on__isnull=False)
    row = ended.aggregate(
        mediated=Count("pk"), agreed=Count("pk", filter=agreed),
        performed=Count("pk", filter=agreed & Q(case__outcome="performed")),
        asked=Count("pk", filter=agreed & ~Q(ruling="")), confirmed=Count("pk", filter=Q(ruling="confirmed")),
    )  # fmt: skip
    return {
        "success": [row["agreed"], row["mediated"]], "performance": [row["performed"], row["agreed"]],
        "confirmation": [row["confirmed"], row["asked"]],
    }  # fmt: skip


def _rising(at: datetime) -> list[dict[str, Any]]:
    """Kinds by county that came in more often within 30 days than is usual (the mean of 30 days in the 90 before)."""
    opened = Dispute.objects.filter(
        case__procedure=PROCEDURE, case__opened_at__gte=at - BEFORE, case__opened_at__lte=at
    )
    new = Count("pk", filter=Q(case__opened_at__gte=at - RECENT))
    rows = opened.order_by().values("case__kind", place=F("case__place_code")).annotate(n=Count("pk"), new=new)
    found = [
        (earlier / 3 - recent, kind, place, recent, round(earlier / 3, 1))
        for (kind, place), (recent, earlier) in _in_counties(rows).items()
        if rules.rises(recent, usual=earlier / 3)
    ]
    return [
        {"kind": kind, "place": place, "recent": recent, "usual": usual}
        for _, kind, place, recent, usual in sorted(found)[:MOST_RISING]
    ]


def _in_counties(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        key = (row["case__kind"], row["place"][:COUNTY])
        recent, earlier = found.get(key, (0, 0))
        found[key] = (recent + row["new"], earlier + row["n"] - row["new"])
    return found
