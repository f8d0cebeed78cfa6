"""Loading a pack: whole or not at all, as often as one likes, closing what is gone, deleting nothing."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from shiyu.base.clock import standing_at
from shiyu.city.directory import directory, forget
from shiyu.city.loading import PackRefused, RuleSetRewritten, load_pack, on_unit_abolished
from shiyu.city.models import Account, CalendarDay, Division, Edition, Person, Role, RuleSet, Tenure, Unit
from shiyu.city.models.dated import span

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
UNITS, RULE = "units.csv", "rules/citizen_requests.toml"


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Path]:
    """A copy of the loaded pack, read on a fixed day; the directory forgets what the test loaded."""
    forget()
    with standing_at(TODAY):
        yield Path(shutil.copytree(settings.SHIYU_CITY, tmp_path / "pack"))
    forget()


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_line(pack: Path, file: str, begins: str) -> None:
    lines = (pack / file).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(begins)]
    assert len(kept) < len(lines)
    (pack / file).write_text("".join(kept), encoding="utf-8")


def add(pack: Path, file: str, line: str) -> None:
    with (pack / file).open("a", encoding="utf-8") as out:
        out.write(line + "\n")


def test_jincheng_stands_in_the_database_as_its_sources_say() -> None:
    levels = {
        level: Division.objects.filter(level=level).count() for level in ("county", "township", "village", "grid")
    }
    assert levels == {"county": 6, "township": 77, "village": 1729, "grid": 682}
    assert Division.objects.filter(demo=True).exclude(level="grid").count() == 0
    assert len(directory().areas) == 6


def test_every_last_category_has_a_unit_and_a_class() -> None:
    last = [fact for fact in directory().categories.current() if fact.level == 3]
    assert len(last) == 517
    assert [fact for fact in last if not fact.default_unit_code or not fact.limit_class] == []


def test_a_second_load_changes_nothing_and_says_so(pack: Path) -> None:
    editions = Edition.objects.count()
    report = load_pack(pack)
    assert (report.nothing_changed, Edition.objects.count()) == (True, editions)
    assert report.words.zh == "与已装载内容一致，未作改动。"


def test_what_is_added_changed_and_gone_is_reported(pack: Path) -> None:
    change(pack, UNITS, "市大数据局", "大数据局")
    drop_line(pack, "posts.csv", "ycj-")
    drop_line(pack, "duties.csv", "D136")
    drop_line(pack, UNITS, "fangb,")
    drop_line(pack, "posts.csv", "fangb-")
    change(pack, "duties.csv", ",fangb,", ",zjj,")
    add(pack, UNITS, "new,晋城市新设局,市新设局,New Bureau,government,,140500000000,2026-12-01,")
    report = load_pack(pack)
    assert report.added == {"unit": 1}
    assert report.changed == {"unit": 1, "duty": 1}
    assert report.closed == {"post": 6, "duty": 1, "unit": 1}
    assert Unit.objects.get(code="fangb").valid_to == date(2026, 11, 23)


def test_a_closed_unit_stays_and_comes_back(pack: Path) -> None:
    before = Unit.objects.get(code="tjj").pk
    drop_line(pack, UNITS, "tjj,")
    drop_line(pack, "posts.csv", "tjj-")
    load_pack(pack)
    unit = directory().unit("tjj")
    assert unit is not None
    assert (unit.id, unit.in_force(date(2026, 11, 23)), unit.in_force(date(2020, 1, 1))) == (before, False, True)
    load_pack(settings.SHIYU_CITY)
    assert Unit.objects.get(code="tjj").valid_to is None


def test_open_work_of_an_abolished_unit_is_listed(pack: Path) -> None:
    drop_line(pack, UNITS, "tjj,")
    drop_line(pack, "posts.csv", "tjj-")
    on_unit_abolished.append(lambda unit: [f"{unit.short_name}: 2"])
    try:
        assert load_pack(pack).open_work == ["市统计局: 2"]
    finally:
        on_unit_abolished.pop()


def test_a_merged_village_is_still_the_place_of_an_old_case(pack: Path) -> None:
    old = "140521100200,village,140521100000,"
    line = next(x for x in (pack / "divisions.csv").read_text(encoding="utf-8").splitlines() if x.startswith(old))
    name = line.split(",")[3]
    change(pack, "divisions.csv", line, f"{old}{name},,,,,2021-06-01\n{old}合并后的村,,,,2021-06-01,")
    load_pack(pack)
    then, now = directory().division("140521100200", on=date(2020, 5, 1)), directory().division("140521100200")
    assert then is not None
    assert now is not None
    assert (then.name, now.name) == (name, "合并后的村")


def test_a_row_with_a_later_first_day_succeeds_the_open_one(pack: Path) -> None:
    line = "tjj,晋城市统计局,市统计局,City Statistics Bureau,government,,140500000000,,"
    change(
        pack, UNITS, line, "tjj,晋城市统计调查局,市统计局,City Statistics Bureau,government,,140500000000,2026-01-01,"
    )
    load_pack(pack)
    rows = Unit.objects.filter(code="tjj").order_by("id")
    assert [(row.name, row.valid_from, row.valid_to) for row in rows] == [
        ("晋城市统计局", None, date(2026, 1, 1)),
        ("晋城市统计调查局", date(2026, 1, 1), None),
    ]


def test_a_broken_pack_leaves_everything_as_it_was(pack: Path) -> None:
    change(pack, UNITS, "市大数据局", "大数据局")
    add(pack, "posts.csv", "x-clerk,nobody,承办员,Clerk,clerk,,")
    with pytest.raises(PackRefused) as refused:
        load_pack(pack)
    assert [finding.kind for finding in refused.value.findings] == ["unknown_unit"]
    assert Unit.objects.get(code="dsjj").short_name == "市大数据局"


def test_a_rule_in_force_is_not_rewritten(pack: Path) -> None:
    change(pack, RULE, "returns = 2", "returns = 3")
    with pytest.raises(RuleSetRewritten):
        load_pack(pack)
    assert RuleSet.objects.get(name="citizen_requests").body["caps"]["returns"] == 2


def test_a_rule_is_changed_by_a_new_one(pack: Path) -> None:
    text = (pack / RULE).read_text(encoding="utf-8")
    head, tail = text.split("\n[body.classes.consultation]", 1)
    (pack / RULE).write_text(f"{head}valid_to = 2027-01-01\n[body.classes.consultation]{tail}", encoding="utf-8")
    later = f"{head}valid_from = 2027-01-01\n[body.classes.consultation]{tail}".replace("returns = 2", "returns = 3")
    (pack / "rules/citizen_requests_2027.toml").write_text(later, encoding="utf-8")
    load_pack(pack)
    found = [directory().rule_set("citizen_requests", on=date(year, 6, 1)) for year in (2026, 2027)]
    assert [fact.body["caps"]["returns"] for fact in found if fact] == [2, 3]


def test_a_day_taken_out_of_the_calendar_is_withdrawn_not_deleted(pack: Path) -> None:
    days = CalendarDay.objects.count()
    drop_line(pack, "calendar.csv", "2027-09-15")
    load_pack(pack)
    assert CalendarDay.objects.count() == days
    assert directory().calendar.works(date(2027, 9, 15))


def test_a_role_taken_out_is_retired(pack: Path) -> None:
    drop_line(pack, "roles.csv", "arbiter")
    change(pack, "posts.csv", "Arbiter of disputed matters,arbiter", "Arbiter of disputed matters,supervisor")
    load_pack(pack)
    assert Role.objects.get(name="arbiter").retired
    assert "arbiter" not in directory().roles()


def test_the_notice_of_2027_makes_the_year_official(pack: Path) -> None:
    assert 2027 not in directory().calendar.official_years
    text = (pack / "calendar.csv").read_text(encoding="utf-8")
    (pack / "calendar.csv").write_text(text.replace("2027年调休通知未公布,1", "2027年通知,"), encoding="utf-8")
    load_pack(pack)
    assert 2027 in directory().calendar.official_years


def test_nobody_holds_one_post_twice_on_one_day() -> None:
    account = Account.objects.create(username="twice", person=Person.objects.create(name="安小满"))
    post = Unit.objects.get(code="zjj").posts.get(code="zjj-clerk")
    Tenure.objects.create(account=account, post=post, validity=span(date(2026, 1, 1), date(2026, 6, 1)))
    Tenure.objects.create(account=account, post=post, validity=span(date(2026, 6, 1), None))
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(account=account, post=post, validity=span(date(2026, 5, 31), date(2026, 6, 2)))
