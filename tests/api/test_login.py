"""Logging in: tokens, lock-out, posts, and addresses that guess."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now, standing_at
from shiyu.city.people import FAILURES_BEFORE_LOCK, LOCK_LASTS, issue_token
from tests.api.people import Api, bearing, make_account, post_with, report, token_for, with_code

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough passphrase 7"


def login(password: str = PASSWORD, username: str = "clerk") -> Any:
    return Api().post("/login", {"username": username, "password": password})


def test_a_login_lasts_a_working_day() -> None:
    make_account("clerk", post_with("clerk"), password=PASSWORD)
    token = login().json()["token"]
    assert bearing(token).get("/me").json()["account"]["username"] == "clerk"
    with standing_at(now() + timedelta(hours=12, seconds=1)):
        assert bearing(token).get("/me").json()["code"] == "bad_token"


def test_a_logout_closes_the_token() -> None:
    make_account("clerk", post_with("clerk"), password=PASSWORD)
    asker = bearing(login().json()["token"])
    assert asker.post("/logout").status_code == 200
    assert asker.get("/me").status_code == 401


def test_wrong_passwords_lock_the_account() -> None:
    make_account("clerk", post_with("clerk"), password=PASSWORD)
    codes = [login("wrong").json()["code"] for _ in range(FAILURES_BEFORE_LOCK)]
    assert codes == ["wrong_login"] * (FAILURES_BEFORE_LOCK - 1) + ["login_locked"]
    locked = login()
    assert (locked.status_code, locked.json()["code"]) == (423, "login_locked")
    assert locked.headers["Retry-After"] == str(int(LOCK_LASTS.total_seconds()))
    with standing_at(now() + LOCK_LASTS):
        assert login().status_code == 200


def test_an_unknown_name_is_answered_like_a_wrong_password() -> None:
    make_account("clerk", post_with("clerk"), password=PASSWORD)
    unknown, wrong = login(username="nobody"), login("wrong")
    assert unknown.json() == wrong.json()


def test_an_address_that_guesses_logins_has_to_wait() -> None:
    codes = [login("x", username=f"name{n}").status_code for n in range(31)]
    assert codes == [401] * 30 + [429]


def test_an_address_that_guesses_query_codes_has_to_wait() -> None:
    made = report(bearing(token_for("api_client"))).json()
    guesses = [with_code(f"{n:013d}").get("/me") for n in range(11)]
    assert [guess.status_code for guess in guesses] == [401] * 10 + [429]
    assert 0 < int(guesses[-1].headers["Retry-After"]) <= 600
    assert with_code(made["query_code"]).get("/me").status_code == 429
    elsewhere = with_code(made["query_code"])
    elsewhere.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.get("/me").status_code == 200
    with standing_at(now() + timedelta(minutes=11)):
        assert with_code(made["query_code"]).get("/me").status_code == 200


@pytest.mark.parametrize("written", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_query_code_may_be_written_anyhow(written: Callable[[str], str]) -> None:
    made = report(bearing(token_for("api_client"))).json()
    assert with_code(written(made["query_code"])).get("/me").json()["party"]["role"] == "caller"


def test_who_holds_two_posts_acts_from_the_first_or_the_one_he_names() -> None:
    account = make_account("both", "cgj-clerk", "rx12345-dispatcher")
    token = issue_token(account, "test")[1]
    me = bearing(token).get("/me").json()
    assert ([post["code"] for post in me["posts"]], me["acts_from"]) == (
        ["cgj-clerk", "rx12345-dispatcher"],
        "cgj-clerk",
    )
    number = report(bearing(token_for("api_client"))).json()["number"]
    assert bearing(token).get(f"/cases/{number}").status_code == 404
    assert bearing(token, **{"X-Post": "rx12345-dispatcher"}).get(f"/cases/{number}").status_code == 200
    other = bearing(token, **{"X-Post": "zjj-clerk"}).get(f"/cases/{number}")
    assert (other.status_code, other.json()["facts"]["posts"]) == (403, ["cgj-clerk", "rx12345-dispatcher"])


def test_who_holds_no_post_may_do_nothing() -> None:
    token = issue_token(make_account("nobody-yet"), "test")[1]
    assert bearing(token).get("/cases").json()["code"] == "no_post"
    assert bearing(token).get("/me").json()["posts"] == []


def test_a_caller_is_known_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asker = bearing(token_for("dispatcher"))
    asker.get("/me")
    with django_assert_num_queries(1):
        asker.get("/me")
