"""Where a resident goes once he is known: each system that shows people their own cases enters its pages here.

Which system a case belongs to is told by its number: each procedure has a prefix of its own.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from shiyu.base.words import Words
from shiyu.cases.registry import registered

_PREFIX = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentHome:
    """The pages of one system: `cases` and `case` (of one `number`) are names of addresses.

    `knows` says whether the keyed hash of a telephone belongs to somebody who has business there without having a case
    yet. The home with the lowest `order` is where somebody goes who has no case at all.
    """

    label: Words
    lead: Words
    procedures: tuple[str, ...]
    cases: str
    case: str
    order: int
    knows: Callable[[bytes], bool] | None = None
    demo_phones: tuple[tuple[str, Words], ...] = ()  # invented people a visitor of a demo may be

    @property
    def address(self) -> str:
        """The page of all his cases."""
        return reverse(self.cases)


_HOMES: dict[str, ResidentHome] = {}


def enter_resident_home(home: ResidentHome) -> None:
    """Called in a system's `ready`."""
    _HOMES[home.cases] = home


def home_of_resident(*, number: str = "") -> str:
    """The page of one case, or of all cases of whoever has none yet; empty where no system shows any."""
    if not number:
        first = min(_HOMES.values(), key=lambda home: home.order, default=None)
        return first.address if first else ""
    home = _home_of(number)
    return reverse(home.case, args=[number]) if home else ""


def homes_of(numbers: Iterable[str], *, phone: bytes = b"") -> list[ResidentHome]:
    """The systems that have something of a person: his cases by their numbers, and whoever else knows his telephone."""
    found = {home.cases for number in numbers if (home := _home_of(number)) is not None}
    asked = (home for home in _HOMES.values() if home.cases not in found and phone and home.knows is not None)
    found |= {home.cases for home in asked if home.knows is not None and home.knows(phone)}
    return sorted((home for home in _HOMES.values() if home.cases in found), key=lambda home: home.order)


def demo_phones() -> list[tuple[str, Words]]:
    """Telephones of invented people, for the log-in page of a demo."""
    return [one for home in sorted(_HOMES.values(), key=lambda home: home.order) for one in home.demo_phones]


def known_somewhere(phone: bytes) -> bool:
    """Whether a system knows a telephone that no case has yet, so that a code may be sent to it."""
    return any(home.knows(phone) for home in _HOMES.values() if home.knows is not None)


def belongs_to(number: str, *, cases: str) -> bool:
    """Whether a case is shown by the system whose list is at the address `cases`."""
    home = _home_of(number)
    return home is not None and home.cases == cases


def _home_of(number: str) -> ResidentHome | None:
    found = _PREFIX.match(number)
    names = {procedure.name for procedure in registered().values() if found and procedure.prefix == found[0]}
    return next((home for home in _HOMES.values() if names.intersection(home.procedures)), None)
