"""What is made of the loaded city as it is today: once for each edition and day."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from shiyu.base.clock import today
from shiyu.city.directory import Directory, directory

T = TypeVar("T")


class ForToday(Generic[T]):
    """Holds what `make` gave for the city and the day last asked for."""

    def __init__(self, make: Callable[[Directory, date], T]) -> None:
        self._make = make
        self._made: tuple[Directory, date, T] | None = None

    def __call__(self) -> T:
        """It, made anew where another edition is loaded or another day has begun. Raises `NoCityLoaded`."""
        city, day = directory(), today()
        held = self._made
        if held is None or held[0] is not city or held[1] != day:
            held = self._made = (city, day, self._make(city, day))
        return held[2]
