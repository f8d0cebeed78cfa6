"""办理情况通报: what the yearly report of a session says of one side, as plain values; every number from the figures.

The shape is that of the reports both sides give to the standing committee: how many of all, by class with examples, by
theme and unit, what was done, what went wrong, what comes next. `report_paper` makes the paper of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shiyu.base.figures import Counted
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.proposals.counting import Row, divided, units_of
from shiyu.proposals.figures import BY_NAME
from shiyu.proposals.models import Proposal, Session
from shiyu.proposals.reading import rows_of_session
from shiyu.proposals.vocabulary import CHANNELS, THEMES

EXAMPLES = 4
TOLD = (
    "answered_rate", "on_time_rate", "consulted_rate", "satisfied_rate", "silent", "dissatisfied", "returns", "late",
    "mean_days", "promises", "kept_rate", "late_promises", "key",
)  # fmt: skip
"""The figures a report tells of its side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPart:
    """One class of answers: what its letter means, how many of the answered, some titles."""

    letter: str
    meaning: str
    share: Share
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """What one unit had as lead."""

    unit: str
    filed: int
    answered: int
    classes: Mapping[str, int]
    satisfied: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReport:
    """One side: its share of all filed proposals, and its figures by name."""

    channel: str
    share: Share
    units: int
    classes: tuple[ClassPart, ...]
    themes: tuple[tuple[str, Share], ...]
    by_unit: tuple[UnitPart, ...]
    keys: tuple[str, ...]
    figures: Mapping[str, Counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """Every side of a session, the government's first; they add up to what was filed."""

    name: str
    filed: int
    sides: tuple[SideReport, ...]

    def side(self, channel: str) -> SideReport:
        """The side of this channel; each channel has one, if need be with nothing in it."""
        return next(side for side in self.sides if side.channel == channel)


def report_of(session: Session) -> SessionReport:
    """The report of a session, counted now."""
    rows = rows_of_session(session)
    titles = dict(Proposal.objects.filter(session=session).values_list("case_id", "case__title"))
    rules = directory().rule_sets.find("proposals", on=session.opened)
    table = rules.body["reply_classes"] if rules else {}
    meanings = {letter: str(row["label"]) for letter, row in table.items()}
    return assemble(session.name, rows, titles=titles, meanings=meanings)


def assemble(
    name: str, rows: Sequence[Row], *, titles: Mapping[int, str], meanings: Mapping[str, str]
) -> SessionReport:
    """The report of these rows. `titles` by case, `meanings` by letter of the session's class table."""
    filed = [row for row in rows if row.filed]
    parts = divided(filed, "channel")
    order = sorted(CHANNELS, key=lambda channel: -len(parts.get(channel, ())))
    return SessionReport(
        name=name, filed=len(filed),
        sides=tuple(
            _side(channel, parts.get(channel, []), filed=len(filed), titles=titles, meanings=meanings)
            for channel in order
        ),
    )  # fmt: skip


def _side(
    channel: str, rows: list[Row], *, filed: int, titles: Mapping[int, str], meanings: Mapping[str, str]
) -> SideReport:
    classes, answered = divided(rows, "class"), sum(bool(row.reply_class) for row in rows)
    themes = divided(rows, "theme")
    return SideReport(
        channel=channel, share=Share(len(rows), filed), units=len(units_of(rows)),
        classes=tuple(
            ClassPart(
                letter=letter, meaning=meaning, share=Share(len(classes.get(letter, ())), answered),
                examples=_titles(classes.get(letter, ()), titles),
            )
            for letter, meaning in sorted(meanings.items())
        ),
        themes=tuple((theme, Share(len(themes.get(theme, ())), len(rows))) for theme in THEMES),
        by_unit=tuple(_unit(unit, part) for unit, part in divided(rows, "unit").items()),
        keys=tuple(titles[row.case_id] for row in rows if row.is_key),
        figures={name: BY_NAME[name].count(rows) for name in TOLD},
    )  # fmt: skip


def _unit(unit: str, rows: list[Row]) -> UnitPart:
    satisfied = BY_NAME["satisfied_rate"].count(rows)
    classes = {letter: len(part) for letter, part in divided(rows, "class").items()}
    return UnitPart(
        unit=unit, filed=len(rows), answered=sum(row.answered for row in rows), classes=classes,
        satisfied=satisfied if isinstance(satisfied, Share) else Share(0, 0),
    )  # fmt: skip


def _titles(rows: Iterable[Row], titles: Mapping[int, str]) -> tuple[str, ...]:
    """Some titles, key proposals first."""
    first = sorted(rows, key=lambda row: not row.is_key)[:EXAMPLES]
    return tuple(titles[row.case_id] for row in first)


def said(counted: Counted) -> str:
    """A figure in a sentence: 92.6%, 58.7, 12; a rate of nothing is said to be none."""
    value = counted.percent if isinstance(counted, Share) else counted
    if value is None:
        return str(Words("无可统计", "nothing to count"))
    return f"{value}%" if isinstance(counted, Share) else str(Decimal(value))
