"""The place that stands in what a resident wrote: offered for empty fields by one press, never filled in by itself."""

from dataclasses import dataclass, replace

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.citizen_requests.portal.draft import Draft
from shiyu.city.directory import directory
from shiyu.triage.city_words import gazetteer
from shiyu.triage.extraction.extracting import extract, offered

LEVELS = ("county", "township", "village")
LONGEST_ADDRESS = 100
TAKE = "place_found"
UNNAMED = Words("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """What the text names, as far as its fields are empty: street, village below it, address."""

    street: str = ""
    village: str = ""
    address: str = ""
    label: Words = UNNAMED


def place_in(draft: Draft) -> FoundPlace | None:
    """The one place the text of a report names; None where it names none, several, or the fields are filled in."""
    offer = offered(extract(f"{draft.title}\n{draft.detail}", moment=now(), gazetteer=gazetteer()))
    street, village, label = ("", "", UNNAMED) if draft.street else _choices(offer.division)
    address = "" if draft.address.strip() else offer.address[:LONGEST_ADDRESS]
    if not street and not address:
        return None
    return FoundPlace(street=street, village=village, address=address, label=label)


def with_place(draft: Draft) -> Draft:
    """The draft with its empty fields filled from its text; what was chosen or typed stays."""
    found = place_in(draft)
    if found is None:
        return draft
    return replace(
        draft, street=draft.street or found.street, village=draft.village or found.village,
        address=draft.address if draft.address.strip() else found.address,
    )  # fmt: skip


def _choices(code: str) -> tuple[str, str, Words]:
    """What to choose in the two lists for a division, and how it is called; nothing for the whole city."""
    fact = directory().divisions.find(code) if code else None
    if fact is None or fact.level not in LEVELS:
        return "", "", UNNAMED
    if fact.level != "village":
        return fact.code, "", fact.label
    over = (directory().divisions.find(one) for one in fact.path)
    above = next((one for one in over if one is not None and one.level == "township"), None)
    if above is None:
        return "", "", UNNAMED
    label = Words(f"{above.label.zh}{fact.label.zh}", f"{fact.label.en}, {above.label.en}")
    return above.code, fact.code, label
