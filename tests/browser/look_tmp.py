"""Temporary pictures."""
from tests.browser.visiting import *
import pytest
Q = {"danger":"", "topic":"?a=no","date":"?a=no.work.company.wages.no.left","date_wrong":"?a=no.work.company.wages.no.left&day=2030-01-01","mediate":"?a=no.home.property.service.20240501.talk","past":"?a=no.work.company.wages.no.left.20240501.arbitrate","police":"?a=home","office":"?a=no.traffic.not.20261126"}
@pytest.mark.parametrize("name", Q)
def test_look(visit, name):
    for lang in LANGUAGES:
        for w in WIDTHS:
            p = visit("/disputes/start"+Q[name], language=lang, width=w)
            p.screenshot(path=f"/tmp/look/{name}-{lang}-{w}.png", full_page=True)
            assert sideways(p)==0
def test_home(visit):
    for lang in LANGUAGES:
        for w in WIDTHS:
            p = visit("/", language=lang, width=w)
            p.screenshot(path=f"/tmp/look/home-{lang}-{w}.png", full_page=True)
