"""The script of the intake's baseline, made from rows that were really written."""

from datetime import UTC, datetime

import pytest

from shiyu.cli.bench import pgbench
from shiyu.cli.bench.errors import BenchFailed, GeneratorTooBusy
from shiyu.cli.bench.intake import refuse_busy
from shiyu.cli.bench.written import Row, Table, by_dependence, grown

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KNOWN = {
    "case": Table(
        name="case",
        types={"id": "bigint", "number": "character varying", "unit_id": "bigint", "at": "timestamp with time zone"},
        sequences={"id": "case_id_seq"},
        references={"unit_id": ("unit", "id")},
        unique=(("id",), ("number",)),
    ),
    "entry": Table(
        name="entry",
        types={"id": "bigint", "case_id": "bigint", "seq": "integer", "key": "character varying", "facts": "jsonb"},
        sequences={"id": "entry_id_seq"},
        references={"case_id": ("case", "id")},
        unique=(("id",), ("case_id", "seq"), ("key",)),
    ),
    "text": Table(
        name="text",
        types={"entry_id": "bigint", "salt": "bytea", "body": "text"},
        references={"entry_id": ("entry", "id")},
        unique=(("entry_id",),),
    ),
    "party": Table(
        name="party",
        types={"id": "bigint", "case_id": "bigint", "code": "bytea"},
        sequences={"id": "party_id_seq"},
        references={"case_id": ("case", "id")},
        unique=(("id",), ("code",)),
    ),
    "unit": Table(name="unit", types={"id": "bigint"}),
}
ROWS = (
    Row(table="text", values={"entry_id": "70", "salt": "\\x01", "body": "夜里: it's"}),
    Row(table="entry", values={"id": "70", "case_id": "5", "seq": "1", "key": "a3:k", "facts": '{"a": "b"}'}),
    Row(
        table="case",
        values={"id": "5", "number": "SQ20260302000005", "unit_id": "9", "at": "2026-03-02 05:00:00.000001+00"},
    ),
    Row(table="party", values={"id": "8", "case_id": "5", "code": "\\xff"}),
    Row(table="party", values={"id": "9", "case_id": "5", "code": None}),
)
SCRIPT = r"""BEGIN;
INSERT INTO case (id, number, unit_id, at) VALUES
(nextval('case_id_seq'), (E'SQ20260' || lpad((currval('case_id_seq'))::text, 9, '0')), E'9'::bigint, @LATER@);
INSERT INTO entry (id, case_id, seq, key, facts) VALUES
(nextval('entry_id_seq'), currval('case_id_seq'), E'1'::integer, @KEY@, E'{"a"\x3a "b"}'::jsonb);
INSERT INTO party (id, case_id, code) VALUES
(nextval('party_id_seq'), currval('case_id_seq'), sha256(int8send(currval('party_id_seq')))),
(nextval('party_id_seq'), currval('case_id_seq'), NULL);
INSERT INTO text (entry_id, salt, body) VALUES
(currval('entry_id_seq'), E'\\x01'::bytea, E'夜里\x3a it''s'::text);
COMMIT;
""".replace("@LATER@", "now() + interval '14400000001 microseconds'").replace(
    "@KEY@", "(E'' || md5((currval('entry_id_seq'))::text))"
)


def test_one_transaction_of_the_same_rows() -> None:
    assert pgbench.script(ROWS, known=KNOWN, at=AT) == SCRIPT


def test_a_row_that_could_be_meant_twice_is_refused() -> None:
    twice = (*ROWS, Row(table="entry", values={**ROWS[1].values, "id": "71", "seq": "2"}))
    with pytest.raises(BenchFailed, match="2 rows of entry"):
        pgbench.script(twice, known=KNOWN, at=AT)


def test_tables_come_after_those_they_point_at() -> None:
    assert by_dependence(["text", "party", "entry", "case"], KNOWN) == ["case", "entry", "party", "text"]


def test_tables_that_grew_are_found_by_counting() -> None:
    assert grown({"case": 5, "entry": 9, "unit": 2}, {"case": 6, "entry": 11, "unit": 2}) == ["case", "entry"]


def test_what_pgbench_says_is_read() -> None:
    said = "number of failed transactions: 0 (0.000%)\nlatency average = 7.621 ms\ntps = 2100.4 (without …)\n"
    assert pgbench.read(said) == pgbench.Pace(2100.4, 7.621)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("", "could not connect"),
        ("number of failed transactions: 3 (1%)\nlatency average = 7 ms\ntps = 9 (w)\n", ""),
        ("latency average = 7 ms\ntps = 9 (w)\n", "pgbench: error: client 3 aborted"),
    ],
)
def test_a_run_that_failed_gives_no_figure(said: str, complaint: str) -> None:
    with pytest.raises(BenchFailed):
        pgbench.read(said, complaint=complaint)


def test_a_busy_generator_gives_no_figure() -> None:
    refuse_busy(0.25)
    with pytest.raises(GeneratorTooBusy) as refused:
        refuse_busy(0.26)
    assert refused.value.facts == {"share": 26, "most": 25}
