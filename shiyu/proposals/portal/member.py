"""Who sits in front of a member's page: those in the register whose telephone this session has proved."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.proposals import sentences as s
from shiyu.proposals.register import current_session, in_force
from shiyu.web.browsing import resident_of
from shiyu.web.refusals import ResidentLoginNeeded

if TYPE_CHECKING:
    from shiyu.proposals.models import Session, Submitter

RULES = "proposals"


def knows(index: bytes) -> bool:
    """Whether the keyed hash of a telephone stands in the register today."""
    return in_force().filter(phone_index=index).exists()


def submitters_of(request: HttpRequest) -> "list[Submitter]":
    """In whose name this session may propose: nobody's where its telephone is not in the register, or none is known.

    Raises `ResidentLoginNeeded`.
    """
    resident = resident_of(request)
    if resident is None:
        raise ResidentLoginNeeded
    return list(in_force().filter(phone_index=resident.phone).order_by("number")) if resident.phone else []


def why_not_now(submitter: "Submitter", *, session: "Session | None") -> Words | None:
    """Why this one cannot propose today; None where he can. The engine asks the same again."""
    if session is None:
        return s.NO_SESSION
    if submitter.kind != "sector" or not sector_only_in_session():
        return None
    return None if session.opened <= today() <= session.closed else s.OUT_OF_SESSION


def session_now() -> "Session | None":
    """The session that takes proposals today."""
    return current_session()


def most_characters() -> int:
    """How long situation and suggestions may be together, by the rule set in force."""
    rules = directory().rule_set(RULES)
    return int(rules.body["caps"]["characters"]) if rules else 0


def sector_only_in_session() -> bool:
    """Whether a sector or group proposes only during the plenary, by the rule set in force."""
    rules = directory().rule_set(RULES)
    return bool(rules is None or rules.body.get("submitting", {}).get("sector_only_in_session", True))


def length_of(*texts: str) -> int:
    """Characters as the rule counts them: blanks are none."""
    return sum(len("".join(text.split())) for text in texts)
