"""The rows of a told session again and again, in SQL: other keys, nothing else anew."""

from collections.abc import Mapping
from typing import Any

from django.db import connections

TABLES: Mapping[str, Mapping[str, str]] = {
    # table: what of it is made anew beside its key: columns that point at copied rows, and other columns by expression
    "proposals_session": {
        "code": "code || '-' || {n}",
        "accepts_from": "accepts_from - {n} * 400",
        "opened": "opened - {n} * 400",
        "closed": "closed - {n} * 400",
    },
    "cases_case": {"number": "number || '-' || {n}"},
    "cases_party": {"case_id": "case_id + {d}", "code_index": "sha256(code_index || {n}::text::bytea)"},
    "cases_entry": {"case_id": "case_id + {d}", "request_key": "request_key || '-' || {n}"},
    "cases_entrytext": {"entry_id": "entry_id + {d}"},
    "cases_assignment": {"case_id": "case_id + {d}"},
    "cases_clock": {"case_id": "case_id + {d}", "assignment_id": "assignment_id + {d}"},
    "cases_reply": {"case_id": "case_id + {d}", "entry_id": "entry_id + {d}"},
    "cases_verdict": {"case_id": "case_id + {d}", "party_id": "party_id + {d}", "entry_id": "entry_id + {d}"},
    "cases_link": {"source_id": "source_id + {d}", "target_id": "target_id + {d}"},
    "proposals_proposal": {"case_id": "case_id + {d}", "session_id": "session_id + {d}"},
    "proposals_classchange": {"proposal_id": "proposal_id + {d}"},
    "proposals_opinionform": {"proposal_id": "proposal_id + {d}", "party_id": "party_id + {d}"},
}
"""Rows of the session told, in the order in which others point at them; notices are left out, as if long sent."""
CASES = "SELECT id FROM told_cases"
OF_CASES = {
    "proposals_session": "code = '7-5'", "cases_case": f"id IN ({CASES})",
    "cases_link": f"source_id IN ({CASES}) AND target_id IN ({CASES})",  # none to what is not copied
    "cases_entrytext": f"entry_id IN (SELECT id FROM cases_entry WHERE case_id IN ({CASES}))",  # noqa: S608
    **dict.fromkeys(
        ("cases_party", "cases_entry", "cases_assignment", "cases_clock", "cases_reply", "cases_verdict",
         "proposals_proposal"),
        f"case_id IN ({CASES})",
    ),
    **dict.fromkeys(
        ("proposals_classchange", "proposals_opinionform"),
        f"proposal_id IN (SELECT id FROM proposals_proposal WHERE case_id IN ({CASES}))",  # noqa: S608
    ),
}  # fmt: skip
TOLD = """
CREATE TEMP TABLE told_cases AS
WITH of_session AS (
    SELECT case_id AS id FROM proposals_proposal p JOIN proposals_session s ON s.id = p.session_id WHERE s.code = '7-5'
)
SELECT id FROM of_session
UNION SELECT source_id FROM cases_link WHERE kind = 'grown_from' AND target_id IN (SELECT id FROM of_session)
"""
"""Its proposals, and the promises grown from them."""


def copy_sessions(sessions: int) -> None:
    """The rows of the first session again under keys far above, for each further session."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TOLD)
        step = _step(cursor)
        for table, anew in TABLES.items():
            # Once to another table: what is being copied must not grow under the copying.
            cursor.execute(f"CREATE TEMP TABLE told AS SELECT * FROM {table} WHERE {OF_CASES[table]}")  # noqa: S608
            columns = _columns(cursor, table)
            for number in range(1, sessions):
                said = {**dict.fromkeys([columns[0]], f"{columns[0]} + {{d}}"), **anew}
                values = ", ".join(said.get(name, f'"{name}"').format(n=number, d=number * step) for name in columns)
                named = ", ".join(f'"{name}"' for name in columns)
                cursor.execute(f"INSERT INTO {table} ({named}) SELECT {values} FROM told")  # noqa: S608 -- names of our own tables
            cursor.execute("DROP TABLE told")
        _raise_sequences(cursor)
    settle()


def settle() -> None:
    """What the database does by itself in quiet hours, so that both measurements begin alike."""
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")


def _step(cursor: Any) -> int:
    """More than any key that is given."""
    highest = []
    for table in TABLES:
        cursor.execute(f"SELECT coalesce(max({_columns(cursor, table)[0]}), 0) FROM {table}")  # noqa: S608
        highest.append(cursor.fetchone()[0])
    return int(max(highest)) + 1000


def _columns(cursor: Any, table: str) -> list[str]:
    """The columns of a table, its key first."""
    cursor.execute(
        "SELECT a.attname FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
        "AND a.attnum = ANY(i.indkey) WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attgenerated = '' ORDER BY i.indrelid IS NULL, a.attnum", [table],
    )  # fmt: skip
    return [name for (name,) in cursor.fetchall()]


def _raise_sequences(cursor: Any) -> None:
    for table in TABLES:
        key = _columns(cursor, table)[0]
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key])
        (sequence,) = cursor.fetchone()
        if sequence is not None:
            cursor.execute(f"SELECT setval(%s, (SELECT max({key}) FROM {table}))", [sequence])  # noqa: S608


def counted() -> dict[str, int]:
    """How much is stored."""
    found = {}
    with connections["default"].cursor() as cursor:
        for name, table in (("proposals", "proposals_proposal"), ("history_lines", "cases_entry")):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            found[name] = int(cursor.fetchone()[0])
    return found
