"""The only ways to reach a case. Loading is the permission check: "not yours" and "not there" look the same."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, IntegerField, OuterRef, Q, QuerySet

from shiyu.base.clock import now
from shiyu.cases.actors import Actor, Clockwork, PartyActor, PostHolder, actor_record
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.models import Access, Assignment, Case, Party
from shiyu.cases.permission import division_prefix
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import procedure_of, registered
from shiyu.cases.who import LIVE, Holds, InPlace, OfUnit, PartyIs, Who

_Seen = tuple[str, bool, tuple[str, ...]]
"""Kind of share, whether only who works on it sees the case, and at which stages nobody does by it."""
EVERY = Q(pk__isnull=False)
"""Of whoever sees the whole city."""
KEEPS_SIGHT = tuple(state for state in Assignment.State.values if state != Assignment.State.RETURNED)
"""A unit keeps sight of what it worked on; one that returned a case loses it."""


class Purpose(StrEnum):
    """Why somebody looks (个人信息保护法 Art. 6: no use without a purpose)."""

    HANDLING = "handling"  # 办理
    CALL_BACK = "call_back"  # 回访
    SUPERVISION = "supervision"  # 督办
    AUDIT = "audit"  # 审计
    OWN_CASE = "own_case"  # 本人查询
    EXPORT = "export"  # 导出


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Every case the actor may see: the query reading of the procedures' `sees`."""
    if isinstance(actor, Clockwork):
        return Case.objects.all()
    alike: dict[Q, list[Q]] = {}
    shared: dict[frozenset[_Seen], list[Procedure]] = {}
    for procedure in registered().values():
        # A rule of several procedures is said once: inside an "or" the database reads every case for the few of a unit.
        if (rule := _beyond_shares(procedure.sees, actor)) is not None:
            alike.setdefault(rule, []).append(Q(procedure=procedure.name, procedure_version=procedure.version))
        if rule != EVERY and (kinds := _kinds_seen(procedure.sees, actor)):
            shared.setdefault(kinds, []).append(procedure)
    parts = [reduce(or_, names) & rule for rule, names in alike.items()]
    if shared and isinstance(actor, PostHolder):
        parts.append(_with_share(actor, shared))
    return Case.objects.filter(reduce(or_, parts)) if parts else Case.objects.none()


def _beyond_shares(ways: Iterable[Who], actor: Actor) -> Q | None:
    """What the actor sees whatever the share of his unit."""
    asked = (_query(way, actor, ()) for way in ways if not isinstance(way, OfUnit))
    rules = [*dict.fromkeys(rule for rule in asked if rule is not None)]
    return EVERY if EVERY in rules else reduce(or_, rules, Q()) or None


def _kinds_seen(ways: Iterable[Who], actor: Actor) -> frozenset[_Seen]:
    """With a share of which kinds the actor's unit sees a case, whether only where he works on it, and when not."""
    if not isinstance(actor, PostHolder):
        return frozenset()
    own = [way for way in ways if isinstance(way, OfUnit) and way.role in actor.roles]
    return frozenset((kind.value, way.named, way.except_at) for way in own for kind in way.kinds)


def _with_share(actor: PostHolder, shared: Mapping[frozenset[_Seen], Iterable[Procedure]]) -> Q:
    """Cases of which a unit has a share that lets it see: one question whatever the procedures, so that the database
    begins at the few shares of the unit."""
    asked = Assignment.objects.alias(
        of=ExpressionWrapper(OuterRef("procedure"), output_field=CharField()),
        version=ExpressionWrapper(OuterRef("procedure_version"), output_field=IntegerField()),
        stands=ExpressionWrapper(OuterRef("stage"), output_field=CharField()),
    )
    lets_see = [
        _at_their_stages(kinds, actor) & reduce(or_, (Q(of=one.name, version=one.version) for one in procedures))
        for kinds, procedures in shared.items()
    ]
    own = asked.filter(reduce(or_, lets_see), case=OuterRef("pk"), unit_id=actor.unit_id, state__in=KEEPS_SIGHT)
    return Q(Exists(own))


def _at_their_stages(seen: Iterable[_Seen], actor: PostHolder) -> Q:
    """Shares that let see where the case stands now; it is asked for its stage only where a rule leaves some out."""
    by_stages: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
    for kind, named, except_at in seen:
        by_stages.setdefault(except_at, []).append((kind, named))
    parts = (
        _of_kinds(kinds, actor) & (~Q(stands__in=except_at) if except_at else Q())
        for except_at, kinds in sorted(by_stages.items())
    )
    return reduce(or_, parts)


def _of_kinds(seen: Iterable[tuple[str, bool]], actor: PostHolder) -> Q:
    whole = sorted(kind for kind, named in seen if not named)
    own = sorted({kind for kind, named in seen if named} - {*whole})
    parts = [Q(kind__in=whole)] if whole else []
    return reduce(or_, parts + ([Q(kind__in=own) & worked_on_by(actor)] if own else []))


def worked_on_by(actor: PostHolder) -> Q:
    """Shares that this very officer, or who is one with him, works on."""
    return reduce(or_, (Q(handlers__contains=[account]) for account in sorted(actor.one_with)))


def rule_of(ways: Iterable[Who], actor: Actor, *, states: Iterable[str]) -> Q | None:
    """Cases in which any of the ways names the actor, as a condition; None where none can."""
    rules = [rule for way in ways if (rule := _query(way, actor, states)) is not None]
    return reduce(or_, rules) if rules else None


def _query(way: Who, actor: Actor, states: Iterable[str]) -> Q | None:
    match way, actor:
        case Holds(role, except_at), PostHolder() if role in actor.roles:
            return ~Q(stage__in=except_at) if except_at else EVERY
        case InPlace(role), PostHolder() if role in actor.roles:
            return Q(place_code__startswith=division_prefix(actor.division_code))
        case OfUnit(role, kinds, named, except_at), PostHolder() if role in actor.roles:
            own = Assignment.objects.filter(case=OuterRef("pk"), unit_id=actor.unit_id, state__in=states)
            shares = Q(Exists(own.filter(_of_kinds([(kind.value, named) for kind in kinds], actor))))
            return shares & ~Q(stage__in=except_at) if except_at else shares
        case PartyIs(roles, except_at), PartyActor() if actor.role in roles:
            return Q(pk=actor.case_id) & (~Q(stage__in=except_at) if except_at else Q())
        case _:
            return None


def any_case() -> bool:
    """Whether the city has any case at all."""
    return Case.objects.exists()


def get_case(number: str, *, actor: Actor, purpose: Purpose) -> Case:
    """One case, for looking at; the view is logged with its purpose. Raises `NoSuchCase`."""
    number = actor.standing_number(number) if isinstance(actor, PartyActor) else number
    found = visible_cases(actor).defer("search").filter(number=number)
    case = found.first() if CASE_NUMBER.fullmatch(number) else None
    if case is None:
        raise NoSuchCase(number=number[:40])
    log_access(actor, what="case", purpose=purpose, case=case)
    return case


def is_shielded(case: Case, *, actor: Actor) -> bool:
    """Whether an anonymous party's identity is kept from this actor: words, names of files and pictures may tell it."""
    return _anonymous(case).exists() and not holds_for(case, procedure_for(case).sees_anonymous, actor=actor)


def holds_for(case: Case, ways: Iterable[Who], *, actor: Actor) -> bool:
    """Whether any of the ways names this actor in this case as it stands: a unit only while it has the case."""
    rule = rule_of(ways, actor, states=LIVE)
    return rule is not None and Case.objects.filter(rule, pk=case.pk).exists()


def holds_each(case: Case, several: Mapping[str, Iterable[Who]], *, actor: Actor) -> dict[str, bool]:
    """`holds_for` for several names of ways at once, in one question, or none where no way can name this actor.

    `hidden` says beside them whether an anonymous party has left contact data, for whom a way may name.
    """
    rules = {name: rule_of(ways, actor, states=LIVE) for name, ways in several.items()}
    asked = {
        name: ExpressionWrapper(rule, output_field=BooleanField()) for name, rule in rules.items() if rule is not None
    }
    if not asked:
        return dict.fromkeys(("hidden", *several), False)
    hidden = Exists(_anonymous(OuterRef("pk")))
    found = Case.objects.filter(pk=case.pk).annotate(hidden=hidden, **asked).values("hidden", *asked).first() or {}
    return {name: bool(found.get(name)) for name in ("hidden", *several)}


def _anonymous(case: Any) -> QuerySet[Party]:
    return Party.objects.filter(case=case, anonymous=True).exclude(contact=None)


def procedure_for(case: Case) -> Procedure:
    """The procedure of a case in the version it was opened under."""
    return procedure_of(case.procedure, case.procedure_version)


def log_access(
    actor: Actor, *, what: str, purpose: Purpose, case: Case | None = None, detail: dict[str, str | int] | None = None
) -> None:
    """Writes one line of the access log."""
    Access.objects.create(
        at=now(), case_id=case.pk if case else None, what=what, purpose=purpose, actor=actor_record(actor),
        detail=detail or {},
    )  # fmt: skip


def log_each(actor: Actor, cases: Iterable[Case], *, what: str, purpose: Purpose) -> None:
    """One line of the access log for each of many cases, in one question."""
    moment, by = now(), actor_record(actor)
    Access.objects.bulk_create(
        Access(at=moment, case_id=case.pk, what=what, purpose=purpose, actor=by, detail={}) for case in cases
    )


def entitled(cases: Iterable[Case], *, actor: Actor) -> set[int]:
    """Of these cases those whose contacts the actor may open, in one question; see `holds_for`."""
    rules = [
        Q(procedure=procedure.name, procedure_version=procedure.version) & rule
        for procedure in registered().values()
        if (rule := rule_of(procedure.sees_contact, actor, states=LIVE)) is not None
    ]
    if not rules:
        return set()
    held = Case.objects.filter(reduce(or_, rules), pk__in=[case.pk for case in cases])
    return set(held.values_list("pk", flat=True))


def who_looked(case: Case) -> QuerySet[Access]:
    """Who looked at a case, newest first."""
    return Access.objects.filter(case_id=case.pk).order_by("-at", "-id")
