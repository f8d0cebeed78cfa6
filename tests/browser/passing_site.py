"""A served city in whose stories time passes: weeks go by between two pages, and its clocks tick meanwhile."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from typing_extensions import override

from shiyu.base.clock import standing_at
from shiyu.cases.tick import tick
from tests import database
from tests.api.server import running_server
from tests.browser.hands import People
from tests.browser.site import Site, load_people
from tests.browser.visiting import Visits

HERE = Path(__file__).resolve().parent / "passing"
KNOWN = {"address", "name", "blocker", "cookies"}


@dataclass(frozen=True, kw_only=True)
class PassingSite(Site):
    """A `Site` with a clock of its own."""

    clock: Path

    @property
    def moment(self) -> datetime:
        """What its clock was set to last."""
        return datetime.fromisoformat(self.clock.read_text(encoding="utf-8"))

    @property
    def present(self) -> datetime:
        """What its server reads from it: the seconds that a story takes go by in it too."""
        return self.moment + timedelta(seconds=time.time() - self.clock.stat().st_mtime)

    def stand_at(self, moment: datetime) -> None:
        """It is that moment now; what fell due until then is told, urged and moved."""
        self.clock.write_text(moment.isoformat(), encoding="utf-8")
        with self.now():
            tick()

    @override
    def cookie(self, username: str) -> dict[str, str]:
        with self.now():  # who logged in weeks ago has to do so again
            kept = super().cookie(username)
            # Made here, where Django's own clock stands still in the present.
            Session.objects.filter(session_key=kept["value"]).update(expire_date=self.moment + timedelta(days=1))
        return kept

    @contextmanager
    def now(self) -> Iterator[None]:
        """Django leads to the city and to its present inside the block."""
        with self.database(), standing_at(self.present):
            yield


class StoryPeople(People):
    """Everybody at a browser of his own; who comes back after weeks logs in again."""

    site: PassingSite

    def __init__(self, visit: Visits, site: PassingSite) -> None:
        super().__init__(visit)
        self.site = site

    def later(self, moment: datetime) -> None:
        """Time passes, and everybody has gone home meanwhile."""
        self.site.stand_at(moment)
        self._pages.clear()


@contextmanager
def passing(blocker: Any, clock: Path, *, begins: datetime) -> Iterator[PassingSite]:
    """A city beside the others of this worker, at the moment `begins`."""
    clock.write_text(begins.isoformat(), encoding="utf-8")
    name = database.worker_name().replace("test", "passing")
    with blocker.unblock():
        database.copy_template(name)
        with database.pointed_at(name), standing_at(begins):
            load_people()
            environment = {
                **database.environment(), "SHIYU_WEB_WORKERS": "1", "STORY_CLOCK": str(clock),
                "PYTHONPATH": os.fspath(HERE),
            }  # fmt: skip
    try:
        with running_server(environment) as address:
            # Nothing stands in this city but its people: each story makes what it is about.
            unused = {field.name: "" for field in fields(Site) if field.name not in KNOWN}
            yield PassingSite(
                address=address.replace("127.0.0.1", "localhost"),
                name=name,
                blocker=blocker,
                cookies={},
                clock=clock,
                **unused,
            )
    finally:
        with blocker.unblock():
            database.drop_database(name)
