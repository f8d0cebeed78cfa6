"""The points of a question: what it asks or demands, one after the other, and whether an answer takes each up. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shiyu.base.search import STOP_WORDS, words
from shiyu.triage.replies.relevance import Background
from shiyu.triage.replies.sentences import Span, clauses, sentences

MOST = 12
"""Points of one question that are told apart; a person who asks more gets the first of them checked."""
SAID_ENOUGH = 0.07
"""From this share of a point's rarity on an answer has taken it up; what that finds is in docs/triage.md."""
_ASKS = re.compile(
    r"[？?]|(?:请问|咨询|想问|想知道|想了解|何时|什么时候|多久|怎么|如何|怎样|为什么|为何|是否|能否|能不能|可否|可不可以|有没有|是不是|"
    r"哪些|哪里|哪个|多少|几时|吗|呢)"
)
_DEMANDS = re.compile(
    "请求|恳请|恳求|要求|希望|建议|强烈呼吁|呼吁|盼望?|望(?:领导|有关|政府|相关|贵)|应该|应当|务必|尽快|请(?:领导|政府|有关|相关|贵|你们|您|帮|尽)|"
    "解决一?下|诉求|投诉|举报"
)
_POLITE = re.compile(
    "^(?:谢谢|感谢|敬请|此致|您好|你好|尊敬)|(?:回复|答复|谢谢|关注|感谢)[。！!]?$|^请问[，。]?$|^希望.{0,8}重视$"
)
_EMPTY = frozenset(
    re.findall(
        r"\S+", "请问 咨询 希望 要求 请求 建议 恳请 呼吁 领导 政府 有关 部门 相关 解决 问题 尽快 应该 何时 什么 "
        "时候 怎么 如何 是否 能否 可以 为什么 投诉 举报 反映 书记 市长 我们 他们 请求 望能 能够 重视"
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing asked; `span` in the question. `met` is the sentence of the answer that takes it up."""

    span: Span
    met: Span | None


def points_of(question: str) -> list[Span]:
    """The sentences and clauses of a question that ask or demand, in order, each thing once."""
    found: list[Span] = []
    said: set[str] = set()
    for sentence in sentences(question):
        for part in _asking_parts(sentence):
            key = re.sub(r"\W", "", part.text)
            if len(key) > 3 and key not in said and _telling(part.text):
                said.add(key)
                found.append(part)
    return found[:MOST]


def _asking_parts(sentence: Span) -> list[Span]:
    """The clauses that ask; a clause of a few characters takes the one before with it, for what it speaks of."""
    parts = clauses(sentence)
    out: list[Span] = []
    for place, part in enumerate(parts):
        if _POLITE.search(part.text) or not (_ASKS.search(part.text) or _DEMANDS.search(part.text)):
            continue
        first = parts[place - 1] if len(part.text) < 12 and place else part
        start = first.start - sentence.start
        out.append(Span(first.start, part.end, sentence.text[start : part.end - sentence.start]))
    return out


def meet_points(asked: Sequence[Span], answer: Sequence[Span], background: Background) -> list[Point]:
    """For each point the sentence of the answer that says most of it; none where none says enough."""
    told = [frozenset(words(sentence.text)) for sentence in answer]
    return [Point(span=point, met=_meeting(point, list(zip(answer, told, strict=True)), background)) for point in asked]


def _meeting(point: Span, told: Sequence[tuple[Span, frozenset[str]]], background: Background) -> Span | None:
    rare = background.size > 0
    weights = {word: background.rarity(word) if rare and len(word) == 2 else 1.0 for word in _telling(point.text)}
    whole = sum(weights.values())
    if not told or not whole:
        return None
    most, best = max(
        ((sum(weights[w] for w in weights if w in said), one) for one, said in told), key=lambda pair: pair[0]
    )
    return best if most >= SAID_ENOUGH * whole else None


def _telling(text: str) -> frozenset[str]:
    """The words and pairs of a point that say what it is about."""
    bare = text
    for filling in _EMPTY:
        bare = bare.replace(filling, " ")
    return frozenset(word for word in words(bare) if len(word) > 1 and word not in STOP_WORDS)
