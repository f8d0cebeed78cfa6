"""The answer of a public request without a person in it: shown where the pack publishes it (`rules/portal.toml`)."""

import re
from typing import TYPE_CHECKING, Any

from shiyu.base.masking import mask_name, redact
from shiyu.cases.contact import open_contact
from shiyu.city.directory import directory
from shiyu.web.entry_words import answer_name, words_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case
    from shiyu.cases.procedure import Procedure

RULES, PUBLISH = "portal", "answers"
MOST_PARTIES = 100
"""Whose names are looked for: an answer to more people than that speaks to nobody by name."""
HIDDEN = "**"
_DOOR = re.compile(
    r"[A-Za-z#]?[0-9０-９一二三四五六七八九十百零〇]+[0-9A-Za-z-]*\s*"
    r"(?=号(?!线|公路|路|街)|弄|幢|栋|座|单元|室|户)"
)  # fmt: skip
_CALLED = r"(?:某某|某|先生|女士|同志|师傅|老师|大爷|大妈|阿姨)"


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


def without_persons(said: str, *, contacts: list[dict[str, str]]) -> str:
    """Names and addresses of those who raised it taken out, numbers masked, doors hidden."""
    for contact in contacts:
        name, address = contact.get("name", "").strip(), contact.get("address", "").strip()
        if len(address) > 1:
            said = said.replace(address, HIDDEN)
        if len(name) > 1:
            family = mask_name(name).rstrip("*")
            said = re.sub(rf"{re.escape(name)}|{re.escape(family)}{_CALLED}", mask_name(name), said)
    return _DOOR.sub(HIDDEN, redact(said))
