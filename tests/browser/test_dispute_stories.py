"""矛盾纠纷 as people live them: settled, signed, confirmed and performed; refused and told the way; come by referral.

Sides, callers and officers press on pages, each at a browser of his own, while days go by. Past the pages go only what
leaves and enters the platform (a code and a link are read from the message, the job that binds a dossier is run) and,
in the third story, what the first has shown already: rights told and consent given.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shiyu.cases.verification import verify_all
from shiyu.documents.verification import verify_all as verify_papers
from tests.browser.disputing import STREET, Disputed, applied, scan
from tests.browser.hands import report, standing
from tests.browser.passing_site import PassingSite, StoryPeople, passing
from tests.browser.visiting import PHONE, Visits

pytestmark = pytest.mark.story
OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine in the morning of a Monday
ANSWERS = ("no", "home", "property", "service")
WORDS = ("电梯停运一个月仍全额收取物业费。", "减免当月物业费。")
PHONES = (("13900007301", "13900007302"), ("13900007303", "13900007304"), ("13900007305", "13900007306"))
"""Numbers of nobody, two for each story: the same two in an open dispute would look like the same dispute."""
NAMES = ("游兰舟", "云栖苑物业服务部")
MEDIATOR, HEAD = "mediator-wuye", "mediation-head-wuye"
CONTENT = "物业服务部减免当月物业费，并在三月二十日前修好电梯。"
TERMS = {
    "facts_found": "双方对停运一个月无异议，由物业服务部负责。", "content": CONTENT,
    "manner": "抵扣下月物业费，修复后共同验收。",
    "due": "2026-03-20", "items": "被申请人；减免当月物业费；200；2026-03-12\n被申请人；修好电梯；；2026-03-20",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PassingSite]:
    """A city whose clock these stories move."""
    clock = tmp_path_factory.mktemp("story") / "clock"
    with passing(django_db_blocker, clock, begins=OPENED) as found:
        yield found


@pytest.fixture
def people(visit: Visits, site: PassingSite) -> StoryPeople:
    """Everybody, on the first day."""
    site.stand_at(OPENED)
    return StoryPeople(visit, site)


def sound(site: PassingSite) -> None:
    """History and papers verify."""
    with site.now():
        assert verify_all() == ()
        assert list(verify_papers()) == []


def led_to_the_form(page: Page) -> None:
    """The guide asks plain questions and leads to the application."""
    page.locator("main a[href='/disputes/start']").first.click()
    for code in ANSWERS:
        page.locator(f"a.doorway[href$='{code}']").click()
    page.locator("#day").fill("2026-02-01")
    page.locator("main form .btn-primary").click()
    page.locator("a.doorway[href$='talk']").click()
    expect(page.locator("h1")).to_have_text("申请人民调解")
    page.locator("main a[href='/disputes/apply?kind=property']").click()
    expect(page.locator("[name=kind]")).to_have_value("property")


def sent_and_named(dispute: Disputed, *, head: str = HEAD, mediator: str = MEDIATOR, **otherwise: str) -> None:
    """The window confirms the body that is advised, or says otherwise and why; its head names the mediator."""
    expect(dispute.shown("dispute-window").locator("main")).to_contain_text("研判建议")
    dispute.do("dispute-window", "triage", **otherwise)
    page = dispute.shown(head)
    expect(page.locator("main")).to_contain_text("可指派")
    dispute.do(head, "appoint", mediator=mediator)
    assert dispute.standing()[0] == "asking"


def two_sessions(dispute: Disputed) -> None:
    """Called to by notice, held days apart, minuted; both sides read when and where, and the minutes."""
    for on, minutes in (("2026-03-05", "双方核对停运记录。"), ("2026-03-09", "物业服务部同意减免。")):
        place = {"on": on, "room": "two", "when": "09:00", "lasts": "90"}
        dispute.do(MEDIATOR, "convene", **place)
        for phone in (dispute.a, dispute.b):
            expect(dispute.side(phone).locator(".history")).to_contain_text("二号调解室")
        dispute.people.later(datetime.fromisoformat(f"{on}T03:00:00+00:00"))
        dispute.do(MEDIATOR, "hold_session", on=on, present="双方、调解员", minutes=minutes)
        expect(dispute.side(dispute.b).locator(".history")).to_contain_text(minutes)


def signed_by_both(dispute: Disputed) -> None:
    """The applicant comes from his own page, the respondent by the link of his message; the other is told nothing."""
    dispute.do(MEDIATOR, "draft_agreement", **TERMS)
    link = dispute.link(dispute.b)
    page = dispute.side(dispute.a, "/dossier")
    page.get_by_role("button", name="查看并签署").click()
    dispute.sign(page, dispute.a, content=CONTENT)
    assert dispute.standing()[0] == "signing"
    expect(dispute.people.at("", link).locator("main")).to_contain_text(NAMES[1])
    page = dispute.sign(dispute.people.at("", link), dispute.b, content=CONTENT)
    expect(page.locator("[role=status]")).to_contain_text("生效")
    page.goto(link)
    expect(page.locator("h1")).to_have_text("已经签署")
    assert dispute.standing()[0] == "performing"


def confirmed_by_the_court(dispute: Disputed) -> None:
    """Both ask on their pages; the mediator files what both have to sign, and records the ruling."""
    dispute.says(dispute.a, "申请司法确认")
    expect(dispute.shown(MEDIATOR).locator("main")).to_contain_text("30日内可共同申请")
    dispute.says(dispute.b, "申请司法确认")
    page = dispute.shown(MEDIATOR)
    expect(page.locator("main")).to_contain_text("双方已申请，待提交")
    expect(page.locator("section", has=page.locator("#papers"))).to_contain_text("司法确认申请书")
    dispute.filed(MEDIATOR, "file_confirmation", "申请书签名页.jpg", {"on": "2026-03-09"})
    dispute.people.later(OPENED + timedelta(days=11))
    dispute.do(MEDIATOR, "confirmation_result", result="confirmed", reference="（2026）晋0502民特1号")
    for phone in (dispute.a, dispute.b):
        expect(dispute.side(phone).locator(".history")).to_contain_text("裁定有效")
        page = dispute.side(phone, "/dossier")
        expect(page.locator("main")).to_contain_text("司法确认申请书")
        expect(page.locator("main")).to_contain_text("法院裁定：裁定有效")


def performed_and_visited(dispute: Disputed) -> None:
    """The respondent records the first item with a proof, the mediator the second; each side is visited."""
    page = dispute.side(dispute.b)
    page.locator("#ways ~ a", has_text="登记履行").first.click()
    page.set_input_files("input[type=file]", [scan("回单.jpg")])
    dispute.people.fill(page.locator("form.card"), "item", "1")
    dispute.people.fill(page.locator("form.card"), "proof", "已抵扣当月物业费。")
    page.locator("form.card .btn-primary").click()
    page.wait_for_url(f"**/disputes/mine/{dispute.number}")
    assert dispute.standing()[0] == "performing"
    dispute.people.later(OPENED + timedelta(days=17))
    dispute.do(MEDIATOR, "performed", item="2", proof="电梯已修好，双方共同验收。")
    assert dispute.standing()[0] == "following"
    dispute.people.later(OPENED + timedelta(days=24))
    for role in ("applicant", "respondent"):
        dispute.do(MEDIATOR, "follow_up", party=dispute.party(role), on="2026-03-26", performance="full",
                   satisfaction="satisfied", hidden=False)  # fmt: skip


def test_a_dispute_from_the_guide_to_the_visit_after_it_is_performed(visit: Visits, people: StoryPeople) -> None:
    page = visit("/", width=PHONE)
    led_to_the_form(page)
    dispute = applied(people, page, phones=PHONES[0], names=NAMES, words=WORDS)
    expect(page.locator(".standing")).to_contain_text("窗口正在研判")
    sent_and_named(dispute)
    dispute.both_told_and_agreed()
    two_sessions(dispute)
    page = people.at(MEDIATOR, f"/disputes/{dispute.number}/dossier")
    expect(page.locator("[role=status]").first).to_contain_text("还缺：当事人身份证明")  # said, not passed over
    dispute.filed(MEDIATOR, "file_in_dossier", "身份证明.jpg", {"slot": "identity"})
    signed_by_both(dispute)
    confirmed_by_the_court(dispute)
    performed_and_visited(dispute)
    dispute.do(MEDIATOR, "close", result="协议已履行，双方无其他争议。")
    assert dispute.standing() == ("closed", "performed")
    for phone in (dispute.a, dispute.b):
        expect(dispute.side(phone).locator(".standing")).to_contain_text("调解成功并办结")
    words = dispute.bound(MEDIATOR)
    assert all(part in words for part in ("市矛调中心二号调解室", "所附材料1份", "缺少的材料无"))
    assert all(part in words for part in ("人民调解卷宗", "人民调解协议书", "司法确认申请书", "回访", "备考"))
    sound(dispute.site)


def refused_by_the_other(dispute: Disputed) -> None:
    """One agrees; one clear refusal on the other's page ends it, and its words are not for the first."""
    dispute.says(dispute.a, "同意调解")
    dispute.says(dispute.b, "不同意调解", reason="我方考勤记录齐全，不愿协商。")
    assert dispute.standing() == ("failed", "refused")
    expect(dispute.side(dispute.b).locator(".history")).to_contain_text("不愿协商")
    page = dispute.side(dispute.a)
    expect(page.locator(".standing")).to_contain_text("调解员将告知您其他途径")
    expect(page.locator("main")).not_to_contain_text("不愿协商")


def test_a_refusal_is_told_the_way_and_handed_to_the_court(visit: Visits, people: StoryPeople) -> None:
    page = visit("/disputes/apply?kind=contract", width=PHONE)
    words = ("订做的家具三个月未交付，定金不退。", "退还定金八千元。")
    dispute = applied(people, page, phones=PHONES[1], names=("游兰舟", "清和木作坊"), words=words)
    sent_and_named(dispute, head="mediation-head-zonghe", mediator="mediator-zonghe")
    refused_by_the_other(dispute)
    reason = "一方不同意调解，可以依法向人民法院起诉。"
    dispute.do("mediator-zonghe", "refer_on", to="court", unit="140502fy", reason=reason)
    assert dispute.standing() == ("referred", "court")
    for phone in (dispute.a, dispute.b):
        page = dispute.side(phone)
        expect(page.locator(".standing")).to_have_text("已结束：转诉讼。")
        expect(page.locator(".history")).to_contain_text(reason)
        expect(page.locator(".history")).to_contain_text("城区法院")
    page = dispute.shown("mediator-zonghe")
    page.locator("section", has=page.locator("#papers")).get_by_role("link", name="关于移送合同纠纷的函").click()
    expect(page.locator("main")).to_contain_text("退还定金八千元")
    for phone in (dispute.a, dispute.b):
        notice = dispute.side(phone, "/dossier").get_by_role("link", name="终止调解告知书")
        notice.click()
        expect(notice.page.locator("main")).to_contain_text("晋城市城区人民法院")
        expect(notice.page.locator("main")).to_contain_text(reason)
    assert dispute.papers() == ["dispute_application", "end_notice", "handover_letter"]
    sound(dispute.site)


def referred_to_mediation(people: StoryPeople, request: str) -> str:
    """The dispatcher reads the report and refers it from its page; the number of the dispute that came of it."""
    page = people.at("dispatcher", f"/cases/{request}")
    panel = page.locator("section", has=page.locator("#dispute-referred"))
    panel.locator("summary").click()
    panel.locator("[name=reason]").fill("邻里漏水赔偿，双方愿意谈。")
    panel.get_by_role("button", name="确认转出").click()
    expect(panel).to_contain_text("待研判")
    return panel.locator(".number").inner_text()


def completed(dispute: Disputed, *, names: tuple[str, str]) -> None:
    """The window reads what came without people, and registers both sides and the matter."""
    expect(dispute.shown("dispute-window").locator("main")).to_contain_text("双方愿意谈")
    sides = {
        "contact-name": names[0], "contact-phone": dispute.a, "respondent-name": names[1],
        "respondent-phone": dispute.b,
    }  # fmt: skip
    matter = {
        "kind": "neighbours",
        "place-division": STREET,
        "happened": "楼上漏水浸湿墙面。",
        "claims": "修缮并补偿。",
    }
    dispute.do("dispute-window", "complete", **matter, amount="1500", **sides)


def settled_quickly(dispute: Disputed, mediator: str) -> None:
    """One talk, an oral agreement, performed, visited, closed."""
    dispute.do(mediator, "hold_session", on="2026-03-02", present="双方、调解员", minutes="现场看过水痕，当场谈妥。")
    dispute.do(mediator, "record_oral", facts_found="双方对漏水无异议，楼上负责。", content="楼上补偿一千元并修缮。",
               manner="当面交付。", due="2026-03-03")  # fmt: skip
    expect(dispute.side(dispute.a, "/dossier").locator("main")).to_contain_text("楼上补偿一千元并修缮")
    dispute.do(mediator, "performed", proof="当场付清，已修好。")
    dispute.people.later(OPENED + timedelta(days=4))
    dispute.do(mediator, "follow_up", party=dispute.party("applicant"), on="2026-03-06", performance="full",
               satisfaction="satisfied", hidden=False)  # fmt: skip
    dispute.do(mediator, "close", result="口头协议已履行。")
    assert dispute.standing() == ("closed", "performed")


def test_a_request_goes_to_mediation_and_its_caller_is_answered(visit: Visits, people: StoryPeople) -> None:
    resident = people.at("", "/")
    number, _ = report(resident, "楼上漏水把我家墙泡了，找他不管。", phone=PHONES[2][0], address="前西街3号院")
    resident.get_by_role("button", name="看进度").click()
    dispute = Disputed(people, referred_to_mediation(people, number), *PHONES[2])
    people.move("dispatcher", number, "dispatch", {"lead": "zjj"})
    people.move("clerk-zjj", number, "sign", {})
    people.move("clerk-zjj", number, "first_contact", {"note": "已告知转矛调中心调解"})
    completed(dispute, names=("游兰舟", "简一苇"))
    general = {"body": "tw-zonghe", "why": "当事人希望在中心调解。"}  # the committee of the street is advised
    sent_and_named(dispute, head="mediation-head-zonghe", mediator="mediator-zonghe", **general)
    dispute.agreed_by_the_door()
    settled_quickly(dispute, "mediator-zonghe")
    told = people.at("clerk-zjj", "/messages").locator("li", has_text="移送矛调的纠纷已有结果")
    expect(told).to_have_count(1)
    told.get_by_role("link", name=number).click()
    panel = told.page.locator("section", has=told.page.locator("#dispute-referred"))
    expect(panel).to_contain_text("调解成功并办结")
    expect(panel).not_to_contain_text("补偿一千元")  # what was agreed stays between the sides
    answer = "经矛调中心调解，双方已达成协议并履行。"
    people.move("clerk-zjj", number, "answer", {"answer": answer, "outcome": "resolved"})
    people.move("reviewer", number, "pass_review", {})
    resident = people.at(dispute.known(dispute.a), f"/my/cases/{number}")  # days have gone by
    assert standing(resident) == "已答复，请您评价。"
    expect(resident.locator(".answer")).to_contain_text(answer)
    resident.get_by_role("button", name="满意", exact=True).click()
    expect(resident.locator(".standing")).to_have_text("您的件已办结，结果：解决。")
    sound(dispute.site)
