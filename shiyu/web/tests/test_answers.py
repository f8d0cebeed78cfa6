"""Whatever goes wrong has a name, a status and a sentence in both languages; what nobody foresaw is in the log."""

import inspect
import json
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory
from ninja.errors import HttpError
from psycopg_pool import PoolTimeout

from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words
from shiyu.web import refusals
from shiyu.web.answers import Answers, answer, as_json, problem


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


TABLE: list[tuple[Exception, int, str, bool | None]] = [
    (NoSuchThing(what=Words("件", "the case")), 404, "not_found", False),
    (Http404("secret"), 404, "no_such_address", False),
    (PermissionDenied("secret"), 403, "forbidden", False),
    (SuspiciousOperation("secret"), 400, "bad_request", False),
    (RequestDataTooBig(), 413, "too_large", False),
    (MultiPartParserError("secret"), 400, "bad_form", False),
    (UnreadablePostError("secret"), 400, "bad_form", False),
    (HttpError(400, "secret"), 400, "bad_json", False),
    (caused(HttpError(400, "x"), refusals.NotJson()), 415, "not_json", False),
    (caused(OperationalError("secret"), psycopg.errors.LockNotAvailable()), 503, "busy", False),
    (caused(OperationalError("secret"), psycopg.errors.QueryCanceled()), 503, "busy", False),
    (caused(OperationalError("secret"), psycopg.errors.DeadlockDetected()), 503, "busy", False),
    (caused(OperationalError("secret"), PoolTimeout("secret")), 503, "busy", False),
    (PoolTimeout("secret"), 503, "busy", False),
    (caused(OperationalError("secret"), psycopg.errors.AdminShutdown()), 503, "database_away", None),
    (OperationalError("secret"), 503, "database_away", None),
    (InterfaceError("secret"), 503, "database_away", None),
    (DataError("secret"), 422, "unstorable", False),
    (IntegrityError("secret"), 409, "collision", False),
    (RuntimeError("secret"), 500, "broken", None),
    (KeyError("secret"), 500, "broken", None),
]


def asked(path: str = "/api/v1/cases") -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize(("error", "status", "code", "kept"), TABLE, ids=lambda value: type(value).__name__)
def test_an_error_has_its_answer(error: Exception, status: int, code: str, kept: bool | None) -> None:
    response = answer(asked(), error)
    told = json.loads(response.content)
    assert (response.status_code, told["status"], told["code"], told["kept"]) == (status, status, code, kept)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in response.content.decode()
    assert told["sentence"].keys() == {"zh", "en"}
    assert ("Retry-After" in response.headers) == (status == 503)


def test_what_nobody_foresaw_is_found_in_the_log_without_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("张小明 13800001234")
    except ValueError as error:
        told = json.loads(answer(asked(), error).content)
    (record,) = caplog.records
    assert told["facts"]["reference"] in str(record.msg)
    assert "13800001234" not in str(record.msg)
    assert "test_answers.py" in str(record.msg)


REFUSALS = [cls for _, cls in inspect.getmembers(refusals, inspect.isclass) if issubclass(cls, ShiyuError)]


def test_codes_are_one_each() -> None:
    own = [cls.code for cls in REFUSALS if cls.__module__ == refusals.__name__]
    assert len(own) == len(set(own))


def test_facts_are_plain_in_both_languages() -> None:
    error = NoSuchThing(what=Words("件", "case"), places={Words("一", "one"): 1}.values(), more=[Words("二", "two")])
    assert problem(error)["facts"]["what"] == {"zh": "件", "en": "case"}
    assert problem(error)["facts"]["more"] == [{"zh": "二", "en": "two"}]


def test_half_a_character_does_not_break_an_answer() -> None:
    assert json.loads(as_json({"a": "x\ud800"}).content) == {"a": "x?"}


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500])
def test_a_bare_refusal_of_the_framework_is_said_in_our_words(status: int) -> None:
    from django.http import HttpResponse

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"<h1>Server Error (500)</h1>", status=status)

    response: Any = Answers(bare)(asked())
    assert response.status_code == status
    assert json.loads(response.content)["status"] == status


def _away(request: HttpRequest) -> Any:
    raise OperationalError("secret")


@pytest.mark.parametrize("path", ["/work", "/api/v1/cases", "/open311/v2/services.json"])
def test_what_a_middleware_raises_is_named_too(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "django.contrib.auth.middleware.AuthenticationMiddleware.process_request",
        lambda _middleware, request: _away(request),
    )
    client = Client(raise_request_exception=False)
    answered = client.get(path)
    assert (answered.status_code, answered.headers["Retry-After"]) == (503, "5")
    assert "secret" not in answered.content.decode()


@pytest.mark.parametrize("error", [OperationalError("secret"), Http404("secret")])
def test_a_page_about_a_database_that_is_away_does_not_ask_it(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shiyu.web.shell.page_actor", _away)
    request = asked("/work")
    request.user = AnonymousUser()
    page = answer(request, error).content.decode()
    assert 'data-page="refused"' in page
    assert "secret" not in page


@pytest.mark.django_db
def test_what_is_refused_before_anybody_is_known_has_its_page_too() -> None:
    answered = Client().get("/work%00")
    assert (answered.status_code, 'data-page="refused"' in answered.content.decode()) == (404, True)
