"""What the probes answer, and to whom."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from shiyu.config import health


def test_alive_asks_nobody(client: Client) -> None:
    assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.django_db
@pytest.mark.parametrize(("loaded", "answer"), [(True, (200, None)), (False, (503, "city"))])
def test_ready_names_what_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch, loaded: bool, answer: tuple[int, str | None]
) -> None:
    monkeypatch.setattr(health, "city_is_loaded", lambda: loaded)
    response = client.get("/readyz")
    assert (response.status_code, response.json().get("missing")) == answer


def _fails() -> bool:
    raise OperationalError


@pytest.mark.parametrize(("broken", "missing"), [(_fails, "database"), (lambda: False, "database")])
def test_a_database_that_does_not_answer_is_no_5xx_of_another_kind(
    client: Client, monkeypatch: pytest.MonkeyPatch, broken: Callable[[], bool], missing: str
) -> None:
    monkeypatch.setattr(health, "_database_answers", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "missing": missing})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "192.0.2.1", 403),
        ("", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        ("a-long-enough-token", {}, "127.0.0.1", 403),
        ("a-long-enough-token", {"Authorization": "Bearer wrong"}, "192.0.2.1", 403),
        ("a-long-enough-token", {"Authorization": "Bearer a-long-enough-token"}, "192.0.2.1", 200),
    ],
)
def test_who_may_read_the_figures(
    client: Client, settings: Settings, token: str, headers: dict[str, str], address: str, status: int
) -> None:
    settings.SHIYU_METRICS_TOKEN = token
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


@pytest.mark.django_db
def test_requests_are_counted_by_route_not_by_path(client: Client) -> None:
    client.get("/no/such/140500")
    said = client.get("/metrics").content.decode()
    assert 'shiyu_requests_total{method="GET",route="(none)",status="404"}' in said
    assert "140500" not in said


def test_every_answer_says_what_a_page_may_load(client: Client) -> None:
    headers = client.get("/healthz").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
