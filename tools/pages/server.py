"""What the server takes for a page for one client, and how many questions it asks."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.driving import percentile
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.site import Serving
from tools.pages.city import Prepared
from tools.pages.figures import Page, Served

WARM_UP, TIMES, COUNTED = 8, 40, 3
LEADING_ON, MOST_LED_ON = frozenset({302, 303}), 3


class Watch:
    """Asks a served city for pages, one after another on one connection, and counts queries in this process."""

    def __init__(self, serving: Serving, city: Prepared) -> None:
        address = urlsplit(serving.url)
        self._tree = Tree(serving)
        self._line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        self._cookies = city.cookies

    def look(self, page: Page) -> Served:
        """The figures of one page."""
        page = self._where_it_leads(page)
        for _ in range(WARM_UP):
            self._ask(page)
        took, status, used = [], 0, Used.by(self._tree)
        for _ in range(TIMES):
            began = time.perf_counter()
            status = self._ask(page)
            took.append((time.perf_counter() - began) * 1000)
        spent = Used.by(self._tree).since(used, cases=TIMES, seconds=sum(took) / 1000)
        return Served(
            status=status, p50_ms=percentile(took, 50), p95_ms=percentile(took, 95),
            processor_ms=spent["web_cpu_ms"] + spent["database_cpu_ms"], queries=self._queries(page),
        )  # fmt: skip

    def close(self) -> None:
        """Ends its connection."""
        self._line.close()

    def _where_it_leads(self, page: Page) -> Page:
        """The page itself, or the one it leads this person on to: that is what a browser shows."""
        for _ in range(MOST_LED_ON):
            status, to = self._exchange(page)
            if status not in LEADING_ON:
                break
            page = replace(page, path=urljoin(page.path, to))
        return page

    def _ask(self, page: Page) -> int:
        return self._exchange(page)[0]

    def _exchange(self, page: Page) -> tuple[int, str]:
        headers = {"Accept": "text/html"}
        if page.username:
            headers["Cookie"] = f"sessionid={self._cookies[page.username]}"
        self._line.request("GET", iri_to_uri(page.path), headers=headers)
        answer = self._line.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")

    def _queries(self, page: Page) -> int:
        """In this process, after a first time: what is read once for a process is not what a page asks.

        Nor is what a process asks once a second, whatever page comes (whether another city was loaded): on a busy
        machine that falls into one visit or another, so the fewest of some count.
        """
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        client = Client(SERVER_NAME="localhost")
        if page.username:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[page.username]
        client.get(page.path)
        counts = []
        for _ in range(COUNTED):
            with CaptureQueriesContext(connection) as asked:
                client.get(page.path)
            counts.append(sum(map(_asks, asked.captured_queries)))
        return min(counts)


def _asks(query: dict[str, Any]) -> bool:
    """Savepoints and the edges of transactions are no questions."""
    return not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT"))


@contextmanager
def watching(serving: Serving, city: Prepared) -> Iterator[Watch]:
    """A watch whose connection is closed afterwards."""
    watch = Watch(serving, city)
    try:
        yield watch
    finally:
        watch.close()
