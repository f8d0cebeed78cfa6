"""Every address of the platform, read off Django's own table, so that a new one cannot be forgotten by a test."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: `route` is what stands in tables of tests, `module` where its view comes from."""

    route: str
    name: str
    module: str


def addresses() -> list[Address]:
    """All of them, in the order they are tried."""
    return list(_under(get_resolver(), ""))


def _under(resolver: Any, begin: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = begin + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _under(pattern, route)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            yield Address(route, pattern.name or "", getattr(view, "__module__", type(view).__module__))
