"""The officers' tables are lists like all others: paged by key, filtered, saved, exported; and hold only theirs."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shiyu.base.clock import now
from shiyu.cases.models import Case
from shiyu.web.lists import component
from shiyu.web.lists.component import LISTS

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LAMPS = {"category": "010204", "place": {"division": "140502001000"}}
OF = {"dispatch": "dispatcher", "callbacks": "callback_officer", "approvals": "supervisor"}


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def numbers(answer: Any) -> list[str]:
    return re.findall(r'<div class="sub">(SQ\d+)</div>', text(answer))


def way(answer: Any, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', text(answer))
    return html.unescape(found[1]) if found else ""


def test_pages_go_on_and_back_past_those_without_a_limit(
    browser: Browser, report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [report(**LAMPS).number for _ in range(7)]
    for hours, number in enumerate(made[:4], start=1):
        Case.objects.filter(number=number).update(due_at=now() + timedelta(hours=hours))
    Case.objects.filter(number__in=made[4:]).update(due_at=None)
    officer = browser("dispatcher")
    monkeypatch.setattr(component, "PAGE", 2)
    object.__setattr__(LISTS["dispatch"], "rows", 0)
    try:
        seen, address = [], "/dispatch"
        while address:
            answer = officer.get(address)
            seen.append(numbers(answer))
            address = way(answer, "next")
        back: list[list[str]] = []
        while address := way(answer, "prev"):
            answer = officer.get(address)
            back.insert(0, numbers(answer))
    finally:
        object.__setattr__(LISTS["dispatch"], "rows", 100)
    assert seen == [made[0:2], made[2:4], made[4:6], made[6:]]
    assert back == seen[:-1]


FILTERS = [
    ("category=010204", 1), ("category=010207", 1), ("category=010204&q=公园", 0), ("q=公园", 1), ("state=late", 0),
    ("columns=opened", 2), ("sort=new", 2), ("sort=due", 2), ("tab=returns", 0), ("tab=nonsense", 2),
]  # fmt: skip


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_it_is_filtered_like_every_list(browser: Browser, report: Any, query: str, found: int) -> None:
    report(**LAMPS)
    report(title="公园座椅损坏", category="010207")
    answer = browser("dispatcher").get(f"/dispatch?{query}")
    assert (answer.status_code, len(numbers(answer))) == (200, found)


def test_a_group_holds_what_is_filtered(browser: Browser, report: Any) -> None:
    lamps = [report(**LAMPS).number for _ in range(2)]
    benches = [report(title="公园座椅损坏", category="010207").number for _ in range(2)]
    officer = browser("dispatcher")
    preview = text(officer.post("/dispatch?category=010204", {"group": "unit:cgj"}))
    assert [number in preview for number in (*lamps, *benches)] == [True, True, False, False]
    led = officer.post("/dispatch", {"do": "batch", "n": lamps})
    assert led.headers["Location"] == f"/cases/batch?back=%2Fdispatch&n={lamps[0]}&n={lamps[1]}"


@pytest.mark.parametrize("name", OF)
def test_its_export_holds_no_more_than_the_list(browser: Browser, report: Any, name: str) -> None:
    roads = {"dispatch": "received", "callbacks": "call_back", "approvals": "handling"}
    stories = {of: report(**LAMPS) for of in roads}
    for of, story in stories.items():
        if of != "dispatch":
            story.to(roads[of])
    stories["approvals"].do("ask_extension", "clerk@cgj", amount=2, reason="等配件")
    officer = browser(OF[name])
    shown = text(officer.get(f"/{name}"))
    address = re.search(r'href="(/cases/export[^"]*)"', shown)
    assert address is not None
    form = text(officer.get(html.unescape(address[1])))
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    file = officer.post("/cases/export", {**sent, "format": "csv", "purpose": "handling", "reason": "核对"})
    rows = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert {of: story.number in rows for of, story in stories.items()} == {of: of == name for of in roads}
    others = browser("agent").post("/cases/export", {**sent, "format": "csv", "purpose": "handling", "reason": "核对"})
    assert others.status_code == 403


@pytest.mark.parametrize("wrong", [{"of": "nothing"}, {"of": "dispatch", "tab": "nothing"}])
def test_an_export_of_no_list_is_refused(browser: Browser, wrong: dict[str, str]) -> None:
    sent = {**wrong, "format": "csv", "purpose": "handling", "reason": "核对"}
    assert browser("dispatcher").post("/cases/export", sent).status_code == 422


def test_a_view_of_it_is_kept_and_everything_filtered_goes_into_a_batch(browser: Browser, report: Any) -> None:
    report(**LAMPS)
    report(title="公园座椅损坏", category="010207")
    officer = browser("dispatcher")
    query = "tab=waiting&category=010207"
    kept = officer.post("/views", {"list": "dispatch", "query": query, "name": "座椅"}, follow=True)
    assert "座椅" in text(kept)
    assert "座椅" in text(officer.get("/dispatch"))
    whole = text(officer.get("/cases/batch", {"of": "dispatch", "query": query}))
    assert "1 件" in whole


def test_what_is_urgent_is_marked_in_every_list(browser: Browser, report: Any) -> None:
    report(by="agent", urgent=True, **LAMPS)
    for path in ("/dispatch", "/cases"):
        assert '<span class="mark">紧急</span>' in text(browser("dispatcher").get(path))


def test_a_column_of_one_list_is_offered_in_no_other(browser: Browser, report: Any) -> None:
    report(**LAMPS)
    assert "诉求类型" in text(browser("dispatcher").get("/dispatch"))
    assert "诉求类型" not in text(browser("dispatcher").get("/cases?columns=type"))
