"""The story of a session, told through the real door: taken over from a list, then handled to the end in batches.

The same twice for one seed and first day: a second telling repeats every key and changes nothing.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from shiyu.base.clock import city_zone, now, standing_at
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact_view import shown_parties
from shiyu.cases.door import MoveRequest, Refused, make_moves
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.tick import tick_until_done
from shiyu.city.demo import hold_posts
from shiyu.city.directory import directory
from shiyu.city.models import Account
from shiyu.proposals.importing import Importer, Result
from shiyu.proposals.models import Session
from shiyu.proposals.moves_key import REFERRED_TO
from shiyu.proposals.procedure import PROPOSAL
from shiyu.proposals.seed_inventing import Made, invent, table
from shiyu.proposals.seed_roads import LAST_DAY, TAKEN_OVER, Step, ordered, road
from shiyu.proposals.seed_supervised import supervised
from shiyu.web.exporting.tables import table_as_xlsx

SESSION, BESIDE = "7-5", "7-5-443"
NAME, NAME_EN = "七届五次", "Fifth session of the seventh committee"
BESIDE_NAME = f"{NAME}（演示443件）", f"{NAME_EN} (443 of the demo)"
"""Beside the city's own session of that name, so that nobody takes one for the other."""
ROLES = ("clerk", "deputy_head", "unit_head")
OFFICES = (
    "proposal_clerk", "party_assigner", "government_assigner", "other_assigner", "cppcc_leader", "city_leader",
    "supervision_officer", "supervision_lead",
)  # fmt: skip
BATCH = 100
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How much was told."""

    proposals: int
    moves: int


def tell_session(*, until: str, seed: int, last_day: date, progress: Told = lambda _done, _of: None) -> Telling:
    """Tells the newest session that was over by `last_day`, or as far as that day; stops each at the stage `until`.

    Where the city has a session of its own under that code, this one is told under another, a year before, so that it
    takes nothing from it. Raises `NoSuchThing` for an unknown stage, and what refuses a move.
    """
    if until and until not in {stage.name for stage in PROPOSAL.stages}:
        raise NoSuchThing(what=Words(f"环节“{until}”", f"stage “{until}”"))
    opened, code = first_day(last_day), SESSION
    if Session.objects.filter(code=SESSION).exclude(accepts_from=date(opened.year, 1, 1)).exists():
        opened, code = date(opened.year - 1, 3, 2), BESIDE
    session = make_session(opened, code=code)
    return _Teller(session, seed=seed, last_day=last_day, until=until).tell(progress)


def first_day(last_day: date) -> date:
    """2 March of the newest year whose assigning meeting was held by `last_day`."""
    this_year = date(last_day.year, 3, 2)
    return this_year if this_year + timedelta(days=TAKEN_OVER) <= last_day else date(last_day.year - 1, 3, 2)


def write_list(path: Path, made: list[Made]) -> None:
    """The list of the session as one spreadsheet."""
    rows = [*table(made)]
    columns = [Words(name, name) for name in rows[0]]
    exported = table_as_xlsx(columns, [[*row.values()] for row in rows], title=Words("提案清单", "Proposals"))
    with exported.file, path.open("wb") as out:
        out.write(exported.file.read())


def make_session(opened: date, *, code: str = SESSION, moved: timedelta = timedelta()) -> Session:
    """The session of the story; the one that is there where it was told before. `moved`: it takes proposals later."""
    cut_off = datetime.combine(opened + timedelta(days=2), time(18), city_zone()).astimezone(UTC)
    name, name_en = BESIDE_NAME if code == BESIDE else (NAME, NAME_EN)
    facts = {
        "name": name, "name_en": name_en, "accepts_from": date(opened.year, 1, 1) + moved, "opened": opened,
        "closed": opened + timedelta(days=4), "cut_off": cut_off,
    }  # fmt: skip
    return Session.objects.get_or_create(code=code, defaults=facts)[0]


class _Teller:
    def __init__(self, session: Session, *, seed: int, last_day: date, until: str) -> None:
        self._session, opened = session, session.opened
        self._opened, self._end, self._until = opened, min(self._at(last_day, time(20)), now()), until
        self._made = invent(seed=seed, opened=opened)
        self._name = f"{session.code}-{seed}-{opened}"
        self._people = people_for(self._made)
        self._stages: dict[int, str] = {}
        self._numbers: dict[int, str] = {}
        self._parties: dict[int, list[int]] = {}
        self._orders: dict[int, str] = {}
        self._moves = 0

    def tell(self, progress: Told) -> Telling:
        """The list first, then what each day brings, and the clock last."""
        self._take_over()
        days = self._by_day()
        for told, (day, steps) in enumerate(sorted(days.items()), 1):
            if (moment := self._on(day)) > self._end:
                break
            with standing_at(moment):
                self._play(steps)
            progress(told, len(days))
        with standing_at(min(self._on(LAST_DAY), self._end)):
            tick_until_done()
        return Telling(len(self._numbers), self._moves)

    def _take_over(self) -> None:
        with standing_at(min(self._on(TAKEN_OVER), self._end)), tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "session.xlsx"
            write_list(path, self._made)
            importer = Importer(path=path, session=self._session.code, actor=self._people["proposal_clerk"])
            for one in importer.run().outcomes:
                if one.result is Result.REFUSED or one.serial is None:
                    raise RuntimeError(f"Line {one.line} of the made session was refused: {one.why}")
                self._numbers[one.serial], self._stages[one.serial] = one.number, "to_sign"
            self._moves += importer.report.count(Result.IN)

    def _by_day(self) -> "dict[int, list[tuple[int, int, Step]]]":
        """By day: the number of the proposal, which of its steps, and the step."""
        days: defaultdict[int, list[tuple[int, int, Step]]] = defaultdict(list)
        for one in self._made:
            for nth, step in enumerate(ordered(road(one, opened=self._opened))):
                days[step.day].append((one.serial, nth, step))
            if one.is_key and not self._until:
                for nth, step in enumerate(ordered(supervised(one, opened=self._opened))):
                    days[step.day].append((one.serial, nth, step))
        return days

    def _play(self, steps: Sequence[tuple[int, int, Step]]) -> None:
        """All first steps of the day, then all second ones: two moves of one case are never in one batch."""
        turns: defaultdict[int, list[tuple[int, int, Step]]] = defaultdict(list)
        seen: defaultdict[int, int] = defaultdict(int)
        for serial, nth, step in steps:
            if not self._until or self._stages[serial] != self._until:
                turns[seen[serial]].append((serial, nth, step))
                seen[serial] += 1
        for turn in sorted(turns):
            for part in _batched(turns[turn]):
                self._make(part)

    def _make(self, part: Sequence[tuple[int, int, Step]]) -> None:
        asked = [self._request(serial, nth, step) for serial, nth, step in part]
        for (serial, _, step), outcome in zip(part, make_moves(asked), strict=True):
            if isinstance(outcome, Refused):
                outcome.error.add_note(f"{serial}: {step.move} on day {step.day}")
                raise outcome.error
            if not step.of_order:
                self._stages[serial] = outcome.stage
            self._moves += not outcome.replayed

    def _request(self, serial: int, nth: int, step: Step) -> MoveRequest:
        facts = dict(step.facts)
        if step.party is not None:
            facts["party"] = self._party(serial, step.party)
        return MoveRequest(
            actor=self._people[step.who], move=step.move, facts=facts,
            number=self._order_of(serial) if step.of_order else self._numbers[serial],
            key=f"seed:{self._name}:{serial}:{'order:' if step.of_order else ''}{nth}",
        )  # fmt: skip

    def _order_of(self, serial: int) -> str:
        """The supervision order that came of a key proposal, open or cleared."""
        if serial not in self._orders:
            case = get_case(self._numbers[serial], actor=self._people["proposal_clerk"], purpose=Purpose.HANDLING)
            self._orders[serial] = case.links_out.get(kind=REFERRED_TO).target.number
        return self._orders[serial]

    def _party(self, serial: int, nth: int) -> int:
        """Who signed in which place, as the clerk who types the forms in sees it on the case."""
        if serial not in self._parties:
            actor = self._people["proposal_clerk"]
            case = get_case(self._numbers[serial], actor=actor, purpose=Purpose.HANDLING)
            self._parties[serial] = [party.party_id for party in shown_parties(case, actor=actor)]
        return self._parties[serial][nth]

    def _on(self, day: int) -> datetime:
        return self._at(self._opened + timedelta(days=day), time(10))

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, city_zone()).astimezone(UTC)


def people_for(made: Iterable[Made]) -> Mapping[str, PostHolder]:
    """Who holds each post the story needs (`clerk@zjj`), posts nobody holds given to invented people."""
    city = directory()
    units = {unit for one in made for unit in (one.lead, *one.joint)}
    wanted = [post for role in ROLES for post in city.posts_with(role) if post.unit_code in units]
    offices = [post for role in OFFICES for post in city.posts_with(role)]
    codes = {post.code for post in (*wanted, *offices)}
    hold_posts(codes)
    people: dict[str, PostHolder] = {}
    held = Account.objects.filter(is_active=True, tenures__post__code__in=codes).distinct().order_by("username")
    for account in held:
        for actor in actors_of(account):
            for role in sorted(actor.roles):
                people.setdefault(role, actor)
                people.setdefault(f"{role}@{actor.unit_code}", actor)
    return people


def _batched(steps: Sequence[tuple[int, int, Step]]) -> Iterator[Sequence[tuple[int, int, Step]]]:
    rows = iter(steps)
    while part := tuple(islice(rows, BATCH)):
        yield part
