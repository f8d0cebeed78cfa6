"""The roles that the pages of supervision are for. Pure: the menu asks before models are ready."""

OFFICERS = frozenset({"supervision_officer"})
OVERSEERS = OFFICERS | {"supervision_lead", "city_leader", "auditor"}
"""Who watches over every order."""
FIRST_FOR = OFFICERS | {"supervision_lead", "city_leader"}
"""Whose day begins at the board."""
READERS = OVERSEERS | {"clerk", "unit_head"}
"""Units read their own."""
SIGNERS = frozenset({"supervision_lead"})
"""Who signs what the office issues on its own, the 督查通报."""
REFERRERS = OFFICERS | {"supervision_lead", "supervisor"}
"""Who may put a case of any system under supervision."""
