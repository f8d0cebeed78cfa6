"""发文字号: `机关代字〔2026〕N号`, a row for each code-word and year without gaps (GB/T 9704-2012, 7.2.5).

A number is taken inside the transaction that issues the paper: the counter's row stays locked until it ends, and what
is rolled back gives its number back. A case is always locked before a counter, and counters in one order.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from shiyu.city.directory import directory
from shiyu.documents.errors import NoCodeWord
from shiyu.documents.kinds import PaperKind

RULES = "papers"
"""The rule set of the pack that holds the units' code-words."""
Row = tuple[str, int]  # code-word, year
_TAKE = """
INSERT INTO documents_counter (code_word, year, last) VALUES (%s, %s, %s)
ON CONFLICT (code_word, year) DO UPDATE SET last = documents_counter.last + EXCLUDED.last RETURNING last
"""


def code_words(*, on: date) -> Mapping[str, str]:
    """The code-words in force on a day, by unit."""
    rules = directory().rule_sets.find(RULES, on=on)
    return rules.body.get("code_words", {}) if rules else {}


def code_word_of(kind: PaperKind, unit_code: str, *, on: date) -> str:
    """The code-word of a unit on a day with the series of the kind. Raises `NoCodeWord`."""
    if not (word := code_words(on=on).get(unit_code, "")):
        raise NoCodeWord(unit=unit_code)
    return word + kind.series


def take(counts: Mapping[Row, int]) -> dict[Row, range]:
    """So many numbers of each row; the rows are locked in one order, so that two batches never wait on each other."""
    taken = {}
    with connection.cursor() as cursor:
        for row, count in sorted(counts.items()):
            cursor.execute(_TAKE, [*row, count])
            (last,) = cursor.fetchone()
            taken[row] = range(last - count + 1, last + 1)
    return taken


def written(kind: PaperKind, row: Row, sequence: int) -> str:
    """The number as it stands on paper: hexagonal brackets, no leading zero, no 第, unless its kind says otherwise."""
    code_word, year = row
    return kind.numbering.format(word=code_word, year=year, sequence=sequence)
