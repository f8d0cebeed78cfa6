"""One way to take text apart, for what is stored and for what is asked: else a search finds what it likes.

Segmentation is never sure (`乱停车` is 乱|停车, `停车难` is one word), so *bigrams find and words rank*: every pair of
neighbouring Chinese characters stands in the index without a position, which `ts_rank` counts least; words stand there
with the weight of their part. In titles (weight A) the pairs weigh B: `路灯不亮` is cut 路|灯不亮 and is about 路灯.
Nothing here asks the database, and no text search configuration is needed: the strings are cast to `tsvector` and
`tsquery` as they are.
"""

import re
import unicodedata
from collections.abc import Iterable
from operator import add
from typing import Literal

import rjieba

Weight = Literal["A", "B", "C", "D"]

# PostgreSQL takes lexemes below 2 kB, vectors below 1 MB, and counts every position beyond 16383 as that one
# (textsearch-limitations). A character costs at most 26 bytes (its bigram and its share of a word, with their heads):
# 36,000 characters always fit.
_LONGEST_LEXEME = 64  # characters
LONGEST_DOCUMENT = 36_000  # characters; what comes after them cannot be found
LONGEST_QUERY = 400  # characters of a question that are looked at

_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_OTHER_RUN = re.compile(rf"[^\W_{_HAN}]+")  # Latin words, numbers, and every other script by its letters
_RUN = re.compile(f"([{_HAN}]+)|{_OTHER_RUN.pattern}")
_BIGRAM_OR_LAST = re.compile(f"(?=([{_HAN}]{{1,2}}))")
_FULL_WIDTH_MARKS = "，！？：；（）"

# Words so frequent that they only cost room in the ranking; their characters can still be found.
STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        "我们 你们 他们 自己 这个 那个 这些 那些 这样 那样 这里 那里 什么 怎么 怎样 为什么 如何 哪里 多少 请问 "
        "您好 你好 谢谢 希望 但是 因为 所以 如果 而且 或者 还有 以及 就是 不是 还是 可以 没有 已经 现在 一直 "
        "一个 一些 一下 进行 有关 相关 the a an of to in on and or is are for",
    )
)


def _normal(text: str) -> str:
    """Full-width and half-width, capital and small are one to a reader, so they are one here.

    Nearly every Chinese message is already normal but for its punctuation; taking that out first makes this five times
    as fast. Half characters (lone surrogates) become `?`: the segmenter refuses them.
    """
    text = text.encode(errors="replace").decode()
    for mark in _FULL_WIDTH_MARKS:
        text = text.replace(mark, " ")
    return (text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)).lower()


def _ranking(text: str) -> list[str]:
    """The words that rank: Chinese ones of two and more characters, and everything that is not Chinese."""
    words = [
        w
        for w in rjieba.cut_for_search(text, hmm=False)
        if len(w) > 1 and w[0] >= "\u3007" and w.isalnum() and w not in STOP_WORDS
    ]
    return words + [other[:_LONGEST_LEXEME] for other in _OTHER_RUN.findall(text)]


def _finding(text: str) -> list[str]:
    """The bigrams that find. The last character of a run also stands alone, so a prefix finds any character."""
    return _BIGRAM_OR_LAST.findall(text)


def words(text: str) -> list[str]:
    """Every lexeme of `text`, once each: the words that rank, then the character bigrams that find."""
    normal = _normal(text)
    return list(dict.fromkeys(_ranking(normal) + _finding(normal)))


def document_vector(parts: Iterable[tuple[str, Weight]]) -> str:
    """`parts` with their weights as the text of a `tsvector`: cast it, do not give it to `to_tsvector`.

    Bring the weightiest part first: a word counts once, with the weight of the first part that holds it, and of all
    parts together only the first `LONGEST_DOCUMENT` characters are taken.
    """
    room = LONGEST_DOCUMENT
    weights: dict[str, Weight] = {}
    found: list[str] = []
    for text, weight in parts:
        normal = _normal(text[:room])[:room]
        room -= len(normal)
        pairs = _finding(normal)
        found += pairs
        weights |= {word: weight for word in _ranking(normal) if word not in weights}
        if weight == "A":
            weights |= {pair: "B" for pair in pairs if pair not in weights}
    # Only letters and digits get this far, so nothing in a lexeme needs escaping.
    ranking = [f"'{word}':{i}{weight}" for i, (word, weight) in enumerate(weights.items(), 1)]
    only_found = "' '".join([lexeme for lexeme in dict.fromkeys(found) if lexeme not in weights])
    return " ".join([*ranking, f"'{only_found}'"] if only_found else ranking)


def _quoted(lexeme: str) -> str:
    """A lexeme as a quoted literal; every one is made of letters and digits only, so there is nothing to escape."""
    return f"'{lexeme}'"


def query(text: str) -> str:
    """What a person asks, as the text of a `tsquery`; empty where nothing can be searched for (then ask nothing).

    All words must be there, in any order; a single character finds every text that holds it.
    """
    normal = _normal(text[:LONGEST_QUERY])[:LONGEST_QUERY]
    runs = [(match[0], bool(match[1])) for match in _RUN.finditer(normal)]
    telling = [(run, han) for run, han in runs if run not in STOP_WORDS] or runs
    return " & ".join(_asked(run) if han else _quoted(run[:_LONGEST_LEXEME]) for run, han in telling)


def _asked(run: str) -> str:
    """A Chinese run: all its bigrams (then it stands there literally, and ranks first), or all its words."""
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    cut = [word for word in rjieba.cut(run, hmm=False) if len(word) > 1]
    telling = [word for word in cut if word not in STOP_WORDS] or cut
    by_words = " & ".join(map(_asked_word, telling))
    return f"({_all_bigrams(run)} | {by_words})" if by_words and by_words != _quoted(run) else f"({_all_bigrams(run)})"


def _asked_word(word: str) -> str:
    """A word by its bigrams, by the shorter words in it (`停车` in `停车难`), or, for the rank, as a whole."""
    if len(word) == 2:  # two characters are their own bigram
        return _quoted(word)
    inner = [part for part in rjieba.cut_for_search(word, hmm=False) if 1 < len(part) < len(word)]
    ways = [_all_bigrams(word), " & ".join(map(_quoted, inner)), _quoted(word)]
    return f"({' | '.join(way for way in ways if way)})"


def _all_bigrams(run: str) -> str:
    return " & ".join(map(_quoted, map(add, run, run[1:])))


def any_of(text: str) -> str:
    """What texts like `text` say, as the text of a `tsquery` of which any part will do; empty where it says nothing.

    For ranking a bounded number of texts: on its own it finds nearly everything.
    """
    return " | ".join(map(_quoted, words(text)[:60]))
