"""Who may do what at which stage, as one table: every stage, every move, every role, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor, Clockwork
from shiyu.cases.door import make_move
from shiyu.cases.errors import GuardRefused, NoSuchCase, NotYourMove, WrongStage
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.tests.conftest import JOINT, LEAD, NODES, OTHER, People, Story

Answer = str | type[ShiyuError]
Make = Callable[..., Story]
OFFICER, HEAD, LEADER = "supervision_officer", "supervision_lead", "city_leader"
CLERK, JOINT_CLERK, UNIT_HEAD, STRANGER = f"clerk@{LEAD}", f"clerk@{JOINT}", f"unit_head@{LEAD}", f"clerk@{OTHER}"
ROLES = (OFFICER, HEAD, LEADER, "auditor", CLERK, JOINT_CLERK, UNIT_HEAD, STRANGER, "clock")
UNITS = {CLERK, JOINT_CLERK, UNIT_HEAD}
STAGES = ("proposed", "to_approve", "to_sign", "handling", "extension_asked", "suspension_asked", "suspended",
          "close_asked", "closed")  # fmt: skip
BEFORE_UNITS = {"proposed", "to_approve"}
SOON = {"until": "2026-03-20"}
FACTS: dict[str, dict[str, Any]] = {
    "ask_approval": {"requirement": "抓紧", "lead": LEAD, "complexity": "ordinary"},
    "send_to_proposer": {"reason": "不全"}, "not_approve": {"reason": "不属督查范围"}, "recall": {"reason": "派错"},
    "withdraw": {"reason": "会议已改变决定"}, "report_day_1": {"responsible": "局长", "shared_out": "市政科承办"},
    "report_day_3": {"measures": "进场", "progress": "一成"}, "report_day_7": {"why_complex": "涉管线", "nodes": NODES},
    "report_month_1": {"plan": "分段", "nodes": NODES}, "report_node": {"progress": "完成"},
    "report_weekly": {"progress": "完成"}, "note_progress": {"note": "开工"}, "submit_opinion": {"note": "已配合"},
    "instruct": {"instruction": "抓紧"}, "hand_to_accountability": {"reason": "屡催不办"},
    "report_up": {"recipient": "市委督查室", "background": "背景", "standing": "进展", "problems": "问题",
                  "suggestions": "建议"},
    "ask_close": {"result": "完成"},
    "clear": {"grade": "good", "opinion": "同意"}, "send_back": {"reason": "未见效"},
    "ask_extension": {**SOON, "reason": "雨季"}, "grant_extension": SOON, "refuse_extension": {"reason": "不足"},
    "ask_suspension": {**SOON, "reason": "冻土"}, "grant_suspension": SOON, "refuse_suspension": {"reason": "不足"},
    "resume": {"reason": "解冻"},
}  # fmt: skip
MAY: dict[str, set[str]] = {
    "ask_approval": {OFFICER}, "approve": {HEAD}, "send_to_proposer": {HEAD}, "not_approve": {HEAD},
    "sign": {CLERK, JOINT_CLERK}, "recall": {HEAD}, "withdraw": {HEAD},
    **{f"report_{checkpoint}": {CLERK} for checkpoint in ("day_1", "day_3", "day_7", "month_1", "node", "weekly")},
    "note_progress": {CLERK, JOINT_CLERK}, "submit_opinion": {JOINT_CLERK}, "urge": {OFFICER, HEAD},
    "urge_late": {"clock"},
    "report_up": {OFFICER, HEAD}, "instruct": {LEADER}, "hand_to_accountability": {HEAD}, "ask_close": {CLERK},
    "clear": {HEAD}, "send_back": {OFFICER, HEAD}, "ask_extension": {CLERK}, "grant_extension": {HEAD},
    "refuse_extension": {HEAD}, "ask_suspension": {CLERK}, "grant_suspension": {HEAD}, "refuse_suspension": {HEAD},
    "resume": {OFFICER, HEAD}, "resume_when_due": {"clock"},
}  # fmt: skip
"""Who may make each move, at whatever stage."""
_OPEN = STAGES[:-1]
_WITH_UNIT = ("handling", "extension_asked", "suspension_asked")
MADE: dict[tuple[str, str], Answer] = {
    ("proposed", "ask_approval"): "to_approve", ("proposed", "not_approve"): "not_approved",
    ("to_approve", "not_approve"): "not_approved", ("to_approve", "approve"): "to_sign",
    ("to_approve", "send_to_proposer"): "proposed", ("to_sign", "recall"): "proposed",
    ("handling", "recall"): "proposed", ("handling", "ask_close"): "close_asked",
    ("handling", "ask_extension"): "extension_asked", ("handling", "ask_suspension"): "suspension_asked",
    ("extension_asked", "grant_extension"): "handling", ("extension_asked", "refuse_extension"): "handling",
    ("suspension_asked", "grant_suspension"): "suspended", ("suspension_asked", "refuse_suspension"): "handling",
    ("suspended", "resume"): "handling", ("suspended", "resume_when_due"): "handling",
    ("close_asked", "clear"): "closed", ("close_asked", "send_back"): "handling",
    **{(stage, "withdraw"): "withdrawn" for stage in _OPEN if stage not in BEFORE_UNITS},
    **{(stage, move): stage for stage in _OPEN
       for move in ("urge_late", "instruct", "hand_to_accountability", "report_up")},
    **{(stage, move): stage for stage in ("to_sign", *_WITH_UNIT) for move in ("urge", "note_progress")},
    **{(stage, move): stage for stage in _WITH_UNIT for move in ("report_day_1", "report_day_3", "report_day_7",
                                                                   "submit_opinion")},
    **{(stage, move): GuardRefused for stage in _WITH_UNIT  # owed by no one: an ordinary order without set dates
       for move in ("report_month_1", "report_node", "report_weekly")},
    ("to_sign", "sign"): "to_sign", ("handling", "sign"): GuardRefused,
}  # fmt: skip
"""What comes of every move that is open at the stage, whoever may make it; everything else is too early or too late."""


def expected(stage: str, move: str, role: str) -> Answer:
    """Who does not see the order is told it is not there; who may not is told so, who may that it is not the time."""
    if role == STRANGER or (role in UNITS and stage in BEFORE_UNITS):
        return NoSuchCase
    if role not in MAY[move] or (stage == "closed" and role in UNITS):
        return NotYourMove
    if (stage, move, role) == ("to_sign", "sign", CLERK):
        return "handling"
    return MADE.get((stage, move), WrongStage)


def standing(order: Make, stage: str) -> Story:
    """An order at the stage, with both its units' signatures but where they are still to come."""
    story = order().to({"proposed": "proposed", "to_approve": "to_approve"}.get(stage, "to_sign"), joint=[JOINT])
    if stage in {"proposed", "to_approve", "to_sign"}:
        return story
    story.do("sign", JOINT_CLERK)
    story.to("handling")
    if stage == "extension_asked":
        story.do("ask_extension", CLERK, **FACTS["ask_extension"])
    elif stage in {"suspension_asked", "suspended"}:
        story.do("ask_suspension", CLERK, **FACTS["ask_suspension"])
    elif stage != "handling":
        story.to(stage)
    if stage == "suspended":
        story.do("grant_suspension", HEAD, **SOON)
    return story


def test_every_move_has_its_row() -> None:
    opening = {move.name for move in SUPERVISION_ORDER.opening_moves()}
    assert {move.name for move in SUPERVISION_ORDER.moves} - opening == MAY.keys()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_move_at_every_stage(order: Make, people: People, stage: str, role: str) -> None:
    story = standing(order, stage)
    actor: Actor = Clockwork(name="clock_tick") if role == "clock" else people(role)
    found: dict[str, Answer] = {}
    for move in MAY:
        with transaction.atomic():
            try:
                made = make_move(story.number, move, actor=actor, key=f"try-{move}", **FACTS.get(move, {}))
                found[move] = made.stage
            except ShiyuError as refused:
                found[move] = type(refused)
            transaction.set_rollback(True)  # each try is taken back, so that the next finds the stage
    assert found == {move: expected(stage, move, role) for move in MAY}
