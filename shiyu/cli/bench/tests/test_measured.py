"""A measurement, its goals, and the line it becomes."""

import json

import pytest

from shiyu.base.benches import Goal, Measured

AT_LEAST, AT_MOST = Goal("ratio", "≥", 0.10), Goal("ratio", "≤", 1.5)
FAST = Goal("value", "≥", 300)


@pytest.mark.parametrize(
    ("value", "baseline", "goals", "met"),
    [
        (300, 3000, (AT_LEAST,), True),
        (299, 3000, (AT_LEAST,), False),
        (300, 3000, (AT_LEAST, FAST), True),
        (299, 2000, (AT_LEAST, FAST), False),
        (1.5, 1.0, (AT_MOST,), True),
        (1.51, 1.0, (AT_MOST,), False),
        (500, None, (AT_LEAST,), False),  # no baseline, no ratio, no goal met
        (0, None, (Goal("value", "≤", 0),), True),
        (1, None, (), None),
    ],
)
def test_a_goal_is_met_or_missed(
    value: float, baseline: float | None, goals: tuple[Goal, ...], met: bool | None
) -> None:
    assert Measured(name="x", value=value, unit="cases/s", baseline=baseline, goals=goals).met is met


def test_a_line_holds_what_programs_read() -> None:
    measured = Measured(
        name="intake", value=345.678, unit="cases/s", baseline=3000.0, goals=(AT_LEAST, FAST), notes={"cores": 2}
    )
    line = measured.line()
    assert json.loads(json.dumps(line)) == line
    assert line == {
        "name": "intake", "value": 345.7, "unit": "cases/s", "baseline": 3000.0, "ratio": 0.1152,
        "goal": "ratio ≥ 0.1; value ≥ 300", "met": True, "notes": {"cores": 2},
    }  # fmt: skip
