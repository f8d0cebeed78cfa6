"""The tree of the pack: sound, whole, in both languages; every way through it walked."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from shiyu.city.reading import read_pack
from shiyu.disputes.guide.checking import check_guide
from shiyu.disputes.guide.reading import guide_path, read_tree
from shiyu.disputes.guide.tree import Tree, WayOut
from shiyu.disputes.guide.walking import Walk, every_walk, walk

DAY = date(2025, 1, 1)
TREE: Tree = read_tree(guide_path(Path(settings.SHIYU_CITY)).read_text(encoding="utf-8"))[0]
WALKS = list(every_walk(TREE, day=DAY))
MOST_QUESTIONS = 8
"""As many as somebody answers on a telephone (设计)."""


def labels(found: Walk) -> list[str]:
    return [given.question.code for given in found.given]


def test_the_pack_has_no_fault_in_it() -> None:
    assert [str(finding) for finding in check_guide(read_pack(Path(settings.SHIYU_CITY)))] == []


@pytest.mark.parametrize("found", WALKS, ids=lambda found: found.answers)
def test_every_way_ends_with_a_reason_and_a_way_on(found: Walk) -> None:
    assert found.end is not None
    assert not found.stale
    assert found.end.laws
    assert found.end.steps
    assert len(found.given) <= MOST_QUESTIONS
    assert len(set(labels(found))) == len(found.given), "a question came twice"
    assert found.end.way is not WayOut.MEDIATION or found.kind is not None
    assert all(TREE.ends[code].way is not WayOut.MEDIATION or found.kind is not None for code in found.end.also)
    assert walk(TREE, found.answers) == found


def test_every_question_and_every_answer_is_met() -> None:
    met = {(given.question.code, given.answer.code) for found in WALKS for given in found.given if given.answer}
    assert met == {(question.code, one.code) for question in TREE.questions.values() for one in question.answers}
    days = Counter(given.question.code for found in WALKS for given in found.given if given.question.period)
    assert set(days) == {question.code for question in TREE.questions.values() if question.period}


def test_every_end_is_met_or_named_as_another_way() -> None:
    met = {found.end.code for found in WALKS if found.end}
    assert met | {code for end in TREE.ends.values() for code in end.also} == set(TREE.ends)


def test_every_way_out_is_there() -> None:
    assert {found.end.way for found in WALKS if found.end} == set(WayOut)


def test_each_kind_of_dispute_can_be_mediated() -> None:
    mediated = {found.kind.code for found in WALKS if found.kind and found.end and found.end.way is WayOut.MEDIATION}
    assert mediated == set(TREE.kinds)


def test_danger_leads_to_110_by_the_first_answer() -> None:
    assert {TREE.ends[to].telephones[0] for to in TREE.leads_to(TREE.first) if to in TREE.ends} == {"police"}
    assert TREE.telephones["police"].number == "110"


def test_a_labour_dispute_is_never_sent_to_court_before_arbitration() -> None:
    """调解仲裁法第五条; the one way past it is an IOU for wages (劳动争议司法解释（一）第十五条)."""
    sued = {
        found.end.code
        for found in WALKS
        if found.kind and found.kind.code == "labour" and found.end and found.end.way is WayOut.SUIT
    }
    assert sued == {"wages_suit"}
    labour = [end for end in TREE.ends.values() if end.kind == "labour"]
    assert [end.code for end in labour if any(TREE.ends[one].way is WayOut.SUIT for one in end.also)] == []


@pytest.mark.parametrize("code", ["land_office", "forest_office"])
def test_a_disputed_title_goes_to_the_government_before_a_court(code: str) -> None:
    """土地管理法第十四条、森林法第二十二条."""
    assert TREE.ends[code].way is WayOut.OFFICE
    assert all(TREE.ends[one].way is not WayOut.SUIT for one in TREE.ends[code].also)


@pytest.mark.parametrize(
    "answers", ["nothing", "no.nothing", "no.work.company.wages.no.left.20251301", "no.work..", "."]
)
def test_what_the_tree_does_not_know_is_asked_again(answers: str) -> None:
    found = walk(TREE, answers)
    assert found.stale
    assert found.question is not None
    assert walk(TREE, found.answers).question == found.question


def test_answers_beyond_an_end_stop_at_the_end() -> None:
    found = walk(TREE, "yes.no")
    assert found.stale
    assert found.end is not None


def test_the_words_never_say_that_a_right_is_lost() -> None:
    """期间过了没有，由法院、仲裁委认定；引导只说还能怎么办."""
    text = guide_path(Path(settings.SHIYU_CITY)).read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if not line.startswith("#")]
    forbidden = ("丧失权利", "失去权利", "不能再主张", "lost your right", "lose your right")
    assert [line for line in told if any(word in line for word in forbidden)] == []
