"""The guide as a resident walks it without scripts, and as a program asks it; nothing of it is kept."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from shiyu.cases.models import Case
from shiyu.disputes.models import Dispute
from shiyu.web.models import Tries

pytestmark = pytest.mark.django_db
START = "/disputes/start"
WAGES = "no.work.company.wages.no.left"


def text(response: Any) -> str:
    return unescape(response.content.decode())


def links(response: Any) -> list[str]:
    return re.findall(rf'href="({START}\?a=[^"]*)"', text(response))


@pytest.fixture
def client() -> Client:
    return Client()


def test_one_question_a_page_and_every_answer_is_a_link(client: Client) -> None:
    page = client.get(START)
    assert (page.status_code, links(page)) == (200, [f"{START}?a={code}" for code in ("no", "yes", "home")])
    assert "第1问" in text(page)
    assert "现在有人有危险吗？" in text(page)


@pytest.mark.parametrize("answers", ["", "no", "no.home.property", WAGES, "no.work.company"])
def test_every_question_offers_a_person_and_the_police(client: Client, answers: str) -> None:
    page = text(client.get(START, {"a": answers}))
    assert "我说不清，想和人谈" in page
    assert {"tel:12345", "tel:12348", "tel:110"} <= set(re.findall(r"tel:\d+", page))
    assert "/report?type=help" in page


def test_back_and_change_keep_what_was_answered_before(client: Client) -> None:
    page = text(client.get(START, {"a": "no.home.property"}))
    assert re.findall(r'href="([^"]*)">上一问', page) == [f"{START}?a=no.home"]
    changes = re.findall(r'href="([^"]*)" aria-label="改：', page)
    assert changes == [START, f"{START}?a=no", f"{START}?a=no.home"]


def test_a_day_is_taken_and_leads_on(client: Client) -> None:
    answer = client.get(START, {"a": WAGES, "day": "2025-05-02"})
    assert (answer.status_code, answer["Location"]) == (302, f"{START}?a={WAGES}.20250502")


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "请选一个日子"), ("yesterday", "请选一个日子"), ("2099-01-01", "不能在今天以后"), ("1900-01-01", "太早")],
)
def test_a_day_that_cannot_be_is_told_beside_its_field(client: Client, day: str, said: str) -> None:
    page = client.get(START, {"a": WAGES, "day": day})
    assert page.status_code == 422
    assert said in text(page)
    assert 'aria-invalid="true"' in text(page)


def test_a_loan_may_be_due_later(client: Client) -> None:
    assert client.get(START, {"a": "no.money.loan.yes", "day": "2098-01-05"}).status_code == 302


def test_mediation_leads_to_the_application_with_its_kind(client: Client) -> None:
    page = text(client.get(START, {"a": "no.home.property.service.20250102.talk"}))
    assert "晋城市物业纠纷人民调解委员会" in page
    assert "/disputes/apply?kind=property" in page
    form = text(client.get("/disputes/apply", {"kind": "property"}))
    assert '<option value="property" selected>' in form


def test_an_office_leads_to_a_request_with_its_category(client: Client) -> None:
    page = text(client.get(START, {"a": "no.work.company.wages.no.yes.inspect"}))
    assert "/report?category=150306&type=complaint" in page
    form = text(client.get("/report", {"category": "150306", "type": "complaint"}))
    assert 'name="offered" value="150306"' in form
    sent = client.post(
        "/report", {"detail": "单位三个月没发工资。", "type": "complaint", "offered": "150306"}, follow=True
    )
    assert '<option value="150306" selected>工资发放</option>' in text(sent)


@pytest.mark.parametrize("category", ["01", "999999", "<b>", "1501"])
def test_a_category_that_is_none_is_not_filled_in(client: Client, category: str) -> None:
    assert 'name="offered"' not in text(client.get("/report", {"category": category}))


def test_danger_leads_to_110_at_once(client: Client) -> None:
    page = text(client.get(START, {"a": "home"}))
    assert page.index("tel:110") < page.index("怎么走")
    assert "人身安全保护令" in page


def test_an_old_link_is_asked_on_from_where_it_is_known(client: Client) -> None:
    page = text(client.get(START, {"a": "no.home.gone.talk"}))
    assert "请从这一问接着答" in page
    assert "住的什么事？" in page


@pytest.mark.parametrize("answers", ["a" * 5_000, "%00", "no.work.company.wages.no.left.99999999", "<script>"])
def test_whatever_stands_in_the_address_a_page_answers(client: Client, answers: str) -> None:
    page = client.get(START, {"a": answers})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace("<script type", "")


def test_nothing_of_an_answer_is_kept(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="shiyu"):
        for answers in ("", "no", WAGES, f"{WAGES}.20250502.talk", "home"):
            assert client.get(START, {"a": answers}).status_code == 200
    assert "sessionid" not in client.cookies
    assert (Session.objects.count(), Case.objects.count(), Tries.objects.count()) == (0, 0, 0)
    assert "wages" not in caplog.text


def test_a_page_costs_no_question_of_the_database(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get(START)
    for answers in ("no", f"{WAGES}.20250502.arbitrate", "no.home.property.service.20250102.talk"):
        with django_assert_max_num_queries(1):  # whether another edition of the city was loaded
            client.get(START, {"a": answers})


def test_a_program_walks_the_same_way(client: Client) -> None:
    tree = client.get("/api/v1/disputes/guide").json()
    assert tree["questions"][tree["first"]]["answers"][1]["to"] == "police_now"
    step = client.get("/api/v1/disputes/guide/walk", {"answers": WAGES}).json()
    assert (step["question"]["code"], step["end"]) == ("left_on", None)
    end = client.get("/api/v1/disputes/guide/walk", {"answers": f"{WAGES}.20250502.arbitrate"}).json()
    assert (end["end"]["way"], end["end"]["unit"]["code"]) == ("arbitration", "ldzcw")
    assert end["periods"][0]["last"] == "2026-05-06"
    assert end["end"]["laws"][0]["en"].startswith("Labour Dispute Mediation")
    assert client.get("/api/v1/disputes/guide/walk", {"answers": "a" * 601}).status_code == 422


APPLICATION = {
    "_key": "k1", "kind": "property", "place-division": "140502004000", "happened": "电梯半年没有修好。",
    "claims": "修好电梯，退一半物业费。", "amount": "1200", "contact-name": "安某", "contact-phone": "13800001111",
    "respondent-name": "某物业公司", "respondent-organisation": "on",
}  # fmt: skip


def test_an_application_is_received_and_shown_to_its_browser_alone(client: Client) -> None:
    page = client.post("/disputes/apply", APPLICATION, follow=True)
    case = Case.objects.get()
    assert page.redirect_chain[-1][0] == f"/disputes/applied/{case.number}"
    assert case.number in text(page)
    assert (case.kind, case.stage, case.title) == ("property", "registered", "物业服务纠纷（北街街道）")
    assert Dispute.objects.get().source == "application"
    other = Client().get(f"/disputes/applied/{case.number}")
    assert (other.status_code, other["Location"]) == (302, "/my/code")
    client.post("/disputes/apply", APPLICATION)  # sent twice: the same key
    assert Case.objects.count() == 1


@pytest.mark.parametrize("missing", ["happened", "claims", "kind", "contact-name", "contact-phone", "place-division"])
def test_what_is_missing_is_told_and_the_rest_is_kept(client: Client, missing: str) -> None:
    page = client.post("/disputes/apply", APPLICATION | {missing: ""})
    assert page.status_code == 422
    assert "field-error" in text(page)
    kept = "电梯半年没有修好。" if missing != "happened" else "修好电梯"
    assert kept in text(page)
    assert Case.objects.count() == 0
