"""Where a case stands, told to the person it is about in words he would use himself.

A system that knows better what it promised whom tells its own cases (`enter_teller`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_zone, now
from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure
from shiyu.cases.who import LIVE, PartyIs
from shiyu.city.names import unit_words

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment, Case, Clock

Teller = Callable[..., dict[str, Any]]
"""Asked as `standing` is, and answers under the same names."""
_TELLERS: dict[str, Teller] = {}


def enter_teller(procedure: str, teller: Teller) -> None:
    """Called in a system's `ready`: how its cases are told, by the name of their procedure."""
    _TELLERS[procedure] = teller


def standing(
    case: "Case", *, procedure: Procedure, assignments: "list[Assignment]", clocks: "list[Clock]"
) -> dict[str, Any]:
    """A sentence, the offices at work, and until when what was promised (else the present step) is to be done."""
    if (teller := _TELLERS.get(procedure.name)) is not None:
        return teller(case, procedure=procedure, assignments=assignments, clocks=clocks)
    offices = [unit_words(a.unit_code) for a in assignments if a.state in LIVE]
    due = _due(case, procedure=procedure, clocks=clocks)
    return {
        "sentence": _sentence(case, procedure=procedure, offices=offices, due=due),
        "offices": offices,
        "due_at": due.due_at if due else None,
        "late": due is not None and due.due_at <= now(),
    }


def _sentence(case: "Case", *, procedure: Procedure, offices: list[Words], due: "Clock | None") -> Words:
    stage = procedure.stage(case.stage)
    if stage.end:
        outcome = procedure.outcomes.get(case.outcome)
        if outcome is None:
            return Words(f"您的件已结束：{stage.label.zh}。", f"Your case has ended: {stage.label.en}.")
        return Words(f"您的件已办结，结果：{outcome.zh}。", f"Your case is closed. Outcome: {outcome.en}.")
    if isinstance(stage.owner, PartyIs):
        return Words("已答复，请您评价。", "You have been answered; please tell us what you think of the answer.")
    if not offices:
        return Words("已收到，正在安排承办单位。", "Received; we are choosing the office that will handle it.")
    zh, en = "、".join(office.zh for office in offices), ", ".join(office.en for office in offices)
    if due is None:
        return Words(f"{zh}正在办理。", f"{en} is working on it.")
    by = by_when(due.due_at)
    if due.due_at <= now():
        return Words(f"{zh}正在办理，已超过 {by.zh} 的期限，正在督促。", f"{en} is late: it was due by {by.en}.")
    return Words(f"{zh}正在办理，应在 {by.zh} 前完成。", f"{en} is working on it, due by {by.en}.")


def by_when(due_at: datetime) -> Words:
    """The end of a limit as people say it: a limit that ends at midnight ends with the day before."""
    at = due_at.astimezone(city_zone())
    if at.hour == at.minute == 0:
        last = at - timedelta(days=1)
        return Words(f"{last.month}月{last.day}日 24:00", f"the end of {last:%B} {last.day}")
    return Words(f"{at.month}月{at.day}日 {at:%H:%M}", f"{at:%B} {at.day}, {at:%H:%M}")


def _due(case: "Case", *, procedure: Procedure, clocks: "list[Clock]") -> "Clock | None":
    """The clock of the present stage; the inner clocks of the offices are not the person's."""
    rule = procedure.stage(case.stage).clock
    return next((clock for clock in clocks if clock.rule == rule and clock.state == "running"), None)
