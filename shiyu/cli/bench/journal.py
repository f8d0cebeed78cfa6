"""What the server has promised: every request that was acknowledged, with the answer it got."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One request the server said yes to. `scoped_key` is the key as the database keeps it, `tries` how often sent."""

    scoped_key: str
    mark: str
    move: str
    opening: bool
    number: str
    stage: str
    entry_count: int
    tries: int = 1
    replayed: bool = False


@dataclass(slots=True)
class Journal:
    """Filled by many clients at once."""

    promises: list[Acknowledged] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)  # marks of openings never acknowledged before the end
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, promise: Acknowledged) -> None:
        """A request was acknowledged."""
        with self._lock:
            self.promises.append(promise)

    def refuse(self, sentence: str) -> None:
        """A request that nothing was wrong with was refused."""
        with self._lock:
            self.refusals.append(sentence)

    def give_up(self, mark: str) -> None:
        """A request was still unanswered when the run ended: it may be there or not, but not twice."""
        with self._lock:
            self.unanswered.append(mark)

    def openings(self) -> Iterator[Acknowledged]:
        """The cases that were promised."""
        return (promise for promise in self.promises if promise.opening)
