"""The roads that proposals of the made session take: day after the first day of the plenary, move, who, with what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from shiyu.proposals.seed_inventing import Made

NOTHING: Mapping[str, Any] = MappingProxyType({})
TAKEN_OVER = 14
"""The day of the assigning meeting (交办会), within thirty days of the plenary."""
WAVES = (45, 52, 59, 66, 74, 82, 90, 98)
"""Days on which answers are drafted; the limit is three months from the meeting."""
LATE_DAY, EXTENDED_DAY, LAST_DAY = 112, 122, 185
RETURNED = {"return_reason": "not_our_duty", "basis": "经核对职责，该事项不在本单位职责内。（演示内容）"}
GOOD = ("satisfied", "satisfied", "satisfied", "basically_satisfied")
TEXTS = {
    "A": "所提事项已经解决或基本解决，做法和完成日期见办理情况表。（演示内容）",
    "B": "所提事项已列入计划，逐步解决，承诺事项和日期见附表。（演示内容）",
    "C": "所提事项受现行法规和政策限制，暂时不能解决，留作参考。（演示内容）",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One move. `party` is the place of the one who judges among those who signed, where there are several.

    `of_order`: not of the proposal but of the supervision order that came of it.
    """

    day: int
    move: str
    who: str
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    party: int | None = None
    of_order: bool = False


def road(one: Made, *, opened: date) -> Iterator[Step]:
    """What happens to a proposal after it was taken over, in the order of days."""
    unit, clerk = one.lead, f"clerk@{one.lead}"
    if _is_returned(one):
        yield from _returned(one)
    else:
        yield Step(15, "sign", clerk)
    for helper in one.joint:
        yield Step(16, "sign", f"clerk@{helper}")
        yield Step(35, "submit_joint_opinion", f"clerk@{helper}", {"opinion": "同意，将予配合。（演示内容）"})
    if one.is_key:
        yield Step(21, "choose_key", "cppcc_leader", KEY)
    yield _consulted(24, clerk, way=("visit", "meeting", "phone")[one.serial % 3])
    yield Step(40, "milestone_1", clerk, {"note": "已完成调研。（演示内容）"})
    yield from _answered(one, unit=unit, opened=opened)


def _answered(one: Made, *, unit: str, opened: date) -> Iterator[Step]:
    clerk, day = f"clerk@{unit}", _answer_day(one)
    if day > WAVES[3]:
        yield Step(72, "milestone_2", clerk, {"note": "方案已定，正在实施。（演示内容）"})
    if day == EXTENDED_DAY:
        yield Step(95, "ask_extension", clerk, {"months": 1, "reason": "须待专项规划批复。（演示内容）"})
        yield Step(96, f"grant_extension_{one.channel}", f"{one.channel}_assigner", {"months": 1})
    yield from _signed(one, day, opened=opened)
    if _is_silent(one):
        return
    bad = one.serial % 50 == 0
    judged = day + 8
    for nth in range(1 + len(one.co_signers)):
        result = "dissatisfied" if bad and not nth else GOOD[(one.serial + nth) % len(GOOD)]
        yield _form(judged, result, nth=nth if one.co_signers else None)
        if bad and not nth:
            break  # one refusal takes it up again at once: the others judge the next answer
    if bad:
        yield _consulted(judged + 10, clerk, way="visit")
        yield from _signed(one, judged + 18, opened=opened, again=True)
        for nth in range(1 + len(one.co_signers)):
            yield _form(judged + 28, "satisfied", nth=nth if one.co_signers else None)


def _signed(one: Made, day: int, *, opened: date, again: bool = False) -> Iterator[Step]:
    facts: dict[str, Any] = {"answer": TEXTS[one.reply_class], "reply_class": one.reply_class}
    if one.reply_class == "B":
        due = opened + timedelta(days=400 + one.serial % 200)
        facts["promises"] = [{"text": "按计划完成所提事项。（演示内容）", "due": due.isoformat(), "unit": one.lead}]
    yield Step(day, "draft_answer", f"clerk@{one.lead}", facts)
    yield Step(day + 1, "approve", f"deputy_head@{one.lead}")
    if one.is_key or again:
        yield Step(day + 2, "issue", f"unit_head@{one.lead}")


def _returned(one: Made) -> Iterator[Step]:
    """Returned within the window and, the assigner not agreeing, taken by the same unit after all."""
    assigner = f"{one.channel}_assigner"
    yield Step(16, "ask_return", f"clerk@{one.lead}", RETURNED)
    reason = "三定方案载明该事项由贵单位负责。（演示内容）"
    yield Step(18, f"refuse_return_{one.channel}", assigner, {"reason": reason})


def _consulted(day: int, clerk: str, *, way: str) -> Step:
    return Step(day, "contact_log", clerk, {"way": way, "note": "当面听取提案者意见，就办理方向取得一致。（演示内容）"})


def _form(day: int, result: str, *, nth: int | None) -> Step:
    said = {"attitude": "satisfied", "verdict": result, "way": "meeting", "times": 2}
    return Step(day, "judge", "proposal_clerk", said, party=nth)


def _answer_day(one: Made) -> int:
    if one.reply_class == "B" and one.serial % 9 == 0:
        return EXTENDED_DAY
    if one.serial in LATE:
        return LATE_DAY
    return WAVES[one.serial % len(WAVES)]


def _is_returned(one: Made) -> bool:
    return one.serial % 37 == 0 and not one.is_fact


def _is_silent(one: Made) -> bool:
    return one.serial % 45 == 7 and not one.is_key


KEY = {"leading_post": "zfb-leader", "supervising_post": "zxb-leader", "weekly_from": 7, "weekly_to": 9}
LATE = frozenset({61, 233})
"""Numbers that are answered after the limit, so that the rate on time is not a round one."""


def ordered(steps: Iterator[Step]) -> list[Step]:
    """By day; several of one day keep their order."""
    return sorted((replace(step) for step in steps), key=lambda step: step.day)
