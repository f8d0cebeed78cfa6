"""接下来: what a resident may expect and by when, stage by stage, and why the day of his answer moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_zone, now
from shiyu.base.words import Words
from shiyu.cases.gate import procedure_for
from shiyu.citizen_requests import progress
from shiyu.citizen_requests.progress import Rows
from shiyu.city.workdays import UNIT_WORDS, TimeUnit
from shiyu.web.everyday import by_when

if TYPE_CHECKING:
    from shiyu.cases.models import Case

DISPATCHED = Words("派给负责的单位", "It goes to the office in charge")
SIGNED = Words("{unit}签收", "{unit} signs for it")
CONTACTED = Words("{unit}与您联系", "{unit} contacts you")
SETTLED = Words("定下由哪个单位承办", "It is settled which office handles it")
RESUMED = Words("恢复办理", "It is taken up again")
ANSWERED = Words("{unit}答复您", "{unit} answers you")
CHECKED = Words("审核通过，把答复发给您", "The answer is checked and sent to you")
CALLED = Words("回访员问您是否满意；您现在也可以评价", "You are asked whether you are satisfied; you may say it now")
JUDGED = Words("请您评价；到期没有评价的，记为未反馈", "Please judge it; without a word by then it counts as no answer")
FINAL = Words("{unit}负责人作最终答复", "The head of {unit} gives the final answer")
ASKED = Words("回访您是否满意；不满意的重新办理", "You are asked whether you are satisfied; if not, it is done again")
AFTER_ANSWER = Words("答复后{length}内", "within {length} of the answer")

_CHOOSE = ((DISPATCHED, "dispatch"),)
_WORK = ((CONTACTED, "first_contact"),)
BEFORE_THE_ANSWER: Mapping[str, Sequence[tuple[Words, str]]] = {
    "received": _CHOOSE,
    "to_dispatch": _CHOOSE,
    "to_sign": ((SIGNED, "sign"), *_WORK),
    "handling": _WORK,
    "extension_asked": _WORK,
    "deferral_asked": _WORK,
    "return_asked": ((SETTLED, "return_decision"),),
    "arbitration": ((SETTLED, "arbitration"),),
    "suspended": ((RESUMED, "suspension"),),
    "deferred": ((RESUMED, "deferral"),),
    "review": ((CHECKED, "review"),),
    "rework": (),
    "to_final_answer": (),
}
"""What comes before the answer, each with the clock that says by when; without a running clock it is done."""
AFTERWARDS: Mapping[str, tuple[Words, str]] = {
    "call_back": (CALLED, "call_back"), "awaiting_verdict": (JUDGED, "verdict"),
}  # fmt: skip


LATEST, OVERDUE = Words("最晚 {day}", "by {day}"), Words("应在 {day} 前，已超期", "was due by {day}; it is late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that comes: what, and by when, as a moment where it is known and else in words."""

    what: Words
    due_at: datetime | None = None
    within: Words | None = None

    @property
    def by(self) -> Words | None:
        """By when, as people say it."""
        if self.due_at is None:
            return self.within
        way = OVERDUE if self.due_at < now() else LATEST
        return way.fill(day=by_when(self.due_at))


def rows_of(case: "Case") -> Rows:
    """The case with what hangs on it; a list fetches that beforehand for all its cases, so it is sorted here."""
    return Rows(
        case=case, procedure=procedure_for(case), assignments=sorted(case.assignments.all(), key=lambda row: row.pk),
        clocks=sorted(case.clocks.all(), key=lambda row: row.pk),
    )  # fmt: skip


def steps_of(rows: Rows) -> list[Step]:
    """The steps still to come; none once it has ended."""
    stage = rows.case.stage
    if not rows.case.is_open:
        return []
    if stage in AFTERWARDS:
        what, rule = AFTERWARDS[stage]
        clock = rows.clock(rule)
        return [Step(what=what, due_at=clock.due_at if clock else None)]
    before = [
        Step(what=what.fill(unit=rows.unit), due_at=clock.due_at)
        for what, rule in BEFORE_THE_ANSWER[stage]
        if (clock := rows.clock(rule)) is not None
    ]
    return [*before, *_answer(rows), Step(what=ASKED, within=_asked_within(rows))]


def _answer(rows: Rows) -> list[Step]:
    """The answer itself; at the review it is what comes first, at the final answer the head gives it."""
    promised = progress.promise(rows)
    if promised is None or rows.case.stage == "review":
        return []
    what = FINAL if rows.case.stage == "to_final_answer" else ANSWERED
    return [
        Step(
            what=what.fill(unit=rows.unit), due_at=promised.due_at,
            within=None if promised.due_at else promised.words,
        )
    ]  # fmt: skip


def _asked_within(rows: Rows) -> Words | None:
    length = rows.length("call_back")
    return AFTER_ANSWER.fill(length=length.words) if length else None


EXTENDED = Words("{day}经批准延长{amount}", "Extended by {amount}, approved on {day}")
RESTED = Words("{begin}至{end}暂停办理，时间已顺延", "It rested from {begin} to {end}; that time was added")
MOVED = Words("{day}改派承办单位（原定 {by} 前答复）", "Given to another office on {day}; it was due by {by} before")


def changes_of(rows: Rows, history: Sequence[Mapping[str, Any]]) -> list[Words]:
    """Why the promised day is not the first one: extensions with their reasons, rests, another office."""
    clock = rows.holding()
    if clock is None or progress.promise(rows) is None:
        return []
    gone = {a.pk: a for a in rows.assignments if a.state in progress.ENDED}
    moved = [
        MOVED.fill(day=_day(ended), by=by_when(one.due_at))
        for one in rows.answering()
        if (left := gone.get(one.assignment_id or 0)) is not None and (ended := left.ended_at) is not None
    ]
    rested = [
        RESTED.fill(begin=_day(datetime.fromisoformat(begin)), end=_day(datetime.fromisoformat(end)))
        for begin, end in clock.pauses
        if end and begin[:10] != end[:10]
    ]
    return [*moved, *_extended(clock, history), *rested]


def _extended(clock: Any, history: Sequence[Mapping[str, Any]]) -> list[Words]:
    """The extensions of this clock: the latest grants are its own."""
    granted = [entry for entry in history if entry["move"]["name"] == "grant_extension"]
    granted = granted[max(0, len(granted) - len(clock.extensions)) :]
    unit = UNIT_WORDS[TimeUnit(clock.unit)]
    told = []
    for amount, entry in zip(clock.extensions, granted, strict=False):
        length = Words(f"{amount}{unit.zh}", f"{amount} {unit.en}")
        said = EXTENDED.fill(day=_day(entry["at"]), amount=length)
        why = next((str(one["text"]) for one in entry["words"].values() if one["text"]), "")
        tail = Words(f"：{why}", f": {why}") if why else Words("", "")
        told.append(Words(said.zh + tail.zh, said.en + tail.en))
    return told


def _day(moment: datetime) -> Words:
    at = moment.astimezone(city_zone())
    return Words(f"{at.month}月{at.day}日", f"{at:%B} {at.day}")
