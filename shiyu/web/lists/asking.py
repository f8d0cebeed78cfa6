"""What a list page is asked for, and where its cases come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.worklist import Narrow, Place
from shiyu.web.case_list import Wanted
from shiyu.web.lists.narrowing import ListNarrow
from shiyu.web.refusals import bad_value

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTab:
    """One part of a list. `always` holds in it whatever is filtered; `empty` is said where it holds nothing.

    `narrow` holds what no filter can say. `turn` is the part of my work that its export holds. `tick` lets its cases be
    chosen for a batch; `counted` says how many there are, up to ninety-nine.
    """

    name: str
    label: Words
    always: Mapping[str, str] = field(default_factory=dict)
    narrow: ListNarrow | None = None
    turn: str = ""
    empty: Words | None = None
    tick: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One page of a list as asked for: by whom, which part, filtered and sorted how, from which place on."""

    actor: PostHolder
    tab: str
    wanted: Wanted
    filtered: bool  # whether anything was filtered beyond what the list and its tab always hold
    sort: str
    limit: int
    after: str = ""
    before: str = ""
    narrow: Narrow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Keys of one page in their order, and the places before and after it where there is more.

    `dues` replaces the case's own next limit where a list counts another one.
    """

    cases: Sequence[int] = ()
    dues: Mapping[int, tuple[datetime | None, int]] = field(default_factory=dict)
    before: str = ""
    after: str = ""


class Source(Protocol):
    """Where the cases of a list come from."""

    sorts: ClassVar[Mapping[str, Words]]
    exports: ClassVar[bool]

    def page(self, ask: Ask) -> Found:
        """One page."""

    def counts(self, parts: Mapping[str, Ask]) -> Mapping[str, int]:
        """How many cases each part holds, up to `COUNTED`, in one question."""


def place_text(place: Place) -> str:
    """A place in a list as it stands in an address."""
    return f"{place.at.isoformat()}~{place.pk}"


def read_place(given: str, *, field: str) -> Place | None:
    """The place an address names. Raises `BadValue` where no page gave it out."""
    if not given:
        return None
    at, _, pk = given.partition("~")
    try:
        place = Place(datetime.fromisoformat(at), int(pk))
    except ValueError:
        place = None
    if place is None or place.at.tzinfo is None or not 0 <= place.pk < 2**62:
        raise bad_value(
            field,
            zh="不是清单给出的翻页位置，请回到第一页重新翻页",
            en="is not a place a page gave out; start again from the first page",
        )
    return place
