"""Bigrams find, words rank. PostgreSQL's matching is played here in ten lines; the real one is asked where it runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiyu.base.search import LONGEST_DOCUMENT, document_vector, query, words

LEXEME = re.compile(r"'((?:[^'\\]|'')*)'(?::(\d+)([ABCD]))?")

SAFE = re.compile(
    r"[^\W_]+|[\u3400-\u9fff\U00020000-\U000323af]+"
)  # the latter also where Python knows no such character yet


def lexemes(vector: str) -> dict[str, str | None]:
    """The literal taken apart again; fails where anything is left over."""
    assert LEXEME.sub("", vector).strip() == ""
    return {match[1]: match[3] for match in LEXEME.finditer(vector)}


def finds(asked: str, *, text: str) -> bool:
    """Whether `query(asked)` matches `text`, by the meaning of `&`, `|`, `:*` and brackets."""
    held = lexemes(document_vector([(text, "B")]))
    prefixes = re.sub(r"'([^']*)':\*", lambda m: str(any(h.startswith(m[1]) for h in held)), query(asked))
    as_truth = re.sub(r"'([^']*)'", lambda m: str(m[1] in held), prefixes)
    return bool(eval(as_truth.replace("&", " and ").replace("|", " or ")))


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("停车", "小区门口乱停车", True),
        ("停车", "停车难", True),
        ("停车难", "小区门口乱停车", True),
        ("乱停车", "停车难，没人管", True),
        ("停车难", "路灯不亮", False),
        ("停", "小区门口乱停车", True),
        ("车", "小区门口乱停车", True),
        ("灯", "小区门口乱停车", False),
        ("王小明", "投诉人王小明", True),
        ("王小明", "王明小区", False),
        ("不动产", "不动产登记", True),
        ("WIFI", "大厅ｗｉｆｉ连不上", True),
        ("A3区", "住在Ａ３区", True),
        ("路灯 凤台街", "凤台街的路灯不亮", True),
        ("路灯 凤台街", "路灯不亮", False),
        ("请问路灯", "路灯不亮", True),
        ("请问", "请问路灯归谁管", True),
        ("2026-00042", "工单 2026-00042 号", True),
        ("50%'); drop", "50 drop", True),
        ("𠮷野", "𠮷野家", True),
    ],
)
def test_what_finds_what(asked: str, text: str, found: bool) -> None:
    assert finds(asked, text=text) is found


@given(st.text(alphabet="停车难乱小区门口路灯不亮", min_size=1, max_size=12), st.data())
def test_every_piece_of_a_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert finds(text[start:end], text=text)


def test_words_of_text_and_question() -> None:
    assert words("小区门口乱停车！") == ["小区", "门口", "停车", "区门", "口乱", "乱停", "车"]
    assert words("ＷｉＦｉ 5G") == ["wifi", "5g"]
    assert words("我们") == ["我们", "们"]


def test_a_word_ranks_by_the_first_part_that_holds_it_and_a_bigram_only_finds() -> None:
    assert lexemes(document_vector([("乱停车", "A"), ("停车与路灯", "B")])) == {
        "停车": "A",
        "乱停": "B",
        "车": "B",
        "路灯": "B",
        "车与": None,
        "与路": None,
        "灯": None,
    }


@pytest.mark.parametrize("text", ["", "  \n", "👍🎉", "！？…—", "'", "\\", "\u200b", "\x00", "\ud83d"])
def test_nothing_to_search(text: str) -> None:
    assert (document_vector([(text, "A")]), query(text), words(text)) == ("", "", [])


@pytest.mark.parametrize(
    "text", ["it's", "a'b\\c", "x:1A", "'a' | 'b'", "a&!b", "1:2,3", "e\u0301é", "a\x00b", "灯\ud83d亮"]
)
def test_signs_never_reach_the_literal(text: str) -> None:
    assert all(SAFE.fullmatch(lexeme) for lexeme in lexemes(document_vector([(text, "A")])))
    assert "\\" not in query(text)
    assert query(text).count("'") % 2 == 0


@given(st.text())
def test_any_text_gives_clean_lexemes_and_the_same_ones_when_asked(text: str) -> None:
    held = lexemes(document_vector([(text, "C")]))
    assert set(held) == set(words(text))
    assert all(SAFE.fullmatch(lexeme) and len(lexeme) <= 64 for lexeme in held)
    assert all(asked in held for asked in re.findall("'([^']*)'", query(text)) if len(text) < 3)


@pytest.mark.parametrize("unit", ["灯", "𠮷", "a", "a ", "灯 ", "停车难。", "ﷺ", "1, "])
def test_the_longest_text_stays_within_the_limits_of_postgresql(unit: str) -> None:
    many = "".join(f"{unit}{chr(0x4E00 + i % 20000)}" for i in range(LONGEST_DOCUMENT))
    vector = document_vector([(unit * 100_000, "A"), (many, "B")])
    for text in (vector, document_vector([(many, "B")])):
        held = LEXEME.findall(text)
        assert sum(len(lexeme.encode()) + 8 for lexeme, _, _ in held) < 1_000_000
        assert all(position != "0" for _, position, _ in held)


def test_a_long_question_is_cut_and_not_refused() -> None:
    assert len(query("路灯不亮" * 10_000)) < 20_000
