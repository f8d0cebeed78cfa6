"""Made-up disputes for the leak test: who joins, who says what to whom, what is done, who may read which word.

Every message, name and number is a word that stands nowhere else, so that a leak is a word in the wrong answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

from hypothesis import strategies as st

from shiyu.base.clock import standing_at
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.models import Party
from shiyu.disputes.room.door import Written, answer_offer, post_message
from shiyu.disputes.room.rules import Answer, As, Kind, Seat, audiences_of, kinds_of, suits
from shiyu.disputes.tests.conftest import MONDAY, Story, paper

SIDES = ("applicant", "respondent", "third_party")
DEEDS = ("private_talk", "give_evidence", "investigate", "convene", "hold_session", "assess_danger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message: who of those present (the mediator among them), to which of those he may, what, with a file."""

    speaker: int
    to: int
    kind: Kind
    file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What happens. `replaced`: the mediator steps back after half of it and another is named; then the people of the
    places `opens` let him read what they said before. `left`: in the end the mediator steps back, nobody is named."""

    joined: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    deeds: tuple[tuple[str, int], ...]
    replaced: bool
    opens: tuple[int, ...] = ()
    left: bool = False
    expert: bool = False


KINDS_SAID = st.sampled_from([Kind.TEXT, Kind.EVIDENCE, Kind.OFFER])
LINES = st.builds(Line, speaker=st.integers(0, 7), to=st.integers(0, 6), kind=KINDS_SAID, file=st.booleans())
PLOTS = st.builds(
    Plot,
    joined=st.lists(
        st.tuples(st.sampled_from(SIDES), st.sampled_from(("self", "agent"))), max_size=4
    ).map(tuple),
    lines=st.lists(LINES, min_size=6, max_size=14).map(tuple),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 5)), max_size=4).map(tuple),
    replaced=st.booleans(),
    opens=st.lists(st.integers(0, 5), max_size=2).map(tuple),
    left=st.booleans(),
    expert=st.booleans(),
)  # fmt: skip

EVERYBODY_SPEAKS = Plot(
    joined=(("respondent", "agent"), ("third_party", "self"), ("applicant", "agent")),
    lines=(
        *(Line(speaker=5, to=to, kind=Kind.OFFER, file=True) for to in range(5)),
        *(Line(speaker=speaker, to=1, kind=Kind.EVIDENCE, file=True) for speaker in range(5)),
        *(Line(speaker=speaker, to=0, kind=Kind.OFFER, file=False) for speaker in range(2)),
    ),
    deeds=(("private_talk", 0), ("private_talk", 1), ("give_evidence", 4), ("investigate", 0)),
    replaced=True,
)
"""Five people on three sides (an agent on two), each alone with the mediator and before all, a new mediator midway."""


OPPOSED = Plot(
    joined=(("third_party", "self"), ("third_party", "self"), ("third_party", "agent")),
    lines=(
        *(Line(speaker=5, to=to, kind=Kind.EVIDENCE, file=True) for to in range(6)),
        *(Line(speaker=speaker, to=1, kind=Kind.TEXT, file=True) for speaker in range(5)),
        *(Line(speaker=5, to=to, kind=Kind.OFFER, file=False) for to in (3, 4, 5)),
    ),
    deeds=(("private_talk", 2), ("private_talk", 3), ("hold_session", 0), ("investigate", 0), ("give_evidence", 3)),
    replaced=True, opens=(4,), left=False, expert=True,
)  # fmt: skip
"""Two third parties against each other; one's agent alone lets the new mediator read what was said; an expert."""
LEFT = Plot(joined=(), lines=OPPOSED.lines, deeds=OPPOSED.deeds, replaced=False, left=True)
"""The mediator has stepped back: it is the head's to name another, and he reads nothing of it."""
HEADS = frozenset({"mediation-head", "dispute-window"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A word, who may read it, and whether those must find it in the room.

    `confided` to the one who mediated then (`heard`), by the side of that key. `known`: to who names a mediator too.
    """

    word: str
    readers: frozenset[str]
    in_room: bool = False
    confided: str = ""
    heard: str = ""
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class Told:
    """The dispute after all that, and its secrets. A party is called by its place: `p0`, `p1`, …"""

    story: Story
    secrets: list[Secret] = field(default_factory=list)
    files: list[tuple[UUID, Secret]] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    messages: list[int] = field(default_factory=list)
    mediator: str = "mediator"
    family: int = 2
    _words: Iterator[int] = field(default_factory=count)

    @property
    def parties(self) -> list[PartyActor]:
        """Everybody in it, in the order in which they joined."""
        rows = Party.objects.filter(case__number=self.story.number).order_by("pk")
        number = self.story.number
        return [PartyActor(party_id=row.pk, case_id=row.case_id, role=row.role, number=number) for row in rows]

    def word(self) -> str:
        """A word that stands nowhere else and begins no other."""
        return f"zq{next(self._words):04d}y".translate(str.maketrans("0123456789", "abcdefghij"))

    def side(self, party: PartyActor) -> str:
        """The key of a party's side: himself, or for whom he stands."""
        if party.role == "expert":
            return ""
        row = Party.objects.get(pk=party.party_id).in_dispute
        return str(row.stands_for_id or party.party_id)

    def sides(self) -> tuple[str, ...]:
        """Every side, in the order in which it is offered."""
        mine = [(SIDES.index(party.role), party.party_id) for party in self.parties
                if party.role in SIDES and self.side(party) == str(party.party_id)]  # fmt: skip
        return tuple(str(pk) for _, pk in sorted(mine))

    def of_side(self, key: str) -> frozenset[str]:
        """Everybody on a side."""
        return frozenset(f"p{place}" for place, party in enumerate(self.parties) if self.side(party) == key)

    def may_read(self, secret: Secret) -> frozenset[str]:
        """Whom the secret is for in the end: the sides by the plot, and who mediates now, if he heard it or may."""
        hears = not secret.confided or secret.heard == self.mediator or secret.confided in self.opened
        mediates = {self.mediator} if hears and self.mediator else set()
        return secret.readers | mediates | (frozenset() if self.mediator else secret.known)

    def everybody(self) -> frozenset[str]:
        """Every party so far."""
        return frozenset(f"p{place}" for place in range(len(self.parties)))

    def hide(self, readers: frozenset[str], *, in_room: bool = False, confided: str = "",
             known: frozenset[str] = frozenset()) -> str:  # fmt: skip
        """A new word for these readers; whoever mediates reads it too, what is confided only if he heard it."""
        word = self.word()
        self.secrets.append(Secret(word=word, readers=readers, in_room=in_room, confided=confided, known=known,
                                   heard=self.mediator))  # fmt: skip
        return word


def tell(plot: Plot, dispute: Callable[..., Story], *, family: int = 2) -> Told:
    """Lets a plot happen, through the doors. Two disputes at a time are of two families: they share no number."""
    names, phones = [f"zqon{place}{family}y" for place in range(2)], [phone_of(family, place) for place in range(2)]
    told = Told(story=dispute(
        contact={"name": f"骆{names[0]}", "phone": phones[0]}, respondent={"name": f"远{names[1]}", "phone": phones[1]}
    ), family=family)  # fmt: skip
    for place in range(2):
        told.secrets += [
            Secret(word=word, readers=frozenset({f"p{place}"}), known=HEADS) for word in (names[place], phones[place])
        ]
    for place, (side, capacity) in enumerate(plot.joined, 2):
        _join(told, place, side=side, capacity=capacity)
    _to_mediation(told)
    _say_all(told, plot.lines[: (half := len(plot.lines) // 2)])
    for deed, place in plot.deeds:
        _do(told, deed, place)
    with standing_at(MONDAY + timedelta(hours=1)):  # by the time it was said it is told who heard it
        if plot.replaced:
            told.story.do("step_back", "mediator", ground="relation", reason="相识")
            told.mediator = "mediator2"
            _to_mediation(told)
            for place in plot.opens:
                party = told.parties[place % len(told.parties)]
                told.story.do("open_confidence", party)
                told.opened.add(told.side(party))
        if plot.expert:
            _seat_expert(told)
        _say_all(told, plot.lines[half:])
        if plot.left:
            told.story.do("step_back", told.mediator, ground="relation", reason="相识")
            told.mediator = ""
    return told


def phone_of(family: int, place: int) -> str:
    """A number of nobody."""
    return f"139000072{family}{place}"


def _join(told: Told, place: int, *, side: str, capacity: str) -> None:
    first = next((party for party in told.parties if party.role == side), None)
    agent = first if capacity == "agent" else None
    stands_for = {"capacity": "agent", "stands_for": agent.party_id} if agent else {"capacity": "self"}
    name, phone = told.word(), phone_of(told.family, place)
    contact = {"name": f"翟{name}", "phone": phone}
    told.story.do("add_party", "dispute-window", side=side, contact=contact, **stands_for)
    told.secrets += [Secret(word=word, readers=frozenset({f"p{place}"}), known=HEADS) for word in (name, phone)]


def _seat_expert(told: Told) -> None:
    """Everybody agrees to somebody, who is seated."""
    told.story.do("invite_expert", told.mediator, expert="律师")
    for party in told.parties:
        told.story.do("agree_expert", party)
    name, phone = told.word(), phone_of(told.family, 9)
    told.story.do("seat_expert", told.mediator, contact={"name": f"翟{name}", "phone": phone})
    told.secrets += [Secret(word=word, readers=told.of_side(""), known=HEADS) for word in (name, phone)]


def _to_mediation(told: Told) -> None:
    story = told.story
    if story.stage == "registered":
        story.to("to_appoint")
    story.do("appoint", "mediation-head", mediator=told.mediator)
    for party in told.parties:
        if story.stage == "asking" and party.role in SIDES:
            story.do("told_rights", party)
            story.do("agree", party)
    assert story.stage == "mediating"


def _say_all(told: Told, lines: tuple[Line, ...]) -> None:
    for line in lines:
        parties = told.parties
        speakers: list[PartyActor | PostHolder] = [*parties, told.story.people(told.mediator)]
        speaker = speakers[line.speaker % len(speakers)]
        _say(told, line, speaker)


def _say(told: Told, line: Line, speaker: PartyActor | PostHolder) -> None:
    seat = _seat(told, speaker)
    choices = audiences_of(seat, sides=told.sides())
    audience = choices[line.to % len(choices)]
    kind = line.kind if line.kind in kinds_of(seat) and suits(line.kind, audience, seat=seat) else Kind.TEXT
    readers = _meant_for(told, audience)
    confided = "" if audience == "all" else audience.removeprefix("side:")
    files: tuple[UUID, ...] = ()
    if line.file or kind is Kind.EVIDENCE:
        files = (UUID(paper(speaker, f"{told.hide(readers, confided=confided)}.png")),)
        told.files.append((files[0], told.secrets[-1]))
    word = told.hide(readers, in_room=True, confided=confided)
    written = Written(audience=audience, text=f"说的是{word}。", kind=kind, files=files)
    posted = post_message(told.story.number, written, actor=speaker, key=uuid4().hex)
    told.messages.append(posted.message_id)
    if kind is Kind.OFFER:
        for party in told.parties:
            if f"p{told.parties.index(party)}" in readers and told.side(party) not in {seat.side, ""}:
                answer_offer(told.story.number, posted.message_id, Answer.REFUSED, actor=party)
                break


def _seat(told: Told, speaker: PartyActor | PostHolder) -> Seat:
    if not isinstance(speaker, PartyActor):
        return Seat(as_=As.MEDIATOR)
    return Seat(as_=As.SIDE, side=told.side(speaker)) if told.side(speaker) else Seat(as_=As.EXPERT)


def _meant_for(told: Told, audience: str) -> frozenset[str]:
    """The parties a message is for, by the rule of the issue and not by that of the code."""
    if audience == "all":
        return told.everybody()
    return told.of_side(audience.removeprefix("side:")) if audience.startswith("side:") else frozenset()


def _do(told: Told, deed: str, place: int) -> None:
    """One move of the case with words of its own, and who may read those."""
    story, parties, everybody = told.story, told.parties, told.everybody()
    party = parties[place % len(parties)]
    nobody: frozenset[str] = frozenset()
    if deed == "private_talk":
        side = told.side(party)
        story.do(deed, told.mediator, side=party.party_id, talk=told.hide(told.of_side(side), confided=side))
    elif deed == "give_evidence":
        side = told.side(party)
        story.do(deed, party, note=told.hide(told.of_side(side), confided=side))
    elif deed == "investigate":
        story.do(deed, told.mediator, on="2026-03-03", present=told.hide(nobody), minutes=told.hide(nobody))
    elif deed == "convene":
        story.do(deed, told.mediator, on="2026-03-05", when="上午", where=told.hide(everybody))
    elif deed == "hold_session":
        story.do(deed, told.mediator, on="2026-03-05", present="双方", minutes=told.hide(everybody))
    else:
        story.do(deed, told.mediator, danger="none", seen=told.hide(nobody, known=HEADS))
