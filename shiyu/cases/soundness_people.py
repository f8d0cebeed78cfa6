"""Soundness of who is named in a procedure: owners that can act, roles that somebody holds, parties that exist."""

from collections.abc import Iterator, Sequence

from shiyu.base.words import Words
from shiyu.cases.effects_contact import ReplaceContact
from shiyu.cases.procedure import Move, Need, NeedKind, Procedure
from shiyu.cases.soundness_effects import flat
from shiyu.cases.who import ByClock, Holds, OfUnit, PartyIs, Who, post_role


def people_faults(procedure: Procedure, roles: frozenset[str]) -> Iterator[Words]:
    """Every fault in whom a procedure names; `roles` are those that some post holds."""
    yield from _owners(procedure)
    yield from _raisers(procedure)
    yield from _correctors(procedure)
    yield from _sides(procedure)
    yield from _roles(procedure, roles)


def _owners(procedure: Procedure) -> Iterator[Words]:
    for stage in procedure.stages:
        if stage.end:
            continue
        if stage.owner is None:
            yield Words(f"环节“{stage.name}”没有责任人", f"stage “{stage.name}” has no owner")
        elif not any(_can_move(stage.owner, move) for move in procedure.open_at(stage.name)):
            yield Words(
                f"环节“{stage.name}”的责任人没有可办的动作", f"the owner of stage “{stage.name}” has no move there"
            )


def _can_move(owner: Who, move: Move) -> bool:
    """Whether the owner of a stage is among those who may make the move."""
    return any(_meets(owner, way) for way in move.who)


def _meets(owner: Who, way: Who) -> bool:
    match owner, way:
        case PartyIs(roles), PartyIs(others):
            return bool({*roles} & {*others})
        case OfUnit(role, kinds), OfUnit(other, others):
            return role == other and bool({*kinds} & {*others})
        case ByClock(), ByClock():
            return True
        case _:
            return post_role(owner) is not None and post_role(owner) == post_role(way)


def _raisers(procedure: Procedure) -> Iterator[Words]:
    """A matter of the offices among themselves has no parties at all; where there are some, one of them raises it."""
    if procedure.parties and not procedure.raisers:
        yield Words("没有定义谁可提出，答复便无人可给", "nobody raises such a matter, so nobody would be answered")
    for role in procedure.raisers:
        if role not in procedure.parties:
            yield Words(f"提出人角色“{role}”未定义", f"party role “{role}”, which raises the matter, is unknown")


def _correctors(procedure: Procedure) -> Iterator[Words]:
    """Staff who correct contact data are among those who may see them."""
    for move in procedure.moves:
        if any(isinstance(effect, ReplaceContact) for effect in flat(move)):
            for way in {*move.who} - {*procedure.sees_contact, *procedure.sees_anonymous}:
                if (role := post_role(way)) is not None:
                    yield Words(
                        f"“{move.name}”让“{role}”更正其无权查看的联系方式",
                        f"move “{move.name}” lets “{role}” correct contact data it may not see",
                    )


def _sides(procedure: Procedure) -> Iterator[Words]:
    """What staff writes for one side names a party, or by a coded fact the role of parties; who keeps it is said."""
    for move in procedure.moves:
        need = move.need(move.side_from) if move.side_from else None
        if move.side_from and (need is None or need.optional or not _names_side(need, procedure)):
            yield Words(
                f"动作“{move.name}”由“{move.side_from}”定哪一方可见，但它不是当事人或其角色",
                f"move “{move.name}” is for the side in “{move.side_from}”, which names neither a party nor a role",
            )
    for role in {*procedure.heard_from_joining} - {*procedure.parties}:
        yield Words(f"当事人角色“{role}”未定义", f"party role “{role}” is unknown")
    for name in procedure.in_confidence:
        if procedure.move(name) is None or not procedure.reads_every_side:
            yield Words(
                f"保密的动作“{name}”不存在或没有人可读", f"move “{name}”, kept in confidence, is unknown or unread"
            )


def _names_side(need: Need, procedure: Procedure) -> bool:
    return need.kind is NeedKind.PARTY or bool(need.choices and {*need.choices} <= {*procedure.parties})


def _roles(procedure: Procedure, roles: frozenset[str]) -> Iterator[Words]:
    ways: list[tuple[str, Sequence[Who]]] = [
        ("visibility", procedure.sees),
        ("contact", procedure.sees_contact),
        ("anonymous", procedure.sees_anonymous),
        ("every side", procedure.reads_every_side),
        *((stage.name, (stage.owner,)) for stage in procedure.stages if stage.owner is not None),
        *((move.name, move.who) for move in procedure.moves),
    ]
    for place, whos in ways:
        for who in whos:
            yield from _stages_left_out(procedure, place, who)
            role = post_role(who)
            if role is not None and role not in roles:
                yield Words(
                    f"“{place}”所用岗位角色“{role}”无岗位可担任",
                    f"role “{role}”, used at “{place}”, is held by no post",
                )
            for party in who.roles if isinstance(who, PartyIs) else ():
                if party not in procedure.parties:
                    yield Words(
                        f"“{place}”所用当事人角色“{party}”未定义",
                        f"party role “{party}”, used at “{place}”, is unknown",
                    )
    for recipient in _recipients(procedure):
        scope, _, role = recipient.rpartition(":")
        if role not in (roles if scope else procedure.parties) or scope not in {"", "role", "unit"}:
            yield Words(f"通知对象“{recipient}”未知", f"recipient “{recipient}” is unknown")


def _stages_left_out(procedure: Procedure, place: str, who: Who) -> Iterator[Words]:
    known = {stage.name for stage in procedure.stages}
    for stage in who.except_at if isinstance(who, Holds | OfUnit | PartyIs) else ():
        if stage not in known:
            yield Words(f"“{place}”除外的环节“{stage}”不存在", f"stage “{stage}”, left out at “{place}”, is unknown")


def _recipients(procedure: Procedure) -> list[str]:
    told = [tell.to for move in procedure.moves for tell in move.tells]
    return sorted({*told, *(to for clock in procedure.clocks for to in clock.escalates_to)})
