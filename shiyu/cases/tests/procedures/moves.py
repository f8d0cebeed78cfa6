"""Effects of the test procedures' own."""

from shiyu.cases.change import Change


def note_it(change: Change) -> None:
    """Adds a coded fact to the entry under way."""
    change.facts.codes["noted"] = True
