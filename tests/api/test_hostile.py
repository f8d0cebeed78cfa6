"""What no honest client sends: always refused by name, never a failure of ours, and nothing half stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from shiyu.cases.models import Case
from tests.api.people import Api, bearing, report, token_for
from tests.api.refusing import refused, stored
from tests.api.story import REPORT

pytestmark = pytest.mark.django_db

OPEN = "/cases/citizen_request/report"
DEEP = "[" * 100_000 + "]" * 100_000
DEEP_OBJECT = '{"a":' * 900 + "1" + "}" * 900


def with_facts(**facts: Any) -> bytes:
    return json.dumps({"facts": {**REPORT, **facts}}, ensure_ascii=False).encode()


def raw_fact(name: str, value: str) -> bytes:
    """A report in which one fact is written as it stands."""
    return with_facts(**{name: "@"}).replace(b'"@"', value.encode())


# What is sent as the body of a report, and the code it is refused with.
BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "wrong_fields"),
    "no JSON": (b"title=x", "bad_json"),
    "cut off": (with_facts()[:-9], "bad_json"),
    "a list": (b"[1, 2]", "wrong_fields"),
    "a number": (b"7", "wrong_fields"),
    "null": (b"null", "wrong_fields"),
    "GBK": (with_facts().decode().encode("gbk"), "bad_json"),
    "UTF-16": (with_facts().decode().encode("utf-16"), "bad_json"),
    "a byte order mark": (b"\xef\xbb\xbf" + with_facts(), "bad_json"),
    "overlong UTF-8": (with_facts().replace(b"/", b"") + b"\xc0\xaf", "bad_json"),
    "two values": (with_facts() + b"{}", "bad_json"),
    "a name twice": (b'{"facts": {}, "facts": {}}', "bad_json"),
    "a fact twice": (with_facts().replace(b'"title":', b'"title": "one", "title":'), "bad_json"),
    "deep lists": (DEEP.encode(), "bad_json"),
    "deep objects": (DEEP_OBJECT.encode(), "bad_json"),
    "deep facts": (raw_fact("title", "[" * 20 + "]" * 20), "bad_json"),
    "NaN": (raw_fact("title", "NaN"), "bad_json"),
    "infinity": (raw_fact("title", "1e999"), "bad_json"),
    "a huge number": (raw_fact("title", "9" * 400), "bad_json"),
    "a number of 5000 digits": (raw_fact("title", "9" * 5000), "bad_json"),
    "a number beyond 64 bits": (raw_fact("title", "99999999999999999999"), "bad_json"),
    "NUL in a title": (raw_fact("title", r'"a\u0000b"'), "bad_json"),
    "half a character": (raw_fact("title", r'"a\ud800b"'), "bad_json"),
    "half a character in a name": (b'{"facts": {"\\udfff": 1}}', "bad_json"),
    "a raw NUL": (with_facts().replace(b"\xe6", b"\x00", 1), "bad_json"),
    "an unknown field": (b'{"facts": {}, "admin": true}', "wrong_fields"),
    "facts as a list": (b'{"facts": []}', "wrong_fields"),
    "facts as text": (b'{"facts": "title"}', "wrong_fields"),
    "an unknown fact": (with_facts(stage="closed"), "unknown_facts"),
    "a number as title": (with_facts(title=7), "bad_fact"),
    "an object as title": (with_facts(title={"$gt": ""}), "bad_fact"),
    "a title too long": (with_facts(title="长" * 201), "bad_fact"),
    "a detail too long": (with_facts(detail="长" * 20_001), "bad_fact"),
    "an empty title": (with_facts(title="  \u200b "), "bad_fact"),
    "no contact": (with_facts(contact=None), "bad_fact"),
    "an unknown contact field": (with_facts(contact={"name": "张某", "role": "admin"}), "bad_fact"),
    "a list as telephone": (with_facts(contact={"phone": ["1"]}), "bad_fact"),
    "a place that is none": (with_facts(place="999999999999"), "bad_fact"),
    "a place in another city": (with_facts(place={"lon": 116.4, "lat": 39.9}), "bad_fact"),
    "a place that is true": (with_facts(place={"lon": True, "lat": True}), "bad_fact"),
    "a category of SQL": (with_facts(category="'; DROP TABLE cases_case; --"), "bad_fact"),
    "a type that is none": (with_facts(type="__proto__"), "bad_fact"),
    "a type that is a list": (with_facts(type=["complaint"]), "bad_fact"),
    "files that are none": (with_facts(files=["../../etc/passwd"]), "bad_fact"),
    "files as text": (with_facts(files="x"), "bad_fact"),
    "a file of nobody": (with_facts(files=["00000000-0000-4000-8000-000000000000"]), "bad_fact"),
    "a date of no year": (with_facts(written_on="2026-13-41"), "bad_fact"),
    "urgent as text": (with_facts(urgent="yes"), "bad_fact"),
}  # fmt: skip


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


def sent(client: Api, body: bytes, *, path: str = OPEN, content_type: str = "application/json", **headers: str) -> Any:
    headers = {**client.headers, "Idempotency-Key": "hostile-1", **headers}
    return client.client.generic("POST", f"/api/v1{path}", body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_refused_by_name(client: Api, name: str) -> None:
    body, code = BODIES[name]
    before = stored()
    refused(sent(client, body), code)
    assert stored() == before
    # The key of a refused request is still free.
    assert sent(client, with_facts()).status_code == 201


@pytest.mark.parametrize("size", [3_000_000, 30_000_000])
def test_an_oversized_body_is_not_read(client: Api, size: int) -> None:
    refused(sent(client, b'{"facts": {"title": "' + b"x" * size + b'"}}'), "too_large")


@pytest.mark.parametrize(
    ("content_type", "code"),
    [
        ("text/plain", "not_json"),
        ("application/x-www-form-urlencoded", "not_json"),
        ("application/xml", "not_json"),
        ("application/json; charset=gb18030", "not_json"),
        ("application/json; charset=utf-16", "not_json"),
        ("", "not_json"),
        ("multipart/form-data; boundary=x", "not_json"),
        ("multipart/form-data", "not_json"),
    ],
)
def test_another_kind_of_body_is_refused(client: Api, content_type: str, code: str) -> None:
    refused(sent(client, with_facts(), content_type=content_type), code)


@pytest.mark.parametrize(
    "marks", ["\u202e张三\u202c", "\u200b\u2066evil\u2069", "a\r\nSet-Cookie: x=1", "<script>alert(1)</script>"]
)
def test_odd_characters_are_kept_harmlessly(client: Api, marks: str) -> None:
    made = sent(client, with_facts(title=f"路灯{marks}"))
    assert made.status_code == 201
    title = Case.objects.get(number=made.json()["number"]).title
    assert not set(title) & set("\u202e\u202c\u200b\u2066\u2069\r")


NUMBERS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e", "SQ%00", "%00", "' OR 1=1 --", "SQ20261123000001'",
    "%F0%28%8C%28",
    "SQ" + "9" * 5000, "-1", "%E2%80%AE", "SQ%0d%0aX: y", "{number}", "null", "%ff%fe", "＇",
)  # fmt: skip
READS: tuple[Callable[[Api, str], Any], ...] = (
    lambda a, n: a.client.get(f"/api/v1/cases/{n}", headers=a.headers),
    lambda a, n: a.client.get(f"/api/v1/cases/{n}/history", headers=a.headers),
    lambda a, n: a.client.get(f"/api/v1/cases/{n}/files/{n}", headers=a.headers),
    lambda a, n: a.client.get(f"/api/v1/procedures/{n}", headers=a.headers),
    lambda a, n: a.post(f"/cases/{n}/moves/urge", {}),
    lambda a, n: a.post(f"/cases/SQ1/moves/{n}", {}),
    lambda a, n: a.post(f"/cases/{n}/report", {}),
    lambda a, n: a.post(f"/cases/citizen_request/{n}", {}),
    lambda a, n: a.post("/cases/moves", {"requests": [{"number": n, "move": n}]}),
)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_is_not_there(number: str) -> None:
    asker = bearing(token_for("dispatcher"))
    for read in READS:
        response = read(asker, number)
        if response.status_code == 200:
            (only,) = response.json()["outcomes"]
            assert only["refused"]["code"] in {"no_such_case", "no_such_move"}
        else:
            refused(
                response,
                "no_such_address",
                "no_such_case",
                "no_such_procedure",
                "no_such_move",
                "wrong_fields",
                "wrong_method",
            )


QUERIES = {
    "cursor=abc": "bad_value", "cursor=azk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk": "bad_value", "cursor=a0%3D": "bad_value",
    "cursor=azA": "bad_value", "limit=0": "wrong_fields", "limit=101": "wrong_fields", "limit=x": "wrong_fields",
    "limit=9999999999999999999999": "wrong_fields", "late=maybe": "wrong_fields", "category=nothing": "bad_value",
    "place=x": "bad_value", "purpose=curiosity": "bad_value", "purpose=own_case": "bad_value", "q=%00": "bad_value",
    "procedure=%00": "bad_value", "q=" + "x" * 500: "wrong_fields",
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_refused_by_name(query: str) -> None:
    asker = bearing(token_for("dispatcher"))
    refused(asker.client.get(f"/api/v1/cases?{query}", headers=asker.headers), QUERIES[query])


@pytest.mark.parametrize(
    "words", ["' | 'x' & !", ":*", "\\", "((((", "a:*B & <-> ''", "路灯' OR '1'='1", "%", "🙂", "\u202e"]
)
def test_any_words_can_be_searched_for(client: Api, words: str) -> None:
    report(client)
    assert bearing(token_for("dispatcher")).get("/cases", q=words).status_code == 200


HEADERS: dict[str, tuple[dict[str, str], str]] = {
    "no key": ({"Idempotency-Key": ""}, "key_missing"),
    "a blank key": ({"Idempotency-Key": "   "}, "key_missing"),
    "a long key": ({"Idempotency-Key": "k" * 121}, "bad_input"),
    "a key with a tab": ({"Idempotency-Key": "a\tb"}, "bad_input"),
    "another scheme": ({"Authorization": "Basic dGVzdDp0ZXN0"}, "bad_authorization"),
    "an empty bearer": ({"Authorization": "Bearer "}, "bad_authorization"),
    "a strange bearer": ({"Authorization": "Bearer \xff' OR 1=1"}, "bad_token"),
    "two identities": ({"X-Query-Code": "ABCD"}, "two_identities"),
    "another's post": ({"X-Post": "zjj-clerk"}, "post_not_held"),
    "a post that is none": ({"X-Post": "'; --"}, "post_not_held"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_is_refused_by_name(client: Api, name: str) -> None:
    headers, code = HEADERS[name]
    before = stored()
    refused(sent(client, with_facts(), **headers), code)
    assert stored() == before


@pytest.mark.parametrize("given", ["x", '"x"', "-1", "1, 2", '"99999999999"', "\x7f"])
def test_an_odd_etag_is_refused(client: Api, given: str) -> None:
    number = report(client).json()["number"]
    refused(
        bearing(token_for("dispatcher")).post(f"/cases/{number}/moves/urge", {}, **{"If-Match": given}), "bad_value"
    )


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/v1/nothing", "no_such_address"),
        ("GET", "/api/v2/cases", "no_such_address"),
        ("GET", "/api/", "no_such_address"),
        ("DELETE", "/api/v1/cases", "wrong_method"),
        ("PUT", "/api/v1/cases/SQ1", "wrong_method"),
        ("TRACE", "/api/v1/cases", "wrong_method"),
        ("GET", "/api/v1/login", "wrong_method"),
        ("BREW", "/api/v1/login", "wrong_method"),
    ],
)
def test_an_address_that_is_none(client: Api, method: str, path: str, code: str) -> None:
    refused(client.client.generic(method, path, headers=client.headers), code)


def test_a_batch_of_too_many_is_refused_whole(client: Api) -> None:
    items = [{"procedure": "citizen_request", "move": "report", "facts": REPORT}] * 501
    before = stored()
    refused(client.post("/cases/moves", {"requests": items}), "wrong_fields")
    assert stored() == before


def test_a_host_that_is_not_ours_is_refused(client: Api) -> None:
    response = client.client.get("/api/v1/procedures", headers={"Host": "evil.example"})
    refused(response, "bad_request")
