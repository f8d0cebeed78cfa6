"""The first page, the procedures, and how a person is refused."""

import re
from pathlib import Path

import pytest
from django.test import Client

TEMPLATES = sorted((Path(__file__).parent.parent / "templates").rglob("*.html"))


@pytest.mark.django_db
def test_the_home_page_shows_the_city_and_leads_on() -> None:
    page = Client().get("/").content.decode()
    assert "晋城市" in page
    assert 'href="/procedures"' in page
    assert 'href="/api/v1/docs"' in page


@pytest.mark.django_db
def test_the_procedures_that_run_are_named() -> None:
    page = Client().get("/procedures").content.decode()
    assert "市民诉求办理" in page
    assert 'href="/api/v1/openapi.json"' in page


@pytest.mark.django_db
def test_the_home_page_speaks_both_languages() -> None:
    client = Client()
    assert '<html lang="zh-hans">' in client.get("/").content.decode()
    client.post("/language", {"language": "en", "next": "/"})
    page = client.get("/procedures").content.decode()
    assert '<html lang="en">' in page
    assert "Citizen request" in page
    assert "市民诉求办理" not in page


@pytest.mark.django_db
def test_the_language_cannot_lead_to_another_site() -> None:
    assert Client().post("/language", {"language": "en", "next": "https://evil.example/"}).headers["Location"] == "/"


@pytest.mark.django_db
def test_a_page_that_is_none_is_refused_in_words() -> None:
    answer = Client().get("/nothing/here")
    assert answer.status_code == 404
    assert "没有这个地址" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_protection_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "en"})
    assert answer.status_code == 403
    assert "请求被拒绝" in answer.content.decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_or_script(template: Path) -> None:
    assert not re.search(r"<style|<script(?![^>]*src=)| style=| on[a-z]+=", template.read_text())
