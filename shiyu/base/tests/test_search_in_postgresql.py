"""The strings of `search`, given to the real PostgreSQL."""

import pytest
from django.db import connection

from shiyu.base.search import LONGEST_DOCUMENT, document_vector, query

pytestmark = pytest.mark.django_db


def ask(sql: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def finds(asked: str, *, text: str) -> bool:
    return bool(ask("SELECT %s::tsvector @@ %s::tsquery", document_vector([(text, "B")]), query(asked)))


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("停车", "小区门口乱停车", True),
        ("停车难", "小区门口乱停车", True),
        ("乱停车", "停车难", True),
        ("停车难", "路灯不亮", False),
        ("难", "停车难", True),
        ("停", "停车难", True),
        ("灯", "停车难", False),
        ("路灯 凤台街", "凤台街的路灯不亮", True),
        ("路灯 凤台街", "路灯不亮", False),
        ("WiFi", "大厅ｗｉｆｉ连不上", True),
        ("it's \\ 50%", "it's 50\\", True),
        ("𠮷野", "𠮷野家", True),
        ("👍 路灯", "路灯修好了👍", True),
        ("a" * 3000, "a" * 3000, True),
    ],
)
def test_what_finds_what(asked: str, text: str, found: bool) -> None:
    assert finds(asked, text=text) is found


@pytest.mark.parametrize(
    "text", ["'", "''", "\\", "\\'", "a:1A b:*", "!(&|)<->", "'); DROP TABLE x; --", "路\\'灯", "👍", ""]
)
def test_no_sign_breaks_the_literals(text: str) -> None:
    assert ask("SELECT %s::tsvector IS NOT NULL", document_vector([(text, "A")])) is True
    assert ask("SELECT %s::tsquery IS NOT NULL", query(text)) is True


@pytest.mark.parametrize("unit", ["灯", "𠀀", "a", "1 "])
def test_the_longest_text_is_taken(unit: str) -> None:
    text = "".join(f"{unit}{chr(0x4E00 + i % 20_000)}" for i in range(LONGEST_DOCUMENT))
    assert ask("SELECT length(%s::tsvector) > 1000", document_vector([(text, "A"), (text, "D")])) is True


def rank(asked: str, *, text: str) -> float:
    return float(str(ask("SELECT ts_rank(%s::tsvector, %s::tsquery)", document_vector([(text, "B")]), query(asked))))


def test_words_rank_above_accidental_pairs() -> None:
    assert rank("民主", text="民主评议") > rank("民主", text="居民主动反映")


def test_the_literal_phrase_ranks_first() -> None:
    assert rank("停车难", text="小区停车难") > rank("停车难", text="小区乱停车")


def test_the_title_ranks_above_the_text() -> None:
    vectors = document_vector([("路灯不亮", "A"), ("难", "B")]), document_vector([("难", "A"), ("路灯不亮", "B")])
    first, second = (ask("SELECT ts_rank(%s::tsvector, '路灯')", vector) for vector in vectors)
    assert float(str(first)) > float(str(second))
