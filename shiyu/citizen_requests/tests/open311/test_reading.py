"""What everybody may ask: where the door is, what can be reported, and where a report stands."""

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from shiyu.citizen_requests.open311.services import services
from shiyu.citizen_requests.public import category_ids
from shiyu.citizen_requests.tests.open311.conftest import App, said
from shiyu.city.directory import directory

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[5] / "shared" / "data" / "open311"


def tags(element: ET.Element | None) -> list[str]:
    return [child.tag for child in element] if element is not None else []


def test_discovery_leads_to_the_door(app: App) -> None:
    found = app.get("discovery.json").json()
    assert app.client.get("/open311/discovery.json").json() == found
    (endpoint,) = found["endpoints"]
    assert (endpoint["url"], endpoint["formats"]) == ("http://testserver/open311/v2", ["text/xml", "application/json"])
    tree = ET.fromstring(app.get("discovery.xml").content)
    assert [one.text for one in tree.iter("format")] == endpoint["formats"]


def test_services_are_the_last_level_of_what_the_pack_offers(people: Any, app: App) -> None:
    listed = app.get("services.json").json()
    by_code = {one["service_code"]: one for one in listed}
    assert len(by_code) == len(listed) == len(services()) > 30
    assert {len(code) for code in by_code} == {6}
    assert not {"050601", "010210", "0102", "130801"} & by_code.keys()  # bribery, a metro, a group, gangs
    assert (by_code["010204"]["group"], by_code["010204"]["metadata"], by_code["010204"]["type"]) == (
        "城乡建设", True, "realtime")  # fmt: skip
    assert by_code["010205"]["service_name"] == "城市建设和市政管理（其他）"
    english = app.client.get("/open311/v2/services.json", headers={"Accept-Language": "en"}).json()
    assert english[0]["group"] == "Urban and rural development"


def test_a_definition_asks_what_the_category_needs(app: App) -> None:
    asked = {code: app.get(f"services/{code}.json").json()["attributes"] for code in ("010103", "010204", "030201")}
    assert {code: [one["code"] for one in questions] for code, questions in asked.items()} == {
        "010103": ["type", "danger"], "010204": ["type", "asset", "since", "affects"], "030201": ["type"]}  # fmt: skip
    (kind,) = asked["030201"]
    assert "tipoff" not in [value["key"] for value in kind["values"]]
    assert [one["order"] for one in asked["010204"]] == [1, 2, 3, 4]
    tree = ET.fromstring(app.get("services/010204.xml").content)
    assert [one.findtext("code") for one in tree.iter("attribute")] == ["type", "asset", "since", "affects"]


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the public fixture set is not here")
@pytest.mark.parametrize(
    ("fixture", "asked", "path"),
    [
        ("services.xml", "services.xml", "service"),
        ("service_requests.xml", "requests.xml", "request"),
        ("get_service_request.xml", "requests/{number}.xml", "request"),
        ("service_definition.xml", "services/010204.xml", ".//attribute"),
        ("service_definition.xml", "services/010204.xml", ".//value"),
        ("get_service_request_not_found.xml", "requests/not-an-id.xml", "error"),
        ("service_requests_empty.xml", "requests.xml?service_request_id=none", "."),
    ],
)
def test_elements_are_those_of_the_public_fixtures(app: App, fixture: str, asked: str, path: str) -> None:
    theirs = ET.parse(FIXTURES / fixture).getroot()
    ours = ET.fromstring(app.get(asked.format(number=app.send())).content)
    assert (ours.tag, sorted(tags(ours.find(path)))) == (theirs.tag, sorted(tags(theirs.find(path))))


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the public fixture set is not here")
def test_what_a_post_answers_is_that_of_the_public_fixtures(app: App) -> None:
    theirs = ET.parse(FIXTURES / "post_service_request.xml").getroot()
    ours = ET.fromstring(app.post("requests.xml").content)
    assert (ours.tag, tags(ours.find("request"))) == (theirs.tag, tags(theirs.find("request")))


def test_a_token_stands_for_its_number(app: App) -> None:
    (made,) = app.post("requests.json?extensions=true").json()
    token = made["extended_attributes"]["token"]
    assert app.get(f"tokens/{token}.json").json() == [
        {"service_request_id": made["service_request_id"], "token": token}]  # fmt: skip
    for wrong in (made["service_request_id"], token[:-1], f"{token}0", "12345"):
        assert said(app.get(f"tokens/{wrong}.xml"))[0] == 404


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [one["service_request_id"] for one in answer.json()]


def test_filters(app: App) -> None:
    first, second, third = (app.send(description=f"第{n}件", service_code=code) for n, code in
                            enumerate(("010204", "010214", "010204")))  # fmt: skip
    table: list[tuple[dict[str, Any], list[str]]] = [
        ({}, [third, second, first]),
        ({"service_code": "010214"}, [second]),
        ({"service_code": "010214,010204"}, [third, second, first]),
        ({"service_code": ["010214", "010204"]}, [third, second, first]),
        ({"status": "open"}, [third, second, first]),
        ({"status": "closed"}, []),
        ({"status": "open,closed"}, [third, second, first]),
        ({"service_request_id": f"{first},{third}"}, [third, first]),
        ({"service_request_id": f"{first},nothing", "status": "closed"}, [first]),
        ({"service_request_id": "'; DROP TABLE"}, []),
        ({"start_date": "2026-03-01T00:00:00Z"}, [third, second, first]),
        ({"start_date": "2026-03-01T00:00:00 08:00"}, [third, second, first]),
        ({"end_date": "2026-03-01T00:00:00Z"}, []),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-03-31T00:00:00+08:00"}, [third, second, first]),
        ({"start_date": "2030-01-01T00:00:00Z"}, []),
        ({"page_size": "2"}, [third, second]),
        ({"page_size": "2", "page": "2"}, [first]),
        ({"page_size": "2", "page": "3"}, []),
        ({"before": second}, [first]),
        ({"before": "SQ0"}, []),
        ({"jurisdiction_id": "140500"}, [third, second, first]),
    ]
    for query, expected in table:
        assert (query, numbers(app.get("requests.json", **query))) == (query, expected)


def test_the_link_leads_back_to_the_first_whatever_comes_in(app: App) -> None:
    sent = [app.send(description=f"第{n}件") for n in range(5)]
    answer = app.get("requests.json", page_size=2, service_code="010204", api_key=app.key)
    found = numbers(answer)
    while link := answer.headers.get("Link"):
        assert app.key not in link
        app.send(description=f"新来的{len(found)}")
        answer = app.client.get(link[1 : link.index(">")])
        found += numbers(answer)
    assert found == sent[::-1]


REFUSED = {
    "start_date=yesterday": "start_date", "start_date=2026-03-01": "start_date",
    "end_date=2026-13-01T00:00:00Z": "end_date",
    "start_date=2026-03-01T00:00:00": "start_date", "start_date=9999-12-31T23:59:59Z": "start_date",
    "end_date=0001-01-01T00:00:00Z": "end_date", "start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z": "90",
    "start_date=2026-02-01T00:00:00Z&end_date=2026-01-02T00:00:00Z": "start_date", "status=done": "status",
    "page=0": "page", "page=": "page", "before=": "before", "page=x": "page",
    "page=101": "page", "page_size=1001": "page_size", "page_size=-1": "page_size",
    "before=%00": "before", "jurisdiction_id=%00": "jurisdiction_id",
}  # fmt: skip


@pytest.mark.parametrize("query", REFUSED)
def test_a_query_is_refused_by_name(app: App, query: str) -> None:
    for form in ("json", "xml"):
        code, words = said(app.client.get(f"/open311/v2/requests.{form}?{query}"))
        assert (code, REFUSED[query] in words) == (400, True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "requests/SQ20990101000001.json", 404),
        ("GET", "requests/%00.json", 404),
        ("GET", "requests/a%2Fb.json", 404),
        ("GET", "requests.json?service_code=999999", 404),
        ("GET", "requests.json?jurisdiction_id=x", 404),
        ("GET", "requests.json?api_key=wrong", 403),
        ("GET", "services/999999.xml", 404),
        ("GET", "services/0102.xml", 404),
        ("GET", "services.xml?jurisdiction_id=x", 404),
        ("GET", "services.html", 406),
        ("GET", "requests/SQ1.csv", 406),
        ("GET", "nothing.json", 404),
        ("GET", "services.x%0Ay", 404),
        ("GET", "services.xml%0A", 404),
        ("GET", "", 404),
        ("GET", "media/SQ1/00000000-0000-4000-8000-000000000000", 404),
        ("DELETE", "requests/SQ1.json", 405),
        ("PUT", "requests.xml", 405),
        ("POST", "services.json", 405),
    ],
)
def test_an_address_that_is_none(app: App, method: str, path: str, status: int) -> None:
    answer = app.client.generic(method, f"/open311/v2/{path}")
    assert said(answer)[0] == status
    assert ("Allow" in answer.headers) == (status == 405)


def test_what_is_refused_before_the_door_is_told_in_its_form_too(app: App) -> None:
    unmeasured: dict[str, Any] = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": BytesIO()}
    chunked = app.client.generic("POST", "/open311/v2/requests.json", **unmeasured)
    elsewhere = app.client.get("/open311/v2/services.xml", headers={"Host": "elsewhere.example"})
    assert [said(answer)[0] for answer in (chunked, elsewhere)] == [411, 400]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("", "xml"), ("*/*", "xml"), ("text/html", "xml"), ("application/json", "json"), ("application/xml", "xml")],
)
def test_without_an_ending_accept_chooses(app: App, accept: str, kind: str) -> None:
    answer = app.client.get("/open311/v2/services", headers={"Accept": accept} if accept else {})
    assert kind in answer.headers["Content-Type"]


def test_pages_of_others_may_read_the_door(app: App) -> None:
    for answer in (app.get("services.json"), app.get("services.html"), app.client.options("/open311/v2/requests.json")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_sensitive_is_offered_and_not_shown(people: Any) -> None:
    shown = {directory().category_code(row) for row in category_ids()}
    assert services().keys() - shown == {"010302", "011003", "040203"}
