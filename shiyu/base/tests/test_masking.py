"""What is shown of personal data, and what is found in running text. All persons and numbers are invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiyu.base import masking


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        (" 138 1234 5678 ", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("+86-138-1234-5678", "138****5678"),
        ("008613812345678", "138****5678"),
        ("0356-2055678", "0356-****678"),
        ("（0356）2055678", "0356-****678"),
        ("021-62345678", "021-****5678"),
        ("+1 415 555 0100", "****00"),
        ("2055678", "****78"),
        ("12345", "****"),
        ("", "****"),
    ],
)
def test_phone(phone: str, masked: str) -> None:
    assert masking.mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张*"),
        ("欧阳锋", "欧阳*"),
        ("司马相如", "司马*"),
        ("欧阳", "欧*"),
        ("王女士", "王*"),
        ("买买提·艾力", "买*"),
        ("John Smith", "J*"),
        (" 李四 ", "李*"),
        ("李", "*"),
        ("", ""),
    ],
)
def test_name(name: str, masked: str) -> None:
    assert masking.mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "1101**********002X"),
        ("110105 19491231 002x", "1101**********002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "1101**********002X"),
        ("护照 E12345678", "***"),
        ("", "***"),
    ],
)
def test_id_number(number: str, masked: str) -> None:
    assert masking.mask_id_number(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("山西省晋城市城区北街街道凤台东街123号3单元502", "山西省晋城市城区北街街道***"),
        ("晋城市泽州县金村镇某村12号", "晋城市泽州县金村镇***"),
        ("高平市东城街道某小区3号楼", "高平市东城街道***"),
        ("阳城县", "阳城县"),
        ("陵川县崇文镇", "陵川县崇文镇"),
        ("城区凤鸣小区3号楼", "城区***"),
        ("凤鸣小区3号楼", "***"),
        ("红星超市楼上", "***"),
        ("502室", "***"),
        ("", ""),
    ],
)
def test_address(address: str, masked: str) -> None:
    assert masking.mask_address(address) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("晋E12345", "晋E***45"), ("晋E·D12345", "晋E***45"), ("晋ｅ１２３４５", "晋E***45"), ("晋E", "***"), ("", "***")],
)
def test_plate(number: str, masked: str) -> None:
    assert masking.mask_plate(number) == masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请回电13812345678，谢谢", "请回电138****5678，谢谢"),
        ("电话：１３８ １２３４ ５６７８。", "电话：138****5678。"),
        ("电话1 3 8 1 2 3 4 5 6 7 8找我", "电话138****5678找我"),
        ("138-1234-5678/139.8765.4321", "138****5678/139****4321"),
        ("+86 13812345678", "138****5678"),
        ("家里0356-2055678，晚上在", "家里0356-****678，晚上在"),
        ("(021)62345678", "021-****5678"),
        ("身份证11010519491231002X号", "身份证1101**********002X号"),
        ("身份证１１０１０５ １９４９１２３１ ００２ｘ", "身份证1101**********002X"),
        ("3 11010519491231002X", "3 1101**********002X"),
        ("卡号6222021234567890128转账", "卡号**** 0128转账"),
        ("卡号6222 0212 3456 7890 128", "卡号**** 0128"),
        ("写信到zhang.san+1@example.com.cn即可", "写信到z***@example.com.cn即可"),
        ("ｚｈａｎｇ＠example.cn", "z***@example.cn"),
        ("车牌晋E12345占道", "车牌晋E***45占道"),
        ("晋e·d12345，绿牌", "晋E***45，绿牌"),
        ("晋E1234警", "晋E***4警"),
        ("13812345678 13912345678", "138****5678 139****5678"),
        ("电话一三九零零零零一二三四", "电话139****1234"),
        ("手机幺三八〇〇幺二三四五六。", "手机138****3456。"),
        ("壹叁玖 零零零零 壹贰叁肆", "139****1234"),
        ("139零零零零1234，打给我", "139****1234，打给我"),
        ("第一一三九零零零零一二三四", "第一139****1234"),
        ("唯一13900001234", "唯一139****1234"),
        ("139，0000，1234", "139****1234"),
        ("①③⑨⓪⓪⓪⓪①②③④", "139****1234"),
        ("1️⃣3️⃣9️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "139****1234️⃣"),
        ("家里零三五六二零五五六七八", "家里0356-****678"),
        ("身份证一一零一零五一九四九一二三一零零二X", "身份证1101**********002X"),
    ],
)
def test_found_in_text(text: str, shown: str) -> None:
    assert masking.redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "拨打12345无人接听",
        "工单2026-00042，共140500202611230001件",
        "2019年10月11日12:30至2019.10.12",
        "身份证110105194912310021写错了",  # the check digit is wrong
        "编号6222021234567890129",  # no card: Luhn fails
        "订单1001381234567800000",
        "单价300 400 500 600 700 800元",
        "12812345678",
        "A3区新A区1栋，鲁班锁，京ABCDEF",
        "微博@某某，5@3",
        "面积120.5平方米，电费1380元",
        "全角１２３　不变",
        "一三五七九单号限行，二四六八十双号",
        "二〇二六年十一月二十八日，三千二百元",
        "价格1,300，400，500，600",
    ],
)
def test_left_alone(text: str) -> None:
    assert masking.redact(text) == text


@given(st.text(alphabet="1380-. 晋E@a.cnX６２２", max_size=80))
def test_redacting_twice_finds_no_more_phone_or_card(text: str) -> None:
    once = masking.redact(text)
    assert masking.redact(once) == once


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "a", "a.", "a@", "晋E", "6222 ", "13812345678 ", "a@a.", "0", "- ", "一", "一三", "1️⃣"]
)
def test_hostile_text_takes_no_long_time(unit: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be a search that goes back."""
    small, large = (_seconds(unit * (size // len(unit))) for size in (10_000, 40_000))
    assert large < 10 * max(small, 0.05)


def _seconds(text: str) -> float:
    start = time.process_time()
    masking.redact(text)
    return time.process_time() - start
