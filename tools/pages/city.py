"""The city that pages are measured in: a filled one, with the demo's people and stories, and one of each kind of page.

It is kept in a folder between runs, since filling takes a while; each run brings its tables up to date.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shiyu.cli.bench.site import OwnSite, environment
from shiyu.cli.bench.workshop import Workshop
from tools.pages.figures import Page

PASSWORD = "jincheng-demo"  # noqa: S105 -- of invented people in a city that only shows
SEED = 7


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A city that can be served, the pages to open, and the sessions to open them with."""

    site: OwnSite
    pages: list[Page]
    cookies: dict[str, str]


@contextmanager
def prepared(folder: Path, *, rows: int) -> Iterator[Prepared]:
    """The city, its database running inside the block. Django of this process leads to it from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Workshop(folder.resolve()).filled(rows)
    if home is None:
        raise SystemExit(1)
    _lead_to(home)
    site = OwnSite(home=home, template=home, rows=rows)
    with site.database():
        _tell_stories()
        pages, cookies = _standing()
        yield Prepared(site=site, pages=pages, cookies=cookies)


def _lead_to(home: Path) -> None:
    from shiyu.cli.ground import django_ready

    ours = environment(home)
    os.environ.clear()
    os.environ.update(ours)
    django_ready()


def _tell_stories() -> None:
    """The demo's people, and a quarter of a year of requests in every stage beside those that only wait; once."""
    from django.conf import settings

    from shiyu.base.clock import today
    from shiyu.citizen_requests import seeds
    from shiyu.city.demo import load_demo_people

    load_demo_people(settings.SHIYU_CITY, password=PASSWORD)
    told = settings.SHIYU_HOME / "told"
    if not told.exists():
        seeds.tell(next(iter(seeds.STORIES)), until="", seed=SEED, last_day=today())
        _analyse()
        told.touch()


def _analyse() -> None:
    """The planner knows what was told, as it would in a running city."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _standing() -> tuple[list[Page], dict[str, str]]:
    """The pages of the browser tests, opened on requests of their own in this city, by the same people."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    from shiyu.web.models import Tries
    from tests.browser.pages import EXAMPLES, path_of
    from tests.browser.site import Site, session_of, standing

    setup_test_environment()  # the requests come in by Django's own client
    Tries.objects.all().delete()  # runs one after another must not count as one address that tries too often
    found = standing()
    people = {name for examples in EXAMPLES.values() for example in examples for name in example.as_}
    cookies = dict(found["cookies"])
    cookies |= {name: session_of(name) for name in sorted(people - {""} - set(cookies))}
    teardown_test_environment()
    site = Site(address="", name="", blocker=None, **{**found, "cookies": cookies})
    pages = [
        Page(
            name=_name(route, example.at, query=example.query, username=username), route=route,
            path=path_of(route, example, site), username=username,
            is_staff=username not in {"", *found["cookies"]},
        )
        for route, examples in EXAMPLES.items()
        for example in examples
        for username in example.as_
    ]  # fmt: skip
    return pages, cookies


def _name(route: str, at: object, *, query: str, username: str) -> str:
    """What stands in the table and in the budgets: the same in each run."""
    parts = " ".join(dict(at).values()) if at else ""  # type: ignore[call-overload]
    return " ".join(filter(None, (f"/{route}{query}", parts, f"({username or 'anybody'})")))
