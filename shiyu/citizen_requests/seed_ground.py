"""What an invented story stands on: people to act, places to be at, and where a request stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import ClassVar

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import Actor, PostHolder
from shiyu.cases.contact_view import shown_parties
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.procedure import ANY_OPEN
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST
from shiyu.citizen_requests.rules import TIPOFF, URGENT
from shiyu.citizen_requests.seed_roads import Step
from shiyu.city.directory import directory
from shiyu.city.models import Account
from shiyu.city.places import OutsideCity
from shiyu.city.workdays import Limit, TimeUnit, due

NEEDED = ("agent", "dispatcher", "enterprise_desk", "reviewer", "callback_officer", "supervisor", "arbiter")
PLACES_IN = "140502"  # the urban district, where the demo's grid cells are
AROUND = (112.79, 35.45, 112.92, 35.56)
"""Degrees around the urban district; what lies outside it is drawn again."""
TRIES = 50
HALF_AN_HOUR = timedelta(minutes=30)


class NobodyToAct(ShiyuError):
    """The story needs people in these posts, and no account holds one."""

    code: ClassVar[str] = "nobody_to_act"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "没有账号担任：{roles}。请先装载演示账号。", "No account holds: {roles}. Load the demo accounts first."
    )


def people_of(on: date) -> dict[str, PostHolder]:
    """The first holder of each role, and of each role in each unit (`clerk@zjj`), in the order of logins."""
    people: dict[str, PostHolder] = {}
    for account in Account.objects.filter(is_active=True).order_by("username"):
        for actor in actors_of(account, on=on):
            for role in actor.roles:
                people.setdefault(role, actor)
                people.setdefault(f"{role}@{actor.unit_code}", actor)
    lacking = [role for role in NEEDED if role not in people]
    if lacking:
        raise NobodyToAct(roles="、".join(lacking))
    return people


def party_of(number: str, nth: int, *, actor: Actor) -> int:
    """The id of a caller, as the officer who calls sees it on the case."""
    case = get_case(number, actor=actor, purpose=Purpose.CALL_BACK)
    return shown_parties(case, actor=actor)[nth].party_id


def places_of(day: date) -> list[tuple[str, str]]:
    """Communities of the urban district by the names people use; the whole city in a pack that has none there."""
    urban = sorted(
        (fact.name.removesuffix("居委会").removesuffix("村委会"), fact.code)
        for fact in directory().divisions.current(on=day)
        if fact.level == "village" and fact.code.startswith(PLACES_IN)
    )
    return urban or [(directory().label.zh, "")]


def positions(places: Sequence[tuple[str, str]], *, dice: Random) -> dict[str, tuple[float, float]]:
    """A middle for each place, inside the county it belongs to; none where the pack draws no areas there."""
    return {code: found for _, code in places if code and (found := _inside(code, dice=dice)) is not None}


def _inside(code: str, *, dice: Random) -> tuple[float, float] | None:
    west, south, east, north = AROUND
    for _ in range(TRIES):
        lon, lat = dice.uniform(west, east), dice.uniform(south, north)
        try:
            if all(directory().county_at(lon + d, lat + e).code[:6] == code[:6] for d, e in CORNERS):
                return lon, lat
        except OutsideCity:
            continue
    return None


CORNERS = ((-0.001, -0.001), (-0.001, 0.001), (0.001, -0.001), (0.001, 0.001))


def office_hours_before(end: datetime, hours: int) -> datetime:
    """A moment from which so many working hours end at `end` or, by at most half an hour, before it."""
    moment, length = end, Limit(hours, TimeUnit.WORKING_HOURS)
    while due(moment, length, directory().calendar).at > end:
        moment -= HALF_AN_HOUR
    return moment


def is_urgent(number: str, *, actor: Actor) -> bool:
    """Whether the short limits of urgent matters hold."""
    return visible_cases(actor).filter(number=number, limit_class=URGENT).exists()


def stage_of(number: str, *, actor: Actor) -> str:
    """Where a request stood just now: nights may have moved it on, and a story told again looks at its own moment."""
    entries = visible_cases(actor).filter(number=number, entries__at__lt=now()).order_by("-entries__seq")
    return str(entries.values_list("entries__to_stage", flat=True)[0])


def fitted(step: Step, *, stage: str, kind: str) -> Step | None:
    """A line as it can be made at a stage: who is not called is asked and judges himself; None where it is not open."""
    if step.move == "call_back" and (kind == TIPOFF or stage == "awaiting_verdict") and "party" not in step.facts:
        step = replace(step, move="judge", who="caller")
    move = CITIZEN_REQUEST.move(step.move)
    ends = {one.name for one in CITIZEN_REQUEST.stages if one.end}
    if move is None or (step.move == "call_back" and kind == TIPOFF):
        return None
    return step if stage in move.start or (ANY_OPEN in move.start and stage not in ends) else None
