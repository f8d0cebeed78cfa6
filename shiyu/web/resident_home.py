"""Where a resident goes once he is known: the pages of the system that shows residents their cases."""

from django.urls import reverse

_HOME: dict[str, str] = {}


def enter_resident_home(*, cases: str, case: str) -> None:
    """Called in a system's `ready`: the names of its addresses for all of a resident's cases and for one (`number`)."""
    _HOME.update(cases=cases, case=case)


def home_of_resident(*, number: str = "") -> str:
    """The page of one case, or of all of them; empty where no system shows any."""
    if not _HOME:
        return ""
    return reverse(_HOME["case"], args=[number]) if number else reverse(_HOME["cases"])
