"""Exports: the list as filtered in three forms, masked, bounded, logged; nobody takes away what is not open to him."""

import csv
import io
import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose
from shiyu.cases.models import Access
from shiyu.city.directory import directory
from shiyu.web.exporting.cases import ExportWanted, export_cases
from tests.api.people import OF_OTHER_SYSTEMS, ROLES, Api, bearing, report, token_for, with_code
from tests.api.story import RIGHT_UNIT

pytestmark = pytest.mark.django_db

PHONE, NAME, HOUSE, WRITTEN = "13800001234", "张小明", "凤台小区3号楼2单元", "连续三晚看不清路"
POINT = {"division": "140502001000", "address": HOUSE, "lon": 112.851234, "lat": 35.497654}
TOLD: dict[str, Any] = {
    "title": f"路灯不亮请回电{PHONE}",
    "contact": {"name": NAME, "phone": PHONE, "address": HOUSE},
    "detail": f"我是{NAME}，电话{PHONE}，{WRITTEN}。",
    "place": POINT,
}
CANARIES = (PHONE, NAME, HOUSE, WRITTEN)
FORMS = ("xlsx", "csv", "geojson")


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


@pytest.fixture
def dispatcher() -> Api:
    asker = bearing(token_for("dispatcher"))
    asker.get("/me")
    return asker


def content(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def sheet(raw: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()


def lines(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def readable(raw: bytes, form: str) -> str:
    """Everything that stands in a file, whatever its form."""
    if form != "xlsx":
        return raw.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


def test_three_forms_of_one_list(client: Api, dispatcher: Api) -> None:
    number = report(client, **TOLD).json()["number"]
    table = sheet(content(dispatcher.get("/cases/export", format="xlsx")))
    text = content(dispatcher.get("/cases/export", format="csv"))
    points = json.loads(content(dispatcher.get("/cases/export", format="geojson")))
    assert text.startswith(b"\xef\xbb\xbf")
    assert table[0] == lines(text)[0]
    assert table[1][0] == lines(text)[1][0] == number
    (feature,) = points["features"]
    assert (feature["id"], feature["geometry"]) == (number, {"type": "Point", "coordinates": [112.851, 35.498]})
    assert points["shiyu"] | {"notes": None} == {"count": 1, "cut": False, "without_point": 0, "notes": None}


def test_a_place_not_known_to_the_point_is_no_point(client: Api, dispatcher: Api) -> None:
    report(client, place="140502000000")
    points = json.loads(content(dispatcher.get("/cases/export", format="geojson")))
    assert (points["features"], points["shiyu"]["without_point"]) == ([], 1)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", ROLES)
def test_no_canary_leaves_without_being_asked_for(client: Api, dispatcher: Api, role: str, form: str) -> None:
    number = report(client, **TOLD).json()["number"]
    dispatcher.move(number, "dispatch", lead=RIGHT_UNIT)
    unit = RIGHT_UNIT if role in {"clerk", "unit_head"} else None
    asker = bearing(token_for(role, unit=unit)) if role not in {"dispatcher", "api_client"} else {
        "dispatcher": dispatcher, "api_client": client}[role]  # fmt: skip
    exported = readable(content(asker.get("/cases/export", format=form, reason="月度分析")), form)
    assert not [canary for canary in CANARIES if canary in exported]
    sees = role not in {"security_officer", "system_admin", "api_client", "enterprise_desk", *OF_OTHER_SYSTEMS}
    assert (number in exported, "张*" in exported) == (sees, sees)


@pytest.mark.parametrize("form", FORMS)
def test_contacts_in_clear_to_whom_they_are_open(client: Api, dispatcher: Api, form: str) -> None:
    number = report(client, **TOLD).json()["number"]
    dispatcher.move(number, "dispatch", lead=RIGHT_UNIT)
    clerk = bearing(token_for("clerk", unit=RIGHT_UNIT))
    asked = {"format": form, "clear": "true", "purpose": "export", "reason": "逐户联系停水用户"}
    exported = readable(content(clerk.get("/cases/export", **asked)), form)
    assert (NAME in exported, PHONE in exported, WRITTEN in exported) == (True, True, False)
    (each,) = Access.objects.filter(what="contact")
    (whole,) = Access.objects.filter(what="export")
    assert (each.case_id is not None, each.purpose, whole.purpose) == (True, "export", "export")
    assert whole.detail == {"form": form, "count": 1, "clear": 1, "reason": "逐户联系停水用户"}


def test_an_anonymous_reporter_is_in_no_export(client: Api, dispatcher: Api) -> None:
    number = report(client, **{**TOLD, "type": "tipoff"}).json()["number"]
    dispatcher.move(number, "dispatch", lead=RIGHT_UNIT)
    for role in ("agent", "callback_officer"):
        asked = {"format": "csv", "clear": "true", "purpose": "export", "reason": "核实"}
        exported = content(bearing(token_for(role)).get("/cases/export", **asked)).decode()
        assert number in exported
        assert not [canary for canary in CANARIES if canary in exported]
        assert "匿名" in exported or "anonymous" in exported


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        ("agent", {"clear": "true", "purpose": "export"}, 422),  # no reason
        ("agent", {"clear": "true", "purpose": "export", "reason": "  "}, 422),
        ("agent", {"clear": "true", "purpose": "handling", "reason": "联系"}, 422),
        ("supervisor", {"clear": "true", "purpose": "export", "reason": "督办"}, 403),
        ("auditor", {"clear": "true", "purpose": "export", "reason": "审计"}, 403),
        ("supervisor", {"format": "pdf"}, 422),
        ("supervisor", {"purpose": "curiosity"}, 422),
        ("supervisor", {"place": "999999000000"}, 422),
    ],
)
def test_what_is_refused_leaves_nothing(client: Api, role: str, query: dict, status: int) -> None:
    report(client, **TOLD)
    assert bearing(token_for(role)).get("/cases/export", **query).status_code == status
    assert not Access.objects.filter(what__in=("export", "contact")).exists()


def test_a_party_takes_no_list_away(client: Api) -> None:
    made = report(client, **TOLD).json()
    assert with_code(made["query_code"]).get("/cases/export").status_code == 403


def test_as_filtered_and_only_what_one_sees(client: Api, dispatcher: Api) -> None:
    numbers = [report(client).json()["number"] for _ in range(2)]
    dispatcher.move(numbers[0], "dispatch", lead=RIGHT_UNIT)
    head = bearing(token_for("unit_head", unit=RIGHT_UNIT))
    found = {
        name: [row[0] for row in lines(content(asker.get("/cases/export", format="csv", **query)))[1:]]
        for name, asker, query in (
            ("all", dispatcher, {}), ("stage", dispatcher, {"stage": "to_sign"}), ("own", head, {}),
        )
    }  # fmt: skip
    assert found == {"all": numbers[::-1], "stage": numbers[:1], "own": numbers[:1]}


def test_every_export_is_logged_with_how_many(client: Api, dispatcher: Api) -> None:
    report(client)
    content(dispatcher.get("/cases/export", format="csv", purpose="supervision"))
    (look,) = Access.objects.filter(what="export")
    assert (look.purpose, look.detail) == ("supervision", {"form": "csv", "count": 1, "clear": 0})
    assert look.actor["kind"] == "post"


@pytest.mark.parametrize("rows", [1, 3])
def test_an_export_costs_the_same_whatever_it_holds(
    client: Api, dispatcher: Api, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        report(client)
    # Caller with posts; cases; raisers; offices; dues; the access log. The four in the middle once a thousand rows.
    with django_assert_num_queries(6):
        content(dispatcher.get("/cases/export", format="csv"))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_cut_says_so(client: Api, form: str) -> None:
    for _ in range(3):
        report(client, **TOLD)
    actor = supervisor()
    wanted = ExportWanted.model_validate({"format": form})
    cut, whole = (export_cases(wanted, actor=actor, purpose=Purpose.EXPORT, most=most) for most in (2, 3))
    assert [(one.count, one.cut) for one in (cut, whole)] == [(2, True), (3, False)]
    told = []
    for one in (cut, whole):
        with one.file as file:
            words = readable(file.read(), form)
        told.append("未列全" in words or "Not complete" in words)
    assert told == [True, False]


def test_page_after_page_each_case_once(client: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shiyu.web.exporting.cases.AT_ONCE", 2)
    numbers = [report(client).json()["number"] for _ in range(5)]
    wanted = ExportWanted.model_validate({"format": "csv"})
    exported = export_cases(wanted, actor=supervisor(), purpose=Purpose.EXPORT)
    with exported.file as file:
        assert [row[0] for row in lines(file.read())[1:]] == numbers[::-1]
    assert exported.count == 5


@pytest.mark.parametrize("title", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1"])
def test_a_title_is_never_a_formula(client: Api, dispatcher: Api, title: str) -> None:
    report(client, title=title)
    column = 5
    raw = content(dispatcher.get("/cases/export", format="xlsx"))
    assert sheet(raw)[1][column] == title.strip()
    assert b"<f>" not in unpacked(raw)
    shown = lines(content(dispatcher.get("/cases/export", format="csv")))[1][column]
    assert shown == f"'{title.strip()}"


def unpacked(raw: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(raw)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def supervisor() -> PostHolder:
    city = directory()
    post = next(post for post in city.posts.current() if "supervisor" in post.roles)
    unit = city.units.get_by_id(post.unit_id)
    return PostHolder(
        account_id=1, post_id=post.id, post_code=post.code, unit_id=unit.id, unit_code=unit.code,
        division_code=unit.division_code, roles=frozenset({"supervisor"}),
    )  # fmt: skip
