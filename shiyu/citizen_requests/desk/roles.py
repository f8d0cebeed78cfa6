"""The roles that the officers' pages are for. Pure: the menu asks before models are ready."""

AGENTS = frozenset({"agent"})
IMPORTERS = AGENTS  # whoever may take in one request by telephone
ENTERPRISE_DESK = frozenset({"enterprise_desk"})
DISPATCHERS = frozenset({"dispatcher"})
EVENT_OFFICERS = frozenset({"dispatcher", "supervisor"})
CALLERS_BACK = frozenset({"callback_officer"})
SUPERVISORS = frozenset({"supervisor"})
OVERSEERS = frozenset({"supervisor", "auditor", "arbiter"})
DECIDERS = frozenset({"supervisor", "arbiter"})
TIPOFF_KEEPERS = frozenset({"tipoff_keeper"})
REVIEWERS = frozenset({"reviewer"})
READERS = (
    AGENTS | ENTERPRISE_DESK | DISPATCHERS | CALLERS_BACK | SUPERVISORS | REVIEWERS | frozenset({"clerk", "unit_head"})
)
"""Who finds the knowledge base in the menu; any member of staff may read it."""
