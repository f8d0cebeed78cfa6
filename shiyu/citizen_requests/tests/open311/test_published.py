"""What the world sees of a request, and never sees."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.citizen_requests.open311.shown import NOTES, public_address
from shiyu.citizen_requests.open311.terms import terms
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST
from shiyu.citizen_requests.tests.conftest import OTHER
from shiyu.citizen_requests.tests.open311.conftest import App, said
from shiyu.citizen_requests.tests.open311.test_posting import picture
from shiyu.city.directory import directory
from tests.api.people import token_for

pytestmark = pytest.mark.django_db
CANARIES = ("13800001234", "王小二", "wang@example.cn", "123号", "3单元", "35.4907", "112.8523")


def test_a_report_is_shown_without_its_reporter(app: App) -> None:
    number = app.send(media_url="https://example.org/lamp.jpg")
    seen = app.seen(number)
    assert {name: seen[name] for name in ("status", "status_notes", "service_code", "service_name", "description",
                                          "address", "address_id", "lat", "long", "media_url", "zipcode")} == {
        "status": "open", "status_notes": "已受理，正在确定承办单位", "service_code": "010204",
        "service_name": "城市公共设施", "description": "路灯不亮，请打138****1234找王*", "address": "晋城市城区泽州路",
        "address_id": "140502000000", "lat": 35.491, "long": 112.852, "media_url": "https://example.org/lamp.jpg",
        "zipcode": None}  # fmt: skip
    assert seen["requested_datetime"] == seen["updated_datetime"] == "2026-03-02T09:00:00+08:00"
    for path in (f"requests/{number}.xml", "requests.json", "requests.xml?extensions=true"):
        shown = app.get(path).content.decode().replace(number, "")
        assert [canary for canary in CANARIES if canary in shown] == []


def test_what_comes_by_other_ways_is_shown_without_its_words(app: App, report: Any) -> None:
    story = report(category="010204", place={"division": "140502001000", "address": "泽州路9号"})
    seen = app.seen(story.number)
    assert (seen["description"], seen["address"], seen["media_url"]) == ("", "晋城市城区东街街道泽州路", None)


@pytest.mark.parametrize(
    "facts", [{"type": "tipoff", "category": "010204"}, {"category": "040203"}, {"category": "050601"}, {}]
)
def test_a_tipoff_a_neighbour_and_what_is_no_service_are_not_there(
    app: App, report: Any, facts: dict[str, str]
) -> None:
    story = report(by="agent", **facts)
    assert said(app.get(f"requests/{story.number}.json"))[0] == 404
    for query in ({}, {"service_request_id": story.number}, {"api_key": app.key, "service_request_id": story.number}):
        assert app.get("requests.json", **query).json() == []


def test_a_client_follows_what_it_sent_itself_and_nobody_else_does(app: App) -> None:
    number = app.send(service_code="040203", media=picture())
    assert said(app.get(f"requests/{number}.json"))[0] == 404
    own = app.seen(number, api_key=app.key, extensions="true")
    assert (own["address"], own["lat"], own["description"]) == (
        "泽州路123号3单元", 35.4907, "路灯不亮，请打13800001234找王小二")  # fmt: skip
    other = token_for("api_client", unit="rx12345")
    assert said(app.get(f"requests/{number}.json", api_key=other))[0] == 404
    assert app.get("requests.json", api_key=app.key).json() == []


def test_a_picture_is_shown_to_its_sender_alone(app: App) -> None:
    number = app.send(media=picture())
    assert app.seen(number)["media_url"] is None
    url = app.seen(number, api_key=app.key)["media_url"]
    path = url.removeprefix("http://testserver")
    assert said(app.client.get(path))[0] == 404
    answer: Any = app.client.get(path, {"api_key": app.key})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_where_the_city_publishes_pictures_everybody_sees_them(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    number = app.send(media=picture())
    body = dict(directory().rule_sets.by_code["open311"][0].body) | {"publish": ["photos"]}
    monkeypatch.setattr("shiyu.city.facts.RuleSetFact.body", property(lambda _: body), raising=False)
    assert terms().publish == {"photos"}
    seen = app.seen(number)
    assert seen["description"] == ""
    assert app.client.get(seen["media_url"].removeprefix("http://testserver")).status_code == 200


def test_from_open_to_closed(app: App, follow: Any) -> None:
    number = app.send()
    story = follow(number)
    seen: list[tuple[str, str, str, str | None, bool]] = []
    for stage in ("received", "to_sign", "handling", "review", "call_back", "closed"):
        story.to(stage)
        one = app.seen(number, extensions="true")
        seen.append(
            (stage, one["status"], one["status_notes"], one["agency_responsible"], bool(one["expected_datetime"]))
        )
    unit = directory().unit(OTHER)
    name = unit.label.zh if unit else ""
    assert seen == [
        ("received", "open", "已受理，正在确定承办单位", None, False),
        ("to_sign", "open", "已派单，待承办单位签收", name, True),
        ("handling", "open", "办理中", name, True),
        ("review", "open", "办理中", name, True),
        ("call_back", "open", "已答复，待评价", name, True),
        ("closed", "closed", "已办结：解决", name, True),
    ]
    assert app.get("requests.json", status="closed").json()[0]["service_request_id"] == number
    assert "更换灯具" not in app.get("requests.json", extensions="true").content.decode()


@pytest.mark.parametrize(
    ("move", "who", "facts", "notes"),
    [
        ("refuse", "dispatcher", {"refusal": "elsewhere", "right_office": "邻市热线"}, "不属受理范围，已告知诉求人"),
        ("withdraw", "agent", {"reason": "已自行解决"}, "诉求人已撤回"),
        ("answer_directly", "agent", {"answer": "已通电", "outcome": "resolved"}, "已直接答复：解决"),
    ],
)
def test_other_ends_are_closed_and_say_so(
    app: App, follow: Any, move: str, who: str, facts: dict[str, str], notes: str
) -> None:
    number = app.send()
    follow(number).do(move, who, **facts)
    seen = app.seen(number)
    assert (seen["status"], seen["status_notes"]) == ("closed", notes)


@pytest.mark.parametrize(("category", "told"), [("010204", True), ("040203", False)])
def test_a_duplicate_names_its_main_case_where_that_is_public(
    app: App, follow: Any, report: Any, category: str, told: bool
) -> None:
    number, main = app.send(), report(category=category)
    follow(number).do("merge", "dispatcher", main_case=main.number)
    seen = app.seen(number, extensions="true")
    assert seen["status"] == "closed"
    assert seen["extended_attributes"]["duplicate_of"] == (main.number if told else None)
    assert (main.number in seen["status_notes"]) is told


def test_every_stage_has_its_words() -> None:
    assert NOTES.keys() == {stage.name for stage in CITIZEN_REQUEST.stages}


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_list_takes_three_queries_however_long_and_a_fourth_for_duplicates(app: App, follow: Any, count: int) -> None:
    sent = [app.send(description=f"第{n}件") for n in range(count + 1)]
    follow(sent[0]).do("merge", "dispatcher", main_case=sent[1])
    app.get("services.json")  # the directory looks for a new edition at most once a second
    with CaptureQueriesContext(connection) as asked:
        assert len(app.get("requests.json", page_size=50, extensions="true").json()) == min(count + 1, 50)
    merged_shown = count < 50
    assert len([query for query in asked if "city_edition" not in query["sql"]]) == 3 + merged_shown


ADDRESSES = [
    ("泽州路123号3单元", "泽州路"),
    ("泽州路 １２３ 号", "泽州路"),
    ("凤鸣小区12号楼2单元301", "凤鸣小区"),
    ("红星街与泽州路路口", "红星街与泽州路路口"),
    ("207国道35公里处", "207国道35公里处"),
    ("泽州路88-2", "泽州路"),
    ("12 Zezhou Road", "Zezhou Road"),
    ("凤台西街一百二十三号院", "凤台西街"),
    ("A3栋", ""),
    ("泽州路口，电话13800001234", "泽州路口,电话****"),
    ("", ""),
]


@pytest.mark.parametrize(("given", "shown"), ADDRESSES)
def test_an_address_is_shown_without_the_house(people: Any, given: str, shown: str) -> None:
    assert public_address(given, place=None, city=directory()) == shown
