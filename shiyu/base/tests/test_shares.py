"""Shares and their intervals, against numbers published elsewhere; the fair order of parts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from shiyu.base.divided import NotDivisible, divide, months
from shiyu.base.figures import By, Counted, Figure, Scope, whole
from shiyu.base.shares import Share, weighted, wilson
from shiyu.base.words import Words

MARCH = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # E. B. Wilson's interval as Newcombe (Statistics in Medicine 17, 1998, table I, method 3) prints it.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert list(wilson(part, whole)) == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(
    ("part", "whole", "mean", "apart"),
    [
        (3, 4, "50.0", False),  # three of four may be luck
        (300, 400, "50.0", True),
        (0, 3, "50.0", False),
        (0, 0, "50.0", False),
        (300, 400, None, False),
    ],
)
def test_luck_is_not_told_apart(part: int, whole: int, mean: str | None, apart: bool) -> None:
    assert Share(part, whole).told_apart(Decimal(mean) if mean else None) is apart


def test_a_share_of_nothing_is_no_number() -> None:
    assert (Share(0, 0).percent, Share(0, 0).interval, Share(2, 3).percent) == (None, None, Decimal("66.7"))
    with pytest.raises(ValueError, match="no part"):
        Share(2, 1)


@pytest.mark.parametrize(
    ("parts", "mean"),
    [
        ([("90.0", "1"), ("60.0", "1"), ("30.0", "1")], "60.0"),
        ([("90.0", "30"), ("60.0", "35"), ("30.0", "35")], "58.5"),
        ([("90.0", "1"), (None, "1")], None),
        ([("90.0", "1"), (None, "0")], "90.0"),
        ([("90.0", "0")], None),
    ],
)
def test_weighted(parts: list[tuple[str | None, str]], mean: str | None) -> None:
    given = [(Decimal(value) if value else None, Decimal(weight)) for value, weight in parts]
    assert weighted(given) == (Decimal(mean) if mean else None)


def a_figure(parts: Mapping[str, Counted], total: Counted) -> Figure:
    def split(scope: Scope, by: By) -> Mapping[str, Counted]:
        return parts if by else {"": total}

    said = Words("率", "rate")
    return Figure(name="made", label=said, definition=said, unit=said, compute=whole(split), split=split)


def test_two_of_two_does_not_lead_before_ninety_eight_of_a_hundred() -> None:
    parts: dict[str, Counted] = {
        "lucky": Share(2, 2),
        "good": Share(98, 100),
        "bad": Share(60, 200),
        "none": Share(0, 0),
    }
    divided = divide(a_figure(parts, Share(160, 302)), MARCH, by=By.UNIT)
    assert [(part.key, part.told_apart) for part in divided.parts] == [
        ("good", True), ("lucky", False), ("bad", True), ("none", False),
    ]  # fmt: skip
    assert (divided.mean, divided.total.whole) == (Decimal("53.0"), 302)


def test_counts_stand_by_their_number_and_claim_nothing() -> None:
    divided = divide(a_figure({"a": 3, "b": 30, "c": None}, 33), MARCH, by=By.UNIT)
    assert [(part.key, part.value, part.told_apart) for part in divided.parts] == [
        ("b", 30, None), ("a", 3, None), ("c", None, None),
    ]  # fmt: skip


def test_months_are_spans_of_their_own() -> None:
    scope = Scope(start=date(2025, 12, 15), end=date(2026, 2, 3), unit="cgj")
    spans = [(name, part.start.isoformat(), part.end.isoformat(), part.unit) for name, part in months(scope)]
    assert spans == [
        ("2025-12", "2025-12-15", "2025-12-31", "cgj"),
        ("2026-01", "2026-01-01", "2026-01-31", "cgj"),
        ("2026-02", "2026-02-01", "2026-02-03", "cgj"),
    ]


def test_a_figure_without_parts_or_types_is_not_divided() -> None:
    said = Words("数", "number")
    plain = Figure(name="plain", label=said, definition=said, unit=said, compute=lambda _scope: 1)
    with pytest.raises(NotDivisible):
        divide(plain, MARCH, by=By.UNIT)
    with pytest.raises(NotDivisible):
        divide(a_figure({}, None), MARCH, by=By.TYPE)
