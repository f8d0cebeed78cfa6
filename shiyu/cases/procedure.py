"""What a procedure is: stages and moves of one kind of case, as one frozen table that can be read aloud.

Only shape stands here. Numbers (limits, caps) are data of the city pack, named by `ClockRule.limit` and kept by each
case in the version it was opened under. This module knows no database and no web.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shiyu.base.words import Words
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.who import Who


class NeedKind(StrEnum):
    """What kind of fact a move asks for; decides how it is checked and where it is kept."""

    TEXT = "text"  # free words: may hold personal data, so kept in the erasable text
    CODE = "code"  # one of `choices`
    UNIT = "unit"  # code of a unit in force today
    UNITS = "units"  # several such codes
    CATEGORY = "category"  # code of a category in force today
    PLACE = "place"  # division code, with optional lon/lat and address
    DATE = "date"  # a city day, ISO 8601
    NUMBER = "number"  # a whole number, `minimum` to `maximum`
    CASE = "case"  # number of another case the actor may see
    PARTY = "party"  # id of a party of this case
    CONTACT = "contact"  # name, phone, … of a person: encrypted, never in history
    FILES = "files"  # references of stored attachments
    PROMISES = "promises"  # list of {text, due, unit}
    FLAG = "flag"  # yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One fact a move asks for."""

    name: str
    kind: NeedKind
    label: Words
    optional: bool = False
    choices: Mapping[str, Words] = field(default_factory=dict)
    minimum: int = 0
    maximum: int = 20_000  # characters of a TEXT, or the largest NUMBER
    named: bool = False  # a CONTACT that makes no sense without a name: anonymity is not offered
    open_to_all: Callable[[Snapshot], bool] | None = None  # where it holds, who does not see a CASE may name it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """A limit on a stage or an assignment. `limit` names the number in the rule set of the case.

    `late_move` is made by the clock itself when the limit is reached (silence of a party, a window that closes);
    without it the clock only warns, marks overdue and escalates to `escalates_to`, one role per level.
    """

    name: str
    label: Words
    limit: str
    escalates_to: tuple[str, ...] = ()
    late_move: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case stands: whose turn it is, under which clock; an end has neither."""

    name: str
    label: Words
    owner: Who | None = None
    clock: str | None = None
    end: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """The next stage by a coded fact of the move: `Fork("verdict", {"satisfied": "closed", …})`."""

    by: str
    to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decide:
    """The next stage by a pure rule over the case as it will stand after the move's effects.

    `rule` answers one of `options`; `options` is what soundness is proved on, and the engine refuses anything else.
    """

    rule: Callable[[Snapshot], str]
    options: tuple[str, ...]


STAY = "="
"""The case keeps its stage."""
NEW = "+"
"""The start of an opening move: there is no case yet."""
ANY_OPEN = "*"
"""The start of a move that is open at every stage that is not an end."""

End = str | Fork | Decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition beyond stage and role, with the sentence that says why the move is closed.

    `reads` names the facts of the move it judges: before they are typed it cannot be asked.
    """

    name: str
    rule: Callable[[Snapshot], bool]
    sentence: Words
    reads: tuple[str, ...] = ()


class Audience(StrEnum):
    """Who reads an entry, among those who see the case."""

    EVERYONE = "everyone"
    STAFF = "staff"  # never a party
    OWN_SIDE = "own_side"  # the acting party with whoever speaks its word, and who the procedure lets read every side
    # Where staff acts, `Move.side_from` names the fact that says for which party, or for whom of which role, it is;
    # without it, staff reads.


@dataclass(frozen=True, slots=True)
class Tell:
    """A notice this move writes: template name of the city pack, and whom it goes to.

    `to` is a party role, the role of a post (every unit concerned: `unit:<role>`; city-wide: `role:<role>`).
    With `on` it is written only where the move leads to one of those stages.
    """

    template: str
    to: str
    on: tuple[str, ...] = ()


class Effect:
    """Something a move does to the case besides changing its stage; see `shiyu.cases.effects`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The only way to change a case: from, to, who may, what is needed, what it does, who is told, which rule."""

    name: str
    label: Words
    start: tuple[str, ...]
    end: End
    who: tuple[Who, ...]
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    tells: tuple[Tell, ...] = ()
    audience: Audience = Audience.EVERYONE
    side_from: str = ""
    source: str = ""

    def need(self, name: str) -> Need | None:
        """The need of that name, if the move asks for it."""
        return next((need for need in self.needs if need.name == name), None)

    def ends(self) -> tuple[str, ...]:
        """Every stage this move can lead to; `STAY` where it can leave the case where it is."""
        match self.end:
            case Fork(to=to):
                return tuple(dict.fromkeys(to.values()))
            case Decide(options=options):
                return options
            case str() as stage:
                return (stage,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """办理流程: the stages and moves of one kind of case, with its version and its visibility rules."""

    name: str
    version: int
    label: Words
    prefix: str
    rule_set: str
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    clocks: tuple[ClockRule, ...]
    raisers: tuple[str, ...]
    parties: Mapping[str, Words]
    sees: tuple[Who, ...]
    sees_contact: tuple[Who, ...]
    sees_anonymous: tuple[Who, ...] = ()
    reads_every_side: tuple[Who, ...] = ()  # who works on it by name hears what is said in his time
    in_confidence: tuple[str, ...] = ()  # moves whose entries, papers and files only they read of the offices
    heard_from_joining: tuple[str, ...] = ()  # roles of parties who read nothing of what was before they joined
    outcomes: Mapping[str, Words] = field(default_factory=dict)
    renamed_stages: Mapping[str, str] = field(default_factory=dict)  # what a stage was called → what it is called now
    caps: tuple[str, ...] = ()  # counts its rules read from `caps` of the rule set, proved to be there
    app: str = ""
    takes_referral: str = ""  # the opening move that takes over a case of another system: `cases.referring`
    main_road: tuple[str, ...] = ()  # how a case goes where all goes well, to its usual end; drawn first

    def road(self) -> tuple[str, ...]:
        """The main road; where none is said, every open stage in its order and the first end."""
        first_end = next((stage.name for stage in self.stages if stage.end), "")
        return self.main_road or (*(stage.name for stage in self.stages if not stage.end), first_end)

    def road_after(self, name: str) -> frozenset[str]:
        """What follows a stage of the main road on it; of a side road, all but its beginning."""
        road = self.road()
        return frozenset(road[road.index(name) + 1 :] if name in road else road[1:])

    def stage(self, name: str) -> Stage:
        """The stage of that name; `KeyError` if the procedure has none."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise KeyError(name)

    def move(self, name: str) -> Move | None:
        """The move of that name, if there is one."""
        return next((move for move in self.moves if move.name == name), None)

    def clock(self, name: str) -> ClockRule:
        """The clock rule of that name; `KeyError` if the procedure has none."""
        for clock in self.clocks:
            if clock.name == name:
                return clock
        raise KeyError(name)

    def opening_moves(self) -> tuple[Move, ...]:
        """The moves that open a case."""
        return tuple(move for move in self.moves if NEW in move.start)

    def open_at(self, stage: str) -> tuple[Move, ...]:
        """The moves that start at `stage`, whoever may make them."""
        anywhere = not self.stage(stage).end
        return tuple(m for m in self.moves if stage in m.start or (anywhere and ANY_OPEN in m.start))
