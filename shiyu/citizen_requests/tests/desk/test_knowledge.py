"""The knowledge base: who writes, versions, validity, and that an agent is shown what fits and nothing else."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shiyu.base.clock import today
from shiyu.citizen_requests.knowledge import matching
from shiyu.citizen_requests.models import Knowledge
from shiyu.citizen_requests.seed_knowledge import ANSWERS, tell_answers

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
ENTRY = {
    "_key": "k", "question": "暖气不热、室温不达标怎么办", "answer": "24小时内上门测温。", "unit": "grgs",
    "valid_from": "2026-01-01", "category": "010208",
}  # fmt: skip


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def write(client: Client, **more: str) -> Any:
    return client.post("/knowledge/new", {**ENTRY, **more})


def number() -> int:
    return Knowledge.objects.values_list("number", flat=True).distinct().get()


def approve(browser: Browser, role: str = "reviewer", *, name: str = "") -> Any:
    """The newest draft approved on its page."""
    row = Knowledge.objects.filter(state="draft").latest("pk")
    return browser(role, name=name).post(f"/knowledge/{row.number}", {"do": "approve", "version": str(row.version)})


def test_written_once_found_by_words_and_read_by_all_staff(browser: Browser) -> None:
    supervisor = browser("supervisor")
    for _ in range(2):
        assert write(supervisor).status_code == 302
    assert Knowledge.objects.count() == 1
    agent = browser("agent")
    assert approve(browser).status_code == 302
    assert ENTRY["question"] in text(agent.get("/knowledge?q=室温"))
    assert ENTRY["question"] not in text(agent.get("/knowledge?q=停水"))
    shown = text(agent.get(f"/knowledge/{number()}"))
    assert ENTRY["answer"] in shown
    assert "撤下这条答复" not in shown
    assert write(agent).status_code == 403
    assert agent.get("/knowledge/999999").status_code == 404


def test_a_revision_keeps_what_was_said_before(browser: Browser) -> None:
    supervisor = browser("supervisor")
    write(supervisor)
    approve(browser)
    path = f"/knowledge/{number()}/revise"
    assert 'name="_expects" value="1"' in text(supervisor.get(path))
    revised = {**ENTRY, "_key": "k2", "_expects": "1", "answer": "12小时内上门测温。", "note": "按新规"}
    for _ in range(2):
        assert supervisor.post(path, revised).status_code == 302
    shown = text(supervisor.get(f"/knowledge/{number()}"))
    assert all(words in shown for words in ("24小时内上门测温", "12小时内上门测温", "按新规"))
    stale = supervisor.post(path, {**revised, "_key": "k3", "answer": "我改的"})
    assert stale.status_code == 409
    assert "我改的" in text(stale)
    approve(browser)
    assert list(Knowledge.objects.order_by("version").values_list("version", "is_current")) == [(1, False), (2, True)]


def test_withdrawn_it_is_suggested_no_more(browser: Browser) -> None:
    supervisor, agent = browser("supervisor"), browser("agent")
    write(supervisor)
    approve(browser)
    typed = {"title": "暖气不热"}
    assert ENTRY["answer"] in text(agent.post("/agent/similar", typed))
    path = f"/knowledge/{number()}"
    without = supervisor.post(path, {"_key": "k4", "_expects": "1", "note": ""})
    assert without.status_code == 422
    assert supervisor.post(path, {"_key": "k4", "_expects": "1", "note": "政策已变"}).status_code == 302
    assert ENTRY["answer"] not in text(agent.post("/agent/similar", typed))
    assert ENTRY["question"] in text(supervisor.get("/knowledge?standing=withdrawn"))


@pytest.mark.parametrize(
    ("begins", "ends", "suggested", "tab"),
    [(-10, None, 1, "in_force"), (-10, 0, 1, "near_end"), (-10, -1, 0, "ended"), (1, None, 0, "not_yet")],
)
def test_only_what_is_valid_today_is_suggested(
    browser: Browser, begins: int, ends: int | None, suggested: int, tab: str
) -> None:
    def day(days: int) -> str:
        return (today() + timedelta(days=days)).isoformat()

    until = {"valid_until": day(ends)} if ends is not None else {}
    assert write(browser("supervisor"), valid_from=day(begins), **until).status_code == 302
    approve(browser)
    assert len(matching("家里暖气不热")) == suggested
    assert ENTRY["question"] in text(browser("agent").get(f"/knowledge?standing={tab}"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"question": ""}, "question"), ({"question": "问" * 201}, "question"), ({"answer": " "}, "answer"),
        ({"unit": "没有这个单位"}, "unit"), ({"category": "x"}, "category"), ({"valid_from": "明天"}, "valid_from"),
        ({"valid_until": "2025-01-01"}, "valid_until"), ({"answer": "a\u0000b"}, "answer"),
    ],
)  # fmt: skip
def test_a_mistake_stands_beside_its_field(browser: Browser, wrong: dict[str, str], field: str) -> None:
    answer = write(browser("supervisor"), **wrong)
    assert answer.status_code == 422
    assert f'id="error-{field}"' in text(answer)
    assert Knowledge.objects.count() == 0


def test_a_unit_writes_for_itself_alone(browser: Browser) -> None:
    clerk = browser("clerk", unit="zjj")
    assert write(clerk).status_code == 403
    assert "市住建局" in text(clerk.get("/knowledge/new"))
    assert write(clerk, unit="zjj").status_code == 302
    write(browser("supervisor"), _key="other")
    approve(browser)
    others = Knowledge.objects.get(unit_code="grgs").number
    assert clerk.get(f"/knowledge/{others}/revise").status_code == 403
    assert clerk.post(f"/knowledge/{others}", {"note": "不要了", "_expects": "1"}).status_code == 403


CALLS = (
    ("家里暖气不热怎么办", "家里暖气不热、温度不达标怎么办"),
    ("小区停水了什么时候来水", "自来水停水，什么时候来水"),
    ("公积金租房提取", "公积金租房提取要什么材料"),
    ("老板拖欠工资三个月", "拖欠工资、老板不发工资怎么办"),
    ("晚上工地施工噪声太大", "夜间施工噪声扰民"),
    ("老年卡怎么办", "公交车老年卡怎么办理"),
    ("什么时候", ""),
    ("", ""),
    ("\u0000''\\ & | !", ""),
)


@pytest.mark.parametrize(("said", "found"), CALLS)
def test_what_callers_say_finds_the_answer(people: Any, said: str, found: str) -> None:
    tell_answers(today(), actor=people("supervisor"), second=people("reviewer"))
    shown = matching(said)
    assert (shown[0].question if shown else "") == found
    assert len(shown) <= 3


def test_the_invented_answers_are_told_once(people: Any) -> None:
    for _ in range(2):
        told = tell_answers(today(), actor=people("supervisor"), second=people("reviewer"))
        assert told == len(ANSWERS) >= 30
    assert Knowledge.objects.filter(is_current=True).count() == len(ANSWERS)


def test_an_answer_is_taken_without_scripts(browser: Browser) -> None:
    write(browser("supervisor"))
    approve(browser)
    agent = browser("agent")
    typed = {
        "_key": "c",
        "contact-phone": "13800001234",
        "title": "暖气不热",
        "detail": "室温十五度",
        "channel": "phone",
    }
    shown = text(agent.post("/agent", {**typed, "take_answer": str(number())}))
    field = re.search(r"<textarea[^>]*name=\"answer\"[^>]*>\s*([^<]*)</textarea>", shown)
    assert field is not None
    assert field[1].strip() == ENTRY["answer"]
    assert re.search(r'<details name="way" data-way open>\s*<summary class="btn" accesskey="j">', shown)
    assert text(agent.post("/agent", {**typed, "take_answer": "x"})).count("data-way open") == 0


def test_as_many_questions_for_three_as_for_one(browser: Browser, questions: Any) -> None:
    supervisor, agent = browser("supervisor"), browser("agent")
    write(supervisor)
    approve(browser)
    counted = []
    for turn in range(2):
        agent.get("/knowledge")
        counted.append(
            [
                questions(lambda: agent.get("/knowledge")),
                questions(lambda: agent.post("/agent/similar", {"title": "暖气"})),
            ]
        )
        for more in "ab":
            write(supervisor, _key=f"{turn}{more}")
            approve(browser)
    assert counted[0] == counted[1]
    assert max(counted[0]) < 25
