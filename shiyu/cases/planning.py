"""How a batch is planned: cases locked, each request checked and carried out on them, then all of it written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_day, now
from shiyu.base.errors import ShiyuError
from shiyu.cases import history
from shiyu.cases.actors import Actor, Clockwork, PartyActor, actor_record
from shiyu.cases.batch import Batch, usual_ids
from shiyu.cases.change import Change, Spawn
from shiyu.cases.errors import (
    AnswerReplaced,
    GuardRefused,
    NoRuleInForce,
    NoSuchCase,
    NoSuchMove,
    NotYourMove,
    Stale,
    WrongStage,
)
from shiyu.cases.facts import LARGEST_ID, Facts, check_facts
from shiyu.cases.hearing import side_of
from shiyu.cases.models import Case, Link, Party
from shiyu.cases.permission import permitted, visible
from shiyu.cases.procedure import ANY_OPEN, NEW, Audience, Move, Need, NeedKind, Procedure
from shiyu.cases.registry import newest, registered
from shiyu.cases.replay import fingerprint, keys_used, scoped_key
from shiyu.cases.stages import carry_out_all, enter, tell_all
from shiyu.cases.state import Beside, CaseState, Checkpoint, lock_states
from shiyu.cases.turns import settle
from shiyu.cases.writing import ids_answered, question_of_ids, take_ids
from shiyu.city.directory import directory
from shiyu.city.facts import RuleSetFact

if TYPE_CHECKING:
    from shiyu.cases.door import MoveRequest

SPAWNER = Clockwork(name="referral")
"""Opens the cases that a move gives rise to; who may cause them is decided by that move."""


class Plan:
    """One batch under way."""

    def __init__(self, requests: Sequence["MoveRequest"], *, keys: Iterable[str]) -> None:
        self.requests = requests
        self.keys = sorted(set(keys))
        self.all_new = False  # whether it is known that no key was used before
        self.batch = Batch()
        self.city = directory()
        self.states: dict[str, CaseState] = {}
        self.now: datetime = now()
        self._ids: list[int] = []

    def lock(self) -> None:
        """Locks every case that a request names, and takes numbers for the cases to be opened."""
        numbers = {request.number for request in self.requests if request.number is not None}
        for request in self.requests:
            numbers.update(_cases_named(request))
        openings = sum(request.number is None for request in self.requests)
        wanted = usual_ids(openings=openings, moves=len(self.requests) - openings)
        ids = question_of_ids(wanted)
        beside = Beside([keys_used(self.keys), *([ids] if ids else [])])
        self.states = lock_states(numbers, parties=_parties_named(self.requests), beside=beside)
        # Only now: who waited for a lock acts after those he waited for, and the history's moments never run backwards.
        self.now = now()
        if beside.answers is None:
            self._ids = self.batch.stock(take_ids(wanted))
            return
        used, *drawn = beside.answers
        self.all_new = not used
        self._ids = self.batch.stock(ids_answered(wanted, drawn[0][0]) if drawn else {})

    def carry_out(self, request: "MoveRequest") -> Change:
        """Plans one request; raises the `ShiyuError` that refuses it and then leaves no trace of it."""
        key = scoped_key(request.key, actor=request.actor)
        change = self._opening(request) if request.number is None else self._moving(request)
        touched = [Checkpoint.of(state) for state in (change.state, *change.others.values())]
        mark = self.batch.mark()
        try:
            self._apply(change, key=key, print_=fingerprint(request))
        except ShiyuError:
            for checkpoint in touched:
                checkpoint.restore()
            self.batch.cut_back(mark)
            raise
        self.states.setdefault(change.case.number, change.state)
        return change

    def write(self) -> None:
        """Writes what was planned."""
        self.batch.write()

    def _opening(self, request: "MoveRequest") -> Change:
        procedure = newest(request.procedure)
        move = procedure.move(request.move)
        if move is None or NEW not in move.start:
            raise NoSuchMove(procedure=procedure.label, move=request.move[:60])
        if not permitted(move.who, actor=request.actor, state=None):
            raise NotYourMove(move=move.label)
        change = self._new_case(procedure, move, actor=request.actor, facts=check_facts(move, request.facts))
        self._name_others(change, request)
        return change

    def _new_case(self, procedure: Procedure, move: Move, *, actor: Actor, facts: Facts) -> Change:
        rules = self.city.rule_sets.find(procedure.rule_set, on=city_day(self.now))
        if rules is None:
            raise NoRuleInForce(rule_set=procedure.rule_set)
        pk = self._ids.pop(0) if self._ids else take_ids([(Case, 1)])[Case][0]
        case = Case(
            pk=pk, number=f"{procedure.prefix}{city_day(self.now):%Y%m%d}{pk:06d}", procedure=procedure.name,
            procedure_version=procedure.version, rule_set_id=rules.id, stage="", tally={}, opened_at=self.now,
            changed_at=self.now, head_hash=b"",
        )  # fmt: skip
        state = CaseState(case=case, procedure=procedure, fresh=True)
        return self._change(move, state, actor=actor, facts=facts, rules=rules)

    def _moving(self, request: "MoveRequest") -> Change:
        state = self.states.get(request.number or "")
        if state is None or not visible(request.actor, state):
            raise NoSuchCase(number=(request.number or "")[:40])
        move = _check_move(request, state)
        facts = check_facts(move, request.facts)
        rules = self.city.rule_set_by_id(state.case.rule_set_id)
        change = self._change(move, state, actor=request.actor, facts=facts, rules=rules)
        self._name_others(change, request)
        snapshot = change.snapshot()
        for guard in move.guards:
            if not guard.rule(snapshot):
                raise GuardRefused(why=guard.sentence)
        return change

    def _name_others(self, change: Change, request: "MoveRequest") -> None:
        """The other cases the facts name, where the actor sees them or a rule of the need lets anybody name them."""
        for need in change.move.needs:
            other = self.states.get(change.facts.get(need.name)) if need.kind == NeedKind.CASE else None
            if other is not None and (visible(request.actor, other) or self._open_to_all(need, other, change)):
                change.others[other.case.number] = other

    def _open_to_all(self, need: Need, other: CaseState, change: Change) -> bool:
        if need.open_to_all is None:
            return False
        rules = self.city.rule_set_by_id(other.case.rule_set_id)
        seen = self._change(change.move, other, actor=change.actor, facts=Facts(), rules=rules)
        return need.open_to_all(seen.snapshot())

    def _change(self, move: Move, state: CaseState, *, actor: Actor, facts: Facts, rules: RuleSetFact) -> Change:
        return Change(
            move=move, state=state, actor=actor, facts=facts, now=self.now, city=self.city, rules=rules,
            batch=self.batch,
        )  # fmt: skip

    def _apply(self, change: Change, *, key: str | None, print_: bytes | None) -> None:
        case, move = change.case, change.move
        entry = change.entry = history.begin(
            case, move=move.name, actor=actor_record(change.actor), facts=change.facts.codes,
            audience=_audience(move, change), at=self.now,
        )  # fmt: skip
        entry.request_key, entry.request_print = key, print_
        case.tally = counted(case.tally, move.name, answers=case.round)
        old, new = case.stage, carry_out_all(change)
        text = history.finish(entry, to_stage=new, texts=change.facts.texts)
        enter(change, old=old, new=new)
        for state in (change.state, *change.others.values()):
            settle(state, batch=self.batch)
        (self.batch.add if change.state.fresh else self.batch.change)(case)
        change.state.fresh = False
        self.batch.add(entry, *([text] if text else []))
        tell_all(change)
        for spawn in change.spawned:
            self._spawn(change, spawn)

    def _spawn(self, parent: Change, spawn: Spawn) -> None:
        procedure = newest(spawn.procedure)
        move = procedure.move(spawn.move)
        if move is None:
            raise NoSuchMove(procedure=procedure.label, move=spawn.move)
        child = self._new_case(procedure, move, actor=SPAWNER, facts=check_facts(move, spawn.facts))
        for party in spawn.contacts if procedure.raisers else ():  # where nobody raises, nobody is handed on
            self._copy_party(party, child, role=procedure.raisers[0])
        self._apply(child, key=None, print_=None)  # the move that gave rise to it has the key
        grown = spawn.link == Link.Kind.GROWN_FROM
        source, target = (child.case, parent.case) if grown else (parent.case, child.case)
        self.batch.add(Link(source=source, target=target, kind=spawn.link, made_at=self.now))

    def _copy_party(self, party: Party, child: Change, *, role: str) -> None:
        copy = Party(
            case=child.case, role=role, is_organisation=party.is_organisation, contact=party.contact,
            phone_index=party.phone_index, account_id=party.account_id, anonymous=party.anonymous,
            joined_from=party.case, joined_at=self.now,
        )  # fmt: skip
        child.state.parties.append(copy)
        self.batch.add(copy)


def counted(tally: Mapping[str, int], move: str, *, answers: int) -> dict[str, int]:
    """The tally with one more `move`: counted over the whole case, and for the present answer as `move@answers`."""
    names = (move, f"{move}@{answers}")
    return {**tally, **{name: tally.get(name, 0) + 1 for name in names}}


def _check_move(request: "MoveRequest", state: CaseState) -> Move:
    """The move asked for, if this actor may make it at this stage and has seen the case as it is."""
    move = state.procedure.move(request.move)
    if move is None:
        raise NoSuchMove(procedure=state.procedure.label, move=request.move[:60])
    if not permitted(move.who, actor=request.actor, state=state):
        raise NotYourMove(move=move.label)
    # Before the stage: who judges an answer that was replaced is told that, wherever the case stands by now.
    if request.of_answer is not None and request.of_answer != state.case.round:
        raise AnswerReplaced(count=state.case.round)
    stage = state.procedure.stage(state.case.stage)
    if stage.name not in move.start and (stage.end or ANY_OPEN not in move.start):
        raise WrongStage(move=move.label, stage=stage.label)
    if request.expects is not None and request.expects != state.case.entry_count:
        raise Stale(count=state.case.entry_count)
    return move


def _cases_named(request: "MoveRequest") -> set[str]:
    """Numbers of other cases in the facts of a request, whatever procedure the case turns out to have."""
    facts: Mapping[str, Any] = request.facts
    return {
        value
        for procedure in registered().values()
        if (move := procedure.move(request.move)) is not None
        for need in move.needs
        if need.kind == NeedKind.CASE and isinstance(value := facts.get(need.name), str)
    }


def _parties_named(requests: Sequence["MoveRequest"]) -> set[int]:
    """Ids of the parties who act or are named in the facts: of a crowd only these are loaded."""
    named: set[int] = set()
    for request in requests:
        if isinstance(request.actor, PartyActor):
            named.add(request.actor.party_id)
        named.update(v for v in request.facts.values() if type(v) is int and 0 < v < LARGEST_ID)
    return named


def _audience(move: Move, change: Change) -> str:
    match move.audience:
        case Audience.EVERYONE:
            return ""
        case Audience.STAFF:
            return "staff"
        case Audience.OWN_SIDE:
            side = _side_meant(move, change)
            return f"side:{side}" if side else "staff"


def _side_meant(move: Move, change: Change) -> str | int | None:
    """The party whose word is spoken or who is spoken to; of a coded fact the role that it names."""
    actor = change.actor
    named = actor.party_id if isinstance(actor, PartyActor) else change.facts.get(move.side_from)
    meant = next((party for party in change.state.parties if party.pk == named), None) if named else None
    return side_of(meant) if meant is not None else change.facts.codes.get(move.side_from)
