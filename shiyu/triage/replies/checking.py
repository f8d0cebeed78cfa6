"""The check of one answer: findings, each with the sentence concerned, in everyday words. It advises and bars nothing.

Pure: the question, the answer, the unit's other answers and what was learnt are values; nothing is asked or kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shiyu.base.words import Words
from shiyu.triage.replies.likeness import Likeness, likeness
from shiyu.triage.replies.marks import Mark, marks_in
from shiyu.triage.replies.plainness import empty_sentences, long_sentences
from shiyu.triage.replies.points import Point, meet_points, points_of
from shiyu.triage.replies.relevance import NOTHING_LEARNT, Background
from shiyu.triage.replies.sentences import LONGEST, Span, sentences

MOST_OF_A_KIND = 4
TEMPLATE = 0.6
"""From this share of sentences that the unit's other answers have too, an answer is called a template."""
BESIDE = -2.0
"""Odds (as a logarithm) below which an answer seems to be one to something else."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]")
_HAN = re.compile("[一-鿿]")


class Kind(StrEnum):
    """What a finding is about."""

    UNREADABLE = "unreadable"
    CUT = "cut"
    BESIDE = "beside"
    POINT = "point"
    ACTION = "action"
    DATE = "date"
    BODY = "body"
    BASIS = "basis"
    TEMPLATE = "template"
    EMPTY = "empty"
    LONG = "long"


SAYS: Mapping[Kind, Words] = {
    Kind.UNREADABLE: Words("没有可以检查的中文内容。", "There is no Chinese text that could be checked."),
    Kind.CUT: Words("只检查了前 {most} 字。", "Only the first {most} characters were checked."),
    Kind.BESIDE: Words(
        "答复说的看来是别的事，请核对", "The answer seems to be about something else; is it the right one?"
    ),
    Kind.POINT: Words("来件问到这一点，答复里没有找到回应", "The message asks this; nothing in the answer takes it up"),
    Kind.ACTION: Words("没有写做了什么、准备怎么做", "It does not say what was done or will be done"),
    Kind.DATE: Words("没有写日期或时限：何时办、何时办完", "It names no day or limit: when, and until when"),
    Kind.BODY: Words(
        "没有写由哪个单位负责（“有关部门”不算）",
        "It does not say who is responsible (“the departments concerned” is nobody)",
    ),
    Kind.BASIS: Words(
        "没有写依据：法规、文件，或者调查、检查的结果",
        "It names no basis: a law, a document, or what an inspection found",
    ),
    Kind.TEMPLATE: Words(
        "这一句与本单位另外 {n} 件答复相同", "The unit’s other answers have this sentence too ({n} of them)"
    ),
    Kind.EMPTY: Words(
        "“{phrase}”没有具体内容，请写清做什么、何时做", "“{phrase}” says nothing by itself: say what, and when"
    ),
    Kind.LONG: Words(
        "这一句有 {n} 字，分成几句更好懂", "This sentence has {n} characters; several short ones read better"
    ),
}
NAMED: Mapping[Mark, Words] = {
    Mark.ACTION: Words("措施", "action"), Mark.DATE: Words("日期时限", "day or limit"),
    Mark.BODY: Words("责任单位", "who is responsible"), Mark.BASIS: Words("依据", "basis"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at again. `span` is the sentence concerned: in the question for a point, else in the answer."""

    kind: Kind
    words: Words
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found, what is there (`bears`), the points, the share of template, and how much speaks for the answer.

    `score` is the logarithm of odds where enough was learnt, else None.
    """

    findings: Sequence[Finding]
    bears: Mapping[Mark, Span]
    points: Sequence[Point]
    template: float
    score: float | None

    @property
    def met(self) -> int:
        """How many of the points asked the answer takes up."""
        return sum(point.met is not None for point in self.points)


def check_reply(
    question: str, answer: str, *, others: Sequence[str] = (), background: Background = NOTHING_LEARNT
) -> Check:
    """Checks an answer to a question (title and detail). Any text at all is taken; the first `LONGEST` are read."""
    asked, said = _clean(question), _clean(answer)
    told = sentences(said)
    if not _HAN.search(said):
        words = SAYS[Kind.UNREADABLE]
        return Check(findings=[Finding(kind=Kind.UNREADABLE, words=words)], bears={}, points=(), template=0, score=None)
    bears, alike = marks_in(told), likeness(told, others)
    points = meet_points(points_of(asked), told, background)
    score = background.score(asked, said) if background.is_fitted and _HAN.search(asked) else None
    findings = [*_cut(answer), *_beside(score), *_missed(points), *_lacking(bears), *_repeated(alike), *_plain(told)]
    return Check(findings=findings, bears=bears, points=points, template=alike.share, score=score)


def _clean(text: str) -> str:
    """The text with a blank for every sign nobody sees, so that places stay what they are."""
    return _CONTROL.sub(" ", text[:LONGEST])


def _cut(answer: str) -> list[Finding]:
    return [Finding(kind=Kind.CUT, words=SAYS[Kind.CUT].fill(most=LONGEST))] if len(answer) > LONGEST else []


def _beside(score: float | None) -> list[Finding]:
    return [Finding(kind=Kind.BESIDE, words=SAYS[Kind.BESIDE])] if score is not None and score < BESIDE else []


def _missed(points: Sequence[Point]) -> list[Finding]:
    missed = [point.span for point in points if point.met is None]
    return [Finding(kind=Kind.POINT, words=SAYS[Kind.POINT], span=span) for span in missed[:MOST_OF_A_KIND]]


def _lacking(bears: Mapping[Mark, Span]) -> list[Finding]:
    kinds = [Kind(mark.value) for mark in Mark if mark not in bears]
    return [Finding(kind=kind, words=SAYS[kind]) for kind in kinds]


def _repeated(alike: Likeness) -> list[Finding]:
    if alike.share < TEMPLATE:
        return []
    longest = sorted(alike.repeated, key=lambda pair: -len(pair[0].text))[:MOST_OF_A_KIND]
    return [Finding(kind=Kind.TEMPLATE, words=SAYS[Kind.TEMPLATE].fill(n=n), span=span) for span, n in longest]


def _plain(told: Sequence[Span]) -> list[Finding]:
    empty = [
        Finding(kind=Kind.EMPTY, words=SAYS[Kind.EMPTY].fill(phrase=phrase), span=span)
        for span, phrase in empty_sentences(told)
    ]
    long = [
        Finding(kind=Kind.LONG, words=SAYS[Kind.LONG].fill(n=len(span.text)), span=span)
        for span in long_sentences(told)
    ]
    return [*empty[:MOST_OF_A_KIND], *long[:MOST_OF_A_KIND]]
