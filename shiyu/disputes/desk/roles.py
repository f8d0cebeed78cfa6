"""The roles that the pages of disputes are for. Pure: the menu asks before models are ready."""

WINDOW = frozenset({"dispute_window"})
HEADS = frozenset({"mediation_head"})
MEDIATORS = frozenset({"mediator"})
LEAD = frozenset({"dispute_lead"})
WORKERS = WINDOW | HEADS | MEDIATORS
"""Who works on disputes; the head of the centre has the board, and no list of what he may not read."""
REFERRERS = frozenset({"agent", "dispatcher", "clerk", "supervisor", "callback_officer"})
"""Who may refer a matter he handles to the centre for disputes."""
