"""The key proposals of the made session under supervision: ordered, reported at each checkpoint and week, cleared.

Orders are another system's cases. They are told through the door like everything else, by the moves of their drawn
procedure; nothing of that system is imported.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from shiyu.proposals.seed_inventing import Made
from shiyu.proposals.seed_roads import Step

OFFICER, HEAD = "supervision_officer", "supervision_lead"
CHOSEN, WEEKS_BEGIN, CLOSING = 21, 121, 176
"""Days: 21 chosen and referred, 121 is 1 July for a plenary that opens on 2 March, 176 the unit asks to close."""
NODES = ((75, "完成调研，拿出办理方案"), (170, "办理成效评估"))
GRADES = ("excellent", "good", "good", "passed")


def supervised(one: Made, *, opened: date) -> Iterator[Step]:
    """What happens to the order that came of a key proposal, in the order of days; every report in time."""
    clerk = f"clerk@{one.lead}"
    yield _step(CHOSEN + 1, "ask_approval", OFFICER, **_plan(one, opened=opened))
    yield _step(CHOSEN + 2, "approve", HEAD)
    yield _step(CHOSEN + 2, "sign", clerk)
    yield _step(CHOSEN + 3, "report_day_1", clerk, responsible="主要负责人牵头，业务科室承办。（演示内容）",
                shared_out="业务科室牵头，相关科室配合。（演示内容）")  # fmt: skip
    yield _step(
        CHOSEN + 4, "report_day_3", clerk, measures="已制定办理方案。（演示内容）", progress="已进场调研。（演示内容）"
    )
    yield _step(CHOSEN + 8, "report_day_7", clerk, why_complex="涉及面广，须分步推进。（演示内容）",
                nodes=_nodes(one, opened=opened, after=CHOSEN + 8))  # fmt: skip
    yield _step(CHOSEN + 28, "report_month_1", clerk, plan="按节点推进，逐项销号。（演示内容）",
                nodes=_nodes(one, opened=opened, after=CHOSEN + 28))  # fmt: skip
    for day, name in NODES:
        yield _step(day - 1, "report_node", clerk, progress=f"{name}：已完成。（演示内容）")
    for week, day in enumerate(range(WEEKS_BEGIN + 7, CLOSING, 7), 1):
        yield _step(day, "report_weekly", clerk, progress=f"第{week}周：按计划推进。（演示内容）")
    yield _step(CLOSING, "ask_close", clerk, result="提案所提事项按节点办结，已答复提案者。（演示内容）")
    grade = GRADES[one.serial % len(GRADES)]
    yield _step(CLOSING + 2, "clear", HEAD, grade=grade, opinion="已核查，同意销号。（演示内容）")


def _plan(one: Made, *, opened: date) -> dict[str, Any]:
    return {
        "requirement": "按周报告，年内见效。（演示内容）", "lead": one.lead, "complexity": "complex",
        "due_on": (opened + timedelta(days=CLOSING + 7)).isoformat(),
    }  # fmt: skip


def _nodes(one: Made, *, opened: date, after: int) -> list[dict[str, str]]:
    return [
        {"text": name, "due": (opened + timedelta(days=day)).isoformat(), "unit": one.lead}
        for day, name in NODES
        if day > after
    ]


def _step(day: int, move: str, who: str, **facts: Any) -> Step:
    return Step(day=day, move=move, who=who, facts=facts, of_order=True)
