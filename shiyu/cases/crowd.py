"""What a move does to a crowd: the same as to a few, in one statement instead of a row for each.

Each statement leaves out the parties that the plan has loaded: those are written as the moves left them.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from shiyu.cases.change import Change

_OF_THE_REST = "case_id = %s AND role = ANY(%s::text[]) AND id <> ALL(%s::bigint[])"
_ANSWER = f"UPDATE cases_party SET answered_at = %s, verdict = '' WHERE {_OF_THE_REST}"  # noqa: S608 -- constants
_TELL = (
    "INSERT INTO cases_notice (case_id, entry_id, template, party_id, unit_code, role, facts, state, attempts, "  # noqa: S608 -- constants
    "written_at, next_at, receipt, error) "
    "SELECT case_id, %s, %s, id, '', '', %s::jsonb, 'waiting', 0, %s, %s, '', '' FROM cases_party "
    f"WHERE {_OF_THE_REST} ON CONFLICT DO NOTHING"
)
_COUNT = (
    "WITH silent AS (UPDATE cases_party SET verdict = %s "  # noqa: S608 -- constants
    f"WHERE {_OF_THE_REST} AND verdict = '' AND answered_at IS NOT NULL RETURNING id, case_id) "
    "INSERT INTO cases_verdict (party_id, case_id, entry_id, round, grade, given_at) "
    "SELECT id, case_id, %s, %s, %s, %s FROM silent"
)


def answer_the_rest(change: "Change") -> None:
    """Everybody of the crowd has been answered now, and has not judged this answer yet."""
    change.batch.in_bulk(lambda: _run(_ANSWER, [change.now, *_rest(change)]))


def tell_the_rest(change: "Change", template: str, *, role: str, facts: Mapping[str, Any]) -> None:
    """One notice to everybody of the crowd in `role`."""

    def tell() -> None:
        first = [change.written.pk, template, json.dumps(dict(facts), ensure_ascii=False), change.now, change.now]
        _run(_TELL, [*first, *_rest(change, role)])

    change.batch.in_bulk(tell)


def count_the_silent(change: "Change", *, grade: str) -> None:
    """Everybody of the crowd who said nothing of this answer is recorded as `grade`."""
    answer = change.case.round

    def count() -> None:
        _run(_COUNT, [grade, *_rest(change), change.written.pk, answer, grade, change.now])

    change.batch.in_bulk(count)


def _rest(change: "Change", *roles: str) -> list[Any]:
    """The crowd without those who are loaded; asked when the statement runs, since new ones get their ids late."""
    state = change.state
    loaded = [party.pk for party in state.parties]
    return [state.case.pk, list(roles or state.procedure.raisers), loaded]


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
