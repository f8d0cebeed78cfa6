"""关系申报: what a mediator declares, who sees it, and when it keeps him from being named."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from shiyu.base.errors import ShiyuError
from shiyu.cases.errors import GuardRefused
from shiyu.cases.models import Access
from shiyu.city.models import Account
from shiyu.disputes.models import Tie
from shiyu.disputes.tests.conftest import MATTER, People, Story
from shiyu.disputes.tests.test_break_glass import browser
from shiyu.disputes.tests.test_consent import texts
from shiyu.disputes.ties import BadTie, TieDeclared, declare, declared, take_back

Make = Callable[..., Story]
FIRM = str(MATTER["respondent"]["name"])  # type: ignore[index]
PAGE_COSTS = 5
"""Questions of the page, whatever was declared."""


def account(login: str = "mediator") -> int:
    """The account of a login."""
    return Account.objects.get(username=login).pk


@pytest.mark.parametrize(
    ("tie", "kept_from"),
    [
        ({"name": FIRM}, "任职、受雇"), ({"name": f" {FIRM[:3]} {FIRM[3:]} "}, "任职、受雇"),
        ({"name": "骆青禾", "ground": "kinship"}, "近亲属"), ({"name": "别家餐饮店"}, ""),
        ({"name": FIRM, "valid_until": date(2026, 3, 2)}, "任职、受雇"),
    ],
)  # fmt: skip
def test_who_declared_a_tie_to_a_party_is_not_named(dispute: Make, tie: dict[str, object], kept_from: str) -> None:
    story = dispute(until="to_appoint")
    declare(account(), **{"ground": "employment", **tie})  # type: ignore[arg-type]
    if not kept_from:
        assert story.do("appoint", "mediation-head", mediator="mediator") == "asking"
        return
    with pytest.raises(GuardRefused, match=kept_from) as refused:
        story.do("appoint", "mediation-head", mediator="mediator")
    assert FIRM not in str(refused.value.words)
    assert story.do("appoint", "mediation-head", mediator="mediator2") == "asking"


def test_one_that_is_over_or_taken_back_keeps_him_from_nothing(dispute: Make) -> None:
    story = dispute(until="to_appoint")
    over = declare(account(), ground="employment", name=FIRM)
    Tie.objects.filter(pk=over.pk).update(valid_until=date(2026, 3, 1))
    back = declare(account(), ground="kinship", name=FIRM)
    assert (take_back(account(), back.pk), take_back(account(), back.pk)) == (True, False)
    assert Tie.objects.get(pk=back.pk).name is None
    assert story.do("appoint", "mediation-head", mediator="mediator") == "asking"


@pytest.mark.parametrize(
    ("typed", "want"),
    [({"ground": "friend"}, BadTie), ({"name": "  "}, BadTie), ({"valid_until": date(2026, 3, 1)}, BadTie),
     ({"phone": "abc"}, ShiyuError), ({"name": "字" * 61}, ShiyuError),
     ({"name": "甲", "ground": "kinship"}, TieDeclared)],
)  # fmt: skip
def test_what_is_no_tie_is_named(people: People, typed: dict[str, object], want: type[ShiyuError]) -> None:
    declare(account(), ground="kinship", name="甲")
    with pytest.raises(want):
        declare(account(), **{"ground": "employment", "name": "乙", **typed})  # type: ignore[arg-type]
    assert len(declared(account())) == 1


def test_his_page_shows_his_own_masked_and_logs_each_look(people: People) -> None:
    mine, other = browser("mediator"), browser("mediator2")
    typed = {"ground": "kinship", "name": "司马青云", "phone": "", "until": "2027-01-01"}
    assert mine.post("/disputes/ties/declare", typed).status_code == 302
    masked, clear = (mine.get(f"/disputes/ties{asked}").content.decode() for asked in ("", "?names=1"))
    assert ("司马青云" in masked, "司马青云" in clear, "近亲属" in masked) == (False, True, True)
    assert "司马青云" not in other.get("/disputes/ties?names=1").content.decode()
    looks = Access.objects.filter(what="ties").order_by("pk").values_list("detail", flat=True)
    assert [look["names"] for look in looks] == [0, 1, 1]
    tie = Tie.objects.get().pk
    other.post(f"/disputes/ties/{tie}/end")
    assert Tie.objects.get().withdrawn_at is None  # another's is not his to take back
    mine.post(f"/disputes/ties/{tie}/end")
    assert Tie.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("login", "status"),
    [("mediator", 200), ("mediation-head", 200), ("dispute-lead", 403), ("dispute-window", 403), ("auditor", 403)],
)
def test_only_who_mediates_has_such_a_page(people: People, login: str, status: int) -> None:
    assert browser(login).get("/disputes/ties").status_code == status


def test_a_party_asks_that_he_steps_back_and_the_head_decides(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万")
    assert story.do("ask_recusal", "b", ground="kinship", reason="听说是表亲") == "recusal"
    head = str(texts(story, "mediation-head"))
    assert ("听说是表亲" in head, "底线是一万" in head, "听说是表亲" in str(texts(story, "a"))) == (True, False, False)
    assert story.do("refuse_recusal", "mediation-head", reason="查无此事") == "mediating"
    assert "查无此事" in str(texts(story, "b"))
    story.do("ask_recusal", "a", ground="interest", reason="有生意往来")
    assert story.do("grant_recusal", "mediation-head", ground="interest", reason="属实") == "to_appoint"
    with pytest.raises(GuardRefused, match="已回避"):
        story.do("appoint", "mediation-head", mediator="mediator")


def test_before_everybody_agreed_it_goes_on_with_asking(dispute: Make) -> None:
    story = dispute(until="asking")
    story.do("ask_recusal", "a", ground="kinship", reason="表亲")
    assert story.do("refuse_recusal", "mediation-head", reason="查无此事") == "asking"


def test_the_page_costs_the_same_for_any_number_of_ties(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mine = browser("mediator")
    for nth in range(3):
        typed = {"ground": "kinship", "name": f"司马青{nth}", "phone": "", "until": "2027-01-01"}
        mine.post("/disputes/ties/declare", typed)
        mine.get("/disputes/ties")
        with django_assert_num_queries(PAGE_COSTS):
            assert mine.get("/disputes/ties").content.decode().count("近亲属") >= 1
