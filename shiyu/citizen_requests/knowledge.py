"""知识库: questions people ask and the official answers to them, by the unit that answers for each.

Plain records: an answer has no clock and no end, it is valid from a day on and perhaps until one. Nothing is changed in
place: who revises or withdraws an answer adds a version, so that it can be told later what an agent read out and when.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection, transaction
from django.db.models import BooleanField, FloatField, Q, QuerySet
from django.db.models.expressions import RawSQL

from shiyu.base.clock import now, today
from shiyu.base.errors import NoSuchThing, NotYours, ShiyuError
from shiyu.base.search import any_of, document_vector, query, words
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.models import Knowledge
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
    written_at: datetime
    standing: Standing

    @property
    def unit(self) -> Words:
        """The unit that answers for it."""
        return unit_words(self.unit_code)


def may_write(actor: PostHolder, unit_code: str | None = None) -> bool:
    """Whether the actor may write answers at all, or those of a unit."""
    if actor.roles & ANY_UNIT:
        return True
    return bool(actor.roles & OWN_UNIT) and unit_code in {None, actor.unit_code}


def matching(text: str, *, most: int = 3) -> list[Answered]:
    """Answers in force whose question says what `text` says, the likeliest first; for an agent while he types."""
    telling = _FILLING.sub(" ", text[:LONGEST])
    said, asked = frozenset(words(telling)), any_of(telling)
    if not said or not asked:
        return []
    rank = RawSQL("ts_rank(search, %s::tsquery)", [asked], output_field=FloatField())
    found = _valid(_current()).filter(_saying(asked)).annotate(rank=rank).order_by("-rank", "-number")[:RANKED]
    scored = [(_shared(said, frozenset(words(_FILLING.sub(" ", row.question)))), row) for row in found]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])[:most]
    return [_shown(row) for score, row in best if score >= best[0][0] * LEAST_OF_BEST]


def listed(*, asked: str = "", standing: Standing | None = None, unit: str = "") -> list[Answered]:
    """Current answers by words, standing and unit; the best match or the newest first."""
    found = _current()
    if unit:
        found = found.filter(unit_code=unit)
    if standing is not None:
        found = _STANDING[standing](found)
    order: tuple[str | Combinable, ...] = ("-written_at", "-number")
    if asked.strip():
        wanted = query(asked)
        if not wanted:
            return []
        rank = RawSQL("ts_rank(search, %s::tsquery)", [wanted], output_field=FloatField())
        found, order = found.filter(_saying(wanted)).annotate(rank=rank), ("-rank", "-number")
    return [_shown(row) for row in found.order_by(*order)[:LISTED]]


def counts() -> Mapping[Standing, int]:
    """How many current answers stand how."""
    return {standing: narrowed(_current()).count() for standing, narrowed in _STANDING.items()}


def current(number: int) -> Answered:
    """The newest version of one answer. Raises `NoSuchThing`."""
    row = _current().filter(number=number).first()
    if row is None:
        raise NoSuchThing(what=Words("这条答复", "that answer"))
    return _shown(row)


def in_force(given: str) -> Answered | None:
    """The answer in force under a number as it was sent; None where there is none."""
    number = whole_number(given)
    row = _valid(_current()).filter(number=number).first() if number is not None else None
    return _shown(row) if row is not None else None


def versions(number: int) -> list[Answered]:
    """Every version of one answer, the newest first."""
    return [_shown(row) for row in Knowledge.objects.filter(number=number).defer("search").order_by("-version")]


def write(facts: Mapping[str, Any], *, actor: PostHolder, key: str) -> Answered:
    """Adds a question with its answer; sent twice under one key it is one. Raises `NotForThatUnit`."""
    _refuse_others_unit(actor, str(facts["unit"]))
    with transaction.atomic():
        if (sent := _sent(actor, key)) is not None:
            return _shown(sent)
        number = _next_number()
        return _shown(_added(facts, actor=actor, key=key, number=number, version=1, pk=number))


def revise(
    number: int, facts: Mapping[str, Any], *, actor: PostHolder, key: str, expects: int | None, withdrawn: bool = False
) -> Answered:
    """Adds a version, or the last one that withdraws the answer. Raises `AnswerMoved`, `NotForThatUnit`."""
    with transaction.atomic():
        before = _current().select_for_update().filter(number=number).first()
        if (sent := _sent(actor, key)) is not None:
            return _shown(sent)
        if before is None:
            raise NoSuchThing(what=Words("这条答复", "that answer"))
        _refuse_others_unit(actor, before.unit_code)
        if expects != before.version:
            raise AnswerMoved(version=before.version)
        kept = {
            "question": before.question, "answer": before.answer, "unit": before.unit_code,
            "category": before.category_code, "valid_from": before.valid_from, "valid_until": before.valid_until,
        }  # fmt: skip
        whole = {**kept, **facts} if withdrawn else facts
        _refuse_others_unit(actor, str(whole["unit"]))
        Knowledge.objects.filter(pk=before.pk).update(is_current=False)
        state = Knowledge.State.WITHDRAWN if withdrawn else Knowledge.State.IN_FORCE
        return _shown(_added(whole, actor=actor, key=key, number=number, version=before.version + 1, state=state))


def _refuse_others_unit(actor: PostHolder, unit_code: str) -> None:
    if not may_write(actor, unit_code):
        raise NotForThatUnit(what=unit_code)


def _sent(actor: PostHolder, key: str) -> Knowledge | None:
    return Knowledge.objects.filter(key=_own(actor, key)).defer("search").first()


def _own(actor: PostHolder, key: str) -> str:
    return f"{actor.account_id}:{key}"


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('citizen_requests_knowledge', 'id'))")
        row = cursor.fetchone()
    return int(row[0])


def _added(facts: Mapping[str, Any], *, actor: PostHolder, key: str, **place: Any) -> Knowledge:
    vector = document_vector([(str(facts["question"]), "A"), (str(facts["answer"]), "C")])
    row = Knowledge(
        **place, question=facts["question"], answer=facts["answer"], unit_code=facts["unit"],
        category_code=facts.get("category") or "", valid_from=facts.get("valid_from") or today(),
        valid_until=facts.get("valid_until") or None, note=facts.get("note") or "", key=_own(actor, key),
        written_by=actor.account_id, written_at=now(),
        search=RawSQL("%s::tsvector", [vector]),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _current() -> "QuerySet[Knowledge]":
    return Knowledge.objects.filter(is_current=True).defer("search")


def _valid(found: "QuerySet[Knowledge]") -> "QuerySet[Knowledge]":
    ends = Q(valid_until=None) | Q(valid_until__gte=today())
    return found.filter(ends, state=Knowledge.State.IN_FORCE, valid_from__lte=today())


_STANDING: Mapping[Standing, Callable[["QuerySet[Knowledge]"], "QuerySet[Knowledge]"]] = {
    Standing.IN_FORCE: _valid,
    Standing.NEAR_END: lambda found: _valid(found).filter(valid_until__lte=today() + NEAR_END),
    Standing.NOT_YET: lambda found: found.filter(state=Knowledge.State.IN_FORCE, valid_from__gt=today()),
    Standing.ENDED: lambda found: found.filter(state=Knowledge.State.IN_FORCE, valid_until__lt=today()),
    Standing.WITHDRAWN: lambda found: found.filter(state=Knowledge.State.WITHDRAWN),
}


def _saying(asked: str) -> RawSQL:
    return RawSQL("search @@ %s::tsquery", [asked], output_field=BooleanField())


def _shared(said: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of the shorter of the two the other says as well; nothing where that is a word by chance."""
    common = len(said & theirs)
    share = common / min(len(said), len(theirs)) if theirs else 0.0
    return share if common >= LEAST_WORDS and share >= LEAST_SHARED else 0.0


def _standing(row: Knowledge) -> Standing:
    day = today()
    if row.state == Knowledge.State.WITHDRAWN:
        return Standing.WITHDRAWN
    if row.valid_from > day:
        return Standing.NOT_YET
    if row.valid_until is None or row.valid_until > day + NEAR_END:
        return Standing.IN_FORCE
    return Standing.ENDED if row.valid_until < day else Standing.NEAR_END


def _shown(row: Knowledge) -> Answered:
    return Answered(
        number=row.number, version=row.version, question=row.question, answer=row.answer, unit_code=row.unit_code,
        category_code=row.category_code, valid_from=row.valid_from, valid_until=row.valid_until,
        note=row.note, written_at=row.written_at, standing=_standing(row),
    )  # fmt: skip
