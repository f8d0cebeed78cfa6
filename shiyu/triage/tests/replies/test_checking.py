"""The reply check as tables: an answer, and what is found in it. The answers are invented."""

import pytest

from shiyu.triage.replies.checking import Kind, check_reply
from shiyu.triage.replies.likeness import likeness
from shiyu.triage.replies.marks import Mark, marks_in
from shiyu.triage.replies.points import points_of
from shiyu.triage.replies.sentences import LONGEST, sentences

LAMPS = "东街路口路灯不亮。东街路口三盏路灯连续三晚不亮，请问什么时候修好？另外希望清理路边的垃圾。"
GOOD = (
    "经现场查看，东街路口三盏路灯的灯具损坏。市城市管理局已安排人员更换，3月6日前修好。"
    "路边垃圾已由环卫公司于3月3日清理。"
)
FULL = frozenset(Mark)
MARKS = [
    (GOOD, FULL),
    ("您好，来信收悉，感谢支持。2019年8月21日", frozenset()),
    ("已转有关部门处理，请关注。", {Mark.ACTION}),
    ("您反映的问题已转交市交通运输局。", {Mark.ACTION, Mark.BODY}),
    ("根据《物业管理条例》第十二条，小区路灯由物业公司负责。", {Mark.BODY, Mark.BASIS}),
    ("10个工作日内办结。", {Mark.DATE}),
    ("请您持身份证到社保中心办理。", {Mark.ACTION, Mark.BODY}),
    ("我局高度重视，将进一步加强管理。", {Mark.BODY}),
    ("经调查，情况属实。", {Mark.BASIS}),
]


@pytest.mark.parametrize(("answer", "bears"), MARKS)
def test_what_an_answer_names(answer: str, bears: frozenset[Mark]) -> None:
    assert set(marks_in(sentences(answer))) == bears


POINTS = [
    (LAMPS, ["东街路口三盏路灯连续三晚不亮，请问什么时候修好？", "另外希望清理路边的垃圾"]),
    ("噪声太大了。谢谢。", []),
    ("请问公积金怎么提取？请问公积金怎么提取？", ["请问公积金怎么提取？"]),
    ("希望领导重视。", []),
]


@pytest.mark.parametrize(("question", "points"), POINTS)
def test_the_points_of_a_question(question: str, points: list[str]) -> None:
    assert [point.text for point in points_of(question)] == points


FOUND = [
    (GOOD, set()),
    ("已安排市城市管理局于3月6日前更换路灯灯具，经现场查看属实。", {Kind.POINT}),
    ("我局高度重视，将进一步加强路灯和垃圾管理。", {Kind.ACTION, Kind.DATE, Kind.BASIS, Kind.EMPTY}),
    ("已转有关部门处理。", {Kind.POINT, Kind.DATE, Kind.BODY, Kind.BASIS, Kind.EMPTY}),
    (GOOD + "路灯" * 70, {Kind.LONG}),
]


@pytest.mark.parametrize(("answer", "kinds"), FOUND)
def test_what_is_found(answer: str, kinds: set[Kind]) -> None:
    assert {finding.kind for finding in check_reply(LAMPS, answer).findings} == kinds


def test_each_sentence_is_shown_where_it_stands() -> None:
    answer = "您好。\u200b\n我局高度重视。垃圾已清理。"
    check = check_reply(LAMPS, answer)
    spans = [finding.span for finding in check.findings if finding.kind == Kind.EMPTY]
    assert [answer[span.start : span.end] for span in spans if span] == ["我局高度重视。"]
    missed = [finding.span for finding in check.findings if finding.kind == Kind.POINT]
    assert [LAMPS[span.start : span.end] for span in missed if span] == [
        "东街路口三盏路灯连续三晚不亮，请问什么时候修好？"
    ]


LIKE = [
    ((), 0.0, 0),
    ((GOOD,), 1.0, 1),
    ((GOOD, GOOD, "别的事情与此毫无关系。"), 1.0, 2),
    (("别的事情与此毫无关系。",), 0.0, 0),
]


@pytest.mark.parametrize(("others", "share", "count"), LIKE)
def test_a_template_is_named_sentence_by_sentence(others: tuple[str, ...], share: float, count: int) -> None:
    found = likeness(sentences(GOOD), others)
    assert found.share == share
    assert {n for _, n in found.repeated} == ({count} if count else set())
    repeated = [f for f in check_reply(LAMPS, GOOD, others=others).findings if f.kind == Kind.TEMPLATE]
    assert len(repeated) == len(found.repeated)


BAD = [
    "",
    " \n\t ",
    "好",
    "😀😀😀",
    "Nous avons réparé la lampe le 3 mars.",
    "\x00\x07\u202e\ud800",
    "……！！！",
    "1" * 200,
    "修" * 100_000,
    "。" * 100_000,
    "路灯已修好，" * 20_000,
    "《" * 50_000,
    "经" * 50_000,
    "😀" * 100_000,
    "2019年" * 20_000,
]


@pytest.mark.parametrize("text", BAD)
def test_any_text_is_taken_on_either_side(text: str) -> None:
    for check in (check_reply(text, GOOD, others=(text,)), check_reply(LAMPS, text, others=(text, GOOD))):
        assert all(finding.words.zh and finding.words.en for finding in check.findings)
        assert all(finding.span is None or finding.span.end <= LONGEST for finding in check.findings)


def test_a_text_without_chinese_is_said_to_be_unread() -> None:
    assert [f.kind for f in check_reply(LAMPS, "Repaired on 3 March.").findings] == [Kind.UNREADABLE]
    assert Kind.CUT in {f.kind for f in check_reply(LAMPS, GOOD * 500).findings}
