"""Finding many fixed words in a text at once. Pure."""

from collections.abc import Iterable
from operator import add


class WordFinder:
    """Looks for any of thousands of words in the time of one walk over the text.

    Words are filed under their first two characters; a text is taken apart into its pairs of neighbouring characters,
    and only words whose pair occurs are looked for.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._filed: dict[str, list[str]] = {}
        for word in sorted({word for word in words if word}):
            self._filed.setdefault(word[:2], []).append(word)
        self._pairs = frozenset(self._filed)
        self._single = any(len(head) == 1 for head in self._filed)

    def find(self, text: str) -> list[str]:
        """The words that occur, each once, sorted; a word that only occurs inside a longer one is left out."""
        pairs = self._pairs.intersection(map(add, text, text[1:]))
        if self._single:
            pairs |= self._pairs.intersection(text)
        found = [word for pair in pairs for word in self._filed[pair] if word in text]
        if len(found) < 2:
            return found
        return sorted(word for word in found if not _covered(word, found, text))


def _covered(word: str, found: list[str], text: str) -> bool:
    longer = [other for other in found if len(other) > len(word) and word in other]
    return bool(longer) and text.count(word) <= sum(text.count(other) for other in longer)
