"""Recorded mediations become disputes of a demo city: registered, sent to a body, agreed to, talked about in the room.

Everything goes through the doors, as people would do it; the same record again is the same dispute.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.door import make_move, open_case
from shiyu.cases.errors import NoRuleInForce
from shiyu.cases.gate import visible_cases
from shiyu.city.directory import directory
from shiyu.city.models import Account
from shiyu.disputes.advice import Matter, advise
from shiyu.disputes.kind_words import guess_kind
from shiyu.disputes.moves_triage import bodies_in
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.talks import Talk
from shiyu.disputes.vocabulary import APPLICANT, THIRD

OTHER_BODY = "tw-zonghe"
WHY_OTHER = Words("演示城市中该组织没有人员账号，由综合调委会办理。", "In the demo the body has no accounts.")
NOBODY = Words("城市中没有“{role}”的账号", "nobody in the city is “{role}”")


class NobodyThere(ShiyuError):
    """The city has nobody who would do it: the demo's people are not loaded."""

    code = "nobody_there"
    sentence = NOBODY


@dataclass(slots=True)
class Loaded:
    """What came of a file: how often a kind given was guessed as which, and its body advised by the guess as which."""

    disputes: int = 0
    messages: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    bodies: Counter[tuple[str, str]] = field(default_factory=Counter)
    elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staff:
    """Who does what in the city: the window, and head and mediator by body."""

    window: PostHolder
    heads: Mapping[str, PostHolder]
    mediators: Mapping[str, tuple[str, PostHolder]]

    def can_mediate(self, body: str) -> bool:
        return body in self.heads and body in self.mediators


def load_talks(talks: Sequence[Talk], *, place: str, progress: Callable[[int], None] = lambda _done: None) -> Loaded:
    """Brings every talk into the city, at the place of a division code. Raises `NobodyThere`."""
    staff, loaded = _staff(), Loaded()
    for done, talk in enumerate(talks, 1):
        _load(talk, staff, loaded, place=place)
        progress(done)
    return loaded


def _staff() -> _Staff:
    everybody = [
        (one.username, actor)
        for one in Account.objects.filter(is_active=True).order_by("-pk")
        for actor in actors_of(one)
    ]
    window = next((actor for _, actor in everybody if "dispute_window" in actor.roles), None)
    if window is None:
        raise NobodyThere(role="dispute_window")
    heads = {actor.unit_code: actor for _, actor in everybody if "mediation_head" in actor.roles}
    mediators = {actor.unit_code: (login, actor) for login, actor in everybody if "mediator" in actor.roles}
    return _Staff(window=window, heads=heads, mediators=mediators)


def advised_body(kind: str, *, place: str) -> str:
    """The body that triage advises for a kind at a place; empty where none mediates it. Raises `NoRuleInForce`."""
    city = directory()
    rules = city.rule_set("disputes")
    if rules is None:
        raise NoRuleInForce(rule_set="disputes")
    found = bodies_in(rules.body, units=city.units.current())
    return next((one.body.code for one in advise(Matter(kind=kind, place=place), found) if one.body.mediates), "")


def _load(talk: Talk, staff: _Staff, loaded: Loaded, *, place: str) -> None:
    guessed = guess_kind(talk.happened).kind
    body = advised_body(talk.kind, place=place)
    loaded.kinds[talk.kind, guessed] += 1
    loaded.bodies[body, advised_body(guessed, place=place)] += 1
    number = _registered(talk, staff, place=place)
    chosen = body if staff.can_mediate(body) else OTHER_BODY
    loaded.elsewhere += chosen != body
    _mediated(talk, number, staff, body=chosen)
    loaded.disputes += 1
    loaded.messages += _said(talk, number, staff.mediators[chosen][1])


def _registered(talk: Talk, staff: _Staff, *, place: str) -> str:
    facts: dict[str, Any] = {
        "kind": talk.kind, "place": place, "happened": talk.happened, "claims": talk.claims,
        "contact": {"name": talk.parties[0]}, "respondent": {"name": talk.parties[1]},
    }  # fmt: skip
    number = open_case("dispute", "register", actor=staff.window, key=f"talk-{talk.key}", facts=facts).number
    for place_of, name in enumerate(talk.parties[2:], 2):
        make_move(number, "add_party", actor=staff.window, key=f"talk-{talk.key}-{place_of}", side=THIRD,
                  capacity="self", contact={"name": name})  # fmt: skip
    return number


def _mediated(talk: Talk, number: str, staff: _Staff, *, body: str) -> None:
    """To a body, to a mediator, and everybody agrees."""
    make_move(number, "triage", actor=staff.window, key=f"talk-{talk.key}-triage", kind=talk.kind, body=body,
              why=WHY_OTHER.zh)  # fmt: skip
    login, mediator = staff.mediators[body]
    make_move(number, "appoint", actor=staff.heads[body], key=f"talk-{talk.key}-appoint", mediator=login)
    for nth, party in enumerate(parties_of(number, mediator)):
        for move in ("told_rights", "agree"):
            make_move(number, move, actor=party, key=f"talk-{talk.key}-{move}-{nth}")


def parties_of(number: str, mediator: PostHolder) -> list[PartyActor]:
    """The parties in the order of the record: applicant, respondent, then those who joined."""
    case = visible_cases(mediator).get(number=number)
    rows: Iterable[tuple[int, str]] = case.parties.order_by("pk").values_list("pk", "role")
    return [PartyActor(party_id=pk, case_id=case.pk, role=role, number=number) for pk, role in rows]


def _said(talk: Talk, number: str, mediator: PostHolder) -> int:
    parties = parties_of(number, mediator)
    first = next(place for place, party in enumerate(parties) if party.role == APPLICANT)
    assert first == 0, "the applicant opened it"  # noqa: S101 -- by it the places of the record are read
    for nth, (place, text) in enumerate(talk.lines):
        actor = mediator if place is None else parties[place]
        post_message(number, Written(audience="all", text=text), actor=actor, key=f"talk-{talk.key}-line-{nth}")
    return len(talk.lines)
