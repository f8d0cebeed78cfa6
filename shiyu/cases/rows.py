"""Cases as lists show them: plain values, one question for a page of any size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiyu.base.prepared import ask_all
from shiyu.cases.who import LIVE

# Written out and kept on the server: to build and plan it anew cost more than the answer.
_ROWS = """
SELECT c.id, c.number, c.procedure, c.procedure_version, c.stage, c.is_open, c.title, c.channel, c.category_id,
       c.division_id, c.round, c.opened_at, c.due_at, c.due_level, c.entry_count, c.kind, c.limit_class,
       ARRAY(SELECT jsonb_array_elements_text(c.marks)),
       ARRAY(SELECT a.unit_code FROM cases_assignment a
             WHERE a.case_id = c.id AND a.state = ANY(%(live)s) ORDER BY a.id)
FROM cases_case c WHERE c.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; `units` are the codes of those that have it now, the lead first."""

    case_id: int
    number: str
    procedure: str
    version: int
    stage: str
    is_open: bool
    title: str
    channel: str
    category_id: int | None
    division_id: int | None
    round: int
    opened_at: datetime
    due_at: datetime | None
    due_level: int
    entry_count: int
    kind: str
    limit_class: str
    marks: Sequence[str]
    units: Sequence[str]


def rows_of(ids: Iterable[int]) -> dict[int, CaseRow]:
    """The rows of these cases; the caller has asked `visible_cases` or `worklist` which ones."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {row[0]: CaseRow(*row) for row in ask_all(_ROWS, {"ids": wanted, "live": list(LIVE)})}
