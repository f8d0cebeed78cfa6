"""The API's own description: stable, complete, and shown without asking any other machine."""

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from shiyu.config.api import api
from tests.snapshot import assert_as_before

MADE_ONCE = {
    ("post", path)
    for path in (
        "/tasks/export", "/tasks/moves", "/citizen-requests/import", "/phrases", "/handovers",
        "/disputes/{number}/room",
    )
}  # fmt: skip
pytestmark = pytest.mark.django_db


def test_the_document_is_the_snapshot() -> None:
    document = {**api.get_openapi_schema(), "info": {"title": api.title}}
    assert_as_before("openapi.json", json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def test_the_document_is_made_once_for_all_who_ask() -> None:
    made = api.get_openapi_schema()
    with translation.override("en"):
        assert api.get_openapi_schema() is made


def test_every_change_asks_for_a_key_and_every_verb_says_how_it_refuses() -> None:
    for path, verbs in api.get_openapi_schema()["paths"].items():
        for method, verb in verbs.items():
            assert "problem" in json.dumps(verb["responses"][422]).lower(), path
            keys = [header["required"] for header in verb.get("parameters", ()) if header["name"] == "Idempotency-Key"]
            moves = method == "post" and "/cases/" in path and not path.endswith("/contacts/view")
            moves = moves or (method, path.removeprefix("/api/v1")) in MADE_ONCE
            assert keys == ([True] if moves else []), (method, path)


def test_the_document_is_served() -> None:
    assert Client().get("/api/v1/openapi.json").json()["info"]["title"] == "市域 shiyu"


def test_the_documentation_asks_no_other_machine_and_runs_nothing_inline() -> None:
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not re.findall(r'(?:src|href)="(?!/)', page)
    assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
    assert " style=" not in page
    assert "<style" not in page
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
