"""办到哪一步: a request as it is told to whoever raised it: who is at it in truth, and what was promised to him.

The promise is the day of the answer, nothing else: the clocks between the offices (signing, reviewing, deciding a
return) are not his. It moves only for a reason that is told with it. Pure over the rows of a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure
from shiyu.city.directory import directory
from shiyu.city.limits import Limit, TimeUnit, due
from shiyu.city.names import unit_words
from shiyu.web.everyday import by_when

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment, Case, Clock

ANSWERING = ("handle", "rework", "final_answer")
"""The limits by which an answer is promised."""
JUDGING = ("call_back", "verdict")
"""The limits that begin when an answer was given."""
ENDED = ("returned", "withdrawn")
"""Shares that no longer count."""
ANSWERED = frozenset({"call_back", "awaiting_verdict"})
"""Stages at which the answer was given and the resident's verdict is awaited."""
STILL = frozenset({"suspended", "deferred"})
DESKS = {"enterprise_request": Words("民企直通车专窗", "The desk for enterprises")}
HOTLINE = Words("12345热线", "The 12345 hotline")
THE_OFFICE = Words("承办单位", "The office in charge")

_CHOOSING = Words("已收到，正在安排承办单位。", "Received; the office that will handle it is being chosen.")
_AT_WORK = Words("{unit}正在办理。", "{unit} is working on it.")
_JUDGE = Words("已答复，请您评价。", "You have been answered; please tell us what you think of the answer.")
SENTENCES = {
    "received": _CHOOSING,
    "to_dispatch": _CHOOSING,
    "to_sign": Words("已派给{unit}，等它签收。", "Given to {unit}, which has yet to sign for it."),
    "handling": _AT_WORK,
    "extension_asked": _AT_WORK,
    "deferral_asked": _AT_WORK,
    "return_asked": Words(
        "{desk}正在核定由哪个单位承办。", "{desk} is settling which office is to handle it."
    ),
    "arbitration": Words("正在会商裁定由哪个单位承办。", "It is being ruled which office is to handle it."),
    "suspended": Words("列为长期事项，暂缓办理，到期由{unit}继续办理。",
                       "A long-running matter: it rests until a set day, then {unit} goes on."),
    "deferred": Words("经批准暂缓办理，到期由{unit}继续办理。",
                      "It rests, with approval, until a set day; then {unit} goes on."),
    "review": Words("{unit}已拟出答复，正在审核，通过后发给您。",
                    "{unit} has written an answer; it is being checked before you get it."),
    "call_back": _JUDGE,
    "awaiting_verdict": _JUDGE,
    "rework": Words("{unit}正在重新办理。", "{unit} is handling it anew."),
    "to_final_answer": Words("{unit}正在作最终答复。", "The head of {unit} is giving the final answer."),
    "closed": Words("您的件已办结，结果：{outcome}。", "Your case is closed. Outcome: {outcome}."),
    "answered_directly": Words("已直接答复您，结果：{outcome}。", "You were answered at once. Outcome: {outcome}."),
    "merged": Words("已与同一事项合并办理，一并答复您。",
                    "It is handled together with another about the same; you are answered with it."),
    "not_accepted": Words("不属受理范围，没有受理；原因见下方。",
                          "It was not accepted, as it does not belong here; the reason is below."),
    "handed_over": Words("已移交紧急服务处理。", "It was handed to an emergency service."),
    "withdrawn": Words("已撤回，不再办理。", "It was withdrawn and is not handled."),
}  # fmt: skip
"""What is said at each stage. Nothing is said of who disputes with whom: it is settled among the offices."""
_AGAIN = Words("正在另行安排承办单位。", "Another office is being chosen for it.")
_NO_OUTCOME = Words("您的件已办结。", "Your case is closed.")

AT_IT = {
    "return_asked": Words("{desk}", "{desk}"),
    "received": Words("{desk}", "{desk}"),
    "to_dispatch": Words("{desk}", "{desk}"),
    "arbitration": Words("疑难会商（{desk}召集）", "Those who arbitrate, called together by {desk}"),
    "review": Words("审核员", "A reviewer"),
    "call_back": Words("回访员；您现在也可以评价", "A call-back officer; you may judge it yourself now"),
    "awaiting_verdict": Words("您", "You"),
    "suspended": Words("{desk}督办员", "A supervisor of {desk}"),
    "deferred": Words("{desk}督办员", "A supervisor of {desk}"),
    "to_final_answer": Words("{unit}负责人", "The head of {unit}"),
}
"""Who is at it where it is not the unit."""

_BY = Words("{by} 前答复您", "You are answered by {by}")
_LATE = Words(
    "应在 {by} 前答复您，已超期，正在督促", "You were to be answered by {by}; that is late and is being pressed"
)
_STILL = Words("原定 {by} 前答复您，现暂停计时，恢复后顺延",
               "You were to be answered by {by}; time stands still now and is added afterwards")  # fmt: skip
_OTHER = Words("原定 {by} 前答复您；重新派单后{length}内答复",
               "You were to be answered by {by}; now within {length} of being given to another office")  # fmt: skip
_AT_LATEST = Words(
    "派单后{length}内答复您，最晚 {by}", "You are answered within {length} of that, by {by} at the latest"
)
_WITHIN = Words("派单后{length}内答复您", "You are answered within {length} of its being given to an office")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is told about: a case with what hangs on it, oldest first."""

    case: "Case"
    procedure: Procedure
    assignments: "Sequence[Assignment]"
    clocks: "Sequence[Clock]"

    @property
    def desk(self) -> Words:
        """The desk that took it in."""
        return DESKS.get(self.case.procedure, HOTLINE)

    @property
    def unit(self) -> Words:
        """The lead office, also after its work is done."""
        leads = [a for a in self.assignments if a.kind == "lead" and a.state not in ENDED]
        return unit_words(leads[-1].unit_code) if leads else THE_OFFICE

    @property
    def helpers(self) -> list[Words]:
        """The offices that help it."""
        return [
            unit_words(a.unit_code) for a in self.assignments if a.kind == "joint" and a.state in {"sent", "signed"}
        ]

    def clock(self, rule: str) -> "Clock | None":
        """The running clock of a rule."""
        return next((c for c in reversed(self.clocks) if c.rule == rule and c.state == "running"), None)

    def answering(self) -> "list[Clock]":
        """The clocks by which the answer that is awaited was promised, oldest first."""
        judged = max((clock.pk for clock in self.clocks if clock.rule in JUDGING), default=0)
        return [clock for clock in self.clocks if clock.rule in ANSWERING and clock.pk > judged]

    def holding(self) -> "Clock | None":
        """The clock whose end is the promise now; none where the office it ran for has given the case back.

        It is the first since the last answer: a draft that a reviewer sends back is no new promise.
        """
        if self.case.stage in {"received", "to_dispatch"}:
            return None
        gone = {a.pk for a in self.assignments if a.state in ENDED}
        held = [clock for clock in self.answering() if clock.assignment_id not in gone]
        return next((clock for clock in held[1:] if clock.pauses), next(iter(held), None))

    def length(self, limit: str) -> Limit | None:
        """A limit of the rule set the case was opened under, for its class."""
        body = directory().rule_set_by_id(self.case.rule_set_id).body
        table: Mapping[str, Any] = body["limits"].get(limit, {})
        row = table if "amount" in table else table.get(self.case.limit_class or "default") or table.get("default")
        return Limit(int(row["amount"]), TimeUnit(row["unit"]), rolls=bool(row.get("rolls"))) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The answer promised: in words, the moment where one is known, and whether it has passed."""

    words: Words
    due_at: datetime | None = None
    late: bool = False


def sentence(rows: Rows) -> Words:
    """Where it stands, in one sentence."""
    stage = rows.case.stage
    said = SENTENCES[stage]
    if stage == "to_dispatch" and rows.assignments:
        said = _AGAIN
    outcome = rows.procedure.outcomes.get(rows.case.outcome)
    if stage in {"closed", "answered_directly"} and outcome is None:
        return _NO_OUTCOME
    return said.fill(unit=rows.unit, desk=rows.desk, outcome=outcome or "")


def at_it(rows: Rows) -> Words | None:
    """Who has to do something now; nobody once it has ended."""
    if not rows.case.is_open:
        return None
    who = AT_IT.get(rows.case.stage)
    if who is not None:
        return who.fill(unit=rows.unit, desk=rows.desk)
    if not rows.helpers:
        return rows.unit
    zh, en = "、".join(one.zh for one in rows.helpers), ", ".join(one.en for one in rows.helpers)
    return Words(f"{rows.unit.zh}（主办），{zh}（会办）", f"{rows.unit.en} (lead), with {en}")


def promise(rows: Rows) -> Promise | None:
    """What was promised to whoever raised it; nothing more once it is answered or has ended."""
    if not rows.case.is_open or rows.case.stage in ANSWERED:
        return None
    clock = rows.holding()
    if clock is None:
        return _before_dispatch(rows)
    by = by_when(clock.due_at)
    if clock.state == "paused" or rows.case.stage in STILL:
        return Promise(words=_STILL.fill(by=by))
    late = clock.due_at <= now()
    return Promise(words=(_LATE if late else _BY).fill(by=by), due_at=clock.due_at, late=late)


def _before_dispatch(rows: Rows) -> Promise | None:
    """A length, and the latest day it comes to while dispatching is in time."""
    limit = rows.length("handle")
    if limit is None:
        return None
    earlier, dispatch = rows.answering(), rows.clock("dispatch")
    if earlier:
        return Promise(words=_OTHER.fill(by=by_when(earlier[-1].due_at), length=limit.words))
    if dispatch is None or dispatch.due_at <= now():
        return Promise(words=_WITHIN.fill(length=limit.words))
    latest = due(dispatch.due_at, limit, directory().calendar).at
    return Promise(words=_AT_LATEST.fill(length=limit.words, by=by_when(latest)))


def told(
    case: "Case", *, procedure: Procedure, assignments: "list[Assignment]", clocks: "list[Clock]"
) -> dict[str, Any]:
    """The same under the names of `web.everyday`: for the API, and for whoever knows no more of the case."""
    rows = Rows(case=case, procedure=procedure, assignments=assignments, clocks=clocks)
    promised = promise(rows)
    at_work = [unit_words(a.unit_code) for a in assignments if a.state not in (*ENDED, "closed") and case.is_open]
    return {
        "sentence": sentence(rows),
        "offices": at_work,
        "due_at": promised.due_at if promised else None,
        "late": promised is not None and promised.late,
    }
