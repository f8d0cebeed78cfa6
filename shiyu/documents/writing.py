"""起草: what a system writes a paper from, the same for a move under way and for one that is only typed so far.

So the paper beside a form and the paper that is issued come of one function: `writing_of(change)` in the effect,
`preview(move, …)` for `FormOfMove.beside`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_day, now
from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor, PostHolder
from shiyu.cases.facts import Facts, check_facts
from shiyu.cases.numbers import limit_numbers
from shiyu.cases.procedure import Move
from shiyu.cases.state import CaseState, read_states
from shiyu.city.directory import directory
from shiyu.city.workdays import due
from shiyu.documents.issuing import PaperOrder
from shiyu.documents.panel import draft_beside
from shiyu.web.forms import MoveForm
from shiyu.web.panels import ShownPanel
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.change import Change
    from shiyu.cases.models import Case

Beside = Callable[[Reader, MoveForm], ShownPanel | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A move before whoever writes its papers. `numbers` is the rule set the case was opened under."""

    move: Move
    state: CaseState
    facts: Facts
    actor: Actor
    at: datetime
    numbers: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The city day of the move."""
        return city_day(self.at)

    @property
    def unit(self) -> str:
        """The code of the unit that acts; empty where no officer does."""
        return self.actor.unit_code if isinstance(self.actor, PostHolder) else ""

    def last_day(self, limit: str, *, limit_class: str = "") -> date:
        """The last city day of a limit that begins now. Raises `KeyError` where the rule set does not know it."""
        found = limit_numbers(self.numbers, limit, limit_class or self.state.case.limit_class)
        if found is None:
            raise KeyError(limit)
        return last_day_before(due(self.at, found.limit, directory().calendar).at)

    def limit_words(self, limit: str) -> str:
        """A limit as a paper says it: 15个工作日. Raises `KeyError` where the rule set does not know it."""
        found = limit_numbers(self.numbers, limit, self.state.case.limit_class)
        if found is None:
            raise KeyError(limit)
        return found.limit.words.zh


def last_day_before(moment: datetime) -> date:
    """The city day that a limit ends with: one in days is over with the midnight that follows it."""
    return city_day(moment - timedelta.resolution)


def writing_of(change: "Change") -> Writing:
    """The move that is being carried out."""
    return Writing(
        move=change.move, state=change.state, facts=change.facts, actor=change.actor, at=change.now,
        numbers=change.rules.body,
    )  # fmt: skip


def writing_typed(move: Move, reader: Reader, typed: Mapping[str, Any]) -> Writing | None:
    """The move as far as it is typed; what is wrong or missing is left out. None for a case that is gone."""
    state = read_states([reader.case.number]).get(reader.case.number)
    if state is None:
        return None
    facts = Facts()
    for need in move.needs:
        try:
            one = check_facts(replace(move, needs=(replace(need, optional=True),)), _of(need.name, typed))
        except ShiyuError:  # said beside its field
            continue
        facts.given |= one.given
        facts.codes |= one.codes
        facts.texts |= one.texts
    numbers = directory().rule_set_by_id(state.case.rule_set_id).body
    return Writing(move=move, state=state, facts=facts, actor=reader.actor, at=now(), numbers=numbers)


def preview(move: Move, order_of: Callable[[Writing], PaperOrder | None]) -> Beside:
    """For `FormOfMove.beside`: the paper this move will issue, with what is typed so far."""

    def typed_order(reader: Reader, typed: Mapping[str, Any]) -> PaperOrder | None:
        writing = writing_typed(move, reader, typed)
        return order_of(writing) if writing is not None else None

    return draft_beside(typed_order)


def said_last(case: "Case", *moves: str) -> Mapping[str, str]:
    """The words of the newest of these moves in the history of a case, by need; empty where there are none."""
    entry = case.entries.filter(move__in=moves).select_related("text").order_by("-seq").first()
    text = getattr(entry, "text", None)
    if text is None or text.body is None:
        return {}
    words: dict[str, str] = json.loads(text.body)
    return words


def _of(name: str, typed: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: typed[name]} if name in typed else {}
