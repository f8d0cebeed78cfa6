"""相近提案: what was proposed before in similar words, with its answer. Found: what is published, and one's own.

Bigrams find and words rank (`shiyu.base.search`); what is looked at is bounded whatever the city has stored.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import FloatField, Q
from django.db.models.expressions import RawSQL

from shiyu.base.search import any_of, words
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.gate import visible_cases
from shiyu.proposals.keeping import READER
from shiyu.proposals.portal.my_list import ROLES, file_number
from shiyu.proposals.portal.published import answer_of, is_published, publishes_text
from shiyu.proposals.portal.text import class_meaning
from shiyu.proposals.vocabulary import CLASSES

if TYPE_CHECKING:
    from shiyu.cases.models import Case

NEWEST, RANKED, MOST = 2_000, 40, 5
"""How many are looked at, how many of them are compared by their titles, and how many are shown."""
LEAST_SHARED = 0.25
EXCERPT = 160  # characters of an answer
_FORMULA = re.compile(r"^关于|的?(?:建议|提案|意见)$")
_RANK = 'ts_rank("cases_case"."search", %s::tsquery)'


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One earlier proposal and what became of it. `public` is the number under which everybody may read it."""

    title: str
    file_number: Words | None
    public: str
    mine: str
    letter: Words | None
    meaning: Words | None
    answer: str


def own_cases(parties: Sequence[PartyActor]) -> list[int]:
    """The proposals somebody has a part in; one he left or did not sign is not his to read."""
    return [party.case_id for party in parties if party.role in ROLES]


def similar_earlier(title: str, detail: str, *, own: Sequence[int]) -> list[Earlier]:
    """The likeliest first; nothing where nothing is alike."""
    said, asked = set(words(_matter(title))), any_of(f"{_matter(title)} {detail}"[:200])
    if not said or not asked:
        return []
    seen = visible_cases(READER).filter(procedure="proposal").filter(is_published() | Q(pk__in=own))
    newest = seen.order_by("-pk").values("pk")[:NEWEST]
    ranked = visible_cases(READER).filter(pk__in=newest).annotate(
        rank=RawSQL(_RANK, [asked], output_field=FloatField())  # noqa: S611 -- constant
    )  # fmt: skip
    rows = ranked.filter(rank__gt=0).order_by("-rank", "-pk").select_related("proposal__session", "proposal__submitter")
    scored = [(_shared(case.title, said), case) for case in rows.defer("search")[:RANKED]]
    best = sorted((pair for pair in scored if pair[0] >= LEAST_SHARED), key=lambda pair: (-pair[0], -pair[1].pk))
    return [_earlier(case, own=own) for _, case in best[:MOST]]


def _matter(title: str) -> str:
    """A title without what every title has: 关于……的建议."""
    return _FORMULA.sub("", title)


def _shared(title: str, said: set[str]) -> float:
    theirs = set(words(_matter(title)))
    return 2 * len(said & theirs) / (len(said) + len(theirs)) if theirs else 0.0


def _earlier(case: "Case", *, own: Sequence[int]) -> Earlier:
    row, public = case.proposal, publishes_text(case)
    answer = answer_of(case)
    text = answer["text"] if answer else ""
    return Earlier(
        title=case.title, file_number=file_number(case), public=case.number if public else "",
        mine=case.number if case.pk in own and not public else "", letter=CLASSES.get(row.reply_class),
        meaning=class_meaning(row.reply_class, rule_set_id=case.rule_set_id) if row.reply_class else None,
        answer=text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…",
    )  # fmt: skip
