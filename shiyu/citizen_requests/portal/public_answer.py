"""The answer of a public request without a person in it: shown where the pack publishes it (`rules/portal.toml`)."""

from typing import TYPE_CHECKING, Any

from shiyu.base.without_persons import without_persons
from shiyu.cases.contact import open_contact
from shiyu.city.directory import directory
from shiyu.web.entry_words import answer_name, words_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case
    from shiyu.cases.procedure import Procedure

RULES, PUBLISH = "portal", "answers"
MOST_PARTIES = 100
"""Whose names are looked for: an answer to more people than that speaks to nobody by name."""


def public_answer(case: "Case", procedure: "Procedure") -> dict[str, Any] | None:
    """The last answer given, as everybody may read it; none where none was given or the city publishes none."""
    rules = directory().rule_set(RULES)
    if rules is None or PUBLISH not in rules.body.get("publish", ()):
        return None
    given = case.replies.exclude(given_at=None).select_related("entry__text").order_by("-pk").first()
    if given is None:
        return None
    said = words_of(given.entry).get(answer_name(procedure.move(given.entry.move)), "")
    if not said:
        return None
    parties = case.parties.order_by("pk")[:MOST_PARTIES]
    return {"text": without_persons(said, contacts=[open_contact(party) for party in parties]), "at": given.given_at}
