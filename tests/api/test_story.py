"""The story of one request, through Django's test client."""

import pytest

from tests.api.people import Api, bearing, report, token_for, with_code
from tests.api.story import ACTORS, STORY, play

pytestmark = pytest.mark.django_db


def actor(who: str) -> Api:
    role, _, unit = who.partition("@")
    return bearing(token_for(role, unit=unit or None))


def test_from_report_to_closed() -> None:
    actors = {who: actor(who) for who in ACTORS}
    number, caller = play(actors, with_code=with_code)

    seen = caller.get(f"/cases/{number}").json()
    assert seen["standing"]["sentence"]["zh"] == "您的件已办结，结果：解决。"
    assert [answer["text"] for answer in seen["answers"]] == ["已更换一盏路灯。", "三盏路灯均已更换。"]

    full = actors["dispatcher"].get(f"/cases/{number}/history").json()["entries"]
    assert [entry["move"]["name"] for entry in full] == ["report", *(move for _, move, _, _ in STORY)]
    assert full[-1]["to_stage"]["name"] == "closed"


def test_what_the_caller_reads_of_it() -> None:
    actors = {who: actor(who) for who in ACTORS}
    number, caller = play(actors, with_code=with_code)
    entries = caller.get(f"/cases/{number}/history").json()["entries"]
    assert [entry["move"]["name"] for entry in entries] == [
        "report", "dispatch", "dispatch", "sign", "first_contact", "grant_extension", "pass_review", "call_back",
        "pass_review", "judge",
    ]  # fmt: skip
    assert all("account" not in entry["by"] and "post" not in entry["by"] for entry in entries)
    told = str(entries)
    assert not any(words in told for words in ("三定方案", "not_our_duty", "请先行核实", "等待灯具到货"))


def test_the_dispatcher_reads_why_a_unit_is_suggested() -> None:
    actors = {who: actor(who) for who in ("api_client", "dispatcher")}
    number = report(actors["api_client"]).json()["number"]
    (entry,) = actors["dispatcher"].get(f"/cases/{number}/history").json()["entries"]
    route = entry["facts"]["route"]
    assert route["label"]["zh"] == "派单建议"
    assert "路灯" in route["shown"]["zh"]
    assert route["value"]["unit"] == "cgj"
