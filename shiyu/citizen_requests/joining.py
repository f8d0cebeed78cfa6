"""Which open requests anybody may join without seeing them: what is public, and what was declared a mass event."""

from shiyu.cases.snapshot import Snapshot
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.open311.terms import terms
from shiyu.citizen_requests.procedure_people import JOINABLE


def may_be_joined(case: Snapshot) -> bool:
    """Open, not answered yet, no tip-off, and public: in a category the city shows, or a declared mass event."""
    if case.stage not in JOINABLE or case.kind == rules.TIPOFF:
        return False
    return rules.is_event(case) or (bool(case.category) and terms().shows(case.category))
