"""The sections of the first page: a system enters what people can do in it; the web folder knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeSection:
    """One section: its template, and what it shows (asked when the page is drawn)."""

    name: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int


_SECTIONS: dict[str, HomeSection] = {}


def enter_home(section: HomeSection) -> None:
    """Called in the `ready` of a system's app; the same name twice keeps the last."""
    _SECTIONS[section.name] = section


def home_sections() -> list[HomeSection]:
    """Every section, in order."""
    return sorted(_SECTIONS.values(), key=lambda section: section.order)
