"""Where topics are looked for: by sign, a bounded number of those last spoken of. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

FILED = 24
"""Topics filed under one sign: a sign that more of them have tells little."""


@dataclass(slots=True)
class Filing:
    """An inverted index from signs to topics."""

    _filed: dict[int, dict[int, None]] = field(default_factory=dict)

    def file(self, key: int, signs: Iterable[int]) -> None:
        """Puts a topic last under each sign, which pushes out the one longest not spoken of."""
        for sign in signs:
            here = self._filed.setdefault(sign, {})
            here.pop(key, None)
            here[key] = None
            if len(here) > FILED:
                del here[next(iter(here))]

    def forget(self, key: int, signs: Iterable[int]) -> None:
        """Takes a topic out."""
        for sign in signs:
            here = self._filed.get(sign)
            if here is not None:
                here.pop(key, None)
                if not here:
                    del self._filed[sign]

    def sharing(self, signs: Iterable[tuple[int, float]], *, most: int) -> list[int]:
        """The topics that share most of the signs by their weights, at most so many."""
        shared: dict[int, float] = {}
        for sign, weight in signs:
            for key in self._filed.get(sign, ()):
                shared[key] = shared.get(key, 0.0) + weight
        return sorted(shared, key=lambda key: (-shared[key], key))[:most]
