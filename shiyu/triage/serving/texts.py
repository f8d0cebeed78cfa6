"""What of a matter a learned model is shown, and which of its words may be repeated."""

from collections.abc import Iterable
from functools import lru_cache

import rjieba

from shiyu.base.masking import redact
from shiyu.city.directory import directory
from shiyu.triage.seam import Matter

LOOKED_AT = 1_900  # characters of a detail; the name of the category comes behind
SPOKEN = 4  # more words convince nobody
_NAME = "nr"  # how the dictionary marks names of persons


def text_of(matter: Matter, *, with_category: bool = False) -> tuple[str, str]:
    """Title and detail without numbers that name a person; for the unit the category's name stands behind."""
    title, detail = redact(matter.title), redact(matter.detail[:LOOKED_AT])
    known = directory().categories.find(matter.category) if with_category and matter.category else None
    return title, f"{detail}\n{known.name}" if known is not None else detail


def speakable(words: Iterable[str], text: str) -> list[str]:
    """The first few of the words that may stand in a reason and in the history, which nothing can be erased from.

    Left out is what the text does not say, what holds a letter or digit, and what is or may be the name of a person.
    """
    return [word for word in words if word in text and _is_plain(word) and not _may_be_name(word)][:SPOKEN]


def _is_plain(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


@lru_cache(maxsize=4096)
def _may_be_name(word: str) -> bool:
    return any(tag.startswith(_NAME) for _, tag in rjieba.tag(word))
