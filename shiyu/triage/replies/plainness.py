"""Plain language: sentences too long to be read at once, and phrases that promise nothing. Pure."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from shiyu.triage.replies.sentences import Span

LONG = 120
"""Characters of a sentence from which it is called long: twice what the state's guide to plain notices advises."""
PHRASES = Path(__file__).with_name("empty_phrases.txt")
_CONTENT = re.compile(r"[0-9０-９]|《|(?:[一二三四五六七八九十两]+)(?:月|日|个|天|次|处|台|名|万|元)")


@cache
def empty_phrases() -> tuple[str, ...]:
    """The phrases of `empty_phrases.txt`, the longest first."""
    lines = (line.strip() for line in PHRASES.read_text(encoding="utf-8").splitlines())
    return tuple(sorted({line for line in lines if line and not line.startswith("#")}, key=lambda line: -len(line)))


def long_sentences(answer: Sequence[Span]) -> list[Span]:
    """The sentences one has to read twice."""
    return [sentence for sentence in answer if len(sentence.text) > LONG]


def empty_sentences(answer: Sequence[Span]) -> list[tuple[Span, str]]:
    """Sentences with an empty phrase and nothing that could be held against anybody; with the phrase."""
    found = []
    for sentence in answer:
        phrase = next((phrase for phrase in empty_phrases() if phrase in sentence.text), None)
        if phrase is not None and not _CONTENT.search(sentence.text):
            found.append((sentence, phrase))
    return found
