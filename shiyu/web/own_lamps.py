"""A system may say by itself how its cases stand, where one running limit does not tell it: 督查件 are judged by all.

What it says stands beside the title of the case and in every list that counts the case's own next limit. A list that
counts another one (the share of the reader's unit) goes on showing that.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from shiyu.base.clock import now
from shiyu.cases.actors import PostHolder
from shiyu.cases.rows import CaseRow
from shiyu.web.lamps import Lamp

LampsOf = Callable[[Collection[int], datetime], Mapping[int, Lamp]]
"""Given the keys of cases and a moment, the lamp of each; asked once for a page."""
_OF: dict[str, LampsOf] = {}


def register_lamps(procedure: str, lamps_of: LampsOf) -> None:
    """Called in the `ready` of a system's app."""
    _OF[procedure] = lamps_of


def lamp_of_case(procedure: str, case_id: int, *, moment: datetime) -> Lamp | None:
    """What the system of a case says of it; None where the limit of its stage tells it."""
    lamps_of = _OF.get(procedure)
    return lamps_of([case_id], moment).get(case_id) if lamps_of is not None else None


def lamps_told(cases: Sequence[CaseRow], _reader: PostHolder) -> Mapping[int, Lamp]:
    """The same for the rows of a page: one question for each system that has something to say."""
    found: dict[int, Lamp] = {}
    moment = now()
    for procedure in {case.procedure for case in cases} & _OF.keys():
        found |= _OF[procedure]([case.case_id for case in cases if case.procedure == procedure], moment)
    return found
