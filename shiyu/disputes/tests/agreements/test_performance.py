"""履行与司法确认: items one by one, reminders by the clock, thirty days for the court and not one more."""

from collections.abc import Callable

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.models import Notice
from shiyu.cases.tests.ticked import at
from shiyu.disputes.agreements.performance import remind
from shiyu.disputes.agreements.shown import agreement_shown
from shiyu.disputes.models import PerformanceItem
from shiyu.disputes.tests.agreements.conftest import TERMS, Signing
from shiyu.disputes.tests.agreements.test_papers import papers, words_of
from shiyu.disputes.tests.conftest import Story, days, paper
from shiyu.disputes.tests.test_pages import as_party

pytestmark = pytest.mark.django_db
Signings = Callable[..., Signing]


@pytest.fixture
def performing(signing: Signings) -> Callable[..., Story]:
    """An agreement in force, with two items."""

    def make(**facts: object) -> Story:
        both = signing(**facts)
        both.sign("a")
        both.sign("b")
        both.story.stage = "performing"
        return both.story

    return make


def test_it_is_performed_when_no_item_is_open(performing: Callable[..., Story]) -> None:
    story = performing()
    assert story.do("performed", "mediator", item=1, proof="回单") == "performing"
    assert story.do("performed", "mediator", proof="第二张回单") == "following"
    assert [bool(item.done_at) for item in PerformanceItem.objects.order_by("nth")] == [True, True]
    pages = papers(story, "performance_page")
    assert [paper.title for paper in pages] == ["协议履行凭证（第1项）", "协议履行凭证（第2项）"]
    assert all(said in words_of(pages[0]) for said in ("支付第一笔", "2026年3月10日", "回单", "人调协字第1号"))


def test_which_item_must_be_said_where_several_are_open(performing: Callable[..., Story]) -> None:
    story = performing()
    with pytest.raises(BadFact, match="1、2"):
        story.do("performed", "mediator", proof="回单")
    story.do("performed", "mediator", item=2, proof="回单")
    with pytest.raises(BadFact, match="未履行的有：1"):
        story.do("performed", "mediator", item=2, proof="再登记一次")


def test_who_owes_it_brings_a_proof(performing: Callable[..., Story]) -> None:
    story = performing()
    with pytest.raises(BadFact, match="须附凭证"):
        story.do("performed", "b", item=1, proof="付了")
    story.do("performed", "b", item=1, proof="付了", files=[paper(story.party("respondent"))])
    assert story.do("performed", "a", item=2, proof="收到了") == "following"


def test_the_clock_reminds_who_owes_it_and_the_mediators(performing: Callable[..., Story]) -> None:
    story = performing()
    assert remind() == 0  # eight days before
    with standing_at(days(6)):
        assert (remind(), remind()) == (1, 0)
    told = Notice.objects.filter(case=story.case, template="dispute_item_due")
    assert [notice.party.role for notice in told if notice.party] == ["respondent"]
    with standing_at(days(9)):
        assert remind() == 0
    with standing_at(days(13)):
        assert remind() == 1  # a week later, and late by now


def test_not_performed_everybody_hears_the_way(performing: Callable[..., Story]) -> None:
    story = performing()
    story.do("not_performed", "a", item=1, reason="没有收到")
    assert Notice.objects.filter(case=story.case, template="dispute_may_sue").count() == 2
    shown = agreement_shown(story.case, words=True)
    assert shown is not None
    assert "向人民法院起诉" in shown["not_done"].zh
    for who in "ab":
        story.do("ask_confirmation", who)
    story.do("file_confirmation", "mediator", on="2026-03-02")
    story.do("confirmation_result", "mediator", result="confirmed")
    story.do("not_performed", "a", item=1, reason="仍没有收到")
    assert Notice.objects.filter(case=story.case, template="dispute_may_enforce").count() == 2


def test_the_application_is_made_when_both_have_asked(performing: Callable[..., Story]) -> None:
    story = performing()
    story.do("ask_confirmation", "a")
    assert papers(story, "confirmation_application") == []
    with pytest.raises(GuardRefused, match="共同申请"):
        story.do("file_confirmation", "mediator", on="2026-03-02")
    story.do("ask_confirmation", "b")
    (application,) = papers(story, "confirmation_application")
    words = words_of(application)
    for said in ("申请人骆青禾", "被申请人晋城市远山餐饮店", "2026年3月2日生效", "申请期限至2026年4月1日", "人民法院"):
        assert said in words, said


def test_on_the_last_day_both_may_still_ask_and_on_day_31_no_more(performing: Callable[..., Story]) -> None:
    story = performing()
    with at(days(30)):
        shown = agreement_shown(story.case, words=True)
        assert shown is not None
        assert shown["left"]["days"] == 1
        story.do("ask_confirmation", "a")
    with at(days(31)):
        with pytest.raises(GuardRefused, match="已过三十日"):
            story.do("ask_confirmation", "b")
        with pytest.raises(GuardRefused, match="已过三十日"):
            story.do("file_confirmation", "mediator", on="2026-04-02")
        shown = agreement_shown(story.case, words=True)
        assert shown is not None
        assert shown["left"] is None


def test_the_ruling_stands_where_the_days_were_counted(performing: Callable[..., Story]) -> None:
    story = performing()
    for who in "ab":
        story.do("ask_confirmation", who)
    story.do("file_confirmation", "mediator", on="2026-03-02")
    shown = agreement_shown(story.case, words=True)
    assert shown is not None
    assert shown["ruling"] is None
    story.do("confirmation_result", "mediator", result="confirmed")
    page = as_party(story, "applicant").get(f"/disputes/mine/{story.number}/dossier").content.decode()
    assert "裁定有效" in page
    assert "申请期限已过" not in page


@pytest.mark.parametrize("matter", ["status", "ownership"])
def test_no_court_confirms_status_or_ownership(performing: Callable[..., Story], matter: str) -> None:
    story = performing(matter_class=matter)
    with pytest.raises(GuardRefused, match="不予司法确认"):
        story.do("ask_confirmation", "a")


def test_an_oral_agreement_has_its_items_too(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    story.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="各述事实。")
    story.do("record_oral", "mediator", **TERMS)
    (record,) = papers(story, "oral_agreement")
    assert all(said in words_of(record) for said in ("支付第一笔", "银行转账", "2026年3月2日达成口头协议"))
    assert PerformanceItem.objects.count() == len(TERMS["items"].splitlines())
