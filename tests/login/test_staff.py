"""Staff in a browser: what each state of an account opens, how long it lasts, and what it costs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import now, standing_at
from shiyu.cases.actors import PostHolder
from shiyu.city.models import Account, ApiToken, FormerPassword
from shiyu.city.passwords import PasswordRefused, set_password
from shiyu.city.people import issue_token
from shiyu.web.browsing import page_actor, sitter_of, staff_of
from tests.api.people import make_account, post_with
from tests.login.people import PASSWORD, browser, is_in, log_in, officer, with_totp

pytestmark = pytest.mark.django_db
NEW = "noch-ein-langer-Satz-8"


STATES: list[tuple[dict[str, Any], bool, str, str]] = [
    # fields of the account, has a factor, setting, where it lands (empty: nowhere)
    ({}, False, "offered", "/account"),
    ({}, True, "offered", "/login/second"),
    ({}, False, "required", "/account"),
    ({"is_active": False}, False, "offered", ""),
    ({"kind": "client"}, False, "offered", "/login"),
    ({"must_change_password": True}, False, "offered", "/account"),
]


@pytest.mark.parametrize(("fields", "factor", "setting", "lands"), STATES)
def test_where_a_right_password_leads(
    settings: Any, fields: dict[str, Any], factor: bool, setting: str, lands: str
) -> None:
    settings.SHIYU_SECOND_FACTOR = setting
    account = officer(**fields)
    if factor:
        with_totp(account)
    client = Client()
    answer = log_in(client, then="/account")
    assert (answer.status_code, answer.headers.get("Location", "")) == ((302, lands) if lands else (200, ""))
    assert is_in(client) == (lands == "/account")


ADDRESSES = [
    # address, must change, required and none set up, where it leads
    ("/", True, False, "/account/password"),
    ("/outbox", True, False, "/account/password"),
    ("/account", True, False, "/account/password"),
    ("/account/password", True, False, ""),
    ("/account/password", True, True, ""),
    ("/", False, True, "/account"),
    ("/account", False, True, ""),
    ("/account/totp", False, True, "/login/again?next=%2Faccount%2Ftotp"),
    ("/", False, False, ""),
]


@pytest.mark.parametrize(("address", "must_change", "required", "leads"), ADDRESSES)
def test_what_comes_first(settings: Any, address: str, must_change: bool, required: bool, leads: str) -> None:
    settings.SHIYU_SECOND_FACTOR = "required" if required else "offered"
    officer(must_change_password=must_change)
    answer = browser().get(address)
    assert (answer.status_code, answer.headers.get("Location", "")) == ((302, leads) if leads else (200, ""))


def test_wrong_passwords_lock_and_are_answered_alike() -> None:
    officer()
    client = Client()
    texts = [log_in(client, name, "wrong").content.decode() for name in ("officer", "nobody-of-this-name")]
    assert all("登录名或密码不正确" in text for text in texts)
    for _ in range(4):
        last = log_in(client, "officer", "wrong")
    assert "已锁定" in last.content.decode()
    assert "已锁定" in log_in(client).content.decode()
    assert not is_in(client)
    with standing_at(now() + timedelta(minutes=16)):
        assert log_in(client).status_code == 302


def test_an_address_that_guesses_has_to_wait() -> None:
    client = Client()
    for turn in range(30):
        log_in(client, f"nobody-{turn}", "wrong")
    officer()
    assert "秒后再试" in log_in(client).content.decode()


def test_the_key_of_the_session_changes_at_login() -> None:
    officer()
    client = Client()
    session = client.session
    session["before"] = "here"
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    log_in(client)
    assert is_in(client)
    assert client.session.session_key != session.session_key


ENDS = [(29, 0, True), (31, 0, False), (29, 30, False)]


@pytest.mark.parametrize(("gap", "turns", "stays"), ENDS)
def test_a_session_left_alone_ends(gap: int, turns: int, stays: bool) -> None:
    officer()
    client, moment = browser(), now()
    for _ in range(turns + 1):
        moment += timedelta(minutes=gap)
        with standing_at(moment):
            answer = client.get("/account")
    assert answer.status_code == (200 if stays else 302)


def test_a_changed_password_ends_other_sessions_and_is_remembered() -> None:
    account = officer(must_change_password=True)
    here, there = browser(), browser()
    wrong = {"oldpassword": "wrong", "new": NEW, "again": NEW}
    assert "现在的密码不正确" in here.post("/account/password", wrong).content.decode()
    differ = {"oldpassword": PASSWORD, "new": NEW, "again": "another"}
    assert "不一致" in here.post("/account/password", differ).content.decode()
    same = {"oldpassword": PASSWORD, "new": PASSWORD, "again": PASSWORD}
    assert "最近 5 次" in here.post("/account/password", same).content.decode()
    assert (
        here.post("/account/password", {"oldpassword": PASSWORD, "new": NEW, "again": NEW}).headers["Location"]
        == "/account"
    )
    assert here.get("/account").status_code == 200
    assert there.get("/account").headers["Location"] == "/login?next=%2Faccount"
    account.refresh_from_db()
    assert not account.must_change_password


def test_five_passwords_are_remembered() -> None:
    account = officer()
    words = [PASSWORD, *(f"ganz-anderes-Wort-{turn}" for turn in range(5))]
    for word in words[1:]:
        set_password(account, word)
    for word in words[1:]:
        with pytest.raises(PasswordRefused):
            set_password(account, word)
    set_password(account, words[0])
    assert FormerPassword.objects.filter(account=account).count() == 4


def test_posts_are_switched_between_those_held() -> None:
    account = make_account("officer", post_with("dispatcher"), post_with("reviewer"), password=PASSWORD)
    client = browser()
    request = RequestFactory().get("/")
    request.session = client.session
    assert staff_of(request).post_code == min(post_with("dispatcher"), post_with("reviewer"))
    wanted = max(post_with("dispatcher"), post_with("reviewer"))
    assert client.post("/post", {"post": wanted}).status_code == 302
    assert client.post("/post", {"post": post_with("auditor")}).status_code == 403
    request = RequestFactory().get("/")
    request.session = client.session
    actor = page_actor(request)
    assert isinstance(actor, PostHolder)
    assert (actor.post_code, actor.account_id) == (wanted, account.pk)


def test_a_page_asks_twice_the_session_and_who() -> None:
    officer()
    request = RequestFactory().get("/")
    request.session = browser().session.__class__(browser().session.session_key)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        staff_of(request)
        page_actor(request)
        sitter_of(request)
    assert len(asked) == 2


def test_own_tokens_are_seen_and_revoked() -> None:
    account = officer()
    token, _ = issue_token(account, "meine Leitstelle")
    foreign, _ = issue_token(make_account("other"), "fremd")
    client = browser()
    page = client.get("/account").content.decode()
    assert ("meine Leitstelle" in page, "fremd" in page) == (True, False)
    assert client.post("/account/tokens/revoke", {"token": str(token.pk)}).status_code == 302
    assert client.post("/account/tokens/revoke", {"token": str(foreign.pk)}).status_code == 404
    assert client.post("/account/tokens/revoke", {"token": "x"}).status_code == 404
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    assert ApiToken.objects.get(pk=foreign.pk).revoked_at is None


PAGES = ["/login", "/login/again", "/account", "/account/password", "/account/passkeys/add", "/logout", "/my"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("known", [True, False])
def test_no_page_has_anything_inline(address: str, known: bool) -> None:
    officer()
    client = browser() if known else Client()
    if known:
        client.post("/login/again?next=/", {"password": PASSWORD})
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", text) == []
    assert "noreply" not in text


def test_nobody_signs_up_and_no_letter_is_sent() -> None:
    assert Client().get("/login/sign-up").status_code == 404
    assert Client().post("/login/sign-up", {"username": "x", "password1": NEW}).status_code == 404
    assert not Account.objects.filter(username="x").exists()


@pytest.mark.parametrize(
    ("then", "lands"), [("/account", "/account"), ("https://evil.example/", "/dispatch"), ("//evil", "/dispatch")]
)
def test_after_login_one_stays_here(then: str, lands: str) -> None:
    officer()
    assert log_in(Client(), then=then).headers["Location"] == lands


def test_logging_out() -> None:
    officer()
    client = browser()
    assert client.get("/logout").status_code == 200
    assert is_in(client)
    client.post("/logout")
    assert not is_in(client)
