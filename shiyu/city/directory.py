"""The loaded city: immutable, quick to read, looked at anew when another edition has been loaded.

`directory()` is the only entrance. It asks the database for the newest edition at most once a second.
"""

import threading
import time as machine_time
from dataclasses import dataclass, field

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.city.drawing import draw_directory
from shiyu.city.facts import CategoryFact, CityFact, DivisionFact, DutyFact, PostFact, RuleSetFact, UnitFact
from shiyu.city.models import Edition
from shiyu.city.picture import Directory, Register

LOOK_AGAIN_SECONDS = 1.0

__all__ = [
    "CategoryFact",
    "CityFact",
    "Directory",
    "DivisionFact",
    "DutyFact",
    "NoCityLoaded",
    "PostFact",
    "Register",
    "RuleSetFact",
    "UnitFact",
    "directory",
    "forget",
]


class NoCityLoaded(ShiyuError):
    """No city pack has been loaded yet."""

    code = "no_city"
    http_status = 503
    sentence = Words("尚未装载城市包，请先运行 shiyu city load。", "No city pack is loaded; run shiyu city load first.")


@dataclass
class _Shelf:
    """The directory last read, and when it was last compared with the database."""

    held: Directory | None = None
    looked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)


_shelf = _Shelf()


def directory() -> Directory:
    """The city as loaded; raises `NoCityLoaded`."""
    held = _shelf.held
    if held is not None and machine_time.monotonic() - _shelf.looked_at < LOOK_AGAIN_SECONDS:
        return held
    with _shelf.lock:
        newest = Edition.objects.order_by("-id").values_list("id", flat=True).first()
        if newest is None:
            raise NoCityLoaded
        if _shelf.held is None or _shelf.held.edition_id != newest:
            _shelf.held = draw_directory(newest)
        _shelf.looked_at = machine_time.monotonic()
        return _shelf.held


def forget() -> None:
    """Let the next question read the database: for tests, and after a load in the same process."""
    _shelf.held = None
    _shelf.looked_at = float("-inf")
