"""签署: each side by its own link and code; a dead link says why; in force once, at the last signature."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.channels import SendingFailed
from shiyu.cases.door import make_move
from shiyu.cases.errors import BadFact
from shiyu.disputes.agreements import errors, links
from shiyu.disputes.models import Agreement, DisputeParty, PerformanceItem, Signature, SigningLink
from shiyu.disputes.tests.agreements.conftest import PHONES, TERMS, Signing
from shiyu.disputes.tests.agreements.test_papers import words_of
from shiyu.disputes.tests.conftest import Story, days, paper
from shiyu.documents.models import Paper

pytestmark = pytest.mark.django_db
Signings = Callable[..., Signing]


def test_both_sign_and_it_is_in_force_at_the_last_signature(signing: Signings) -> None:
    both = signing()
    first = both.sign("a")
    assert "其他当事人签署后协议生效" in first.content.decode()
    assert both.story.case.stage == "signing"
    last = both.sign("b")
    assert "协议从今天起生效" in last.content.decode()
    agreement = Agreement.objects.get(case=both.story.case)
    assert both.story.case.stage == "performing"
    assert agreement.effective_at is not None
    rows = [(one.way, one.sm3, one.stands_for_id) for one in Signature.objects.order_by("pk")]
    assert rows == [("code", agreement.sm3, None), ("code", agreement.sm3, None)]


def test_the_page_shows_the_whole_agreement_and_who_signs(signing: Signings) -> None:
    both = signing()
    page = both.client.get(both.address("a")).content.decode()
    for said in (
        "双方对欠付两个月工资无异议",
        "分两次支付一万二千元",
        "银行转账",
        "2026年3月20日",
        "人民币6000.50元",
        "骆青禾",
        "晋城市远山餐饮店",
        "139****7001",
        Agreement.objects.get(case=both.story.case).sm3,
    ):
        assert said in page, said


def test_each_side_is_sent_a_link_of_its_own_once(signing: Signings) -> None:
    both = signing()
    assert links.send_links() == 0
    assert {phone: [template for template, _ in told] for phone, told in both.sent.items()} == {
        phone: ["dispute_signing_link"] for phone in PHONES.values()
    }
    assert both.address("a") != both.address("b")


def test_no_token_is_kept(signing: Signings) -> None:
    both = signing()
    kept = [bytes(link.token or b"") for link in SigningLink.objects.all()]
    tokens = [code for told in both.sent.values() for _, code in told]
    assert all(len(token) >= 32 and token.encode() not in kept for token in tokens)  # 24 random bytes in base64


def test_a_wrong_code_signs_nothing(signing: Signings) -> None:
    both = signing()
    right = both.code("a")
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    answer = both.client.post(both.address("a"), {"do": "sign", "code": wrong})
    assert (answer.status_code, Signature.objects.count()) == (422, 0)
    assert "没有签署" in answer.content.decode()


def test_the_code_of_the_other_side_signs_nothing(signing: Signings) -> None:
    both = signing()
    both.code("a")
    answer = both.client.post(both.address("a"), {"do": "sign", "code": both.code("b")})
    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_no_code_was_asked_for(signing: Signings) -> None:
    both = signing()
    answer = both.client.post(both.address("a"), {"do": "sign", "code": "123456"})
    assert "请先获取验证码" in answer.content.decode()


def used(both: Signing) -> None:
    both.sign("a")


def expired(both: Signing) -> Any:
    return standing_at(days(8))


def withdrawn(both: Signing) -> None:
    both.story.do("withdraw_draft", "mediator", reason="金额有误")


def redrafted(both: Signing) -> None:
    withdrawn(both)
    both.story.do("draft_agreement", "mediator", **TERMS)


def corrected(both: Signing) -> None:
    Agreement.objects.update(sm3="0" * 64)


DEAD = {
    "used": (used, 410, "已经用过"),
    "withdrawn": (withdrawn, 410, "已收回"),
    "redrafted": (redrafted, 410, "另拟新稿"),
    "corrected": (corrected, 409, "文本与送签时不同"),
}


@pytest.mark.parametrize("what", DEAD)
def test_a_dead_link_says_why_and_nothing_of_the_dispute(signing: Signings, what: str) -> None:
    happens, status, said = DEAD[what]
    both = signing()
    address = both.address("a")
    happens(both)
    signed = Signature.objects.count()
    for answer in (both.client.get(address), both.client.post(address, {"do": "sign", "code": "123456"})):
        page = answer.content.decode()
        assert (answer.status_code, said in page) == (status, True)
        assert "骆青禾" not in page
        assert both.story.number not in page
    assert Signature.objects.count() == signed


def test_an_expired_link_signs_nothing(signing: Signings) -> None:
    both = signing()
    with expired(both):
        answer = both.client.get(both.address("a"))
    assert answer.status_code == 410
    assert "已过期" in answer.content.decode()


def test_an_invented_link_is_not_there(signing: Signings) -> None:
    both = signing()
    answer = both.client.get("/disputes/sign/" + "A" * 32)
    assert answer.status_code == 404
    assert "没有这个签署链接" in answer.content.decode()


def test_a_button_alone_does_not_sign(signing: Signings) -> None:
    both = signing()
    SigningLink.objects.update(confirmed_at=None)
    actor = both.story.party("applicant")
    with pytest.raises(errors.UseLink):
        make_move(both.story.number, "sign", actor=actor, key="button")
    assert not Signature.objects.exists()


def test_a_wet_signature_wants_its_scan(signing: Signings) -> None:
    both = signing()
    mediator = both.story.people("mediator")
    party = both.story.party("respondent").party_id
    with pytest.raises(BadFact, match="签名"):
        both.story.do("sign", "mediator", party=party)
    both.story.do("sign", "mediator", party=party, files=[paper(mediator)])
    signature = Signature.objects.get()
    assert (signature.way, signature.party_id, signature.file is not None) == ("wet", party, True)
    with pytest.raises(errors.SignedAlready):
        both.story.do("sign", "mediator", party=party, files=[paper(mediator)])


@pytest.mark.parametrize("missing", ["facts_found", "content", "manner", "due"])
def test_each_content_of_article_29_is_named_where_it_is_missing(dispute: Callable[..., Story], missing: str) -> None:
    story = dispute(until="mediating")
    terms = {name: value for name, value in TERMS.items() if name != missing}
    with pytest.raises(BadFact) as refused:
        story.do("draft_agreement", "mediator", **terms)
    label = {"facts_found": "事实", "content": "内容", "manner": "方式", "due": "期限"}[missing]
    assert label in refused.value.words.zh
    assert (Agreement.objects.count(), PerformanceItem.objects.count(), SigningLink.objects.count()) == (0, 0, 0)
    assert story.case.stage == "mediating"


def test_a_bad_item_keeps_nothing(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    with pytest.raises(BadFact, match="第1项履行事项"):
        story.do("draft_agreement", "mediator", **(TERMS | {"items": "物业；支付；1；2026-03-10"}))
    assert not Agreement.objects.exists()


def test_a_guardian_signs_for_the_minor_and_the_paper_says_so(
    dispute: Callable[..., Story], sent: dict[str, list[tuple[str, str]]]
) -> None:
    story = dispute()
    minor = story.party("applicant").party_id

    story.do(
        "add_party",
        "dispute-window",
        side="applicant",
        capacity="guardian",
        stands_for=minor,
        contact={"name": "骆长河", "phone": "13900007003"},
    )
    story.to("asking")
    for who in (story.party("applicant", 1), "b"):
        story.do("told_rights", who)
        story.do("agree", who)
    DisputeParty.objects.filter(party=minor).update(minor=True)
    story.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="各述事实。")
    story.do("draft_agreement", "mediator", **TERMS)
    links.send_links()
    assert set(sent) == {"13900007003", PHONES["b"]}  # the minor is sent none
    story.do("sign", story.party("applicant", 1))
    story.do("sign", "b")
    assert story.case.stage == "performing"
    first = Signature.objects.order_by("pk")[0]
    assert (first.party_id, first.stands_for_id) == (story.party("applicant", 1).party_id, minor)

    assert "申请人骆长河（代申请人骆青禾）" in words_of(Paper.objects.get(kind="mediation_agreement"))


def test_links_that_could_not_be_sent_are_tried_again_with_another_token(
    signing: Signings, monkeypatch: pytest.MonkeyPatch
) -> None:

    both = signing()
    before = both.address("a")
    SigningLink.objects.update(state=SigningLink.WAITING, tries=0, next_at=days(0))

    def fails(phone: str, **_: Any) -> None:
        raise SendingFailed(reason="busy")

    with monkeypatch.context() as broken:
        broken.setattr(links, "tell_number", fails)
        assert links.send_links() == 0
    with standing_at(days(0) + timedelta(minutes=10)):
        assert links.send_links() == 2
    assert both.client.get(before).status_code == 404
    assert both.client.get(both.address("a")).status_code == 200


def test_links_of_a_draft_that_was_taken_back_are_not_sent(
    dispute: Callable[..., Story], sent: dict[str, list[tuple[str, str]]]
) -> None:
    story = dispute(until="mediating")
    story.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="各述事实。")
    story.do("draft_agreement", "mediator", **TERMS)
    story.do("withdraw_draft", "mediator", reason="有误")
    assert (links.send_links(), sent) == (0, {})
