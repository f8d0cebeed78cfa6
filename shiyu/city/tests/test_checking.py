"""Each kind of broken pack is named with its file, its line and its reason: the good pack, broken in one place."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from shiyu.city.checking import check_pack
from shiyu.city.findings import FAULT_KINDS, Gravity

Break = Callable[[Path], object]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the good pack to break."""
    return Path(shutil.copytree(settings.SHIYU_CITY, tmp_path / "pack"))


def line_of(pack: Path, file: str, text: str) -> int:
    """The line of `file` that begins with `text`."""
    lines = (pack / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


def put(file: str, old: str, new: str) -> Break:
    """Replace the first `old` in `file`."""

    def _do(pack: Path) -> None:
        path = pack / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} to break"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return _do


def add(file: str, line: str) -> Break:
    """Append a line to `file`."""

    def _do(pack: Path) -> None:
        path = pack / file
        path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")

    return _do


def area(change: Callable[[dict[str, object]], object]) -> Break:
    """Change the first county of the polygons."""

    def _do(pack: Path) -> None:
        path = pack / "areas.geojson"
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content["features"][0])
        path.write_text(json.dumps(content), encoding="utf-8")

    return _do


def raw(file: str, content: bytes) -> Break:
    """Give `file` these bytes."""
    return lambda pack: (pack / file).write_bytes(content)


def _open_ring(feature: dict[str, object]) -> None:
    feature["geometry"]["coordinates"][0][0].pop()  # type: ignore[index]


def _far_away(feature: dict[str, object]) -> None:
    feature["geometry"]["coordinates"][0][0][1] = [120.0, 35.5]  # type: ignore[index]


def weightless(pack: Path) -> None:
    path = pack / WEIGHTS
    path.write_text(path.read_text(encoding="utf-8").replace("weight = 1", "weight = 0"), encoding="utf-8")


def second_rule(pack: Path) -> None:
    shutil.copy(pack / "rules/citizen_requests.toml", pack / "rules/second.toml")


UNITS, POSTS, DIVISIONS, CATEGORIES = "units.csv", "posts.csv", "divisions.csv", "categories.csv"
DUTIES, CALENDAR, ROLES, CITY, AREAS = "duties.csv", "calendar.csv", "roles.csv", "city.toml", "areas.geojson"
WEIGHTS, SPELLINGS = "rules/citizen_requests_rates.toml", "rules/spellings.toml"
RULE, RETENTION, PHRASES = "rules/citizen_requests.toml", "retention.csv", "phrases.csv"
NEW_UNIT = "xx,新单位,新单位,New unit,government,{},{},{},{}"
CITY_CODE = "140500000000"
POINT = {"type": "Point", "coordinates": [1, 2]}

FAULTS: list[tuple[str, Break, str, str]] = [
    ("missing_file", lambda pack: (pack / PHRASES).unlink(), PHRASES, ""),
    ("wrong_encoding", raw(PHRASES, "code,scene,text\nP001,受理,您好\n".encode("gbk")), PHRASES, ""),
    ("missing_column", put(PHRASES, "code,scene,text", "code,scene,words"), PHRASES, "code"),
    ("ragged_row", put(PHRASES, "P002,", "P002,extra,"), PHRASES, "P002"),
    ("bad_csv", put(PHRASES, "P024,", 'P024,"'), PHRASES, ""),
    ("control_character", put(PHRASES, "P002,受理", "P002,受\x07理"), PHRASES, "P002"),
    ("formula_cell", put(PHRASES, "P002,受理", "P002,=受理"), PHRASES, "P002"),
    ("empty_value", put(PHRASES, "P002,受理", "P002,"), PHRASES, "P002"),
    ("empty_sheet", raw(PHRASES, b"code,scene,text,valid_from,valid_to\n"), PHRASES, ""),
    ("bad_toml", put(CITY, "name =", "name =="), CITY, "name"),
    ("bad_toml", put(RULE, 'doc_no = "', "doc_no = "), RULE, "doc_no"),
    ("bad_json", raw(AREAS, b'{"type": '), AREAS, "{"),
    ("bad_date", add(PHRASES, "P900,受理,您好,2026-02-30,"), PHRASES, "P900"),
    ("bad_flag", put(DIVISIONS, "第1网格,,,1", "第1网格,,,是"), DIVISIONS, "140502001001001"),
    (
        "bad_number",
        put(RETENTION, "Contact data of parties,24", "Contact data of parties,two"),
        RETENTION,
        "party_contact",
    ),
    ("dates_reversed", add(PHRASES, "P900,受理,您好,2026-03-01,2026-02-01"), PHRASES, "P900"),
    ("duplicate_code", add(UNITS, NEW_UNIT.replace("xx", "zjj").format("", CITY_CODE, "", "")), UNITS, "zjj,新"),
    (
        "overlapping_validity",
        add(UNITS, NEW_UNIT.replace("xx", "zjj").format("", CITY_CODE, "2026-01-01", "")),
        UNITS,
        "zjj,新",
    ),
    ("wrong_code_shape", add(DIVISIONS, "140502001999x,village,140502001000,某社区,,,,,"), DIVISIONS, "140502001999x"),
    ("wrong_code_shape", add(CATEGORIES, "010,某类,,1,,,,,"), CATEGORIES, "010,"),
    ("unknown_parent", add(DIVISIONS, "140502999001,village,140502999000,某社区,,,,,"), DIVISIONS, "140502999001"),
    ("unknown_parent", add(UNITS, NEW_UNIT.format("nobody", CITY_CODE, "", "")), UNITS, "xx"),
    ("level_mismatch", add(DIVISIONS, "140502001999,village,140502000000,某社区,,,,,"), DIVISIONS, "140502001999"),
    ("level_mismatch", add(CATEGORIES, "010199,某类,,3,02,zjj,general,,"), CATEGORIES, "010199"),
    (
        "cycle",
        put(UNITS, "Office of the City Party Committee,party,", "Office of the City Party Committee,party,dcs"),
        UNITS,
        "dcs",
    ),
    (
        "unknown_value",
        add(UNITS, NEW_UNIT.replace("government", "ministry").format("", CITY_CODE, "", "")),
        UNITS,
        "xx",
    ),
    ("unknown_value", add(DIVISIONS, "140502001999,hamlet,140502001000,某村,,,,,"), DIVISIONS, "140502001999"),
    ("unknown_division", add(UNITS, NEW_UNIT.format("", "999999999999", "", "")), UNITS, "xx"),
    ("unknown_unit", add(POSTS, "xx-clerk,xx,承办员,Clerk,clerk,,"), POSTS, "xx-clerk"),
    ("unknown_unit", add(CATEGORIES, "010199,某类,,3,0101,nobody,general,,"), CATEGORIES, "010199"),
    ("unknown_unit", add(DUTIES, "D900,某词,,,nobody,理由,Reason,依据,,"), DUTIES, "D900"),
    ("unknown_category", add(DUTIES, "D900,,999999,,zjj,理由,Reason,依据,,"), DUTIES, "D900"),
    ("unknown_limit_class", add(CATEGORIES, "010199,某类,,3,0101,zjj,leisurely,,"), CATEGORIES, "010199"),
    ("category_incomplete", add(CATEGORIES, "010199,某类,,3,0101,zjj,,,"), CATEGORIES, "010199"),
    ("unknown_role", add(POSTS, "zjj-x,zjj,承办员,Clerk,clerck,,"), POSTS, "zjj-x"),
    ("bad_role_name", add(ROLES, "HeadClerk,主办,Head clerk"), ROLES, "HeadClerk"),
    ("duty_nowhere", add(DUTIES, "D900,某词,,,,理由,Reason,依据,,"), DUTIES, "D900"),
    ("duty_without_sign", add(DUTIES, "D900,,,,zjj,理由,Reason,依据,,"), DUTIES, "D900"),
    ("rule_without_source", put(RULE, "doc_no =", "document ="), RULE, ""),
    ("rule_incomplete", put(RULE, 'name = "citizen_requests"', 'title = "x"'), RULE, ""),
    ("overlapping_rule_sets", second_rule, "rules/second.toml", ""),
    ("bad_count", put(RULE, "returns = 2", "returns = 'two'"), RULE, ""),
    ("bad_weight", put(WEIGHTS, "weight = 1", "weight = 'much'"), WEIGHTS, ""),
    ("nothing_weighs", weightless, WEIGHTS, ""),
    ("spelling_incomplete", put(SPELLINGS, 'meant = "上午"', "meant = 1"), SPELLINGS, ""),
    ("bad_spelling", put(SPELLINGS, 'said = "前晌"', 'said = "上"'), SPELLINGS, ""),
    ("spelling_twice", put(SPELLINGS, 'said = "后晌"', 'said = "前晌"'), SPELLINGS, ""),
    ("spelling_chain", put(SPELLINGS, 'meant = "上午"', 'meant = "后晌头"'), SPELLINGS, ""),
    ("negative_limit", put(RULE, "returns = 2", "returns = -2"), RULE, ""),
    ("bad_limit", put(RULE, 'unit = "working_days"', 'unit = "fortnights"'), RULE, ""),
    ("calendar_day_twice", add(CALENDAR, "2026-10-01,holiday,国庆节,National Day,通知,"), CALENDAR, ""),
    ("calendar_gap", add(CALENDAR, "2029-01-01,holiday,元旦,New Year's Day,通知,"), CALENDAR, "-"),
    ("calendar_mixed_year", add(CALENDAR, "2027-10-04,holiday,国庆节,National Day,通知,"), CALENDAR, "2027-01-01"),
    ("adjusted_weekday", add(CALENDAR, "2026-11-24,adjusted,国庆节,National Day,通知,"), CALENDAR, "2026-11-24"),
    ("polygon_not_closed", area(_open_ring), AREAS, ""),
    ("polygon_outside", area(_far_away), AREAS, ""),
    ("polygon_malformed", area(lambda feature: feature.update(geometry=POINT)), AREAS, ""),
    ("city_incomplete", put(CITY, 'name_en = "Jincheng"', ""), CITY, ""),
    ("unknown_zone", put(CITY, "Asia/Shanghai", "Asia/Jincheng"), CITY, ""),
    ("bbox_reversed", put(CITY, "[111.90, 35.15, 113.65, 36.10]", "[113.65, 35.15, 111.90, 36.10]"), CITY, ""),
    ("bad_office_hours", put(CITY, '["08:00", "12:00"]', '["12:00", "08:00"]'), CITY, ""),
]
# Faults that bring others with them by their nature.
COMPANIONS = {
    "missing_column": {"unknown_column"},
    "missing_file": set(),
    "rule_incomplete": set(),
    "unknown_parent": set(),
}


def test_the_pack_of_jincheng_is_good() -> None:
    assert check_pack(settings.SHIYU_CITY) == []


@pytest.mark.parametrize(("kind", "breaking", "file", "row"), FAULTS)
def test_a_broken_pack_is_named(pack: Path, kind: str, breaking: Break, file: str, row: str) -> None:
    breaking(pack)
    found = [finding for finding in check_pack(pack) if finding.kind not in COMPANIONS.get(kind, set())]
    line = 0 if row == "-" else line_of(pack, file, row) if row else found[0].line
    assert [(finding.kind, finding.file, finding.line) for finding in found] == [(kind, file, line)]
    assert found[0].gravity is Gravity.ERROR
    assert found[0].words.zh
    assert found[0].words.en


def test_a_county_drawn_under_another_code_is_told_twice(pack: Path) -> None:
    area(lambda feature: feature.update(properties={"code": "999999000000"}))(pack)
    found = [(finding.kind, finding.file) for finding in check_pack(pack)]
    assert found == [("county_without_polygon", AREAS), ("polygon_of_nothing", AREAS)]


def test_a_role_nobody_holds_is_only_a_warning(pack: Path) -> None:
    add(ROLES, "gardener,园丁,Gardener")(pack)
    found = check_pack(pack)
    assert [(finding.kind, finding.gravity) for finding in found] == [("role_without_post", Gravity.WARNING)]


def test_a_role_no_procedure_uses_is_only_a_warning() -> None:
    used = {"agent", "dispatcher", "clerk", "unit_head", "reviewer", "callback_officer", "supervisor", "arbiter"}
    used |= {"tipoff_keeper", "enterprise_desk", "deputy_head", "cppcc_leader", "city_leader"}
    used |= {f"proposal_{office}" for office in ("clerk", "reviewer", "committee")}
    used |= {f"{channel}_assigner" for channel in ("party", "government", "other")}
    used |= {"tipoff_keeper", "enterprise_desk", "supervision_officer", "supervision_lead", "city_leader"}
    used |= {"dispute_window", "dispute_lead", "mediation_head", "mediator"}
    found = check_pack(settings.SHIYU_CITY, used_roles=used | {"auditor", "security_officer", "system_admin"})
    assert [(finding.kind, finding.gravity) for finding in found] == [("role_without_procedure", Gravity.WARNING)]


@pytest.mark.parametrize("nonsense", [b"", b"\x00\x00", b"[]", b'"', b"\xef\xbb\xbf", b"code\n\n\n"])
@pytest.mark.parametrize("file", [CITY, AREAS, UNITS, RULE, CALENDAR])
def test_nonsense_is_told_and_never_crashes(pack: Path, file: str, nonsense: bytes) -> None:
    (pack / file).write_bytes(nonsense)
    assert check_pack(pack) != []


def test_a_byte_order_mark_does_no_harm(pack: Path) -> None:
    (pack / UNITS).write_bytes(b"\xef\xbb\xbf" + (pack / UNITS).read_bytes())
    assert check_pack(pack) == []


def test_every_kind_of_fault_is_tested() -> None:
    elsewhere = {
        "unknown_column", "polygon_of_nothing", "county_without_polygon", "role_without_post",
        "role_without_procedure", "unknown_post",
    }  # fmt: skip
    assert {kind for kind, *_ in FAULTS} | elsewhere == FAULT_KINDS
