"""The small system in CONTRIBUTING.md really runs: its blocks are put into a copy of the platform and tried."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

import shiyu
from shiyu.base.words import Words
from shiyu.cases import registry, soundness, templates_of_pack
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.city import directory as directories
from shiyu.city.models import RuleSet
from shiyu.city.models.dated import always
from shiyu.web.lists.component import LISTS
from shiyu.web.tests.officers import browser
from tests.api.people import Api, report

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^<!-- file: (?P<name>\S+) -->\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PACK = "cities/jincheng"
RULES, NOTICES = f"{PACK}/rules/lost_property.toml", f"{PACK}/templates/notices.toml"


def blocks() -> dict[str, str]:
    """The files of the example, by name."""
    found = BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    return {match["name"]: match["text"] for match in found}


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the platform with the example in it."""
    place = tmp_path_factory.mktemp("platform")
    leave_out = shutil.ignore_patterns("tests", "__pycache__")
    shutil.copytree(ROOT / "shiyu", place / "shiyu", ignore=leave_out)
    shutil.copytree(ROOT / PACK, place / PACK)
    for name, text in blocks().items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") + "\n" if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
    return place


def command(platform: Path, *words: str) -> str:
    """What `shiyu` of the copy says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SHIYU_", "DATABASE_"))}
    environment |= {"PYTHONPATH": str(platform), "SHIYU_ENV": "test", "LANG": "zh_CN.UTF-8"}
    program = [sys.executable, "-m", "shiyu.cli", *words]
    done = subprocess.run(program, cwd=platform, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_folder_plugs_itself_in(platform: Path) -> None:
    assert "lost_property\tv1\t失物招领\t3 / 3" in command(platform, "procedure", "list").splitlines()


def test_the_pack_with_its_numbers_and_words_is_whole(platform: Path) -> None:
    assert command(platform, "city", "check") == "城市包可以载入。\n"


LIST_PAGE = {"shiyu/lost_property/queries.py": 30, "shiyu/lost_property/templates/lost_property/lost_things.html": 20}


@pytest.mark.parametrize(("name", "most"), LIST_PAGE.items())
def test_a_list_page_is_cheap(name: str, most: int) -> None:
    assert len(blocks()[name].splitlines()) <= most


@pytest.fixture
def installed(db: None, platform: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example beside the other systems of this process; its numbers in force, its words in the pack."""
    monkeypatch.setattr(shiyu, "__path__", [*shiyu.__path__, str(platform / "shiyu")])
    procedure = import_module("shiyu.lost_property.procedure").LOST_PROPERTY
    rules = tomllib.loads(blocks()[RULES])
    RuleSet.objects.create(**rules, validity=always())
    added = {name: Words(words["zh"], words["en"]) for name, words in tomllib.loads(blocks()[NOTICES]).items()}
    known = {**templates_of_pack.notice_templates(), **added}
    monkeypatch.setattr(soundness, "notice_templates", lambda: known)
    directories.forget()
    registry.add(registry.registered(), procedure)
    yield
    del registry.registered()[procedure.name, procedure.version]
    directories.forget()
    for name in [name for name in sys.modules if name.startswith("shiyu.lost_property")]:
        del sys.modules[name]


TEST_FILE = "shiyu/lost_property/tests/test_road.py"


@pytest.mark.parametrize("name", re.findall(r"^def (test_\w+)", blocks()[TEST_FILE], re.MULTILINE))
def test_its_own_tests_pass(installed: None, name: str) -> None:
    scope: dict[str, object] = {"__name__": "lost_property_tests"}
    exec(compile(blocks()[TEST_FILE], TEST_FILE, "exec"), scope)
    test = scope[name]
    assert callable(test)
    test()


UMBRELLA = {"title": "黑色雨伞", "detail": "落在2路公交车上", "contact": {"name": "安某", "phone": "13800000000"}}


@pytest.fixture
def pages(installed: None, platform: Path) -> Iterator[None]:
    """Its address and templates beside those of the platform."""
    urls = ModuleType("urls_with_the_example")
    vars(urls)["urlpatterns"] = [*platform_urls(), *import_module("shiyu.lost_property.urls").urlpatterns]
    templates = [{**settings.TEMPLATES[0], "DIRS": [platform / "shiyu" / "lost_property" / "templates"]}]
    with override_settings(ROOT_URLCONF=urls, TEMPLATES=templates):
        yield
    LISTS.pop("lost_things", None)


def platform_urls() -> list[Any]:
    found: list[Any] = import_module(settings.ROOT_URLCONF).urlpatterns
    return found


def test_its_list_page_has_what_every_list_has(pages: None) -> None:
    for number in range(3):
        open_case("lost_property", "report", actor=Newcomer(role="owner"), key=str(number), facts=UMBRELLA)
    report(Api())  # a request of another procedure, which is no lost thing
    agent = browser("agent")
    page = agent.get("/lost-things").content.decode()
    assert page.count("黑色雨伞") == 3
    assert "泽州路" not in page
    assert "一年内无人认领" in page
    assert re.search(r'aria-current="page">查找中<span class="count">3</span>', page)
    for part in ("查询", "显示列", "批量办理所选的件", "导出", "保存为视图", 'data-label="环节"'):
        assert part in page, part
    assert "procedure=lost_property&amp;stage=searching" in page  # exports what is shown
    assert re.search(r'name="q"', page)
    assert 'name="procedure"' not in page
    assert "没有符合条件的件" in agent.get("/lost-things", {"q": "井盖"}).content.decode()
    ended = agent.get("/lost-things", {"tab": "ended"}).content.decode()
    assert "这一栏现在没有件" in ended
    assert "回到“查找中”" in ended
    assert browser("dispatcher").get("/lost-things").status_code == 403
    saved: Any = agent.post("/views", {"list": "lost_things", "query": "q=雨伞", "name": "雨伞"})
    assert agent.get(saved.url).content.decode().count("黑色雨伞") == 3


def test_the_example_has_its_parts() -> None:
    assert {RULES, NOTICES, TEST_FILE, "shiyu/lost_property/apps.py"} < set(blocks())
