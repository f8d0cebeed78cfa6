"""The pure parts of `make pages`: what a budget is, what breaks one, what is pinned, and the table."""

import io
import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from shiyu.cli.bench.driving import percentile
from tests.browser.pages import EXAMPLES
from tools.pages import budgets, table
from tools.pages.budgets import Budgets, judge
from tools.pages.figures import Figures, Page, Seen, Served

PAGE = Page(name="/report (anybody)", route="report", path="/report", username="", is_staff=False)
SEEN = Seen(grave={"zh 1440": []}, sent={"Document": 4096, "Script": 6144}, shift=0.01, first_ms=900, again_ms=400)
SERVED = Served(status=200, p50_ms=5, p95_ms=9, processor_ms=4, queries=2)
FIGURES = Figures(page=PAGE, seen=SEEN, served=SERVED)
TOLD: dict[str, Any] = {
    "every": {"axe": 0, "kilobytes": 150, "kilobytes_heavy": 400, "shift": 0.05, "server_p95_ms": 60},
    "heavy": {"routes": ["overview"]},
    "own": {"report": {"first_ms": 2500}},
    "queries": {PAGE.name: 2},
}
MAP = replace(PAGE, name="/overview (supervisor)", route="overview")


def kept(**other: Any) -> Budgets:
    return Budgets.read({**TOLD, **other})


def over(figures: Figures, **other: Any) -> list[str]:
    return [fault.what for fault in judge(figures, kept(**other))]


def test_a_page_within_its_budgets_breaks_none() -> None:
    assert over(FIGURES) == []


@pytest.mark.parametrize(
    ("seen", "broken"),
    [
        ({"grave": {"zh 1440": [], "en 390": ["label #x"]}}, ["axe"]),
        ({"sent": {"Script": 150 * 1024}}, []),
        ({"sent": {"Script": 151 * 1024}}, ["kilobytes"]),
        ({"shift": 0.05}, []),
        ({"shift": 0.051}, ["shift"]),
        ({"first_ms": 2501}, ["first_ms"]),
        ({"again_ms": 99_999}, []),  # nobody set a bound for it
    ],
)
def test_what_a_browser_saw(seen: dict[str, Any], broken: list[str]) -> None:
    assert over(replace(FIGURES, seen=replace(SEEN, **seen))) == broken


@pytest.mark.parametrize(
    ("served", "broken"),
    [
        ({"p95_ms": 60}, []),
        ({"p95_ms": 60.1}, ["server_p95_ms"]),
        ({"queries": 3}, ["queries"]),
        ({"queries": 1}, []),
        ({"p50_ms": 99}, []),
        ({"processor_ms": 99}, []),
        ({"status": 500}, ["status"]),
        ({"status": 404}, []),
        ({"status": 302}, ["status"]),
    ],
)
def test_what_the_server_took(served: dict[str, Any], broken: list[str]) -> None:
    assert over(replace(FIGURES, served=replace(SERVED, **served))) == broken


def test_pages_with_a_map_may_be_heavier() -> None:
    seen = replace(SEEN, sent={"Script": 300 * 1024})
    assert over(Figures(page=MAP, seen=seen)) == []
    assert over(Figures(page=PAGE, seen=seen)) == ["kilobytes"]
    assert over(Figures(page=MAP, seen=replace(SEEN, sent={"Script": 401 * 1024}))) == ["kilobytes"]


def test_a_page_that_is_not_pinned_says_how_to_pin_it() -> None:
    (fault,) = judge(FIGURES, kept(queries={}))
    assert (fault.what, fault.bound) == ("queries", None)
    assert "PIN=1" in str(fault)


def test_what_was_not_measured_is_not_judged() -> None:
    assert over(Figures(page=PAGE), queries={}) == []


def test_what_is_known_to_be_over_fails_where_it_grows() -> None:
    known = [{"page": PAGE.name, "what": "kilobytes", "up_to": 200, "why": "the map comes with the page for now"}]
    heavy = replace(FIGURES, seen=replace(SEEN, sent={"Image": 199 * 1024}))
    assert over(heavy, known=known) == []
    assert over(replace(FIGURES, seen=replace(SEEN, sent={"Image": 201 * 1024})), known=known) == ["kilobytes"]
    with pytest.raises(ValueError, match="without a reason"):
        kept(known=[{**known[0], "why": " "}])


def test_pinning_writes_what_was_measured_and_keeps_the_rest() -> None:
    text = '# why\n[every]\naxe = 0\n\n[queries]\n"/a (x)" = 3\n"/b (x)" = 4\n'
    new = budgets.pinned({"/b (x)": 2, "/c (x)": 7}, text=text)
    assert tomllib.loads(new)["queries"] == {"/a (x)": 3, "/b (x)": 2, "/c (x)": 7}
    assert new.startswith("# why\n[every]\naxe = 0\n")
    assert budgets.pinned({}, text=new) == new


def test_the_budgets_that_are_checked_in_are_whole() -> None:
    found = budgets.load()
    assert {"axe", "kilobytes", "kilobytes_heavy", "shift", "server_p95_ms"} <= set(found.every)
    routes = {name.split(" ")[0].split("?")[0][1:] for name in found.pinned}
    assert (found.heavy | set(found.own) | routes) - set(EXAMPLES) == set()
    assert found.own["report"]["first_ms"] == 2500
    assert found.own["cases"]["again_ms"] == 1500


def test_the_table_has_a_row_a_page_and_names_what_is_over() -> None:
    heavy = replace(FIGURES, seen=replace(SEEN, sent={"Script": 300 * 1024}))
    out = io.StringIO()
    Console(file=out, width=240).print(table.drawn([(heavy, judge(heavy, kept()))]))
    head, row = (line.split() for line in out.getvalue().splitlines())
    assert "queries" in head
    assert row[-1] == "kilobytes"
    assert "300" in row


@pytest.mark.parametrize("figures", [FIGURES, Figures(page=PAGE, seen=SEEN), Figures(page=PAGE)])
def test_every_row_has_every_cell(figures: Figures) -> None:
    assert len(table.row(figures)) + 1 == len(table.drawn([(figures, [])]).columns)


def test_what_axe_found_is_told_once_with_where_it_was_found() -> None:
    grave = {"zh 1440": ["label #x", "image-alt img"], "en 390": ["label #x"]}
    assert table.grave(replace(FIGURES, seen=replace(SEEN, grave=grave))) == [
        "/report (anybody): label #x (zh 1440, en 390)", "/report (anybody): image-alt img (zh 1440)",
    ]  # fmt: skip
    assert table.grave(Figures(page=PAGE)) == []


def test_a_line_for_programs_holds_figures_faults_and_the_machine() -> None:
    slow = replace(FIGURES, served=replace(SERVED, p95_ms=80))
    told = json.loads(table.line(slow, judge(slow, kept()), facts={"cores": 2}))
    assert told["kilobytes"] == 10.0
    assert told["machine"] == {"cores": 2}
    assert [(one["what"], one["found"], one["bound"]) for one in told["over"]] == [("server_p95_ms", 80, 60)]


@pytest.mark.parametrize(
    ("values", "share", "found"), [([], 95, 0), ([7], 95, 7), ([3, 1, 2], 50, 2), ([*range(100)], 95, 95)]
)
def test_percentiles(values: list[float], share: int, found: float) -> None:
    assert percentile(values, share) == found
