"""A figure is defined once."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest

from shiyu.base import figures
from shiyu.base.errors import NoSuchThing
from shiyu.base.figures import DuplicateFigure, Figure, Register, Scope
from shiyu.base.words import Words

OPEN = Figure(
    name="open_cases",
    label=Words("在办件", "Open cases"),
    definition=Words("期末未办结的件数", "Cases not closed at the end of the span"),
    unit=Words("件", "cases"),
    compute=lambda scope: scope.end.day,
)
MAY = Scope(start=date(2026, 5, 1), end=date(2026, 5, 31))


def test_registered_and_found_in_the_order_of_names() -> None:
    register = Register()
    late = replace(OPEN, name="a_later_one")
    assert [register.add(OPEN), register.add(late)] == [OPEN, late]
    assert register.all() == (late, OPEN)
    assert register.get("open_cases").compute(MAY) == 31


def test_a_second_one_of_the_same_name_is_refused_and_the_first_stays() -> None:
    register = Register()
    register.add(OPEN)
    for again in (OPEN, replace(OPEN, unit=Words("个", "pieces"))):
        with pytest.raises(DuplicateFigure) as refused:
            register.add(again)
        assert refused.value.facts == {"name": "open_cases"}
    assert register.all() == (OPEN,)


def test_an_unknown_one_is_not_there() -> None:
    with pytest.raises(NoSuchThing, match="happiness"):
        Register().get("happiness")


def test_the_platform_has_one_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_register", Register())
    figures.register(OPEN)
    assert (figures.figure("open_cases"), figures.all_figures()) == (OPEN, (OPEN,))


def test_a_figure_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        OPEN.name = "closed_cases"  # type: ignore[misc]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "open cases"},
        {"name": ""},
        {"label": Words("", "x")},
        {"definition": Words("定义", " ")},
        {"unit": Words("", "")},
    ],
)
def test_a_figure_without_its_words_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="both languages"):
        replace(OPEN, **change)


def test_a_span_runs_forward() -> None:
    assert Scope(start=MAY.end, end=MAY.end).unit == ""
    with pytest.raises(ValueError, match="before it starts"):
        Scope(start=MAY.end, end=MAY.start)
