"""Where systems offer what their closed cases teach: triage knows no system, so each enters a reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shiyu.triage.models import LearnedModel

What = LearnedModel.What
COUNTY, TOWNSHIP = "@county", "@township"
"""Labels of a unit that handles what lies in its place: the model learns the level, the place says which."""
OF_PLACE = {COUNTY: "county", TOWNSHIP: "township"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One closed matter: its text as it came in, and what it turned out to be: a category or a unit, a code.

    `category` and `place` are what was known when it was routed; codes of the city pack or empty.
    """

    title: str
    detail: str
    label: str
    category: str = ""
    place: str = ""


Reader = Callable[[int], Iterator[Example]]
"""Reads at most so many examples, the newest first; it streams, so that nobody holds all cases in memory."""

_readers: dict[str, list[Reader]] = {what: [] for what in What.values}


def enter_examples(what: str, read: Reader) -> None:
    """A system offers examples of `what` (`category`, `unit`). Called when its app is ready."""
    if read not in _readers[what]:
        _readers[what].append(read)


def examples(what: str, *, most: int) -> Iterator[Example]:
    """Every system's examples, at most so many of each."""
    for read in _readers[what]:
        yield from read(most)
