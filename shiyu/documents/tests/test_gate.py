"""Who sees which paper: the case must be visible and the paper addressed to him; the rest look as if not there."""

from typing import Any
from uuid import uuid4

import pytest

from shiyu.base.errors import NotYours
from shiyu.cases.actors import Actor, Newcomer
from shiyu.cases.gate import Purpose
from shiyu.cases.models import Access
from shiyu.documents.errors import NoSuchPaper
from shiyu.documents.gate import may_take, papers_of, read_paper, readable_papers, take_paper
from shiyu.documents.issuing import STAFF, Audience, PaperOrder, issue_paper
from shiyu.documents.models import Paper
from shiyu.documents.tests.conftest import answers, member_of, officer, opened
from shiyu.documents.tests.procedures.moves import ANSWER, URGING

pytestmark = pytest.mark.usefixtures("papers")


def urging(*, number: str = "", audience: Audience = STAFF, kind: str = "urging_notice", facts: Any = URGING) -> Paper:
    order = PaperOrder(kind=kind, unit_code="zfb", title="甲", facts=facts, audience=audience)
    return issue_paper(order, actor=officer("x"), number=number)


def sees(actor: Actor, paper: Paper) -> bool:
    return readable_papers(actor).filter(pk=paper.pk).exists()


def test_of_a_case_those_who_see_it() -> None:
    paper = urging(number=opened())
    assert sees(officer("dispatcher", unit="zjj"), paper)
    assert not sees(officer("clerk", unit="zfb"), paper)  # the issuing unit too, where it does not see the case
    assert not sees(Newcomer(role="member"), paper)


def test_a_party_sees_what_is_addressed_to_him_and_nothing_else() -> None:
    one, other = opened(), opened()
    answers(one)
    letter = Paper.objects.get(kind="proposal_answer")
    assert sees(member_of(one), letter)
    assert not sees(member_of(other), letter)
    assert not sees(member_of(one), urging(number=one))
    assert sees(member_of(one), urging(number=one, audience=Audience(everyone=True)))
    assert not sees(member_of(other), urging(audience=Audience(everyone=True)))  # of no case: for officers


@pytest.mark.parametrize(
    ("audience", "who", "seen"),
    [
        (Audience(), ("clerk", "zfb"), True),
        (Audience(), ("clerk", "zjj"), False),
        (Audience(units=("zjj",)), ("clerk", "zjj"), True),
        (Audience(units=("zjj",)), ("clerk", "cgj"), False),
        (Audience(roles=("supervisor",)), ("supervisor", "cgj"), True),
        (Audience(roles=("supervisor",)), ("clerk", "cgj"), False),
        (Audience(everyone=True), ("clerk", "cgj"), True),
    ],
)
def test_of_no_case_those_it_is_addressed_to(audience: Audience, who: tuple[str, str], seen: bool) -> None:
    assert sees(officer(who[0], unit=who[1]), urging(audience=audience)) is seen


def test_units_narrow_a_paper_of_a_case() -> None:
    paper = urging(number=opened(), audience=Audience(units=("zjj",)))
    assert [sees(officer("dispatcher", unit=unit), paper) for unit in ("zjj", "zfb", "cgj")] == [True, True, False]


def test_not_yours_and_not_there_look_the_same() -> None:
    paper = urging()
    refusals = []
    for reference in (paper.reference, uuid4()):
        with pytest.raises(NoSuchPaper) as refused:
            read_paper(reference, actor=officer("clerk", unit="cgj"), purpose=Purpose.HANDLING)
        refusals.append((str(refused.value), refused.value.facts))
    assert refusals[0] == refusals[1]


def test_every_look_is_logged() -> None:
    number = opened()
    paper, actor = urging(number=number), officer("dispatcher")
    read_paper(paper.reference, actor=actor, purpose=Purpose.HANDLING)
    _, chunks = take_paper(paper.reference, actor=actor, purpose=Purpose.HANDLING)
    assert len(b"".join(chunks)) == paper.size
    looks = Access.objects.filter(what="paper").order_by("pk")
    assert [(look.case_id, look.detail["way"], look.detail["paper"]) for look in looks] == [
        (paper.case_id, "sheet", str(paper.reference)), (paper.case_id, "file", str(paper.reference))
    ]  # fmt: skip


def test_a_paper_that_names_persons_is_taken_by_few() -> None:
    facts = {**ANSWER, "answer": "已办。"}
    paper = urging(kind="proposal_answer", audience=Audience(everyone=True), facts=facts)
    assert [may_take(paper, actor=officer("clerk", unit=unit)) for unit in ("zfb", "cgj")] == [True, False]
    with pytest.raises(NotYours):
        take_paper(paper.reference, actor=officer("clerk", unit="cgj"), purpose=Purpose.HANDLING)
    addressed = urging(kind="proposal_answer", audience=Audience(units=("cgj",)), facts=facts)
    assert may_take(addressed, actor=officer("clerk", unit="cgj"))
    number = opened()
    of_case = urging(kind="proposal_answer", number=number, facts=facts)
    assert may_take(of_case, actor=officer("dispatcher", unit="cgj"))  # opens contacts of the case
    assert may_take(of_case, actor=member_of(number))


def test_the_papers_of_a_case_are_the_newest_first() -> None:
    number = opened()
    papers = [urging(number=number) for _ in range(3)]
    case = papers[0].case
    assert case is not None
    found = papers_of(case, actor=officer("dispatcher"))
    assert [paper.pk for paper in found][:3] == [paper.pk for paper in reversed(papers)]
