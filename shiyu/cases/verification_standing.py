"""Whether a case says of itself what its history says: title, outcome and limits, as far as the history holds them.

A list shows what is kept on the case. Whoever changes that alone leaves the chain whole, so it is compared.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from shiyu.base.words import Words
from shiyu.cases.effects import Classify, DraftReply, GiveReply, OnReaching, OpenCase, SetOutcome
from shiyu.cases.entry_labels import ESCALATED, ESCALATED_AGAIN, OVERDUE, WARNED
from shiyu.cases.models import Case, Clock, Entry
from shiyu.cases.procedure import Effect, Move, Procedure
from shiyu.cases.registry import registered

RAISED = frozenset({WARNED, OVERDUE, ESCALATED, ESCALATED_AGAIN})
TITLE = Words("标题与办理记录不符", "the title is not what the history says")
OUTCOME = Words("办理结果与办理记录不符", "the outcome is not what the history says")


def standing_faults(case: Case, chain: Sequence[Entry], clocks: Sequence[Clock]) -> Iterator[Words]:
    """What the case says otherwise than its history. Of a procedure this release does not know, nothing is said."""
    procedure = registered().get((case.procedure, case.procedure_version))
    if procedure is None or not chain:
        return
    if not _title_holds(case, chain, procedure):
        yield TITLE
    if case.outcome != _outcome(chain, procedure):
        yield OUTCOME
    for clock in clocks:
        if (clock.level and not _was_raised(clock, chain)) or _was_lowered(clock, chain, procedure):
            label = (
                procedure.clock(clock.rule).label if clock.rule in _rules(procedure) else Words(clock.rule, clock.rule)
            )
            yield Words(
                "“{rule}”的截止时间与办理记录不符", "the due moment of “{rule}” is not what the history says"
            ).fill(rule=label)


def _rules(procedure: Procedure) -> set[str]:
    return {clock.name for clock in procedure.clocks}


def _title_holds(case: Case, chain: Sequence[Entry], procedure: Procedure) -> bool:
    """The title is what somebody wrote in this case; where words were erased or lie elsewhere, nothing is known."""
    texts = [text for entry in chain if (text := getattr(entry, "text", None)) is not None]
    if not texts or any(text.body is None for text in texts) or any(entry.move == "erase" for entry in chain):
        return True
    said: list[dict[str, str]] = [json.loads(text.body) for text in texts]
    opening = procedure.move(chain[0].move)
    title_from = next((e.title_from for e in _effects(opening, "") if isinstance(e, OpenCase)), "")
    if title_from not in said[0]:
        return True
    return case.title in {" ".join(words.split())[:200] for entry in said for words in entry.values()}


def _outcome(chain: Sequence[Entry], procedure: Procedure) -> str:
    """The outcome by the moves that were made: what an effect of theirs sets, or the draft that was given as answer."""
    outcome = draft = ""
    for entry in chain:
        for effect in _effects(procedure.move(entry.move), entry.to_stage):
            match effect:
                case SetOutcome(outcome=fixed, outcome_from=source):
                    outcome = fixed or str(entry.facts.get(source, ""))
                case DraftReply(outcome_from=source):
                    draft = str(entry.facts.get(source, ""))
                case GiveReply(text_from=text, outcome_from=source):
                    draft = str(entry.facts.get(source, "")) if text else draft
                    outcome, draft = draft or outcome, ""
                case _:
                    pass
    return outcome


def _effects(move: Move | None, end: str) -> Iterator[Effect]:
    """What a move did on its way to `end`, in the order it was done."""
    effects = move.effects if move is not None else ()
    yield from (effect for effect in effects if not isinstance(effect, OnReaching))
    for effect in effects:
        if isinstance(effect, OnReaching) and effect.stage == end:
            yield from effect.effects


def _was_raised(clock: Clock, chain: Sequence[Entry]) -> bool:
    """Whether an entry tells of the level the clock has, for this due moment; it may have been shortened since."""
    return any(_due(entry) >= clock.due_at for entry in _told(clock, chain) if entry.facts["level"] == clock.level)


def _was_lowered(clock: Clock, chain: Sequence[Entry], procedure: Procedure) -> bool:
    """Whether an entry tells of a higher level for this very due moment: only a later one lowers the level.

    Another category may move a limit on and a third one back, so what was told before it says nothing.
    """
    for entry in reversed(chain):
        if any(isinstance(effect, Classify) for effect in _effects(procedure.move(entry.move), entry.to_stage)):
            return False
        # What was told after it had stopped is another clock's, of the same rule and perhaps the same moment.
        ran = clock.started_at <= entry.at and (clock.stopped_at is None or entry.at <= clock.stopped_at)
        told = ran and any(_told(clock, [entry]))
        if told and _due(entry) == clock.due_at and entry.facts["level"] > clock.level:
            return True
    return False


def _told(clock: Clock, chain: Sequence[Entry]) -> Iterator[Entry]:
    """What the engine wrote when the clock was raised."""
    unit = clock.assignment.unit_code if clock.assignment is not None else None
    of_rule = (entry for entry in chain if entry.move in RAISED and entry.facts["rule"] == clock.rule)
    yield from (entry for entry in of_rule if entry.facts.get("unit") == unit)


def _due(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.facts["due"])
