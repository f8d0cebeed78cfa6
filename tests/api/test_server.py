"""The same story, and the worst of the hostile input, against a real server process."""

import pytest

from shiyu.web.background import running
from tests.api.people import token_for
from tests.api.server import Asker, running_server
from tests.api.story import ACTORS, REPORT, play

pytestmark = pytest.mark.usefixtures("committed")


def tokens() -> dict[str, str]:
    found = {}
    for who in ACTORS:
        role, _, unit = who.partition("@")
        found[who] = token_for(role, unit=unit or None)
    return found


def test_the_story_and_bad_input_on_a_real_server(database_environment: dict[str, str]) -> None:
    bearing = tokens()
    with running_server(database_environment) as address:
        actors = {who: Asker(address, Authorization=f"Bearer {token}") for who, token in bearing.items()}
        number, caller = play(actors, with_code=lambda code: Asker(address, **{"X-Query-Code": code}))
        assert caller.get(f"/cases/{number}").json()["stage"]["end"] is True
        refuses_what_is_bad(actors["api_client"])


def refuses_what_is_bad(asker: Asker) -> None:
    path, json_type = "/cases/citizen_request/report", {"Content-Type": "application/json", "Idempotency-Key": "bad"}
    bodies = {
        b"x" * 30_000_000: "too_large",
        b"{": "bad_json",
        '{"facts": {"title": "路灯"}}'.encode("gbk"): "bad_json",
        b"[" * 1_000_000: "bad_json",
        b'{"facts": {"title": "\\u0000"}}': "bad_json",
        b"": "wrong_fields",
    }
    for body, code in bodies.items():
        answer = asker.send("POST", path, content=body, headers=json_type)
        assert (answer.status_code // 100, answer.json()["code"]) == (4, code)
    for odd in ("/cases/%00", "/cases/..%2f..%2fetc%2fpasswd", "/cases/%ff%fe", "/nothing", "/cases/" + "9" * 4000):
        answer = asker.send("GET", odd)
        assert answer.status_code == 404, odd
        assert answer.headers["Content-Type"] == "application/problem+json"
    chunked = asker.send("POST", path, content=iter([b'{"facts": ', b"{}}"]), headers=json_type)
    assert (chunked.status_code, chunked.json()["code"]) == (411, "length_needed")
    assert asker.post(path, {"facts": REPORT}, key="after-all").status_code == 201


TABLE = "编号,留言主题,留言时间,留言详情\n1,路灯不亮,2026/2/27 8:05:00,东街路口路灯不亮\n"


def test_tasks_are_ordered_stopped_and_fetched_on_a_real_server(database_environment: dict[str, str]) -> None:
    bearing = {who: f"Bearer {token_for(who)}" for who in ("agent", "dispatcher")}
    with running_server(database_environment) as address:
        agent, dispatcher = (Asker(address, Authorization=bearing[who]) for who in ("agent", "dispatcher"))
        form = {"files": {"file": ("来件.csv", TABLE.encode())}, "data": {"source": "省平台"}}
        headers = {"Idempotency-Key": "import"}
        task = agent.send("POST", "/citizen-requests/import", headers=headers, **form)
        again = agent.send("POST", "/citizen-requests/import", headers=headers, **form)
        assert (task.status_code, again.json()["reference"]) == (202, task.json()["reference"])
        running.work_on(task.json()["reference"])  # as the jobs process does
        done = agent.get(f"/tasks/{task.json()['reference']}").json()
        assert (done["state"], done["did"]) == ("done", 1)
        number = agent.get(f"/tasks/{done['reference']}/file").content.decode("utf-8-sig").splitlines()[1].split(",")[1]
        batch = {"move": "dispatch", "facts": {"lead": "zjj"}, "cases": [{"number": number}]}
        ordered = dispatcher.post("/tasks/moves", batch, key="batch").json()
        assert dispatcher.post(f"/tasks/{ordered['reference']}/stop").json()["state"] == "stopped"
        running.work_on(ordered["reference"])
        assert dispatcher.get(f"/cases/{number}").json()["entry_count"] == 1
        other = agent.get(f"/tasks/{ordered['reference']}")
        assert (other.status_code, other.json()["code"]) == (404, "not_found")
