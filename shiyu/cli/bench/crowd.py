"""One burst pipe, ten thousand callers: declared an event, joined by each, answered once, everybody told."""

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.driving import Driven, drive, percentile_ms, start, stop
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.filling import BATCH, PROCEDURE, made, openings
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.lives import REVIEWED, WARM_UP_SECONDS
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite
from shiyu.cli.bench.spike import reading_of

if TYPE_CHECKING:
    from shiyu.cases.actors import Actor
    from shiyu.cases.door import MoveRequest

CALLERS = 10_000
# Of those the last ones join one by one, as people do: what the event costs who comes after all the others.
ONE_BY_ONE = 40
# What others do meanwhile: a pace the city keeps easily.
RATE = 20.0
BEFORE_SECONDS = 10
LONGEST, LONGEST_BEFORE = 180.0, 900.0
TOLD, OTHERS = (Goal("value", "≤", 60),), (Goal("ratio", "≤", 2),)
_LOOK_EVERY = 0.2
_NAMED = {"event_title": "主管道爆裂", "known": "主管道爆裂，周边停水，正在抢修。"}
_SAYING = {"answer": "主管道已于今日抢修完毕，恢复供水。", "outcome": "resolved"}
_WAITING = "SELECT EXISTS (SELECT 1 FROM cases_notice WHERE state = 'waiting')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The request everybody joined, and how long it took the last ones to join."""

    number: str
    callers: int
    joined: tuple[float, ...]


def measure(site: OwnSite) -> Iterable[Measured]:
    """Seconds until every caller was told, and how slow others were meanwhile, beside before and after."""
    with site.database():
        event = _event(callers=min(CALLERS, site.rows), seed=site.seed)
        reading = {**reading_of(site), "rate": RATE}
        with site.served() as served:
            _until_all_are_told(LONGEST_BEFORE)  # that they joined
            drive(served.url, {**reading, "seconds": WARM_UP_SECONDS})
            before = drive(served.url, {**reading, "seconds": BEFORE_SECONDS})
            tree, meantime = Tree(served), start(served.url, {**reading, "seconds": LONGEST})
            used, began = Used.by(tree), time.monotonic()
            _move(event.number, "pass_review", role="reviewer")
            moved = time.monotonic() - began
            _until_all_are_told(LONGEST)
            told = time.monotonic() - began
            spent = Used.by(tree).since(used, cases=event.callers, seconds=told)
            meanwhile = stop(meantime)
            after = drive(served.url, {**reading, "seconds": BEFORE_SECONDS})
        facts = {"rows": site.rows, **spent, **machine(site.places)}
    yield answered(event, told=told, move=moved, facts=facts)
    yield others([before, after], meanwhile, facts=facts)


def answered(event: Event, *, told: float, move: float, facts: dict[str, Any]) -> Measured:
    """The line of the event: seconds from the passed review until the last caller was told."""
    join_ms = round(statistics.median(event.joined) * 1000, 1) if event.joined else None
    return Measured(
        name="requests: mass event answered", value=told, unit="s", goals=TOLD,
        notes={"callers": event.callers, "move_s": round(move, 2), "join_ms_of_the_last": join_ms, **facts},
    )  # fmt: skip


def others(quiet: Sequence[Driven], meanwhile: Driven, *, facts: dict[str, Any]) -> Measured:
    """The line of those who had nothing to do with it, beside how it went before and after."""
    took = [one.took for one in meanwhile.answers]
    at_rest = [one.took for driven in quiet for one in driven.answers]
    return Measured(
        name="requests: others meanwhile", value=percentile_ms(took, 95), unit="ms p95",
        baseline=percentile_ms(at_rest, 95), goals=OTHERS,
        notes={
            "statuses": meanwhile.statuses(), "requests": len(took), "per_s": RATE, "p50_ms": percentile_ms(took, 50),
            "p50_ms_of_baseline": percentile_ms(at_rest, 50), **facts,
        },
    )  # fmt: skip


def _event(*, callers: int, seed: int) -> Event:
    """A request at its unit, declared an event, joined by the callers, answered, and before the reviewer."""
    clerk = _unit()
    (opening,) = openings(0, 1, seed=seed, prefix="crowd")
    opened = made([_reviewed(opening)])[0]
    _move(opened, "dispatch", role="dispatcher", facts={"lead": clerk})
    _move(opened, "sign", role="clerk")
    _move(opened, "declare_event", role="dispatcher", facts=_NAMED)
    joined = _join(opened, callers=callers)
    _move(opened, "answer", role="clerk", facts=_SAYING)
    return Event(number=opened, callers=callers, joined=tuple(joined))


def _join(main: str, *, callers: int) -> list[float]:
    """Callers join by turns with their own hands and through an agent; the seconds of each of the last ones."""
    from shiyu.cases.actors import Newcomer
    from shiyu.cli.bench.accounts import holder_of

    actors: tuple[Actor, ...] = (Newcomer(role="caller"), holder_of("agent"))
    last = min(ONE_BY_ONE, callers)
    asked = (_joining(main, number, actor=actors[number % len(actors)]) for number in range(callers))
    for batch in _batches(islice(asked, callers - last)):
        made(batch)
    took = []
    for one in asked:
        began = time.monotonic()
        made([one])
        took.append(time.monotonic() - began)
    return took


def _joining(main: str, number: int, *, actor: "Actor") -> "MoveRequest":
    from shiyu.cases.door import MoveRequest

    facts = {
        "main_case": main, "detail": f"我家也停水了，第 {number} 户。", "channel": "portal",
        "contact": {"name": f"安某{number}", "phone": f"1990001{number % 10_000:04}"},
    }  # fmt: skip
    return MoveRequest(actor=actor, procedure=PROCEDURE, move="join", facts=facts, key=f"crowd-join-{number}")


def _reviewed(opening: "MoveRequest") -> "MoveRequest":
    from dataclasses import replace

    return replace(opening, facts={**opening.facts, "type": REVIEWED})


def _unit() -> str:
    from shiyu.city.directory import directory
    from shiyu.cli.bench.accounts import posts_with

    clerk = directory().post(posts_with("clerk", count=1)[0])
    assert clerk is not None  # noqa: S101 -- its code comes from the directory
    return clerk.unit_code


def _move(number: str, move: str, *, role: str, facts: dict[str, Any] | None = None) -> None:
    from shiyu.cases.door import MoveRequest
    from shiyu.cli.bench.accounts import holder_of

    made([MoveRequest(actor=holder_of(role), move=move, number=number, facts=facts or {}, key=f"crowd-{move}")])


def _batches(many: "Iterable[MoveRequest]") -> "Iterator[Sequence[MoveRequest]]":
    source = iter(many)
    while batch := list(islice(source, BATCH)):
        yield batch


def _until_all_are_told(longest: float) -> None:
    """Waits until the outbox is empty: nothing else is told in this city. Raises `BenchFailed`."""
    from django.db import connection

    end = time.monotonic() + longest
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone() == (False,):
                return
        time.sleep(_LOOK_EVERY)
    raise BenchFailed(reason=f"callers were not told within {longest:g} s")
