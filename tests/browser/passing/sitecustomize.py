"""Python runs this before anything else in the server of a city in whose story time passes (`passing_site`).

The platform asks the time at one place only (`shiyu.base.clock`). There it is told the moment that stands in the file
STORY_CLOCK, and what has gone by since that was written.
"""

import os
import time
from contextvars import ContextVar, Token
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from shiyu.base import clock


class _Passing:
    """In the place of the variable that `standing_at` sets, which still holds where it is set."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._set: ContextVar[datetime | None] = ContextVar("story_now", default=None)

    def get(self) -> datetime:
        """The moment set, else that of the story."""
        gone_by = timedelta(seconds=time.time() - self._path.stat().st_mtime)
        return self._set.get() or datetime.fromisoformat(self._path.read_text(encoding="utf-8")) + gone_by

    def set(self, moment: datetime) -> Token[datetime | None]:
        """As a context variable."""
        return self._set.set(moment)

    def reset(self, token: Token[datetime | None]) -> None:
        """As a context variable."""
        self._set.reset(token)


if "STORY_CLOCK" in os.environ:
    clock._fixed = _Passing(Path(os.environ["STORY_CLOCK"]))  # type: ignore[assignment]
    timezone.now = clock.now  # noqa: TID251 -- by it Django lets sessions end
