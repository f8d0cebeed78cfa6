"""Place and time that stand in what an agent types: offered for empty fields, never filled in by themselves."""

from dataclasses import dataclass

from django.http import QueryDict

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.citizen_requests.desk.places import division_words
from shiyu.triage.city_words import gazetteer
from shiyu.triage.extraction.extracting import Offer, extract, offered

DIVISION, ADDRESS = "place-division", "place-address"
_LONGEST_ADDRESS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the text says of where and when, as far as the fields for it are empty."""

    division: str
    division_said: str
    address: str
    time: Words | None

    @property
    def has_place(self) -> bool:
        """Whether there is something to fill in."""
        return bool(self.division or self.address)


def found_in(data: QueryDict) -> Found | None:
    """What the typed title and detail say; None where they say nothing that is not filled in already."""
    offer = _offer(data)
    division = "" if data.get(DIVISION, "").strip() else offer.division
    address = "" if data.get(ADDRESS, "").strip() else offer.address[:_LONGEST_ADDRESS]
    time = _time(offer)
    if not division and not address and time is None:
        return None
    return Found(
        division=division, division_said=division_words(division) if division else "", address=address, time=time
    )


def fill_place(data: QueryDict) -> None:
    """Fills the empty fields of the place from the typed text; what was typed there stays."""
    found = found_in(data)
    if found is not None and found.division:
        data[DIVISION] = found.division
    if found is not None and found.address:
        data[ADDRESS] = found.address


def _offer(data: QueryDict) -> Offer:
    said = "\n".join(data.get(name, "") for name in ("title", "detail"))
    return offered(extract(said, moment=now(), gazetteer=gazetteer()))


def _time(offer: Offer) -> Words | None:
    if not offer.time:
        return None
    day, since = offer.time.removesuffix("/.."), offer.time.endswith("/..")
    shown = day.replace("T", " ")
    return Words(
        f"{offer.time_said}（{shown}{'起' if since else ''}）",
        f"{offer.time_said} ({'since ' if since else ''}{shown})",
    )
