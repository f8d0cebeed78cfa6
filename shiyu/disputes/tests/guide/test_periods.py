"""Periods of limitation as a table: the day named, the last day, and how it looks from a day before and after."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from shiyu.city.directory import directory
from shiyu.disputes.guide.periods import SOON_DAYS, standing
from shiyu.disputes.guide.reading import guide_path, read_tree
from shiyu.disputes.guide.showing import shown_walk
from shiyu.disputes.guide.walking import walk

pytestmark = pytest.mark.django_db
TREE = read_tree(guide_path(Path(settings.SHIYU_CITY)).read_text(encoding="utf-8"))[0]
TABLE = [
    # 民法典188：三年；201：首日不计；202：同日届满
    ("general", date(2023, 3, 15), date(2026, 3, 16)),  # 2026-03-15 is a Sunday: 民法典203
    ("general", date(2023, 6, 10), date(2026, 6, 10)),
    ("general", date(2024, 2, 29), date(2027, 3, 1)),  # no 29th: the end of the month, a Sunday
    ("loan", date(2023, 10, 1), date(2026, 10, 8)),  # National Day: the first working day after the holiday
    ("labour", date(2025, 3, 10), date(2026, 3, 10)),  # 调解仲裁法27：一年
    ("labour_pay", date(2025, 5, 2), date(2026, 5, 6)),  # 5月1日至5日放假
    ("work_injury", date(2025, 7, 1), date(2026, 7, 1)),  # 工伤保险条例17
    ("product", date(2024, 9, 1), date(2026, 9, 1)),  # 产品质量法45：二年
    ("traffic_review", date(2026, 3, 3), date(2026, 3, 6)),  # 三日
    ("traffic_mediation", date(2026, 3, 6), date(2026, 3, 16)),  # 十日
    ("return_goods", date(2026, 3, 3), date(2026, 3, 10)),  # 消法25：七日
    ("tourism", date(2026, 3, 3), date(2026, 6, 1)),  # 九十日
    ("owners", date(2025, 4, 7), date(2026, 4, 7)),  # 一年
    ("legacy", date(2026, 3, 2), date(2026, 5, 6)),  # 六十日，五月一日放假顺延
    ("land_contract", date(2024, 3, 11), date(2026, 3, 11)),  # 二年
    ("review", date(2026, 3, 5), date(2026, 5, 6)),  # 六十日，五月四日放假顺延
    ("environment", date(2023, 4, 14), date(2026, 4, 14)),  # 环境保护法66：三年
]


def test_the_table_names_every_period() -> None:
    assert {code for code, _, _ in TABLE} == set(TREE.periods)


@pytest.mark.parametrize(("code", "begun", "last"), TABLE)
def test_a_period_ends_on_its_day(code: str, begun: date, last: date) -> None:
    on_it = standing(TREE.periods[code], begun, today=last, calendar=directory().calendar)
    after = standing(TREE.periods[code], begun, today=last + timedelta(days=1), calendar=directory().calendar)
    assert (on_it.last, on_it.left, on_it.past, on_it.soon) == (last, 0, False, True)
    assert (after.last, after.left, after.past, after.soon) == (last, -1, True, False)


def test_one_is_hurried_only_when_little_is_left() -> None:
    period, begun = TREE.periods["general"], date(2023, 6, 10)
    days = {left: date(2026, 6, 10) - timedelta(days=left) for left in (SOON_DAYS, SOON_DAYS + 1)}
    found = {n: standing(period, begun, today=day, calendar=directory().calendar).soon for n, day in days.items()}
    assert found == {SOON_DAYS: True, SOON_DAYS + 1: False}


SAID = {
    date(2026, 5, 6): ("为止，只剩0天", False),
    date(2026, 5, 7): ("看来在2026-05-06已满。仍可", True),
    date(2025, 6, 1): ("看来到2026-05-06为止，还有339天", False),
}


@pytest.mark.parametrize("today", SAID, ids=str)
def test_what_is_said_of_wages_after_leaving(today: date) -> None:
    words, past = SAID[today]
    shown = shown_walk(TREE, walk(TREE, "no.work.company.wages.no.left.20250502.arbitrate"), today=today)
    (period,) = shown["periods"]
    assert words in period["said"].zh
    assert (period["past"], period["last"]) == (past, date(2026, 5, 6))
    assert shown["end"]["way"] == "arbitration"


def test_a_day_nobody_knows_or_that_cannot_be_reckoned_blocks_nothing() -> None:
    for day in ("-", "19600101"):
        shown = shown_walk(TREE, walk(TREE, f"no.work.company.wages.no.left.{day}.arbitrate"), today=date(2026, 3, 2))
        assert shown["periods"][0]["last"] is None
        assert "越早越好" in shown["periods"][0]["said"].zh
        assert shown["end"]["code"] == "labour_arbitrate"


def test_both_periods_of_an_accident_are_told() -> None:
    shown = shown_walk(TREE, walk(TREE, "no.traffic.agree.20260306.20260301.talk"), today=date(2026, 3, 10))
    assert [one["code"] for one in shown["periods"]] == ["traffic_mediation", "general"]
    assert [one["last"] for one in shown["periods"]] == [date(2026, 3, 16), date(2029, 3, 1)]
