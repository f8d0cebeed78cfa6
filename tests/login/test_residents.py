"""Residents in a browser: by the code sent to a telephone, or by query code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from shiyu.base.clock import now, standing_at
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.known import parties_by_phone, phone_index
from shiyu.web.browsing import page_actor, parties_of, party_of
from shiyu.web.login.phone import on_the_way, opened, send_code
from shiyu.web.models import PhoneCode
from shiyu.web.refusals import ResidentLoginNeeded, TooManyTries
from tests.api.people import bearing, report, token_for
from tests.login.people import log_in, officer

pytestmark = pytest.mark.django_db
PHONE, OTHER = "13800001234", "13900005678"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    def tell(phone: str, **words: Any) -> None:
        sent.append({"phone": phone, **words})

    monkeypatch.setattr("shiyu.web.login.phone.tell_number", tell)
    return sent


def reported(phone: str = PHONE) -> dict[str, Any]:
    contact = {"name": "安某", "phone": phone}
    made: dict[str, Any] = report(_agent(), contact=contact).json()
    return made


_agents: list[Any] = []


def _agent() -> Any:
    from shiyu.city.models import Account

    if not Account.objects.filter(username="test-agent-any").exists():
        _agents[:] = [bearing(token_for("agent"))]
    return _agents[0]


def ask(client: Client, phone: str = PHONE) -> Any:
    answer = client.post("/my/phone", {"phone": phone})
    row = PhoneCode.objects.order_by("-pk").first()
    if row is not None:
        send_code(row.pk)
    return answer


def code_of_last() -> str:
    return opened(PhoneCode.objects.latest("pk"))["code"]


def request_of(client: Client) -> Any:
    request = RequestFactory().get("/")
    request.session = client.session
    return request


def test_a_known_number_finds_its_cases_and_no_other(told: list[dict[str, Any]]) -> None:
    first, second, foreign = reported(), reported(), reported(OTHER)
    client = Client()
    assert ask(client, "+86 138-0000-1234").headers["Location"] == "/my/phone/code"
    assert [sent["phone"] for sent in told] == [PHONE]
    assert client.post("/my/phone/code", {"code": code_of_last()}).headers["Location"] == "/my/cases"
    page = client.get("/my/cases").content.decode()
    assert (first["number"] in page, second["number"] in page, foreign["number"] in page) == (True, True, False)
    assert PHONE not in page
    request = request_of(client)
    assert party_of(request, first["number"]).number == first["number"]
    assert page_actor(request) is None
    assert page_actor(request, second["number"]) == party_of(request, second["number"])
    with pytest.raises(NoSuchCase):
        party_of(request, foreign["number"])
    client.post("/my/logout")
    with pytest.raises(ResidentLoginNeeded):
        parties_of(request_of(client))


def test_an_unknown_number_is_answered_the_same_and_is_told_nothing(told: list[dict[str, Any]]) -> None:
    reported()
    known, unknown = Client(), Client()
    answers = [ask(known, PHONE), ask(unknown, OTHER)]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    pages = [client.get("/my/phone/code").content.decode() for client in (known, unknown)]
    masked = [re.sub(r"1\d\d\*+\d{4}|value=\"\w{64}\"", "", page) for page in pages]
    assert masked[0] == masked[1]
    assert [sent["phone"] for sent in told] == [PHONE]
    assert unknown.post("/my/phone/code", {"code": code_of_last()}).status_code == 422
    assert "resident" not in unknown.session


def test_a_code_is_worth_five_tries_five_minutes_and_one_entry() -> None:
    reported()
    client = Client()
    ask(client)
    wrong = "000001" if code_of_last() == "000000" else "000000"
    for _ in range(5):
        assert "不正确或已过期" in client.post("/my/phone/code", {"code": wrong}).content.decode()
    assert client.post("/my/phone/code", {"code": code_of_last()}).status_code == 422
    with standing_at(now() + timedelta(minutes=2)):
        ask(client)
        code = code_of_last()
    with standing_at(now() + timedelta(minutes=8)):
        assert client.post("/my/phone/code", {"code": code}).status_code == 422
    with standing_at(now() + timedelta(minutes=9)):
        ask(client)
        assert client.post("/my/phone/code", {"code": code_of_last()}).headers["Location"] == "/my/cases"
        asked = PhoneCode.objects.latest("pk")
    assert asked.state == "used"


def test_one_a_minute_and_ten_a_day_for_a_number() -> None:
    from shiyu.web.login.phone import ask_for_code

    moment = now()
    for turn in range(10):
        with standing_at(moment + timedelta(minutes=turn)):
            ask_for_code(OTHER)
            with pytest.raises(TooManyTries):
                ask_for_code(OTHER)
    with standing_at(moment + timedelta(hours=23)), pytest.raises(TooManyTries):
        ask_for_code(OTHER)
    with standing_at(moment + timedelta(hours=24, minutes=1)):
        ask_for_code(OTHER)


def test_an_address_may_not_ask_for_all_numbers() -> None:
    client = Client()
    answers = [client.post("/my/phone", {"phone": f"1380000{turn:04d}"}).status_code for turn in range(21)]
    assert (answers[:20], answers[20]) == ([302] * 20, 429)


@pytest.mark.parametrize("typed", ["", "12", "0356-1234567", "1380000123x", "x" * 400])
def test_no_mobile_number(typed: str) -> None:
    answer = Client().post("/my/phone", {"phone": typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "11 位" in page
    assert 'aria-describedby="phone-error"' in page
    assert f'value="{typed[:30]}"' in page
    assert not PhoneCode.objects.exists()


def test_a_query_code_opens_its_own_case() -> None:
    made, other = reported(), reported()
    client = Client()
    wrong = client.post("/my/code", {"query_code": "AAAA-AAAA-AAAA-A"})
    assert wrong.status_code == 422
    assert "没有这个查询码" in wrong.content.decode()
    assert 'value="AAAA-AAAA-AAAA-A"' in wrong.content.decode()
    before = client.session.session_key
    assert client.post("/my/code", {"query_code": made["query_code"], "next": "/my"}).headers["Location"] == "/my"
    assert client.session.session_key != before
    request = request_of(client)
    assert party_of(request, made["number"]) == page_actor(request)
    with pytest.raises(NoSuchCase):
        party_of(request, other["number"])


def test_query_codes_cannot_be_guessed() -> None:
    client = Client()
    answers = [client.post("/my/code", {"query_code": f"AAAA-AAAA-AAAA-{turn}"}) for turn in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600
    assert 'value="AAAA-AAAA-AAAA-10"' in answers[-1].content.decode()


def test_codes_of_a_telephone_cannot_be_guessed() -> None:
    reported()
    client = Client()
    ask(client)
    answers = [client.post("/my/phone/code", {"code": "wrong"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600
    assert 'value="wrong"' in answers[-1].content.decode()


def test_a_resident_left_alone_is_logged_out_and_staff_take_the_place() -> None:
    made = reported()
    client = Client()
    client.post("/my/code", {"query_code": made["query_code"]})
    officer()
    with standing_at(now() + timedelta(minutes=31)):
        assert "手机号" in client.get("/my").content.decode()
    client.post("/my/code", {"query_code": made["query_code"]})
    log_in(client)
    assert "resident" not in client.session
    client.post("/my/code", {"query_code": made["query_code"]})
    assert "_auth_user_id" not in client.session


def test_codes_are_shown_only_before_a_demo(settings: Any) -> None:
    reported()
    client = Client()
    ask(client)
    code = code_of_last()
    assert on_the_way() == [{"phone": PHONE, "code": code, "template": "login_code"}]
    settings.SHIYU_ENV = "demo"
    assert code in Client().get("/outbox").content.decode()
    settings.SHIYU_ENV = "production"
    assert Client().get("/outbox").status_code == 302


def test_a_merged_case_counts_once() -> None:
    assert parties_by_phone(phone_index(OTHER)) == []
