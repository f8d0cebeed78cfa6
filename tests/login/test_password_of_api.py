"""The API of an account's own password and tokens, and what waits for a password that must be changed."""

import pytest

from shiyu.city.models import Account
from shiyu.city.people import issue_token
from tests.api.people import Api, bearing, make_account, post_with
from tests.login.people import PASSWORD, officer

pytestmark = pytest.mark.django_db
NEW = "noch-ein-langer-Satz-8"


def client_of(account: Account) -> Api:
    return bearing(issue_token(account, "test")[1])


def test_only_the_change_is_open_before_it() -> None:
    api = client_of(officer(must_change_password=True))
    refused = api.get("/cases")
    assert (refused.status_code, refused.json()["code"]) == (403, "must_change_password")
    assert api.get("/tokens").status_code == 403
    assert api.get("/me").json()["account"]["must_change_password"] is True
    assert api.post("/password", {"old": PASSWORD, "new": NEW}).status_code == 200
    assert api.get("/cases").status_code == 200


REFUSED = [
    ("wrong", NEW, 401, "wrong_login"),
    (PASSWORD, "short", 422, "password_refused"),
    (PASSWORD, PASSWORD, 422, "password_refused"),
    (PASSWORD, "1234567890123456", 422, "password_refused"),
]


@pytest.mark.parametrize(("old", "new", "status", "code"), REFUSED)
def test_what_is_refused(old: str, new: str, status: int, code: str) -> None:
    answer = client_of(officer()).post("/password", {"old": old, "new": new})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Account.objects.get(username="officer").check_password(PASSWORD)


def test_tokens_are_listed_and_revoked() -> None:
    account = officer()
    api = client_of(account)
    second, _ = issue_token(account, "zwei")
    foreign, _ = issue_token(make_account("other", post_with("agent")), "fremd")
    listed = api.get("/tokens").json()["tokens"]
    assert [(row["label"], row["this"]) for row in listed] == [("zwei", False), ("test", True)]
    assert api.post(f"/tokens/{second.pk}/revoke").status_code == 200
    assert [api.post(f"/tokens/{pk}/revoke").status_code for pk in (foreign.pk, 0, 10**30)] == [404, 404, 404]
    assert [row["label"] for row in api.get("/tokens").json()["tokens"]] == ["test"]
    assert api.post(f"/tokens/{listed[1]['id']}/revoke").status_code == 200
    assert api.get("/me").status_code == 401


def test_a_session_opens_nothing_of_the_api() -> None:
    from tests.login.people import browser

    officer()
    assert browser().get("/api/v1/cases").status_code == 401
