"""The roles that the pages of a whole session are for. Pure: the menu asks before models are ready."""

IMPORTERS = frozenset({"proposal_clerk"})
FIGURE_READERS = frozenset(
    {
        "proposal_clerk", "proposal_reviewer", "proposal_committee", "party_assigner", "government_assigner",
        "other_assigner", "cppcc_leader", "city_leader",
    }
)  # fmt: skip
"""Who sees every proposal anyway, and so may see them counted."""
