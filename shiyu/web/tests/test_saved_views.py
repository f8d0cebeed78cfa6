"""视图: saved under a name, shared with the unit, renamed, deleted; what cannot be is said beside its field."""

import re
from typing import Any

import pytest
from django.test import Client

from shiyu.web.lists import saved
from shiyu.web.models import SavedView
from shiyu.web.tests.officers import browser, reported

pytestmark = pytest.mark.django_db


def save(client: Client, name: str, *, of: str = "cases", query: str = "q=路灯", shared: bool = False) -> Any:
    return client.post("/views", {"list": of, "query": query, "name": name, **({"shared": "1"} if shared else {})})


def names(client: Client, path: str = "/cases") -> list[str]:
    """The views a list offers."""
    block = re.search(r'<nav class="views".*?</nav>', client.get(path).content.decode(), re.DOTALL)
    return re.findall(r'view=\d+"[^>]*>([^<]+?) ?<', block[0]) if block else []


def test_a_view_shows_what_was_filtered() -> None:
    reported(2)
    reported(title="井盖破损", detail="井盖碎了一半。")
    dispatcher = browser("dispatcher")
    answer = save(dispatcher, " 井盖的件 ", query="q=井盖&columns=category&sort=old&cursor=x&evil=1")
    assert answer.status_code == 302
    page = dispatcher.get(answer.url).content.decode()
    assert "视图“井盖的件”已保存" in page
    assert re.search(r'aria-current="page">井盖的件', page)
    assert "井盖破损" in page
    assert "路灯" not in page
    assert 'data-label="类别"' in page
    assert SavedView.objects.get().query == "q=%E4%BA%95%E7%9B%96&columns=category&sort=old"
    assert names(dispatcher, "/work") == []


def test_views_are_ones_own_until_they_are_shared() -> None:
    mine, colleague = browser("clerk", unit="zjj"), browser("unit_head", unit="zjj")
    stranger = browser("clerk", unit="cgj")
    save(mine, "自己的")
    save(mine, "大家的", shared=True)
    assert [names(one) for one in (mine, colleague, stranger)] == [["自己的", "大家的"], ["大家的"], []]
    pk = SavedView.objects.get(name="大家的").pk
    for action in ("change", "delete"):
        refused = colleague.post("/views", {"view": pk, "name": "改", "action": action})
        assert refused.status_code == 404
    assert mine.post("/views", {"view": pk, "name": "改名", "action": "change"}).status_code == 302
    assert [names(one) for one in (mine, colleague)] == [["自己的", "改名"], []]
    assert mine.post("/views", {"view": pk, "action": "delete"}).status_code == 302
    assert names(mine) == ["自己的"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "请写 1 到 20 个字"),
        ("\u200b ", "请写 1 到 20 个字"),
        ("长" * 21, "请写 1 到 20 个字"),
        ("已有", "您已有名为“已有”"),
    ],
)
def test_a_bad_name_gets_a_sentence_and_nothing_is_lost(name: str, told: str) -> None:
    clerk = browser("clerk", unit="zjj")
    save(clerk, "已有")
    answer = save(clerk, name, query="q=井盖", shared=True)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'aria-describedby="e-name-new"' in page
    assert 'value="q=%E4%BA%95%E7%9B%96"' in page
    assert re.search(r'id="shared-new"[^>]* checked', page)
    assert SavedView.objects.count() == 1


def test_too_many_views_and_twins_of_the_unit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, colleague = browser("clerk", unit="zjj"), browser("unit_head", unit="zjj")
    save(mine, "督办", shared=True)
    assert "本单位已共享名为“督办”" in save(colleague, "督办", shared=True).content.decode()
    assert save(colleague, "督办").status_code == 302
    monkeypatch.setattr(saved, "MOST_SHARED", 1)
    assert "最多共享 1 个" in save(colleague, "另一个", shared=True).content.decode()
    monkeypatch.setattr(saved, "MOST", 1)
    assert "最多保存 1 个视图" in save(mine, "再来").content.decode()


@pytest.mark.parametrize("sent", [{}, {"view": "x"}, {"view": "9" * 30}, {"list": "nothing", "name": "a"}])
def test_what_no_page_sends_is_told(sent: dict[str, str]) -> None:
    assert browser("dispatcher").post("/views", sent).status_code == 422


def test_a_view_whose_filter_is_gone_says_so() -> None:
    dispatcher = browser("dispatcher")
    answer = save(dispatcher, "撤销的单位", query="unit=abolished")
    page = dispatcher.get(answer.url)
    assert page.status_code == 422
    assert "没有“abolished”" in page.content.decode()
