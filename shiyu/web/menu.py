"""The menu of the pages: every folder enters its own ways, and a person sees those his post may use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.web.counted import said_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One entry: the name of its address, and the roles that see it.

    No roles: everybody who holds a post. `public`: those without a login too. `count` says how many wait there, where
    that is cheap to ask. `rare`: stands under “更多” where a person has so many ways that the bar would wrap.
    `first_for`: the roles whose day begins there. `under`: how other addresses begin that belong to this entry.
    """

    name: str
    label: Words
    order: int
    roles: frozenset[str] = frozenset()
    public: bool = False
    count: Callable[[PostHolder], int] | None = None
    rare: bool = False
    first_for: frozenset[str] = frozenset()
    under: str = ""


_WAYS: dict[str, Way] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWay:
    """An entry as the page draws it."""

    label: Words
    address: str
    current: bool
    count: str = ""
    rare: bool = False


MOST_IN_BAR = 7  # more than these wrap in English at 1280 pixels


def enter_menu(*ways: Way) -> None:
    """Called in the `ready` of a folder's app; the same name twice keeps the last."""
    _WAYS.update({way.name: way for way in ways})


def menu_for(actor: PostHolder | PartyActor | None, *, path: str) -> list[ShownWay]:
    """The entries this actor sees, in order; the one whose address `path` begins with is current."""
    seen = [(way, _address(way.name)) for way in sorted(_WAYS.values(), key=lambda way: way.order) if _sees(way, actor)]
    leading = [(begin, way.name) for way, address in seen for begin in (address, way.under) if _leads(begin, path)]
    best = max(leading, key=lambda one: len(one[0]), default=("", ""))[1]
    return [
        ShownWay(
            label=way.label, address=address, current=way.name == best, count=_counted(way, actor),
            rare=way.rare and len(seen) > MOST_IN_BAR,
        )
        for way, address in seen
    ]  # fmt: skip


def first_page(actors: Iterable[PostHolder]) -> str:
    """Where the day of somebody who has just logged in begins: the desk of his first post, else his own work.

    The first page of residents for whoever holds no post.
    """
    actor = next(iter(actors), None)
    if actor is None:
        return "/"
    desks = sorted((way for way in _WAYS.values() if way.first_for & actor.roles), key=lambda way: way.order)
    return _address(desks[0].name if desks else "work")


@cache
def _address(name: str) -> str:
    return reverse(name)


def _counted(way: Way, actor: PostHolder | PartyActor | None) -> str:
    """How many wait there; nothing where none does, and no more than two digits."""
    if way.count is None or not isinstance(actor, PostHolder):
        return ""
    waiting = way.count(actor)
    return said_count(waiting) if waiting else ""


def _sees(way: Way, actor: PostHolder | PartyActor | None) -> bool:
    if not isinstance(actor, PostHolder):
        return way.public
    return not way.public and (not way.roles or bool(way.roles & actor.roles))


def _leads(address: str, path: str) -> bool:
    return path == address or (address not in {"", "/"} and path.startswith(address.rstrip("/") + "/"))
