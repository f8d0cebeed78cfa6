"""知识库: questions people ask and the official answers to them, by the unit that answers for each.

Plain records: an answer has no clock and no end, it is valid from a day on and perhaps until one. Words are never
changed in place: who revises or withdraws an answer adds a version, so that it can be told later what was read out and
when. A new version is a draft, which no agent is shown, until a second person approves it (`knowledge_writing`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import BooleanField, Count, FloatField, Q, QuerySet
from django.db.models.expressions import RawSQL

from shiyu.base.clock import today
from shiyu.base.errors import NoSuchThing, NotYours, ShiyuError
from shiyu.base.search import any_of, query, words
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.models import Knowledge, KnowledgeUse
from shiyu.city.names import unit_words
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

NEAR_END = timedelta(days=30)
RANKED, LISTED, LONGEST = 12, 100, 200
"""How many matches are compared with what was typed, how many a list shows, how much of a text is looked at."""
LEAST_SHARED, LEAST_WORDS = 0.28, 2
"""From this share of common words on an answer is suggested, and never for a single common word."""
LEAST_OF_BEST = 0.6
"""What is much less alike than the best is not worth an agent's glance."""
_FILLING = re.compile("什么时候|怎么办理?|怎么样?|怎样|什么|多少|如何|哪里|能不能|可不可以|是不是|请问|需要|办理|时候")
"""What every question says, and which therefore tells none apart."""
APPROVERS = frozenset({"reviewer", "supervisor"})
"""Who approves what another has written."""
ANY_UNIT = frozenset({"dispatcher", "supervisor"})
OWN_UNIT = frozenset({"clerk", "unit_head"})
"""谁主管谁负责: the hotline's officers write for every unit, a unit for itself."""


class Standing(StrEnum):
    """How an answer stands today."""

    IN_FORCE = "in_force"
    NEAR_END = "near_end"
    NOT_YET = "not_yet"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"
    SET_ASIDE = "set_aside"


AGENTS_SEE = frozenset(Standing) - {Standing.DRAFT, Standing.SET_ASIDE}
"""What is, or was once, an answer of the city; the others are somebody's words."""


class AnswerMoved(ShiyuError):
    """Somebody wrote a newer version meanwhile."""

    code: ClassVar[str] = "answer_moved"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "这条答复在您打开之后已修订为第 {version} 版，您填写的内容已保留。请先看新版，如仍要修订，再次提交。",
        "The answer was revised to version {version} since you opened it; what you typed is kept. Read it, then send.",
    )


class NotForThatUnit(NotYours):
    """A unit writes for itself alone."""

    code: ClassVar[str] = "not_for_that_unit"
    sentence = Words("只能维护本单位负责的答复。", "You may write the answers of your own unit only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question and its answer, as pages show them."""

    number: int
    version: int
    question: str
    answer: str
    unit_code: str
    category_code: str
    valid_from: date
    valid_until: date | None
    note: str
    written_by: int
    written_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    decision: str
    standing: Standing
    doubts: tuple[Words, ...] = ()  # why somebody should look whether it still holds: `knowledge_doubts`

    @property
    def unit(self) -> Words:
        """The unit that answers for it."""
        return unit_words(self.unit_code)


def may_write(actor: PostHolder, unit_code: str | None = None) -> bool:
    """Whether the actor may write answers at all, or those of a unit."""
    if actor.roles & ANY_UNIT:
        return True
    return bool(actor.roles & OWN_UNIT) and unit_code in {None, actor.unit_code}


def may_approve(actor: PostHolder) -> bool:
    """Whether the actor approves what others have written."""
    return bool(actor.roles & APPROVERS)


def sees_drafts(actor: PostHolder, unit_code: str | None = None) -> bool:
    """Whether drafts at all, or those of a unit, are shown to the actor: who writes there, and who approves."""
    return may_approve(actor) or may_write(actor, unit_code)


def matching(text: str, *, most: int = 3) -> list[Answered]:
    """Answers in force whose question says what `text` says, the likeliest first; for an agent while he types."""
    telling = _FILLING.sub(" ", text[:LONGEST])
    said, asked = frozenset(words(telling)), any_of(telling)
    if not said or not asked:
        return []
    rank = RawSQL("ts_rank(search, %s::tsquery)", [asked], output_field=FloatField())
    found = (
        _current().filter(_in_force()).filter(_saying(asked)).annotate(rank=rank).order_by("-rank", "-number")[:RANKED]
    )
    scored = [(_shared(said, frozenset(words(_FILLING.sub(" ", row.question)))), row) for row in found]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])[:most]
    return [shown(row) for score, row in best if score >= best[0][0] * LEAST_OF_BEST]


def listed(*, asked: str = "", standing: Standing | None = None, unit: str = "") -> list[Answered]:
    """Answers by words, standing and unit; the best match or the newest first. Drafts only where they are asked for."""
    found = _shown_rows().filter(_STANDING[standing]()) if standing is not None else _current()
    if unit:
        found = found.filter(unit_code=unit)
    order: tuple[str | Combinable, ...] = ("-written_at", "-number")
    if asked.strip():
        wanted = query(asked)
        if not wanted:
            return []
        rank = RawSQL("ts_rank(search, %s::tsquery)", [wanted], output_field=FloatField())
        found, order = found.filter(_saying(wanted)).annotate(rank=rank), ("-rank", "-number")
    return [shown(row) for row in found.order_by(*order)[:LISTED]]


def counts(*, drafts_of: str = "") -> Mapping[Standing, int]:
    """How many answers stand how, in one question; drafts of one unit where one is named."""
    of_unit = Q(unit_code=drafts_of) if drafts_of else Q()
    parts = {standing.value: Count("pk", filter=_STANDING[standing]()) for standing in LISTED_STANDINGS}
    parts[Standing.DRAFT.value] = Count("pk", filter=_STANDING[Standing.DRAFT]() & of_unit)
    found = _shown_rows().aggregate(**parts)
    return {Standing(name): count for name, count in found.items()}


def in_force(given: str) -> Answered | None:
    """The answer in force under a number as it was sent; None where there is none."""
    number = whole_number(given)
    row = _current().filter(_in_force(), number=number).first() if number is not None else None
    return shown(row) if row is not None else None


def edition_given(number: int, version: int | None) -> int | None:
    """The edition an answer was given from: the named one if it was ever approved, else the one in force; or None."""
    named = Q(version=version, state=Knowledge.State.IN_FORCE) if version is not None else _in_force()
    return Knowledge.objects.filter(named, number=number).values_list("version", flat=True).first()


def versions(number: int, *, actor: PostHolder) -> list[Answered]:
    """The versions of one answer that the actor is shown, the newest first. Raises `NoSuchThing`."""
    found = [shown(row) for row in Knowledge.objects.filter(number=number).defer("search").order_by("-version")]
    seen = [one for one in found if one.standing in AGENTS_SEE or sees_drafts(actor, found[0].unit_code)]
    if not seen:
        raise NoSuchThing(what=Words("这条答复", "that answer"))
    return seen


def standing_now(seen: Sequence[Answered]) -> Answered:
    """Of the versions of one answer the one that holds: approved last, or withdrawn; else the newest."""
    return next((one for one in seen if one.standing in AGENTS_SEE), seen[0])


def draft_among(seen: Sequence[Answered]) -> Answered | None:
    """The version that waits for a second person."""
    return next((one for one in seen if one.standing is Standing.DRAFT), None)


def uses_of(number: int) -> Mapping[int, int]:
    """How often each edition of an answer was given to a caller."""
    uses = KnowledgeUse.objects.filter(number=number).values_list("version").annotate(n=Count("pk")).order_by()
    return dict(uses)


def _current() -> "QuerySet[Knowledge]":
    return Knowledge.objects.filter(is_current=True).defer("search")


def _shown_rows() -> "QuerySet[Knowledge]":
    """What stands in one of the parts of the list: the current version of each answer, and its draft."""
    return Knowledge.objects.filter(Q(is_current=True) | Q(state=Knowledge.State.DRAFT)).defer("search")


def _in_force() -> Q:
    return _approved(Q(valid_until=None) | Q(valid_until__gte=today()), valid_from__lte=today())


def _approved(*more: Q, **wanted: Any) -> Q:
    return Q(*more, is_current=True, state=Knowledge.State.IN_FORCE, **wanted)


_STANDING: Mapping[Standing, Callable[[], Q]] = {
    Standing.IN_FORCE: _in_force,
    Standing.NEAR_END: lambda: _in_force() & Q(valid_until__lte=today() + NEAR_END),
    Standing.NOT_YET: lambda: _approved(valid_from__gt=today()),
    Standing.ENDED: lambda: _approved(valid_until__lt=today()),
    Standing.WITHDRAWN: lambda: Q(is_current=True, state=Knowledge.State.WITHDRAWN),
    Standing.DRAFT: lambda: Q(state=Knowledge.State.DRAFT),
}
LISTED_STANDINGS = tuple(_STANDING)
"""The parts of the list: what was set aside is told on the page of its answer alone."""


def _saying(asked: str) -> RawSQL:
    return RawSQL("search @@ %s::tsquery", [asked], output_field=BooleanField())


def _shared(said: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of the shorter of the two the other says as well; nothing where that is a word by chance."""
    common = len(said & theirs)
    share = common / min(len(said), len(theirs)) if theirs else 0.0
    return share if common >= LEAST_WORDS and share >= LEAST_SHARED else 0.0


def _standing(row: Knowledge) -> Standing:
    day = today()
    if row.state != Knowledge.State.IN_FORCE:
        return Standing(row.state)
    if row.valid_from > day:
        return Standing.NOT_YET
    if row.valid_until is None or row.valid_until > day + NEAR_END:
        return Standing.IN_FORCE
    return Standing.ENDED if row.valid_until < day else Standing.NEAR_END


def shown(row: Knowledge) -> Answered:
    """A version as pages show it."""
    return Answered(
        number=row.number, version=row.version, question=row.question, answer=row.answer, unit_code=row.unit_code,
        category_code=row.category_code, valid_from=row.valid_from, valid_until=row.valid_until,
        note=row.note, written_by=row.written_by, written_at=row.written_at, decided_by=row.decided_by,
        decided_at=row.decided_at, decision=row.decision, standing=_standing(row),
    )  # fmt: skip
