"""What is measured of one page, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a browser saw of a page: what axe found grave, bytes by kind, shifts, when it could be used."""

    grave: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by "zh 1440" and such: rule and place
    sent: Mapping[str, int] = field(default_factory=dict)  # bytes by kind, on a first visit
    shift: float = 0.0
    first_ms: float = 0.0
    again_ms: float = 0.0

    @property
    def count_of_grave(self) -> int:
        """In all languages and sizes together."""
        return sum(map(len, self.grave.values()))

    @property
    def kilobytes(self) -> float:
        """All that was sent on the first visit."""
        return sum(self.sent.values()) / 1024


@dataclass(frozen=True, kw_only=True)
class Served:
    """What the server took for a page, and how many questions it asked the database."""

    status: int
    p50_ms: float
    p95_ms: float
    processor_ms: float  # of web and database together: says something also on a machine shared with others
    queries: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page, opened by one person."""

    name: str
    route: str
    path: str
    username: str
    is_staff: bool


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All of one page; what was not asked for is None."""

    page: Page
    seen: Seen | None = None
    served: Served | None = None
