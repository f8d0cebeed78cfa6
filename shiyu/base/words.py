"""Words people read, in both languages of the pages, side by side where they are said.

A domain word (`签收`, `退办`) is an official term: it stands in the table that uses it, next to its English, so a
reviewer reads the table aloud in either language and the type checker refuses a label that lacks one.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Words:
    """One phrase in Simplified Chinese and in English; `str()` gives the language of the present reader."""

    zh: str
    en: str

    @override
    def __str__(self) -> str:
        return self.en if (get_language() or "zh").startswith("en") else self.zh

    def said_in(self, language: str) -> str:
        """The phrase in a language asked for once, where many phrases are said in it."""
        return self.en if language.startswith("en") else self.zh

    def fill(self, **facts: Any) -> "Words":
        """The same phrase with its `{fields}` filled from `facts`; bilingual facts speak their own language."""
        return Words(
            self.zh.format(**{k: v.zh if isinstance(v, Words) else v for k, v in facts.items()}),
            self.en.format(**{k: v.en if isinstance(v, Words) else v for k, v in facts.items()}),
        )
