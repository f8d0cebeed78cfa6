"""The same story, and the worst of the hostile input, against a real server process."""

import pytest

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
