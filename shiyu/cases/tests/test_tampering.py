"""Whoever edits history as the owner of the database is found out by `verify`, column by column and row by row."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from shiyu.base.clock import standing_at
from shiyu.cases.models import Case, Entry
from shiyu.cases.sealing import seal_now
from shiyu.cases.tests.desk import Desk, clock_of
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all


def sentences() -> list[str]:
    """What does not hold; seals are numbered by the database, so the number is left out."""
    return [re.sub(r"seal \d+", "the seal", broken.words.en) for broken in verify_all()]


def as_owner(order: str, *values: Any) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(order, values)
        changed: int = cursor.rowcount
    return changed


@pytest.fixture
def sealed(committed_engine: None, desk: Desk) -> str:
    """A case that is overdue, one through all its stages, another beside it, all sealed."""
    with standing_at(clock_of(desk.formal(), "assign").due_at):
        tick()
    number = desk.formal(until="closed")
    desk.formal()
    seal_now()
    assert sentences() == []
    return number


CHANGED = "entry 3 was changed"
TAMPERED: dict[str, tuple[str, list[str]]] = {
    "seq": ("seq = 30", ["entry 9 was changed", "entry 9 does not follow the one before"]),
    "at": ("at = at + interval '1 second'", [CHANGED]),
    "actor": ("""actor = '{"kind": "post", "account": 1}'""", [CHANGED]),
    "move": ("move = 'sign'", [CHANGED]),
    "from_stage": ("from_stage = 'handling'", [CHANGED, "entry 3 does not follow the one before"]),
    "to_stage": ("to_stage = 'handling'", [CHANGED, "entry 4 does not follow the one before"]),
    "facts": ("""facts = '{"unit": "T-ROADS"}'""", [CHANGED]),
    "audience": ("audience = 'staff'", [CHANGED]),
    "procedure_version": ("procedure_version = 2", [CHANGED]),
    "text_hash": ("text_hash = '\\x00'", [CHANGED, "the words of entry 3 were changed"]),
    "previous_hash": ("previous_hash = '\\x00'", [CHANGED, "entry 3 does not follow the one before"]),
    "hash": ("hash = '\\x00'", [CHANGED, "entry 4 does not follow the one before"]),
    "case_id": ("case_id = case_id + 1", []),
}
"""What must be said when the owner of the database changes one column of the third entry of a case."""
NOT_HISTORY = {"id", "request_key", "request_print"}


def test_every_column_of_history_is_in_the_table() -> None:
    columns = {field.column for field in Entry._meta.concrete_fields}
    assert columns == TAMPERED.keys() | NOT_HISTORY


def test_tampering_with_an_entry_is_found(sealed: str) -> None:
    """Each change is made and taken back, for a copy of the database costs a second."""
    pk = Entry.objects.get(case__number=sealed, seq=3).pk
    for column, (change, said) in TAMPERED.items():
        before = Entry.objects.values_list(column, flat=True).get(pk=pk)
        assert as_owner(f"UPDATE cases_entry SET {change} WHERE id = %s", pk) == 1
        found = sentences()
        assert found, column
        if column not in {"case_id", "seq"}:
            assert (column, sorted(found)) == (column, sorted(said))
        restored = connection.ops.adapt_json_value(before, None) if column in {"actor", "facts"} else before
        as_owner(f"UPDATE cases_entry SET {column} = %s WHERE id = %s", restored, pk)
        assert (column, sentences()) == (column, [])


def cut_tail(number: str, *, set_back: bool) -> None:
    """The last entry (the second verdict) goes, with everything that points at it."""
    last = Entry.objects.filter(case__number=number).order_by("seq").values_list("pk", flat=True).last()
    for table in ("cases_notice", "cases_verdict"):
        as_owner(f"DELETE FROM {table} WHERE entry_id = %s", last)
    as_owner("DELETE FROM cases_entry WHERE id = %s", last)
    if set_back:
        as_owner(
            "UPDATE cases_case c SET entry_count = 8, is_open = true, closed_at = NULL, stage = e.to_stage,"
            " head_hash = e.hash FROM cases_entry e WHERE e.case_id = c.id AND e.seq = 8 AND c.number = %s",
            number,
        )


def drop_case(number: str) -> None:
    pk = Case.objects.get(number=number).pk
    entries = "(SELECT id FROM cases_entry WHERE case_id = %s)"
    as_owner(f"DELETE FROM cases_entrytext WHERE entry_id IN {entries}", pk)
    for table in ("notice", "verdict", "reply", "clock", "assignment", "party", "entry"):
        as_owner(f"DELETE FROM cases_{table} WHERE case_id = %s", pk)
    as_owner("DELETE FROM cases_case WHERE id = %s", pk)


def words_of(number: str) -> str:
    return f"entry_id = (SELECT max(id) FROM cases_entry WHERE move = 'answer') AND '{number}' <> ''"


Tamper = Callable[[str], object]
OTHERS: dict[str, tuple[Tamper, list[str]]] = {
    "the words of an entry": (
        lambda n: (
            as_owner("ALTER TABLE cases_entrytext DISABLE TRIGGER only_erased")
            + as_owner(f"UPDATE cases_entrytext SET body = 'x' WHERE {words_of(n)}")
        ),
        ["the words of entry 7 were changed"],
    ),
    "words taken away": (
        lambda n: as_owner(f"DELETE FROM cases_entrytext WHERE {words_of(n)}"),
        ["the words of entry 7 were changed"],
    ),
    "a cut tail": (
        lambda n: cut_tail(n, set_back=False),
        ["the case does not stand where its history ends", "does not agree with the seal"],
    ),
    "a cut tail, the case set back": (lambda n: cut_tail(n, set_back=True), ["does not agree with the seal"]),
    "a stage": (
        lambda n: as_owner("UPDATE cases_case SET stage = 'handling' WHERE number = %s", n),
        ["the case does not stand where its history ends"],
    ),
    "a title": (
        lambda n: as_owner("UPDATE cases_case SET title = '别的事' WHERE number = %s", n),
        ["the title is not what the history says"],
    ),
    "an outcome": (
        lambda n: as_owner("UPDATE cases_case SET outcome = 'refused' WHERE number = %s", n),
        ["the outcome is not what the history says"],
    ),
    "an outcome taken away": (
        lambda n: as_owner("UPDATE cases_case SET outcome = '' WHERE number = %s", n),
        ["the outcome is not what the history says"],
    ),
    "a limit that passed, moved on": (
        lambda n: as_owner(
            "UPDATE cases_clock SET due_at = due_at + interval '9 days' WHERE level > 0 AND %s <> ''", n
        ),
        ["the due moment of “assign” is not what the history says"],
    ),
    "a limit that passed, told as if it never had": (
        lambda n: as_owner("UPDATE cases_clock SET level = 0 WHERE level > 0 AND %s <> ''", n),
        ["the due moment of “assign” is not what the history says"],
    ),
    "a closed case opened": (
        lambda n: as_owner("UPDATE cases_case SET is_open = true, closed_at = NULL WHERE number = %s", n),
        ["the case does not stand where its history ends"],
    ),
    "an open case closed": (
        lambda n: as_owner("UPDATE cases_case SET is_open = false, closed_at = now() WHERE stage = 'to_assign'"),
        ["the case does not stand where its history ends"] * 2,
    ),
    "a number": (
        lambda n: as_owner("UPDATE cases_case SET number = 'TF1' WHERE number = %s", n),
        [f"entry {seq} was changed" for seq in range(1, 10)],
    ),
    "an entry more": (
        lambda n: as_owner(
            "INSERT INTO cases_entry (case_id, seq, at, actor, move, from_stage, to_stage, facts, audience,"
            " procedure_version, previous_hash, hash) SELECT case_id, 10, at, actor, 'note', 'closed', 'closed', facts,"
            " '', 1, hash, hash FROM cases_entry e WHERE seq = 9 AND %s <> ''",
            n,
        ),
        ["entry 10 was changed", "the case does not stand where its history ends"],
    ),
    "a sealed head": (
        lambda n: as_owner("UPDATE cases_sealedhead SET entry_count = 3 WHERE number = %s", n),
        ["does not agree with the seal", "the seal does not hold"],
    ),
    "a sealed head taken away": (
        lambda n: as_owner("DELETE FROM cases_sealedhead WHERE number = %s", n),
        ["the seal does not hold"],
    ),
    "the day of a seal": (lambda _: as_owner("UPDATE cases_seal SET day = day - 1"), ["the seal does not hold"]),
    "the digest of a seal": (lambda _: as_owner("UPDATE cases_seal SET digest = '\\x00'"), ["the seal does not hold"]),
    "the count of a seal": (lambda _: as_owner("UPDATE cases_seal SET heads = 1"), ["the seal does not hold"]),
    "the signature of a seal": (
        lambda _: as_owner("UPDATE cases_seal SET signature = sha512('x')"),
        ["the seal does not hold"],
    ),
    "the key of a seal": (
        lambda _: as_owner("UPDATE cases_seal SET public_key = sha256('x')"),
        ["the seal does not hold"],
    ),
    "a case taken away": (drop_case, ["a sealed case is gone"]),
}


def test_other_tampering_is_found(sealed: str) -> None:
    """All in one database: each is done in a transaction of the owner that is looked at and then rolled back."""
    default, connections["default"] = connections["default"], connections["owner"]
    try:
        for name, (tamper, said) in OTHERS.items():
            with transaction.atomic(using="owner"):
                tamper(sealed)
                assert (name, sorted(sentences())) == (name, sorted(said))
                transaction.set_rollback(True, using="owner")
        assert sentences() == []
    finally:
        connections["default"] = default
