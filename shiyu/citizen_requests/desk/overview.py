"""督办总览: what is open and late now, what rises, the rates raw and adjusted, which units and places stand out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import now
from shiyu.base.divided import Part
from shiyu.base.figures import Figure, figure
from shiyu.base.words import Words
from shiyu.cases.gate import Purpose, log_access
from shiyu.cases.registry import newest
from shiyu.citizen_requests.desk.hottest import hottest
from shiyu.citizen_requests.desk.overview_asked import PROCEDURES, SPANS, WAYS, AskedFor, asked_for
from shiyu.citizen_requests.desk.overview_span import WHOLE, numbers, parts_of
from shiyu.citizen_requests.desk.rising import DEFINITION, rises
from shiyu.citizen_requests.desk.roles import EVENT_OFFICERS
from shiyu.citizen_requests.desk.standing import ALL, IN_TABLE, LAMPS, LATE, NEAR, STAGES, Present, present, sight
from shiyu.city.directory import directory
from shiyu.web.choices import places
from shiyu.web.exporting.tables import Cell, as_download, table_as_xlsx
from shiyu.web.figure_table import part_name

RATES = ("on_time_rate", "response_rate", "resolved_rate", "satisfied_rate", "three_rates")
NOT_LISTED = frozenset({"three_rates"})
LOWER, UPPER, TITLE = Words("95%下限", "Lower 95 %"), Words("95%上限", "Upper 95 %"), Words("督办总览", "Overview")
RECEIVED = "received"
CHART = {LATE: "red", NEAR: "amber"}
"""What the chart draws, and in which colour of the tokens."""
ON_WALL, REFRESH_SECONDS = 8, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a line, and the list of exactly what it counts."""

    label: Words
    count: int
    address: str
    alarming: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate: raw, beside it adjusted where exclusions count, and their lists."""

    figure: Figure
    raw: Part
    adjusted: Part | None
    address: str
    adjusted_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: a unit or place with its numbers and rates."""

    key: str
    label: Words
    counts: Sequence[Number]
    rates: Sequence[Rate]

    def number(self, name: Words) -> int:
        """One of its counts, by its label."""
        return next((one.count for one in self.counts if one.label == name), 0)


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """The page at `/overview`, and its table as a spreadsheet with `?format=xlsx`."""
    asked = asked_for(request)
    context = _shown(asked)
    if request.GET.get("format") == "xlsx":
        log_access(asked.actor, what="export", purpose=Purpose.SUPERVISION, detail={"figures": len(context["lines"]())})
        return _sheet(context["lines"](), asked)
    whole_requests = asked.procedure == "citizen_request" and not asked.scope.unit
    context |= {
        "topics": hottest(asked.actor, division=asked.scope.division) if whole_requests else None,
        "opens_topics": bool(asked.actor.roles & EVENT_OFFICERS),
        "ways": WAYS, "spans": SPANS, "procedures": PROCEDURES, "places": places(), "asked": asked,
        "wall": f"{reverse('overview_wall')}?{urlencode(asked.query())}",
    }  # fmt: skip
    return render(request, "citizen_requests/desk/overview.html", context)


@never_cache
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The page at `/overview/wall`: the same in large and dark for a screen on the wall; it names nobody."""
    asked = asked_for(request)
    context = _shown(asked)
    most_late = [line for line in context["lines"]() if line.key][:ON_WALL]
    context |= {"asked": asked, "lines": most_late, "now": now(), "still": "still" in request.GET}
    answer = render(request, "citizen_requests/desk/wall.html", context)
    if not context["still"]:  # who reads it slowly, or aloud, stops it by a link
        answer.headers["Refresh"] = str(REFRESH_SECONDS)
    return answer


def _shown(asked: AskedFor) -> dict[str, Any]:
    standing = present(asked.actor, asked.scope, by=asked.by, procedure=asked.procedure)
    counts_requests = asked.procedure == "citizen_request"  # of enterprises no rates are defined
    held = numbers(asked.scope, asked.by) if counts_requests else None
    parts = parts_of(held.value if held else {}, asked.scope)
    addresses = Addresses(standing, asked)
    taken = held.at if held else None
    keys = {key for key, _, _ in standing.parts} - {ALL} | (parts.keys() - {WHOLE} if counts_requests else set())

    @lru_cache
    def lines() -> list[Line]:
        """Made where they are asked for: mostly the table of these figures stands drawn already."""
        found = [_line(key, standing, parts.get(key, {}), addresses=addresses) for key in keys]
        return sorted(found, key=_most_urgent)

    return {
        "standings": standing.standings(asked.actor), "scope": asked.scope, "at": taken, "standing_at": standing.at,
        "rates": _rates(WHOLE, parts[WHOLE], addresses) if counts_requests else [],
        "rises": rises(asked.scope) if counts_requests and not asked.scope.unit else None, "rising": DEFINITION,
        "lines": lines, "drawn": (get_language(), sight(asked.actor), standing.at, taken, *asked.query().values()),
        "columns": _columns(asked, rates=counts_requests),
    }  # fmt: skip


def _most_urgent(line: Line) -> tuple[int, int, str]:
    return (-line.number(LAMPS[LATE][0]), -line.number(LAMPS[""][0]), line.key)


def _figure(name: str) -> Figure:
    return figure(f"citizen_requests_{name}")


def _line(key: str, standing: Present, parts: Mapping[str, Part], *, addresses: "Addresses") -> Line:
    asked = addresses.asked
    counts = [
        Number(
            label=label,
            count=standing.of_part(key, lamp=lamp),
            alarming=lamp == LATE,
            address=addresses.of_list(key, lamp=lamp),
        )
        for lamp, (label, _) in LAMPS.items()
    ]
    table = newest(asked.procedure)
    counts += [
        Number(
            label=table.stage(name).label,
            count=standing.of_part(key, stage=name),
            address=addresses.of_list(key, stage=name),
        )
        for name in IN_TABLE
    ]
    if asked.procedure == "citizen_request":
        received = _figure(RECEIVED)
        taken = int(parts[RECEIVED].value or 0) if RECEIVED in parts else 0
        counts.append(Number(label=received.label, count=taken, address=addresses.behind(RECEIVED, key)))
    label = part_name(key, by=asked.by, figure=_figure(RECEIVED))
    return Line(key=key, label=label, counts=counts, rates=_rates(key, parts, addresses) if parts else [])


class Addresses:
    """The lists behind the numbers of one page. A page has two thousand: what they share is said once."""

    def __init__(self, standing: Present, asked: AskedFor) -> None:
        self.asked = asked
        self._root, self._tail = reverse("overview_behind"), urlencode(asked.query())
        self._own_level = {"", asked.scope.division, directory().code}
        self._address_of = lru_cache(standing.address)

    def of_list(self, key: str, **wanted: str) -> str:
        """The list of one number; none where `/cases` would show a whole place and not what lies at its own level."""
        if key in self._own_level:
            return ""
        way = self.asked.by.value
        return f"{self._address_of(**wanted, **{way: ''})}&{way}={quote_plus(key)}"

    def behind(self, name: str, key: str) -> str:
        """The list of what a figure of the span counted."""
        return f"{self._root}?figure={name}&key={quote_plus(key)}&{self._tail}"


def _rates(key: str, parts: Mapping[str, Part], addresses: Addresses) -> list[Rate]:
    return [
        Rate(
            figure=_figure(name), raw=parts[name], adjusted=parts.get(f"{name}_adjusted"),
            address="" if name in NOT_LISTED else addresses.behind(name, key),
            adjusted_address="" if name in NOT_LISTED else addresses.behind(f"{name}_adjusted", key),
        )
        for name in RATES
    ]  # fmt: skip


def _columns(asked: AskedFor, *, rates: bool) -> list[tuple[Words, Words, str]]:
    """Label and definition of each column, and the colour in which the chart draws it."""
    table = newest(asked.procedure)
    found = [(label, definition, CHART.get(lamp, "")) for lamp, (label, definition) in LAMPS.items()]
    found += [(table.stage(name).label, STAGES[name], "") for name in IN_TABLE]
    names = (RECEIVED, *RATES) if rates else ()
    return found + [(_figure(name).label, _figure(name).definition, "") for name in names]


def _sheet(lines: Sequence[Line], asked: AskedFor) -> HttpResponseBase:
    """The table with everything it says in small: numbers, bounds, adjusted rates."""
    headers = [Words("项目", "Part"), Words("代码", "Code")]
    headers += [label for label, _, _ in _columns(asked, rates=False)]
    if asked.procedure == "citizen_request":
        headers.append(_figure(RECEIVED).label)
        for name in RATES:
            for label in [
                _figure(name).label,
                *([_figure(f"{name}_adjusted").label] if name != "on_time_rate" else []),
            ]:
                headers += [label, *(Words(f"{label.zh} {w.zh}", f"{label.en}, {w.en}") for w in (LOWER, UPPER))]
    span = f"{asked.scope.start:%Y-%m-%d} – {asked.scope.end:%Y-%m-%d}"
    notes = [Words(f"期间：{span}", f"Span: {span}")]
    notes += [
        Words(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")
        for label, said, _ in _columns(asked, rates=asked.procedure == "citizen_request")
    ]
    return as_download(
        table_as_xlsx(headers, [_cells(line) for line in lines], title=TITLE, notes=notes), name="overview"
    )


def _cells(line: Line) -> list[Cell]:
    cells: list[Cell] = [line.label, line.key, *(one.count for one in line.counts)]
    for rate in line.rates:
        for part in (rate.raw, *([rate.adjusted] if rate.adjusted is not None else [])):
            cells += [part.value, part.low, part.high]
    return cells
