"""What may be typed, and what becomes of it."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiyu.base.text import TooLong, UnreadableText, clean, clean_line, looks_like_formula, safe_cell
from shiyu.base.words import Words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  路灯不亮\n", "路灯不亮"),
        ("一\r\n二\r三\u2028四\x85五\v六", "一\n二\n三\n四\n五\n六"),
        ("第一段\n\n\t第二段", "第一段\n\n\t第二段"),
        ("e\u0301", "é"),
        ("路\u200b灯\u200d不\ufeff亮\u00ad", "路灯不亮"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("\u2066右\u2069\u200e\u061c", "右"),
        ("铃\x07退\x08响\x1b[31m", "铃退响[31m"),
        ("标\U000e0041签", "标签"),
        ("全角１２３　不变", "全角１２３　不变"),
        ("𠮷野家 👍🏽", "𠮷野家 👍🏽"),
        ("👨\u200d👩", "👨👩"),
        ("\u200b\n ", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed, limit=100) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("李\n 四\t五", "李 四 五"), ("  a \u3000b ", "a b"), ("王\u200b五", "王五")]
)
def test_clean_line(typed: str, kept: str) -> None:
    assert clean_line(typed, limit=100) == kept


@pytest.mark.parametrize(
    ("typed", "where"), [("a\x00b", (2, "U+0000")), ("\ud83d", (1, "U+D83D")), ("灯\udcff", (2, "U+DCFF"))]
)
@pytest.mark.parametrize("door", [clean, clean_line])
def test_what_is_no_text_is_refused(door: Callable[..., str], typed: str, where: tuple[int, str]) -> None:
    with pytest.raises(UnreadableText) as refused:
        door(typed, limit=100)
    assert (refused.value.facts["position"], refused.value.facts["character"]) == where


@pytest.mark.parametrize("door", [clean, clean_line])
def test_too_long_says_how_long(door: Callable[..., str]) -> None:
    assert door(" " + "灯" * 5 + "\u200b", limit=5) == "灯" * 5
    with pytest.raises(TooLong) as refused:
        door("灯" * 6, limit=5, field=Words("标题", "Title"))
    assert refused.value.words.zh == "标题最多 5 个字，现有 6 个字。"
    assert refused.value.words.en == "Title: at most 5 characters, there are 6."
    assert refused.value.http_status == 422


def test_a_line_counts_after_its_blanks_are_joined() -> None:
    assert clean_line("a" + " " * 50 + "b", limit=3) == "a b"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(typed: str) -> None:
    try:
        once = clean(typed, limit=1000)
    except UnreadableText:
        return
    assert clean(once, limit=1000) == once
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in once)
    assert "\n" not in clean_line(typed, limit=1000)


def test_every_format_character_goes() -> None:
    hidden = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cf"]
    assert [hex(ord(c)) for c in hidden if clean(f"a{c}b", limit=9) != "ab"] == []


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ('=HYPERLINK("http://x")', True),
        ("+cmd|' /C calc'!A0", True),
        ("-2+3", True),
        ("@SUM(1)", True),
        (" =1+1", True),
        ("\t=1", True),
        ("＝1+1", True),
        ("|x", True),
        ("-5", False),
        ("+8613812345678", False),
        ("-3.14", False),
        ("路灯=不亮", False),
        ("", False),
        ("3-2", False),
    ],
)
def test_formulas(cell: str, formula: bool) -> None:
    assert looks_like_formula(cell) == formula
    assert safe_cell(cell) == ("'" + cell if formula else cell)
