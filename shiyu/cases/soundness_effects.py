"""Soundness of a move's effects: the facts they read, the clocks they touch, the cases they give rise to."""

import dataclasses
from collections.abc import Iterator, Mapping
from importlib import import_module

from shiyu.base.words import Words
from shiyu.cases.effects import (
    AddParty,
    GiveReply,
    GrowPromises,
    MergeInto,
    OnReaching,
    OpenCase,
    Refer,
    Run,
    TellReason,
)
from shiyu.cases.effects_another import ByAnother
from shiyu.cases.effects_party import TakeRole
from shiyu.cases.procedure import NEW, Effect, Move, Procedure
from shiyu.cases.who import ByClock

OPTIONAL_FACTS = {
    "OpenCase": {"category_from", "place_from", "contact_from", "detail_from", "reference_from", "kind_from"},
    "Classify": {"category_from", "place_from"},
    "AddParty": {"contact_from"},
    "RecordVerdict": {"comment_from", "party_from"},
    "ReplaceContact": {"party_from"},
    "DraftReply": {"outcome_from"},
}
"""Facts an effect reads where the move happens to ask for them."""

CLOCK_FIELDS = {"rule", "clocks", "joint_clocks", "starts", "stops", "window", "decided_within"}


def gives_answer(procedure: Procedure, move: Move, end: str) -> bool:
    """Whether the move, leading to `end`, answers the raisers, tells them a reason, or joins them to a main case.

    An answer that only the offices are told of is none: everyone who may raise such a matter must be told. Where
    nobody raises it, the offices are among themselves, and some of them must be told.
    """
    effects = [e for effect in move.effects for e in _at(effect, end)]
    told = {tell.to for tell in move.tells if not tell.on or end in tell.on}
    if not told or not {*procedure.raisers} <= told:
        return False
    return any(isinstance(e, GiveReply | MergeInto) or _tells_reason(e, move) for e in effects)


def _tells_reason(effect: Effect, move: Move) -> bool:
    if not isinstance(effect, TellReason):
        return False
    need = move.need(effect.reason_from)
    return _clockwork_alone(move) or (need is not None and not need.optional)


def _clockwork_alone(move: Move) -> bool:
    """A clockwork types no reason: the move itself, with its rule, is the recorded reason."""
    return all(isinstance(way, ByClock) for way in move.who)


def _at(effect: Effect, end: str) -> tuple[Effect, ...]:
    if isinstance(effect, OnReaching):
        return effect.effects if effect.stage == end else ()
    return (effect,)


def flat(move: Move) -> Iterator[Effect]:
    """The effects of a move, those on reaching a stage among them."""
    for effect in move.effects:
        yield from effect.effects if isinstance(effect, OnReaching) else (effect,)


def templates_named(move: Move) -> list[str]:
    """The notices a move may write, those of its effects among them."""
    return [*(tell.template for tell in move.tells), *templates_of_effects(move)]


def templates_of_effects(move: Move) -> list[str]:
    """The notices that the effects of a move write to a party by themselves."""
    return [template for effect in flat(move) if (template := getattr(effect, "template", ""))]


def effect_faults(procedure: Procedure, procedures: Mapping[str, Procedure]) -> Iterator[Words]:
    """Every fault in the effects of a procedure's moves."""
    for move in procedure.moves:
        for effect in move.effects:
            if isinstance(effect, OnReaching) and effect.stage not in move.ends():
                yield Words(
                    f"动作“{move.name}”到不了“{effect.stage}”", f"move “{move.name}” never leads to “{effect.stage}”"
                )
        for effect in flat(move):
            yield from _facts_read(move, effect)
            yield from _clocks_touched(procedure, move, effect)
            yield from _parties_joined(procedure, move, effect)
            yield from _spawned(move, effect, procedures)
            yield from _of_one_kind(procedure, move, effect)


def _of_one_kind(procedure: Procedure, move: Move, effect: Effect) -> Iterator[Words]:
    """What can be wrong with one kind of effect alone."""
    match effect:
        case MergeInto():
            yield from _merge_stages(procedure, move, effect)
        case Run():
            yield from _own_effect(procedure, move, effect)
        case ByAnother():
            yield from _moves_of_another(procedure, move, effect)
        case OpenCase() if NEW not in move.start:
            yield Words(f"动作“{move.name}”不立件却登记", f"move “{move.name}” fills a case it does not open")


def _facts_read(move: Move, effect: Effect) -> Iterator[Words]:
    lenient = OPTIONAL_FACTS.get(type(effect).__name__, set())
    if isinstance(effect, TellReason) and _clockwork_alone(move):
        lenient = {"reason_from"}
    for field in dataclasses.fields(effect):  # type: ignore[arg-type]
        fact = getattr(effect, field.name)
        if field.name.endswith("_from") and fact and field.name not in lenient and move.need(fact) is None:
            yield Words(
                f"动作“{move.name}”的效果要用“{fact}”，但没有要求填写",
                f"move “{move.name}”: effect {type(effect).__name__} reads “{fact}”, which it does not ask for",
            )


def _clocks_touched(procedure: Procedure, move: Move, effect: Effect) -> Iterator[Words]:
    known = {clock.name for clock in procedure.clocks}
    for field in dataclasses.fields(effect):  # type: ignore[arg-type]
        if field.name not in CLOCK_FIELDS:
            continue
        value = getattr(effect, field.name)
        for name in (value,) if isinstance(value, str) else value:
            if name and name not in known:
                yield Words(
                    f"动作“{move.name}”用到未知时限“{name}”", f"move “{move.name}” names unknown clock “{name}”"
                )


def _parties_joined(procedure: Procedure, move: Move, effect: Effect) -> Iterator[Words]:
    """The role an effect gives to somebody; an opening move that takes no contact joins nobody."""
    if isinstance(effect, OpenCase) and move.need(effect.contact_from) is not None:
        role = effect.party_role
    elif isinstance(effect, AddParty | TakeRole):
        role = effect.role
    else:
        return
    if role not in procedure.parties:
        yield Words(
            f"动作“{move.name}”登记的当事人角色“{role}”未定义",
            f"party role “{role}”, joined by move “{move.name}”, is unknown",
        )


def _spawned(move: Move, effect: Effect, procedures: Mapping[str, Procedure]) -> Iterator[Words]:
    if not isinstance(effect, Refer | GrowPromises):
        return
    target = procedures.get(effect.to)
    opening = target.move(effect.move) if target is not None else None
    if opening is None or NEW not in opening.start or not any(isinstance(way, ByClock) for way in opening.who):
        yield Words(
            f"动作“{move.name}”移送的去向“{effect.to}.{effect.move}”不存在或不能由移送立件",
            f"move “{move.name}” refers to “{effect.to}.{effect.move}”, which is unknown or takes no referral",
        )
        return
    if isinstance(effect, Refer):
        yield from _handed_over(move, effect)
    given = {*effect.facts} if isinstance(effect, Refer) else {"title", "due", "unit"}
    needed = {need.name for need in opening.needs if not need.optional}
    asked = {need.name for need in opening.needs}
    if needed - given or given - asked:
        yield Words(
            f"动作“{move.name}”移送的内容与“{effect.to}.{effect.move}”所需不符",
            f"move “{move.name}” hands “{effect.to}.{effect.move}” other facts than it asks for",
        )


def _handed_over(move: Move, effect: Refer) -> Iterator[Words]:
    for source in effect.facts.values():
        if not source.startswith("=") and move.need(source) is None:
            yield Words(
                f"动作“{move.name}”移送“{source}”，但没有要求填写",
                f"move “{move.name}” hands on “{source}”, which it does not ask for",
            )


def _merge_stages(procedure: Procedure, move: Move, effect: MergeInto) -> Iterator[Words]:
    known = {stage.name for stage in procedure.stages if not stage.end}
    for stage in [name for name in effect.into if name not in known] or ([] if effect.into else [""]):
        yield Words(
            f"动作“{move.name}”并入的环节“{stage}”不存在", f"move “{move.name}” merges into unknown stage “{stage}”"
        )


def _moves_of_another(procedure: Procedure, move: Move, effect: ByAnother) -> Iterator[Words]:
    for name in [name for name in effect.than if procedure.move(name) is None] or ([] if effect.than else [""]):
        yield Words(
            f"动作“{move.name}”要由办理“{name}”以外的人办，但没有这个动作",
            f"move “{move.name}” wants another person than who made “{name}”, which is unknown",
        )


def _own_effect(procedure: Procedure, move: Move, effect: Run) -> Iterator[Words]:
    try:
        known = callable(getattr(import_module(f"{procedure.app}.moves"), effect.name, None))
    except ImportError:
        known = False
    if not known:
        yield Words(
            f"动作“{move.name}”的效果“{effect.name}”不存在", f"move “{move.name}” runs unknown effect “{effect.name}”"
        )
