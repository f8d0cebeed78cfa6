"""The drawn procedure: the main road from left to right, what the case has passed with its date, the present stage lit.

Side roads (a return, an extension, a suspension) hang below the stage they were entered from, and only where the case
went there; the others are named in a list that is folded away. Only numbers and words are made here: the picture is
drawn by `web/parts/road.html`, once across and once down for narrow screens.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise

from shiyu.base.clock import city_zone
from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure


class State(StrEnum):
    """What a stage is to the case."""

    PAST = "past"
    NOW = "now"
    SKIPPED = "skipped"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Visit:
    """When a case last reached a stage, where from, and how often in all."""

    at: datetime
    come_from: str
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One stage as drawn; `x` and `y` are the middle of its sign, `width` that of a side road's box."""

    label: Words
    state: State
    at: datetime | None
    times: int
    x: int = 0
    y: int = 0
    width: int = 0
    stem: int = 0  # where the line to a side road begins

    @property
    def half(self) -> int:
        """Half the width of its box."""
        return self.width // 2

    @property
    def day(self) -> str:
        """The day it was reached, as short as it can be said."""
        return "" if self.at is None else f"{self.at.astimezone(city_zone()):%m-%d}"

    @property
    def minute(self) -> str:
        """Day and minute it was reached."""
        return "" if self.at is None else f"{self.at.astimezone(city_zone()):%m-%d %H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: its size, the signs of the main road, the boxes of side roads, the lines between the signs."""

    width: int
    height: int
    main: Sequence[Point]
    side: Sequence[Point]
    lines: Sequence[tuple[int, int, bool]]  # from, to, passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """Everything the part `road.html` needs: two pictures, the same in words, and the side roads not taken."""

    name: Words
    here: Words
    across: Picture
    down: Picture
    steps: Sequence[Point]
    folded: Sequence[tuple[Words, Sequence[Words]]]

    @property
    def count(self) -> int:
        """How many side roads were not taken."""
        return sum(len(sides) for _, sides in self.folded)


_END = datetime.max.replace(tzinfo=UTC)
WIDE, COLUMN_TOP, SIDE_TOP, SIDE_STEP = 1200, 16, 92, 28
NARROW, ROW, INDENT = 340, 40, 26


def visits_of(moved: Iterable[tuple[datetime, str, str]]) -> dict[str, Visit]:
    """When each stage was reached, from the entries that led to another one: moment, from, to, oldest first."""
    found: dict[str, Visit] = {}
    for at, left, reached in moved:
        if reached and reached != left:
            found[reached] = Visit(at, left, found[reached].times + 1 if reached in found else 1)
    return found


def road_of(procedure: Procedure, *, here: str, visits: Mapping[str, Visit]) -> Road:
    """The drawn procedure of a case that stands at `here`."""
    main = list(procedure.road())
    if procedure.stage(here).end and here not in main:
        main[-1] = here
    sides = _hanging(procedure, main, here=here, visits=visits)
    points = [_point(procedure, name, main=main, here=here, visits=visits) for name in main]
    hanging = [
        [_point(procedure, name, main=main, here=here, visits=visits) for name in sides.get(of, ())] for of in main
    ]
    steps = [point for one, below in zip(points, hanging, strict=True) for point in (one, *below)]
    return Road(
        name=procedure.label, here=procedure.stage(here).label, steps=steps,
        across=_across(points, hanging), down=_down(points, hanging),
        folded=_folded(procedure, main, taken={here, *visits}),
    )  # fmt: skip


def _hanging(
    procedure: Procedure, main: Sequence[str], *, here: str, visits: Mapping[str, Visit]
) -> dict[str, list[str]]:
    """The side roads the case took, below the stage of the main road they were entered from."""
    found: dict[str, list[str]] = {}
    taken = [stage.name for stage in procedure.stages if stage.name in {here, *visits} and stage.name not in main]
    for name in taken:
        found.setdefault(_anchor(procedure, main, name, visits=visits), []).append(name)
    return {
        name: sorted(below, key=lambda one: visits[one].at if one in visits else _END) for name, below in found.items()
    }


def _anchor(procedure: Procedure, main: Sequence[str], name: str, *, visits: Mapping[str, Visit]) -> str:
    seen: set[str] = set()
    while name not in main and name not in seen:
        seen.add(name)
        visit = visits.get(name)
        name = visit.come_from if visit is not None and visit.come_from else _entered_from(procedure, main, name)
    return name if name in main else main[0]


def _entered_from(procedure: Procedure, main: Sequence[str], name: str) -> str:
    """The first stage of the main road with a move to `name`, else the first other stage with one."""
    starts = [start for move in procedure.moves if name in move.ends() for start in move.start if start != name]
    return next((one for one in main if one in starts), next(iter(starts), main[0]))


def _point(
    procedure: Procedure, name: str, *, main: Sequence[str], here: str, visits: Mapping[str, Visit]
) -> Point:  # fmt: skip
    visit = visits.get(name)
    return Point(
        label=procedure.stage(name).label, state=_state(procedure, name, main=main, here=here, visits=visits),
        at=visit.at if visit else None, times=visit.times if visit else 0,
    )  # fmt: skip


def _state(
    procedure: Procedure, name: str, *, main: Sequence[str], here: str, visits: Mapping[str, Visit]
) -> State:  # fmt: skip
    if name == here:
        return State.NOW
    if name in visits:
        return State.PAST
    later = main[main.index(name) + 1 :] if name in main else ()
    gone_by = procedure.stage(here).end or any(one in visits or one == here for one in later)
    return State.SKIPPED if gone_by else State.AHEAD


def _folded(procedure: Procedure, main: Sequence[str], *, taken: set[str]) -> list[tuple[Words, list[Words]]]:
    """The side roads a case could take and did not, by the stage they leave from."""
    found: dict[str, list[Words]] = {}
    for stage in procedure.stages:
        if stage.name not in main and stage.name not in taken:
            found.setdefault(_anchor(procedure, main, stage.name, visits={}), []).append(stage.label)
    return [(procedure.stage(name).label, found[name]) for name in main if name in found]


def _across(points: Sequence[Point], hanging: Sequence[Sequence[Point]]) -> Picture:
    column = WIDE // len(points)
    xs = [column * place + column // 2 for place in range(len(points))]
    main = [_at(point, x, COLUMN_TOP) for point, x in zip(points, xs, strict=True)]
    side = [
        _at(
            point,
            x,
            SIDE_TOP + SIDE_STEP * place,
            width=_wide(point),
            stem=SIDE_TOP - 20 if place == 0 else SIDE_TOP + SIDE_STEP * place - 17,
        )
        for x, below in zip(xs, hanging, strict=True)
        for place, point in enumerate(below)
    ]
    most = max(map(len, hanging))
    height = 76 + (SIDE_STEP * most + 4 if most else 0)
    return Picture(width=WIDE, height=height, main=main, side=side, lines=_lines(points, xs))


def _down(points: Sequence[Point], hanging: Sequence[Sequence[Point]]) -> Picture:
    main, side, ys, y = [], [], [], 16
    for point, below in zip(points, hanging, strict=True):
        main.append(_at(point, 16, y))
        ys.append(y)
        for place, one in enumerate(below, 1):
            side.append(_at(one, 16, y + INDENT * place + 6, width=_wide(one), stem=y))
        y += ROW + (INDENT * len(below))
    return Picture(width=NARROW, height=y - 8, main=main, side=side, lines=_lines(points, ys))


def _lines(points: Sequence[Point], places: Sequence[int]) -> list[tuple[int, int, bool]]:
    reached = max((place for place, one in enumerate(points) if one.state in {State.PAST, State.NOW}), default=0)
    return [(a, b, place < reached) for place, (a, b) in enumerate(pairwise(places))]


def _at(point: Point, x: int, y: int, *, width: int = 0, stem: int = 0) -> Point:
    return replace(point, x=x, y=y, width=width, stem=stem)


def _wide(point: Point) -> int:
    """About how wide the words of a side road are, with their date, in either language."""
    said = str(point.label)
    return 24 + sum(14 if ord(letter) > 0x2E80 else 7 for letter in said) + (42 if point.at else 0) + (
        20 if point.times > 1 else 0
    )  # fmt: skip
