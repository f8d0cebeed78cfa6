"""建议分类: the category a text seems to belong to, or the likeliest few with their keys; a person takes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.hearing import readable_entries
from shiyu.citizen_requests.desk.columns import TO_DISPATCH
from shiyu.city.directory import directory
from shiyu.triage.classifying import classifier
from shiyu.triage.seam import Matter, Suggestion
from shiyu.web.entry_words import words_of
from shiyu.web.forms import fresh_key
from shiyu.web.reader import Reader

TAKING = ("g", "q", "z")
"""The keys by which an agent takes the first, second and third category offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One of several categories that may fit, why, and the key that takes it."""

    code: str
    label: Words
    reason: Words
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category that seems to fit, or why none does; `offers` where several may, the likeliest first."""

    code: str
    label: Words | None
    reason: Words
    offers: tuple[Offer, ...] = ()


def category_of(matter: Matter) -> Category:
    """What the classifier says, with its reasons, in words of today's pack."""
    answer = classifier().classify(matter)
    if isinstance(answer, Suggestion):
        known = directory().categories.find(answer.code)
        return Category(code=answer.code, label=known.label if known else None, reason=answer.reason)
    return Category(code="", label=None, reason=answer.reason, offers=_offers(answer.offers))


def missing_category(reader: Reader) -> Mapping[str, Any] | None:
    """The panel of a request that waits for a dispatcher and has no category; None where there is nothing to offer."""
    case, actor = reader.case, reader.actor
    if not isinstance(actor, PostHolder) or "dispatcher" not in actor.roles:
        return None
    if case.stage not in TO_DISPATCH or case.category_id is not None:
        return None
    opening = readable_entries(case, actor=actor).filter(seq=1).first()
    detail = words_of(opening).get("detail", "")
    found = category_of(Matter(title=case.title, detail=redact(detail), place=case.place_code))
    if not found.code and not found.offers:
        return None
    return {"case": case, "category": found, "key": fresh_key(), "expects": case.entry_count}


def _offers(offers: Sequence[Suggestion]) -> tuple[Offer, ...]:
    """The likeliest categories, each with the key that takes it."""
    known = [(offer, directory().categories.find(offer.code)) for offer in offers]
    named = [(offer, fact) for offer, fact in known if fact is not None]
    return tuple(
        Offer(code=offer.code, label=fact.label, reason=offer.reason, key=key)
        for (offer, fact), key in zip(named, TAKING, strict=False)
    )
