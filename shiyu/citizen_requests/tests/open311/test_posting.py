"""Reporting: what is taken, once; what is refused, and how that is said."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shiyu.base.clock import now, standing_at
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Attachment, Case, Entry, Party
from shiyu.citizen_requests import demo_keys
from shiyu.citizen_requests.open311 import posting
from shiyu.citizen_requests.open311.keys import REPORTS
from shiyu.citizen_requests.tests.open311.conftest import LAMP, OUTSIDE, ROOT, App, said
from shiyu.city.models import ApiToken
from shiyu.web.models import Tries
from tests.api.people import expired_token, revoked_token, token_for

pytestmark = pytest.mark.django_db


def picture(name: str = "lamp.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def test_a_report_is_a_case_with_its_words_place_and_contact(app: App) -> None:
    number = app.send(**{"attribute[type]": "complaint", "attribute[affects][]": ["drivers", "cyclists"],
                         "attribute[asset]": "B-12", "media_url": "https://example.org/lamp.jpg"})  # fmt: skip
    case = Case.objects.get(number=number)
    assert (case.procedure, case.channel, case.external_ref) == ("citizen_request", "api", "open311")
    assert (case.lat, case.lon, case.address) == (35.4907, 112.8523, "泽州路123号3单元")
    assert case.title == "城市公共设施：路灯不亮，请打13800001234找王小二"
    entry = Entry.objects.select_related("text").get(case=case)
    assert (entry.facts["type"], entry.facts["category"]) == ("complaint", "010204")
    for words in ("行人", "驾车者、骑行者", "B-12", "media_url：https://example.org/lamp.jpg"):
        assert (words in str(entry.text.body)) == (words != "行人")
    contact = open_contact(Party.objects.get(case=case))
    assert {name: contact[name] for name in ("name", "phone", "email")} == {
        "name": "王小二", "phone": "13800001234", "email": "wang@example.cn"}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"first_name": None, "last_name": None, "phone": None, "email": None}, {"anonymous": True}),
        ({"description": None}, {"detail": "城市公共设施 泽州路123号3单元"}),
        ({"lat": None, "long": None}, {"lat": None}),
        ({"lat": None, "long": None, "address_string": None, "address_id": "140502001000"}, {"place": "140502001000"}),
        ({"service_code": "010103", "attribute[danger]": "yes"}, {"limit_class": "urgent"}),
        ({"jurisdiction_id": "140500", "device_id": "x", "account_id": "7", "unheard_of": "1"}, {}),
    ],
)
def test_what_may_be_left_out(app: App, form: dict[str, Any], expected: dict[str, Any]) -> None:
    case = Case.objects.get(number=app.send(**form))
    entry = Entry.objects.select_related("text").get(case=case)
    found = {
        "anonymous": Party.objects.get(case=case).anonymous, "lat": case.lat, "place": case.place_code,
        "limit_class": case.limit_class, "detail": str(entry.text.body).partition('"detail":"')[2].partition('"')[0],
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "no key": ({"api_key": None}, 403, "api_key"),
    "an empty key": ({"api_key": ""}, 403, "api_key"),
    "a wrong key": ({"api_key": "xyz"}, 403, "api_key"),
    "no service": ({"service_code": None}, 400, "service_code"),
    "an unknown service": ({"service_code": "999999"}, 404, "999999"),
    "a category that is no service": ({"service_code": "050601"}, 404, "050601"),
    "another jurisdiction": ({"jurisdiction_id": "sfgov.org"}, 404, "sfgov.org"),
    "no place": ({"lat": None, "long": None, "address_string": None}, 400, "address_string"),
    "half a position": ({"long": None}, 400, "lat"),
    "a position of words": ({"lat": "north"}, 400, "lat"),
    "a position that is no number": ({"lat": "nan"}, 400, "lat"),
    "an endless position": ({"long": "1e999"}, 400, "long"),
    "a position off the globe": ({"lat": "95"}, 400, "lat"),
    "a position outside the city": (OUTSIDE, 400, "不在本市"),
    "an unknown place": ({"address_id": "999999999999"}, 400, "区划"),
    "an address too long": ({"address_string": "路" * 201}, 400, "200"),
    "twenty thousand characters": ({"description": "长" * 20_000}, 400, "4000"),
    "a NUL": ({"description": "a\0b"}, 400, "description"),
    "a NUL in the name": ({"first_name": "a\0b"}, 400, "联系方式"),
    "a name too long": ({"first_name": "王" * 80}, 400, "60"),
    "a telephone too long": ({"phone": "1" * 40}, 400, "30"),
    "an attribute nobody asked for": ({"attribute[colour]": "red"}, 400, "colour"),
    "an attribute without a code": ({"attribute[]": "red"}, 400, "attribute"),
    "a value not offered": ({"attribute[type]": "tipoff"}, 400, "type"),
    "two values for one": ({"attribute[type]": ["help", "praise"]}, 400, "type"),
    "a time that is none": ({"attribute[since]": "yesterday"}, 400, "since"),
    "an answer too long": ({"attribute[asset]": "9" * 501}, 400, "500"),
    "an answer that is no text": ({"attribute[asset]": "9\0"}, 400, "asset"),
    "a script as picture": ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
    "a picture address that is none": ({"media_url": "http://[x"}, 400, "media_url"),
    "a picture address too long": ({"media_url": "http://x/" + "y" * 500}, 400, "500"),
}


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_named_in_the_format_asked_for(app: App, name: str, form: str) -> None:
    fields, status, words = REFUSED[name]
    answer = app.post(f"requests.{form}", **fields)
    code, description = said(answer)
    assert (code, words in description) == (status, True), description
    assert form in answer.headers["Content-Type"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("make", [expired_token, revoked_token, lambda: token_for("dispatcher")])
def test_a_key_is_a_living_token_of_a_client(app: App, make: Any) -> None:
    assert said(app.post(api_key=make()))[0] == 403


def test_refusals_are_told_in_english_to_who_asks_for_it(app: App) -> None:
    assert "api_key is missing" in said(app.post(api_key=None, headers={"Accept-Language": "en"}))[1]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "text/plain", 415),
        (b"description=%C2%B7%FF", "application/x-www-form-urlencoded", 415),
        ("description=路灯".encode("gbk"), "application/x-www-form-urlencoded", 415),
        (b"a=b", "application/x-www-form-urlencoded; charset=gbk", 415),
        (b"--b\r\nContent", "multipart/form-data; boundary=b", 403),
        (b"x", "multipart/form-data", 400),
        (b"d=" + b"x" * 3_000_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"f%d=1" % n for n in range(600)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_is_no_form(app: App, body: bytes, kind: str, status: int) -> None:
    assert said(app.client.post(f"{ROOT}requests.json", body, content_type=kind))[0] == status


def test_the_same_report_five_times_is_one_case(app: App) -> None:
    answers = [app.post() for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200]
    assert len({answer.json()[0]["service_request_id"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_it_is_the_same_across_the_edge_of_the_window_and_another_later(app: App) -> None:
    start = now()
    numbers = []
    for minutes in (9, 11, 40):
        with standing_at(start + posting.SAME_WITHIN * minutes / 10):
            numbers.append(app.send())
    assert numbers[0] == numbers[1] != numbers[2]


def test_other_words_or_another_key_are_another_case(app: App) -> None:
    numbers = {app.send(), app.send(description="另一盏灯"), App(token_for("api_client", unit="rx12345")).send()}
    assert len(numbers) == 3


def test_an_idempotency_key_holds_for_good_and_for_one_content(app: App) -> None:
    kept: dict[str, Any] = {"headers": {"Idempotency-Key": "app-1"}}
    first = app.post(**kept)
    with standing_at(now() + posting.SAME_WITHIN * 100):
        assert app.post(**kept).json() == first.json()
        assert said(app.post(description="别的", **kept))[0] == 400
        assert app.post(headers={"Idempotency-Key": "app-2"}).status_code == 201
    assert said(app.post(headers={"Idempotency-Key": "x" * 200}))[0] == 400


def test_a_picture_comes_with_the_report_once(app: App) -> None:
    numbers = [app.send(media=picture()) for _ in range(3)]
    assert len(set(numbers)) == 1
    stored = Attachment.objects.get()
    assert (stored.case.number if stored.case else "", bool(stored.public_address)) == (numbers[0], True)


@pytest.mark.parametrize(
    "files",
    [
        {"media": SimpleUploadedFile("a.png", b"MZ" + b"\0" * 99, content_type="image/png")},
        {"media": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99, content_type="application/octet-stream")},
        {"media": picture(), "more": picture("b.png")},
        {"other": picture()},
    ],
)
def test_what_is_no_picture_is_refused(app: App, files: dict[str, Any]) -> None:
    assert said(app.post(**files))[0] in {400, 415}
    assert not Case.objects.exists()


def test_a_picture_of_forty_megabytes_is_not_read(app: App) -> None:
    body = b"--b\r\n" + b"x" * 40_000_000
    answer = app.client.post(f"{ROOT}requests.json", body, content_type="multipart/form-data; boundary=b")
    assert said(answer)[0] == 413


def test_a_key_that_sends_too_much_waits(app: App) -> None:
    app.send()
    Tries.objects.filter(kind=REPORTS.kind).update(count=REPORTS.most)
    answer = app.post(description="又一件")
    assert said(answer)[0] == 429
    assert 0 < int(answer.headers["Retry-After"]) <= REPORTS.window.total_seconds()
    with standing_at(now() + REPORTS.window * 2):
        assert app.post(description="又一件").status_code == 201


def test_the_demo_has_a_key_everybody_knows(app: App, settings: Any) -> None:
    assert [demo_keys.give() for _ in range(2)] == ["demo", "demo"]
    assert App("demo").post().status_code == 201
    settings.SHIYU_ENV = "production"
    with pytest.raises(RuntimeError):
        demo_keys.give()


def test_who_guesses_keys_is_stopped() -> None:
    answers = [App("guess").post().status_code for _ in range(31)]
    assert answers == [403] * 30 + [429]


def test_the_key_may_stand_in_the_address(app: App) -> None:
    answer = Client().post(f"{ROOT}requests.xml?api_key={app.key}", LAMP)
    assert answer.status_code == 201
    assert ApiToken.objects.get().last_used_at is not None
