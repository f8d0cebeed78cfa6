"""What is found in what people write. All persons, numbers and places with numbers are invented."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiyu.triage.extraction.extracting import LOOKED_AT, NO_CITY, Offer, extract, offered
from shiyu.triage.extraction.numerals import number_of
from shiyu.triage.extraction.spans import Kind

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Saturday


def found(text: str, kind: Kind) -> list[tuple[str, str]]:
    """What was found of one kind: as written, and what it means."""
    return [(span.text, span.value) for span in extract(text, moment=NOW, gazetteer=NO_CITY) if span.kind is kind]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("昨天下午三点漏水", [("昨天下午三点", "2026-11-27T15:00")]),
        ("从11月3日起停水", [("从11月3日起", "2026-11-03/..")]),
        ("自2026年3月至今", [("自2026年3月至今", "2026-03/..")]),
        ("二〇二六年十一月三日上午", [("二〇二六年十一月三日上午", "2026-11-03")]),
        ("2026-11-03 8:30来过", [("2026-11-03 8:30", "2026-11-03T08:30")]),
        ("2026/11/3和2026.11.4", [("2026/11/3", "2026-11-03"), ("2026.11.4", "2026-11-04")]),
        ("12月25日的事", [("12月25日", "2026-12-25")]),  # announced: not a year ago
        ("3月2号的事", [("3月2号", "2026-03-02")]),
        ("2月29日", [("2月29日", "2024-02-29")]),
        ("上周三晚上十点半", [("上周三晚上十点半", "2026-11-18T22:30")]),
        ("这周日", [("这周日", "2026-11-29")]),
        ("三天前开始", [("三天前开始", "2026-11-25/..")]),
        ("两个月前", [("两个月前", "2026-09")]),
        ("昨晚11点", [("昨晚11点", "2026-11-27T23:00")]),
        ("前天中午12点一刻", [("前天中午12点一刻", "2026-11-26T12:15")]),
        ("每天凌晨2点和晚上两点", [("凌晨2点", "T02:00"), ("晚上两点", "T02:00")]),
        ("每晚22:00开始", [("22:00", "T22:00")]),
        ("2月30日、13月1日、25:00、2026-13-40", []),
        ("早点解决，有一点问题，比分3：2", []),
    ],
)
def test_times_are_resolved_against_the_moment(text: str, times: list[tuple[str, str]]) -> None:
    assert found(text, Kind.TIME) == times


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("欠我1.5万元", [("1.5万元", "15000")]),
        ("收了三千二百元押金", [("三千二百元", "3200")]),
        ("共12,500.50元", [("12,500.50元", "12500.5")]),
        ("罚800块钱，退１００元", [("800块钱", "800"), ("１００元", "100")]),
        ("投资两亿三千万元", [("两亿三千万元", "230000000")]),
        ("一万二元以上", [("一万二元", "12000")]),
        ("花了3000余元", [("3000余元", "3000")]),
        ("公元2026年，元旦放假，三元桥", []),
    ],
)
def test_amounts_are_in_yuan(text: str, amounts: list[tuple[str, str]]) -> None:
    assert found(text, Kind.AMOUNT) == amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百零五", 105),
        ("三百五", 350),
        ("十五", 15),
        ("二〇二六", 2026),
        ("一万零二", 10002),
        ("几", None),
        ("", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("我住在凤台东街123号3单元502室", ["凤台东街123号3单元502室"]),
        ("反映凤鸣小区3号楼漏水", ["凤鸣小区3号楼"]),
        ("泽州路与红星街交叉口积水", ["泽州路与红星街交叉口"]),
        ("在黄华街路口，路灯不亮", ["黄华街路口"]),
        ("书院街道办事处门口，道路不平，马路边", []),
        ("公交线路停运，一条街都黑着，步行街", []),
        ("文昌花园二期和时代广场", ["文昌花园二期", "时代广场"]),
    ],
)
def test_addresses_are_cut_out_of_the_sentence(text: str, addresses: list[str]) -> None:
    assert [value for _, value in found(text, Kind.ADDRESS)] == addresses


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("投诉安心物业不作为", ["安心物业"]),
        ("在晋城市第一中学门口", ["晋城市第一中学"]),
        ("市民联系明明燃气公司无人接", ["明明燃气公司"]),
        ("有关公司、物业和学校都不管", []),
        ("结局不好，当局部停电", []),
    ],
)
def test_organisations_end_like_one(text: str, names: list[str]) -> None:
    assert [value for _, value in found(text, Kind.ORGANISATION)] == names


def test_numbers_of_persons_are_found_as_they_are_masked() -> None:
    said = "电话一三九零零零零一二三四，身份证11010519491231002X，座机0356-2055678"
    assert found(said, Kind.PHONE) == [("一三九零零零零一二三四", "13900001234"), ("0356-2055678", "03562055678")]
    assert found(said, Kind.ID_NUMBER) == [("11010519491231002X", "11010519491231002X")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (
            "沁水县龙港镇新建西街12号前天后晌三点起停水",
            Offer(
                division="140521100000", address="新建西街12号", time="2026-11-26T15:00/..", time_said="前天后晌三点起"
            ),
        ),
        ("阳城和陵川的路都不好", Offer()),
        ("沁水到阳城", Offer()),
        ("没有地点，也没有时间", Offer()),
    ],
)
def test_what_is_offered_with_the_city_loaded(text: str, offer: Offer) -> None:
    from shiyu.triage.city_words import gazetteer

    assert offered(extract(text, moment=NOW, gazetteer=gazetteer())) == offer


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("一三九零1万元年月日昨天路号小区公司:：-\x00\ud800")))
)
def test_any_text_is_taken_and_spans_stand_where_they_say(text: str) -> None:
    spans = extract(text, moment=NOW, gazetteer=NO_CITY)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


HOSTILE = [
    "路",
    "一",
    "1",
    "号",
    "元",
    "年月日",
    "昨天下午三点",
    "公司",
    "13900001234 ",
    "前晌",
    "1号楼",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hundred_thousand_signs_cost_what_the_first_ones_cost(unit: str) -> None:
    long, short = unit * (100_000 // len(unit)), (unit * LOOKED_AT)[:LOOKED_AT]
    read = extract(long, moment=NOW, gazetteer=NO_CITY)
    assert read == extract(short, moment=NOW, gazetteer=NO_CITY)
    assert len(read) <= LOOKED_AT
