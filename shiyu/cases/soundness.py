"""Is a procedure sound? Proved on its table before anything runs on it; each fault is named in a sentence.

Checked: every stage reachable and an end reachable from it; every open stage with an owner some post can hold and a
clock the rule set knows; no end without an answer or a told reason; every role, template, clock, referral and effect
known; forks and decisions that lead somewhere.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from shiyu.base.words import Words
from shiyu.cases.models import Case
from shiyu.cases.numbers import limit_table
from shiyu.cases.procedure import (
    ANY_OPEN,
    NEW,
    STAY,
    Fork,
    Move,
    NeedKind,
    Procedure,
)
from shiyu.cases.referring import HANDED_OVER
from shiyu.cases.registry import all_newest, registered
from shiyu.cases.soundness_effects import effect_faults, gives_answer, templates_named
from shiyu.cases.soundness_people import people_faults
from shiyu.cases.templates_of_pack import notice_templates
from shiyu.cases.who import ByClock
from shiyu.city.directory import directory

CLOCK_TEMPLATES = ("clock_warned", "clock_overdue", "clock_escalated", "clock_escalated_again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a procedure may refer to: what the city pack and the other systems bring."""

    roles: frozenset[str]
    templates: frozenset[str]
    procedures: Mapping[str, Procedure]
    numbers: Callable[[str], Mapping[str, Any] | None]  # rule set name → its body in force, or None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a procedure."""

    procedure: str
    words: Words

    @override
    def __str__(self) -> str:
        return f"{self.procedure}: {self.words}"


def faults(procedure: Procedure, around: Surroundings) -> list[Fault]:
    """Every fault of a procedure; an empty list means it is sound."""
    checks = (
        _names, _moves_point_somewhere, _reachable, _end_reachable, _clocks, _numbers, _answers, _templates, _forks,
        _renames, _referral,
    )  # fmt: skip
    found = [Fault(procedure.name, words) for check in checks for words in check(procedure, around)]
    found.extend(Fault(procedure.name, words) for words in people_faults(procedure, around.roles))
    found.extend(Fault(procedure.name, words) for words in effect_faults(procedure, around.procedures))
    return found


def _names(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    for kind, names in (
        ("环节 stage", [s.name for s in procedure.stages]),
        ("动作 move", [m.name for m in procedure.moves]),
        ("时限 clock", [c.name for c in procedure.clocks]),
    ):
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield Words(f"{kind} “{name}”重复", f"{kind} “{name}” stands twice")
    for name in procedure.main_road:
        if all(stage.name != name for stage in procedure.stages):
            yield Words(f"主干道上没有环节“{name}”", f"there is no stage “{name}” for the main road")
    for role in procedure.raisers:
        if role not in procedure.parties:
            yield Words(f"提出人角色“{role}”不在当事人之列", f"raiser role “{role}” is no party role")


def _edges(
    procedure: Procedure, *, passing: Callable[[Move, str], bool] = lambda _move, _end: True
) -> dict[str, set[str]]:
    """Stage → stages reachable by one move; the start is `NEW`."""
    edges: dict[str, set[str]] = {NEW: set(), **{stage.name: set() for stage in procedure.stages}}
    open_stages = [stage.name for stage in procedure.stages if not stage.end]
    for move in procedure.moves:
        starts = [s for start in move.start for s in (open_stages if start == ANY_OPEN else [start])]
        for start in starts:
            edges.setdefault(start, set()).update(end for end in move.ends() if end != STAY and passing(move, end))
    return edges


def _closure(edges: Mapping[str, set[str]], *starts: str) -> set[str]:
    seen, todo = set(starts), list(starts)
    while todo:
        for stage in edges.get(todo.pop(), ()):
            if stage not in seen:
                seen.add(stage)
                todo.append(stage)
    return seen


def _moves_point_somewhere(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    known = {stage.name for stage in procedure.stages}
    for move in procedure.moves:
        for stage in sorted({*move.start} - known - {NEW, ANY_OPEN}) + sorted({*move.ends()} - known - {STAY}):
            yield Words(f"动作“{move.name}”指向未知环节“{stage}”", f"move “{move.name}” names unknown stage “{stage}”")
        if NEW in move.start and STAY in move.ends():
            yield Words(f"动作“{move.name}”立件后没有环节", f"opening move “{move.name}” leads to no stage")
    if not procedure.opening_moves():
        yield Words("没有立件的动作", "no move opens a case")


def _reachable(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    reached = _closure(_edges(procedure), NEW)
    for stage in procedure.stages:
        if stage.name not in reached:
            yield Words(f"环节“{stage.name}”无法到达", f"stage “{stage.name}” cannot be reached")


def _end_reachable(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    edges = _edges(procedure)
    ends = {stage.name for stage in procedure.stages if stage.end}
    for stage in procedure.stages:
        if not stage.end and not _closure(edges, stage.name) & ends:
            yield Words(f"环节“{stage.name}”到不了任何终点", f"no end can be reached from stage “{stage.name}”")


def _clocks(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    known = {clock.name for clock in procedure.clocks}
    for stage in procedure.stages:
        if not stage.end and stage.clock is None:
            yield Words(f"环节“{stage.name}”没有时限", f"open stage “{stage.name}” has no clock")
        if stage.clock is not None and stage.clock not in known:
            yield Words(
                f"环节“{stage.name}”的时限“{stage.clock}”未定义",
                f"stage “{stage.name}” names unknown clock “{stage.clock}”",
            )
    for clock in procedure.clocks:
        late = procedure.move(clock.late_move) if clock.late_move else None
        if clock.late_move and (late is None or not any(isinstance(way, ByClock) for way in late.who)):
            yield Words(
                f"时限“{clock.name}”到期的动作“{clock.late_move}”不存在或不准由时钟办理",
                f"clock “{clock.name}” makes move “{clock.late_move}”, which is unknown or not the clock's to make",
            )


def _numbers(procedure: Procedure, around: Surroundings) -> Iterator[Words]:
    rules = procedure.rule_set
    numbers = around.numbers(rules)
    if numbers is None:
        yield Words(f"没有生效的规则“{rules}”", f"no rule set “{rules}” is in force")
        return
    for cap in procedure.caps:
        if cap not in numbers.get("caps", {}):
            yield Words(f"规则“{rules}”没有次数“{cap}”", f"rule set “{rules}” has no cap “{cap}”")
    for clock in procedure.clocks:
        if limit_table(numbers, clock.limit, "default") is None:
            yield Words(f"规则“{rules}”没有时限“{clock.limit}”", f"rule set “{rules}” has no limit “{clock.limit}”")


def _answers(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    """An end is answered if every way to it passes a move that gives the answer or tells the reason."""
    unanswered = _closure(_edges(procedure, passing=lambda move, end: not gives_answer(procedure, move, end)), NEW)
    for stage in procedure.stages:
        if stage.end and stage.name in unanswered:
            yield Words(
                f"终点“{stage.name}”可在没有答复、也没有告知理由时到达",
                f"end “{stage.name}” can be reached without an answer or a told reason",
            )


def _templates(procedure: Procedure, around: Surroundings) -> Iterator[Words]:
    for move in procedure.moves:
        for template in templates_named(move):
            if template not in around.templates:
                yield Words(
                    f"动作“{move.name}”所用通知模板“{template}”不存在",
                    f"move “{move.name}” names unknown template “{template}”",
                )


def _renames(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    known = {stage.name for stage in procedure.stages}
    for old, new in procedure.renamed_stages.items():
        if new not in known or old in known:
            yield Words(f"环节改名“{old}→{new}”不成立", f"the renaming “{old} → {new}” does not hold")


def _referral(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    """What `referring.refer` hands over must be all that the move asks for."""
    if not procedure.takes_referral:
        return
    move = procedure.move(procedure.takes_referral)
    if move is None or NEW not in move.start:
        yield Words(
            f"接收移送的动作“{procedure.takes_referral}”不存在或不立件",
            f"move “{procedure.takes_referral}”, which takes referrals, is unknown or opens no case",
        )
    elif {need.name for need in move.needs if not need.optional} != {*HANDED_OVER}:
        yield Words(
            f"动作“{move.name}”接收移送，只应要求 title、reason",
            f"move “{move.name}” takes referrals and must ask for title and reason, and nothing else",
        )


def _forks(procedure: Procedure, _around: Surroundings) -> Iterator[Words]:
    for move in procedure.moves:
        if not isinstance(move.end, Fork):
            continue
        need = move.need(move.end.by)
        sound = need is not None and need.kind == NeedKind.CODE and not need.optional
        if not sound or (need is not None and {*need.choices} != {*move.end.to}):
            yield Words(
                f"动作“{move.name}”的去向与选项“{move.end.by}”不一致",
                f"move “{move.name}” forks by “{move.end.by}”, whose choices do not match",
            )


def city_surroundings() -> Surroundings:
    """What the loaded city pack and the installed systems bring."""
    city = directory()

    def numbers(name: str) -> Mapping[str, Any] | None:
        rules = city.rule_sets.find(name)
        return rules.body if rules is not None else None

    return Surroundings(
        roles=frozenset(city.roles()),
        templates=frozenset(notice_templates()),
        procedures={procedure.name: procedure for procedure in all_newest()},
        numbers=numbers,
    )


def check_all() -> list[Fault]:
    """Every fault of every registered procedure, and every open case that stands where this release knows no stage."""
    around = city_surroundings()
    found = [fault for procedure in all_newest() for fault in faults(procedure, around)]
    missing = sorted({*CLOCK_TEMPLATES} - around.templates)
    found.extend(
        Fault("clock", Words(f"缺少通知模板“{name}”", f"notice template “{name}” is missing")) for name in missing
    )
    return [*found, *_stranded()]


def _stranded() -> Iterator[Fault]:
    """Open cases of a version or on a stage that this release no longer knows.

    One grouping over the open cases; a release that drops a version while cases run on it is refused.
    """
    standing = Case.objects.filter(is_open=True).values_list("procedure", "procedure_version", "stage").distinct()
    known = registered()
    for name, version, stage in standing.order_by():
        procedure = known.get((name, version))
        if procedure is None or stage not in {*(s.name for s in procedure.stages), *procedure.renamed_stages}:
            yield Fault(
                name,
                Words(
                    f"有未办结的件停在第 {version} 版的“{stage}”，本版本不认识",
                    f"open cases stand on stage “{stage}” of version {version}, which this release does not know",
                ),
            )
