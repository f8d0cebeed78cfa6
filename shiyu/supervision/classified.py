"""涉密: what a form of supervision holds is never kept on the way, neither as a draft nor over a login that ended."""

from django.http import QueryDict

from shiyu.city.directory import directory
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.rules import marked_word

OURS = (
    f"open:{SUPERVISION_ORDER.name}:",
    f"move:{SUPERVISION_ORDER.prefix}",
    f"/open/{SUPERVISION_ORDER.name}/",
    f"/cases/{SUPERVISION_ORDER.prefix}",
    "/supervision/",
)
"""How a draft and a page name their place."""


def must_not_be_kept(data: QueryDict) -> bool:
    """Whether a form of supervision is said to be classified, or bears a marking."""
    places = (data.get("_draft", ""), data.get("_shown_at", ""))
    if "classified" not in data and not any(mark in place for place in places for mark in OURS):
        return False
    rule_set = directory().rule_set(SUPERVISION_ORDER.rule_set)
    marks = rule_set.body["classified"]["words"] if rule_set else ()
    typed = [value for _, values in data.lists() for value in values]
    return data.get("classified") == "yes" or bool(marked_word(typed, marks))
