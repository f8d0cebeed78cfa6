"""办到哪一步: a proposal and its promises as they are told to whoever proposed. Pure over the rows of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_zone, now
from shiyu.base.words import Words
from shiyu.cases.gate import procedure_for
from shiyu.cases.numbers import limit_numbers
from shiyu.cases.procedure import Procedure
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.proposals.vocabulary import CHANNELS
from shiyu.web.everyday import by_when

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment, Case, Clock

GONE = ("returned", "withdrawn")
"""Shares that no longer count."""
COMMITTEE = Words("市政协提案委", "the proposals committee")
THE_UNIT = Words("承办单位", "the unit in charge")
ASSIGNERS = {
    "party": Words("市委督查室", "the inspection office of the Party committee"),
    "government": Words("市政府办公室", "the office of the city government"),
    "other": COMMITTEE,
}

_REVIEWED = Words("已提交，{at}正在审查。", "Submitted; {at} is reviewing it.")
_CHOOSING = Words("已立案，{at}正在确定承办单位。", "Filed; {at} is choosing the units that will handle it.")
_SETTLING = Words("{at}正在核定由哪个单位承办。", "{at} is settling which unit is to handle it.")
_AT_WORK = Words("{unit}正在办理。", "{unit} is working on it.")
_SIGNING = Words("{unit}已拟出答复，单位领导正在审签。", "{unit} has drafted an answer; its leaders are checking it.")
SENTENCES = {
    "draft": Words("草稿，还没有提交。", "A draft; it is not submitted yet."),
    "returned": Words("已退回修改，改好后请再次提交。", "Returned for revision; please submit it again."),
    "submitted": _REVIEWED,
    "second_review": _REVIEWED,
    "committee": _REVIEWED,
    "to_sign": Words("已交{unit}办理，等它签收。", "Assigned to {unit}, which has yet to sign for it."),
    "handling": _AT_WORK,
    "to_review": _SIGNING,
    "to_issue": _SIGNING,
    "answered": Words("已答复，请填写征询意见表。", "It is answered; please fill in the opinion form."),
    "rework": Words("有提案者不满意，{unit}正在重新办理。", "Somebody was not satisfied; {unit} is handling it anew."),
    "to_decide": Words("重新办理后仍有提案者不满意，提案委正会同有关领导议定。",
                       "Somebody is still not satisfied after the reworks; the committee decides how it goes on."),
    "tracking": Words("已答复，{unit}正在落实承诺，提案委跟踪。", "Answered; {unit} carries out what it promised."),
    "closed": Words("已办结。", "It is closed."),
    "merged": Words("已并入同一事项的提案一并办理，您仍会得到答复。",
                    "It is handled together with another on the same matter; you will be answered all the same."),
    "not_filed": Words("未立案，已转送有关方面参考；理由见下方。", "Not filed, and forwarded; the reason is below."),
    "withdrawn": Words("已撤案。", "It was withdrawn."),
    "lapsed": Words("超过期限没有提交，已失效。", "It was not submitted in time and has lapsed."),
    **{f"to_assign_{channel}": _CHOOSING for channel in CHANNELS},
    **{f"return_asked_{channel}": _SETTLING for channel in CHANNELS},
    **{f"extension_asked_{channel}": _AT_WORK for channel in CHANNELS},
}  # fmt: skip
"""What is said at each stage. Nothing is said of who disputes with whom: it is settled among the offices."""
REVIEWING = frozenset({"submitted", "second_review", "committee"})
WRITING = frozenset({"draft", "returned"})
ANSWER_AWAITED = frozenset({"to_sign", "handling", "to_review", "to_issue", "rework", *SENTENCES}) - {
    "draft", "returned", "answered", "to_decide", "tracking", "closed", "merged", "not_filed", "withdrawn", "lapsed",
    *REVIEWING,
}  # fmt: skip
YOURS = {
    "draft": ("draft", Words("{by} 前没有提交的，草稿失效", "The draft lapses if it is not submitted by {by}")),
    "returned": ("revise", Words("{by} 前没有再提交的，提案失效", "It lapses if it is not submitted again by {by}")),
    "answered": ("feedback", Words("请在 {by} 前反馈；到期没有反馈的记为“未反馈”",
                                   "Please answer by {by}; silence is counted as silence")),
    "to_decide": ("decision", Words("提案委应在 {by} 前议定；您还可以填写征询意见表",
                                    "The committee decides by {by}; you may still fill in the form")),
}  # fmt: skip
"""Stages at which the submitter is asked or waits for a decision, with the clock that says until when."""
_BY = Words("{by} 前答复您", "You are answered by {by}")
_LATE = Words(
    "应在 {by} 前答复您，已超期，正在催办", "You were to be answered by {by}; that is late and is being urged"
)
_WITHIN = Words("交办后{length}内答复您", "You are answered within {length} of its being assigned")

PROMISE_SAID = {
    "open": Words("落实中", "being carried out"),
    "reported": Words("单位报告已落实，提案委正在核实", "reported done; the committee is verifying it"),
    "kept": Words("已兑现", "kept"),
}
_PROMISE_LATE = Words("已过承诺日期，正在催办", "the promised day has passed; it is being urged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is told about: a case with what hangs on it, oldest first."""

    case: "Case"
    procedure: Procedure
    assignments: "Sequence[Assignment]"
    clocks: "Sequence[Clock]"

    @property
    def unit(self) -> Words:
        """The lead unit, also after its work is done."""
        leads = [a for a in self.assignments if a.kind == "lead" and a.state not in GONE]
        return unit_words(leads[-1].unit_code) if leads else THE_UNIT

    @property
    def helpers(self) -> list[Words]:
        """The joint and separate units."""
        return [unit_words(a.unit_code) for a in self.assignments if a.kind != "lead" and a.state not in GONE]

    def clock(self, rule: str) -> "Clock | None":
        """The latest clock of a rule that has not been stopped."""
        return next((c for c in reversed(self.clocks) if c.rule == rule and c.state != "stopped"), None)

    def length(self, limit: str) -> Words | None:
        """A limit of the rule set the case was opened under, in words."""
        body: Mapping[str, Any] = directory().rule_set_by_id(self.case.rule_set_id).body
        found = limit_numbers(body, limit, self.case.limit_class)
        return found.limit.words if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A promise in words, the moment where one is known, and whether it has passed."""

    words: Words
    due_at: datetime | None = None
    late: bool = False

    @property
    def on(self) -> Words | None:
        """The last day in full: a limit that ends at midnight ends with the day before."""
        if self.due_at is None:
            return None
        day = (self.due_at.astimezone(city_zone()) - timedelta(microseconds=1)).date()
        return Words(f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}")


def rows_of(case: "Case") -> Rows:
    """The case with what hangs on it; a list fetches that beforehand for all its cases, so it is sorted here."""
    return Rows(
        case=case, procedure=procedure_for(case), assignments=sorted(case.assignments.all(), key=lambda row: row.pk),
        clocks=sorted(case.clocks.all(), key=lambda row: row.pk),
    )  # fmt: skip


def sentence(rows: Rows) -> Words:
    """Where it stands, in one sentence."""
    return SENTENCES[rows.case.stage].fill(unit=rows.unit, at=_office(rows))


def turn(rows: Rows) -> Words | None:
    """Whose turn it is; nobody's once it has ended."""
    stage = rows.case.stage
    if not rows.case.is_open:
        return None
    if stage in WRITING:
        return Words("第一提案人", "The submitter")
    if stage == "answered":
        return Words("提案者（第一提案人和联名人）", "Those who proposed it: submitter and co-signers")
    if stage in REVIEWING or stage == "to_decide":
        return COMMITTEE
    if stage.startswith(("to_assign_", "return_asked_")):
        return _office(rows)
    if not rows.helpers:
        return rows.unit
    zh, en = "、".join(one.zh for one in rows.helpers), ", ".join(one.en for one in rows.helpers)
    return Words(f"{rows.unit.zh}（主办），{zh}（会办、分办）", f"{rows.unit.en} (lead), with {en}")


def promise(rows: Rows) -> Told | None:
    """The day that matters to the submitter: of the answer he waits for, or of what he is asked himself."""
    stage = rows.case.stage
    if stage in YOURS:
        rule, words = YOURS[stage]
        clock = rows.clock(rule)
        return Told(words=words.fill(by=by_when(clock.due_at)), due_at=clock.due_at) if clock else None
    if stage not in ANSWER_AWAITED:
        return None
    # While a draft is being signed, the answer's own clock has gone on running or waits for the next round.
    clock = next((found for rule in ("rework", "answer") if (found := rows.clock(rule))), None)
    if clock is None:
        length = rows.length("answer")
        return Told(words=_WITHIN.fill(length=length)) if length and not rows.case.round else None
    late = clock.due_at <= now()
    return Told(words=(_LATE if late else _BY).fill(by=by_when(clock.due_at)), due_at=clock.due_at, late=late)


def promise_state(rows: Rows) -> Told:
    """How it stands with one thing that was promised, and its day."""
    clock = next((c for c in reversed(rows.clocks) if c.rule == "promised"), None)
    due_at = clock.due_at if clock else None
    late = rows.case.stage == "open" and due_at is not None and due_at <= now()
    return Told(words=_PROMISE_LATE if late else PROMISE_SAID[rows.case.stage], due_at=due_at, late=late)


def told(
    case: "Case", *, procedure: Procedure, assignments: "list[Assignment]", clocks: "list[Clock]"
) -> dict[str, Any]:
    """The same under the names of `web.everyday`: for the API, and for whoever knows no more of the case."""
    rows = Rows(case=case, procedure=procedure, assignments=assignments, clocks=clocks)
    one = promise_state(rows) if procedure.name == "proposal_promise" else promise(rows)
    said = _said_of_promise(one, rows) if procedure.name == "proposal_promise" and one else sentence(rows)
    at_work = [unit_words(a.unit_code) for a in assignments if a.state not in (*GONE, "closed") and case.is_open]
    return {
        "sentence": said,
        "offices": at_work,
        "due_at": one.due_at if one else None,
        "late": one is not None and one.late,
    }


def _said_of_promise(one: Told, rows: Rows) -> Words:
    return Words(f"{rows.unit.zh}的承诺：{one.words.zh}。", f"A promise of {rows.unit.en}: {one.words.en}.")


def _office(rows: Rows) -> Words:
    """The office at it where no unit is: the committee, or who assigns in the channel."""
    return COMMITTEE if rows.case.stage in REVIEWING else ASSIGNERS.get(rows.case.kind, COMMITTEE)
