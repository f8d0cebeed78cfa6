"""A form whose token is no longer good: nothing is done, nothing typed is lost, no other site gains by it."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from shiyu.cases.models import Case, Entry
from shiyu.web.models import Kept
from tests.login.people import log_in, officer

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
WORDS = "井盖缺失，已有两人绊倒，请尽快派人。"
CONTACT = {"key": "k1", "phone": "13900001111", "name": "安某", "do": "send"}
STALE = {"csrfmiddlewaretoken": "a" * 32}


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def token_of(client: Client) -> str:
    page = client.get("/report").content.decode()
    return str(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0])


def sent(client: Client, path: str, fields: dict[str, Any], **headers: str) -> Any:
    return client.post(path, fields, headers=headers or {"Origin": HERE})


def refused(answer: Any, *words: str) -> str:
    page: str = answer.content.decode()
    assert answer.status_code == 403
    for word in words:
        assert word in page
    return page


def again(client: Client, answer: Any) -> Any:
    """Presses the button of the page that asks to send it again."""
    page = answer.content.decode()
    form = page[page.index('enctype="multipart/form-data"') :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return sent(client, answer.wsgi_request.get_full_path(), dict(pairs))


def test_a_report_is_given_back_and_goes_on_with_one_press() -> None:
    client = strict()
    answer = sent(client, "/report", {"detail": WORDS, "type": "", **STALE})
    refused(answer, WORDS, "还没有提交")
    assert "report_draft" not in client.session
    assert again(client, answer).headers["Location"] == "/report/place"
    assert WORDS in client.get("/report").content.decode()


def test_it_stays_one_case_however_often_it_is_sent() -> None:
    client = strict()
    sent(client, "/report", {"detail": WORDS, "type": "", "csrfmiddlewaretoken": token_of(client)})
    place = {"street": "", "village": "", "address": "泽州路9号", "category": "", "do": "next"}
    sent(client, "/report/place", {**place, "csrfmiddlewaretoken": token_of(client)})
    key = client.get("/report/contact").context["draft"].key
    answer = sent(client, "/report/contact", {**CONTACT, "key": key, **STALE})
    assert Case.objects.filter(address="泽州路9号").count() == 0
    receipts = [again(client, answer).headers["Location"] for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert Case.objects.filter(address="泽州路9号").count() == 1


FROM_ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
    {"Referer": "https://evil.example/testserver"},
    {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
    {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
    {"Origin": HERE, "Sec-Fetch-Mode": "cors"},
    {"Referer": "http://["},
    {"User-Agent": "says nothing of where it came from"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
@pytest.mark.parametrize("path", ["/report", "/agent", "/login"])
def test_a_form_from_elsewhere_is_neither_done_nor_shown_nor_kept(path: str, headers: dict[str, str]) -> None:
    officer(role="agent")
    client = strict()
    client.force_login(officer("other", role="agent"))
    answer = sent(client, path, {"detail": WORDS, "title": "井盖", "do": "report", "login": "x", **STALE}, **headers)
    page = refused(answer)
    assert WORDS not in page
    assert "再次提交" not in page
    assert (Kept.objects.count(), Case.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_an_officers_form_comes_back_filled_in_after_a_login_in_another_tab() -> None:
    officer("lin", role="agent")
    client = strict()
    client.force_login(officer("zhou", role="agent"))
    drawn = client.get("/agent").content.decode()
    old = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', drawn)[0]
    log_in(Client(), "lin")
    client.cookies["csrftoken"] = "b" * 32  # what a login in another tab changes
    answer = sent(client, "/agent", {"detail": WORDS, "title": "井盖", "do": "report", "csrfmiddlewaretoken": old})
    assert answer.status_code == 303
    where = urlsplit(answer.headers["Location"])
    assert where.path == "/agent"
    assert Case.objects.count() == 0
    assert WORDS in client.get(answer.headers["Location"]).content.decode()
    other = Client()
    other.force_login(officer("third", role="agent"))
    assert WORDS not in other.get(f"/agent?kept={parse_qs(where.query)['kept'][0]}").content.decode()


def test_a_password_is_never_shown_again() -> None:
    officer()
    answer = sent(strict(), "/login", {"login": "officer", "password": "geheim-12345", **STALE})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")
    assert Kept.objects.count() == 0


def test_what_is_too_long_is_not_sent_back_and_forth() -> None:
    refused(sent(strict(), "/report", {"detail": "很" * 300_000, **STALE}), "太长")


def test_marks_of_html_stay_words() -> None:
    page = refused(sent(strict(), "/report", {"detail": "“><script>alert(1)</script>很长", 'x"><i>': "y", **STALE}))
    assert "<script>alert" not in page
    assert "<i>" not in page
