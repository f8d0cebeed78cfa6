"""Which parts of a text tell what it is about: words, and pairs of characters for names that no dictionary has.

Signs are numbers (`slot`), never words: what is kept of a text by topics cannot be read back as one.
"""

import re
from functools import lru_cache
from operator import add
from typing import NamedTuple
from zlib import crc32

import rjieba

from shiyu.base.search import STOP_WORDS

LOOKED_AT = 300  # characters of a part; what a matter is about stands at its beginning
IN_TITLE = 2.0
SLOTS = 1 << 18
"""Signs are counted in so many slots by their hash, so that the counts never outgrow them."""
_HAN = re.compile("[\u3400-\u9fff]+")
_BETWEEN = frozenset(
    "的了在是和与及或被把对从到向往为有无不没我你他她它您这那都就也还又很请要会能让给使等于以之其所市区县州"
)
"""Characters that stand alone between words: no part of a name."""
_NAME_ENDS = tuple(
    re.findall(
        r"\S+",
        "小区 社区 街道 新村 花园 公寓 大厦 广场 大道 公路 学校 小学 中学 大学 幼儿园 医院 公司 集团 公园 新城 家园 "
        "国际 楼盘 项目 镇 乡 村 路 街 巷 城 苑 园 府 湾 院 期",
    )
)
"""Ends of the names of estates, roads, villages, firms, schools; what stands before them is the rest of the name."""
_REACH = 2  # words before such an end that may be part of the name


class Signs(NamedTuple):
    """The signs of a text and how strongly it says each; which name places or firms; which stand in its title."""

    said: dict[int, float]
    names: frozenset[int]
    titled: frozenset[int]


def signs_of(title: str, detail: str) -> Signs:
    """The signs of a text. Numbers and Latin words are none: no telephone number is ever counted."""
    in_detail, named = _cut(detail[:LOOKED_AT])
    in_title, titled = _cut(title[:LOOKED_AT])
    said = {slot(sign): 1.0 for sign in in_detail} | {slot(sign): IN_TITLE for sign in in_title}
    return Signs(said, frozenset(map(slot, named | titled)), frozenset(map(slot, titled)))


@lru_cache(maxsize=SLOTS)
def slot(sign: str) -> int:
    """The number of a sign; the same in every process."""
    return crc32(sign.encode()) % SLOTS


def shared_words(titles: list[str], *, least: int, most: int) -> list[str]:
    """Words that at least `least` of the titles say, most said and longest first: what a topic may be called by."""
    said: dict[str, int] = {}
    for title in titles:
        words = {word for run in _HAN.findall(title) for word in rjieba.cut(run, hmm=False) if len(word) > 1}
        for word in words - STOP_WORDS:
            said[word] = said.get(word, 0) + 1
    shared = [word for word, times in said.items() if times >= least]
    return sorted(shared, key=lambda word: (-said[word], -len(word), word))[:most]


def _cut(text: str) -> tuple[set[str], set[str]]:
    found: set[str] = set()
    names: set[str] = set()
    for run in _HAN.findall(text):
        _cut_run(run, found, names)
    return found - STOP_WORDS, names


def _cut_run(run: str, found: set[str], names: set[str]) -> None:
    """Takes one run of Chinese apart. Characters that stand alone beside each other are a name no dictionary has."""
    before: list[list[str]] = []
    alone = ""
    for word in [*rjieba.cut(run, hmm=False), ""]:
        if len(word) == 1 and word not in _BETWEEN and word not in _NAME_ENDS:
            alone += word
            continue
        if alone:
            pairs = _pairs(alone, word)
            found.update(pairs)
            before.append(pairs)
            alone = ""
        before = _with_word(word, before, (found, names))


def _pairs(alone: str, word: str) -> list[str]:
    if len(alone) > 1:
        return list(map(add, alone, alone[1:]))
    return [alone + word[0]] if word.endswith(_NAME_ENDS) else []


def _with_word(word: str, before: list[list[str]], into: tuple[set[str], set[str]]) -> list[list[str]]:
    """Takes in one word; answers what may still be the beginning of a name."""
    if word in _BETWEEN or not word:
        return []
    own, (found, names) = [word] if len(word) > 1 else [], into
    found.update(own)
    if word.endswith(_NAME_ENDS):
        names.update(own)
        for part in before[-_REACH:]:
            names.update(part)
        before = before[-1:]
    return [*before, own]
