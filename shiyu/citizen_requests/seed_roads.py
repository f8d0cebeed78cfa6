"""The roads an invented request can take, as lines: move, who, facts, hours of work later.

`who` is a role, `clerk`/`head` of the unit that has the request,
or `caller`; `{…}` in a fact names a text of the theme.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a road, so many working hours (least and most) after the one before."""

    move: str
    who: str
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    hours: tuple[int, int] = (1, 4)


ANSWER = {"answer": "{answer}", "outcome": "resolved"}
BASIS = {"return_reason": "not_our_duty", "basis": "经核对职责清单，该事项不在本单位职责内。", "right_unit": "{unit}"}
DISPATCH, DISPATCH_WRONG = (
    Step("dispatch", "dispatcher", {"lead": "{unit}"}, (1, 2)),
    Step("dispatch", "dispatcher", {"lead": "{wrong}"}, (1, 2)),
)
SIGN = Step("sign", "clerk", hours=(1, 3))
CONTACT = Step("first_contact", "clerk", {"note": "已电话联系诉求人，核对地点和情况。"}, (1, 4))
PROGRESS = Step("note_progress", "clerk", {"note": "已安排人员到现场查看。"}, (3, 8))
ANSWERED = Step("answer", "clerk", ANSWER, (4, 14))
PASSED = Step("pass_review", "reviewer", {}, (1, 5))
HANDLED = (DISPATCH, SIGN, CONTACT, PROGRESS, ANSWERED, PASSED)
UNHAPPY = Step(
    "call_back", "callback_officer", {"verdict": "dissatisfied", "solved": False, "comment": "问题又出现了。"}, (3, 9)
)
AGAIN = (
    Step("answer", "clerk", {"answer": "已再次到场处理，并请诉求人当面查看。", "outcome": "resolved"}, (4, 12)),
    PASSED,
)
MISSED = Step("call_unanswered", "callback_officer", {"unreached": "no_answer"}, (2, 6))


def called(verdict: str) -> Step:
    """The call-back with this verdict."""
    return Step("call_back", "callback_officer", {"verdict": verdict, "solved": verdict != "dissatisfied"}, (3, 9))


SHARED = (
    *HANDLED,
    *(
        Step("call_back", "callback_officer", {"verdict": verdict, "solved": True, "party": f"#{nth}"}, (2, 5))
        for nth, verdict in enumerate(("satisfied", "basically_satisfied", "satisfied"))
    ),
)
"""One matter of three callers: each is called."""

ENDS = frozenset(
    {
        "withdraw", "answer_directly", "give_final_answer", "suspend", "call_back", "judge", "call_unanswered",
        "propose_exclusion", "confirm_exclusion",
    }
)  # fmt: skip
"""What a road may end with although the request is old: it is closed then, or waits for a reason."""


AT_ONCE, SOON = frozenset({"dispatch", "sign", "first_contact"}), frozenset({"note_progress", "answer"})
"""Moves that an urgent request does not wait for: minutes by day and night, and a few hours."""
A_DAY = 24
"""Hours; whoever waits longer waits for something."""


def to_the_end(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A road that goes on until the caller has judged: nothing lies about for weeks in a city that works."""
    moves = {step.move for step in steps}
    if steps and steps[-1].move in ENDS:
        return steps
    if "dispatch" not in moves:
        return (*steps, *HANDLED, called("satisfied"))
    return (*steps, *(() if "answer" in moves else (ANSWERED, PASSED)), called("satisfied"))


ROADS: Mapping[str, tuple[int, tuple[Step, ...]]] = {
    "satisfied": (26, (*HANDLED, called("satisfied"))),
    "basically": (10, (*HANDLED, called("basically_satisfied"))),
    "judged_by_himself": (8, (*HANDLED, Step("judge", "caller", {"verdict": "satisfied", "solved": True}, (1, 8)))),
    "joint": (5, (
        Step("dispatch", "dispatcher", {"lead": "{unit}", "joint": ["{joint}"]}, (1, 2)), SIGN, CONTACT,
        Step("sign", "joint", {}, (1, 2)), Step("submit_joint_opinion", "joint", {"note": "已派人配合，无其他意见。"},
             (3, 6)),
        ANSWERED, PASSED, called("satisfied"),
    )),
    "extended": (6, (
        DISPATCH, SIGN, CONTACT, Step("ask_extension", "clerk", {"amount": 2, "reason": "需等待配件到货。"},
        (6, 12)),
        Step("grant_extension", "supervisor", {"amount": 2}, (1, 4)), ANSWERED, PASSED, called("satisfied"),
    )),
    "extension_refused": (2, (
        DISPATCH, SIGN, CONTACT, Step("ask_extension", "clerk", {"amount": 3, "reason": "人手不足。"}, (6, 12)),
        Step("refuse_extension", "supervisor", {"reason": "人手不足不是延期理由。"}, (1, 4)), ANSWERED, PASSED,
    )),
    "returned": (6, (
        DISPATCH_WRONG, Step("ask_return", "clerk", BASIS, (1, 3)), Step("accept_return", "dispatcher", {}, (1, 3)),
        *HANDLED,
        called("satisfied"),
    )),
    "arbitrated": (4, (
        DISPATCH_WRONG, Step("ask_return", "clerk", BASIS, (1, 3)),
        Step("refuse_return", "dispatcher", {"reason": "地点在贵单位管理范围内。"}, (1, 3)),
        Step("appeal", "clerk", {"basis": "已现场核实，设施产权不在本单位。", "right_unit": "{unit}"}, (1, 3)),
        Step("arbitrate", "arbiter", {"decision": "uphold", "reason": "按设施产权确定承办单位。",
             "right_unit": "{unit}"}, (3, 9)),
        *HANDLED, called("basically_satisfied"),
    )),
    "sent_back": (4, (
        DISPATCH, SIGN, CONTACT,
        Step("answer", "clerk", {"answer": "已转相关科室。", "outcome": "resolved"}, (4, 9)),
        Step("send_back", "reviewer", {"reason": "答复空泛，没有处理结果。"}, (1, 4)), *AGAIN, called("satisfied"),
    )),
    "reworked": (6, (*HANDLED, UNHAPPY, *AGAIN, called("satisfied"))),
    "final": (3, (
        DISPATCH, SIGN, CONTACT, Step("answer", "clerk", ANSWER, (2, 5)), PASSED,
        UNHAPPY, *AGAIN, UNHAPPY, *AGAIN, UNHAPPY,
        Step("give_final_answer", "head", {
            "answer": "经两次重办并现场核实，已按规定办理到位，所提其他要求没有政策依据。",
            "outcome": "not_supported",
            "basis": "承办单位集体研究记录。"}, (4, 9)),
        Step("propose_exclusion", "supervisor", {"rate": "satisfied", "exclusion_reason": "unreasonable",
             "note": "所提要求没有政策依据，承办单位已两次重办并最终答复。"}, (6, 12)),
    )),
    "waiting": (2, (
        DISPATCH, SIGN, CONTACT,
        Step("suspend", "supervisor", {"pause_reason": "project", "until": "{later}",
             "note": "需随管网改造一并实施。"}, (6, 12)),
    )),
    "silent": (4, (*HANDLED, MISSED, MISSED, MISSED)),
    "no_contact": (2, (*HANDLED, Step("call_unanswered", "callback_officer", {"unreached": "no_contact"}, (2, 5)),
        Step("propose_exclusion", "supervisor", {"rate": "satisfied", "exclusion_reason": "unreachable",
             "note": "未留联系方式，无法回访。"}, (6, 12)),
        Step("confirm_exclusion", "arbiter", {"rate": "satisfied", "note": "已核对回访记录。"}, (2, 6)))),
    "planned": (3, (
        DISPATCH, SIGN, CONTACT, Step("answer", "clerk", {
            "answer": "{answer}", "outcome": "planned", "planned_by": "{later}"}, (6, 20)), PASSED,
            called("satisfied"),
    )),
    "direct": (8, (Step("answer_directly", "agent", ANSWER, (1, 2)),)),
    "urged": (4, (DISPATCH, SIGN, CONTACT, Step("urge", "caller", {"note": "已过几天，请尽快。"}, (6, 12)), PROGRESS)),
    "supplemented": (3, (DISPATCH, Step("supplement", "caller", {"note": "补充：位置在东门往北五十米。"}, (1, 3)),
    SIGN, CONTACT)),
    "withdrawn": (3, (DISPATCH, Step("withdraw", "caller", {"reason": "问题已自行解决。"}, (2, 6)))),
    "handed_over": (2, (
        Step("hand_over", "agent", {"service": "119", "taken_by": "值班员07", "taken_as": "HJ-0119"}, (1, 1)),
    )),
    "deferred": (3, (
        DISPATCH, SIGN, CONTACT, Step("ask_deferral", "clerk", {
            "defer_reason": "supplies", "reason": "配件需从厂家调运。", "until": "{soon}"}, (4, 8)),
        Step("grant_deferral", "supervisor", {"until": "{soon}"}, (1, 4)),
        Step("answer", "clerk", ANSWER, (110, 120)), PASSED, called("satisfied"),
    )),
    "deferral_refused": (2, (
        DISPATCH, SIGN, Step("ask_deferral", "clerk", {
            "defer_reason": "season", "reason": "近日有雨。", "until": "{soon}"}, (4, 8)),
        Step("refuse_deferral", "supervisor", {"reason": "雨天不影响此项工作。"}, (1, 3)), ANSWERED, PASSED,
    )),
    "reopened": (3, (
        *HANDLED, called("satisfied"), Step("reopen", "caller", {"reason": "修好三天又坏了。"}, (16, 30)), *AGAIN,
        called("satisfied"),
    )),
    "supervised": (3, (
        DISPATCH, SIGN, Step("supervise", "supervisor", {"note": "群众多次反映，请限时办结。"}, (2, 6)), PROGRESS,
        ANSWERED, PASSED,
    )),
    "untouched": (4, ()),
}  # fmt: skip
"""Each road with its weight among a hundred or so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A request kept at an open stage: the road that reaches it, in so many steps, so many working hours ago.

    `desk`: it lies on the desk of the clerk who is shown to visitors.
    """

    stage: str
    road: str
    steps: int
    hours: int
    desk: bool = False

    @property
    def age(self) -> int:
        """How many working hours ago it came in: by the shortest times of its road, and then it stood."""
        return sum(step.hours[0] for step in ROADS[self.road][1][: self.steps]) + self.hours


SHOWN = (
    Standing("received", "untouched", 0, 1), Standing("to_dispatch", "returned", 3, 3),
    Standing("to_sign", "satisfied", 1, 5), Standing("handling", "satisfied", 2, 1),
    Standing("return_asked", "returned", 2, 3), Standing("arbitration", "arbitrated", 4, 12),
    Standing("extension_asked", "extended", 4, 2), Standing("suspended", "waiting", 4, 30),
    Standing("deferral_asked", "deferred", 4, 3), Standing("deferred", "deferred", 5, 6),
    Standing("review", "satisfied", 5, 7), Standing("call_back", "satisfied", 6, 13),
    Standing("awaiting_verdict", "no_contact", 7, 36), Standing("rework", "reworked", 7, 19),
    Standing("to_final_answer", "final", 12, 30),
)  # fmt: skip
"""One request is kept at each open stage. Most are in time, some nearly due, the one to be signed for is late."""
DESK = (
    Standing("to_sign", "satisfied", 1, 1, desk=True), Standing("to_sign", "satisfied", 1, 2, desk=True),
    Standing("handling", "satisfied", 2, 2, desk=True), Standing("handling", "satisfied", 3, 4, desk=True),
    Standing("handling", "satisfied", 3, 11, desk=True), Standing("handling", "satisfied", 4, 12, desk=True),
    Standing("handling", "satisfied", 4, 22, desk=True), Standing("handling", "satisfied", 4, 34, desk=True),
    Standing("handling", "satisfied", 4, 50, desk=True),
)  # fmt: skip
"""The desk of the shown clerk besides: to be signed for, just signed, in hand; one is nearly due and one is late."""
