"""The load generator: 16 clients on raw sockets in a process of its own, every request built before the clock starts.

Reads one JSON object on standard input (`host`, `port`, `path`, `seconds`, `clients`, `tokens`, `bodies`: a file with
one body a line; or `pages` to get and the `cookies` of sessions), prints one with what happened. Standard library only,
so that it starts at once and stays light.
"""

import asyncio
import json
import secrets
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LENGTH = b"content-length: "


@dataclass(slots=True)
class Tally:
    """What the clients saw: seconds each answer took, answers by status, and broken connections."""

    end: float
    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    first_complaint: str = ""

    def note(self, status: int, seconds: float, body: bytes) -> None:
        """One answer."""
        self.took.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 300 and not self.first_complaint:
            self.first_complaint = body[:500].decode(errors="replace")


class Client(asyncio.Protocol):
    """One client: sends a request, waits for the whole answer, sends the next, on one connection kept alive."""

    def __init__(self, tally: Tally, *, requests: list[tuple[bytes, bytes]], offset: int) -> None:
        self._tally, self._requests, self._next = tally, requests, offset
        self._buffer = bytearray()
        self._run = secrets.token_hex(8).encode()
        self._sent_at = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # type: ignore[explicit-override] # needs a package
        """Start."""
        self._transport: Any = transport
        self._send()

    def _send(self) -> None:
        head, rest = self._requests[self._next % len(self._requests)]
        self._next += 1
        # The key is as random as a client's UUID, so the index over keys is filled as it would be.
        self._sent_at = time.perf_counter()
        self._transport.write(head + secrets.token_hex(12).encode() + rest)

    def data_received(self, data: bytes) -> None:  # type: ignore[explicit-override]
        """Take in a piece; note the answer when it is whole."""
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[:end]).lower()
        at = head.find(_LENGTH)
        size = int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._buffer) < end + 4 + size:
            return
        now = time.perf_counter()
        self._tally.note(int(head[9:12]), now - self._sent_at, bytes(self._buffer[end + 4 :]))
        self._buffer.clear()
        if now >= self._tally.end:
            self._transport.close()
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:  # type: ignore[explicit-override] # noqa: ARG002
        """The end of this client."""
        if time.perf_counter() < self._tally.end:
            self._tally.broken += 1
        if not self.done.done():
            self.done.set_result(None)


def requests_of(task: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    """Each request in two pieces, between which the idempotency key goes."""
    if "pages" in task:
        return [_page(task, path, cookie) for path in task["pages"] for cookie in task["cookies"]]
    bodies = [line.encode() for line in Path(task["bodies"]).read_text(encoding="utf-8").splitlines()]
    return [_request(task, body, place) for place, body in enumerate(bodies)]


def _request(task: dict[str, Any], body: bytes, place: int) -> tuple[bytes, bytes]:
    token = task["tokens"][place % len(task["tokens"])]
    head = (
        f"POST {task['path']} HTTP/1.1\r\nHost: {task['host']}:{task['port']}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: "
    )
    return head.encode(), b"\r\n\r\n" + body


def _page(task: dict[str, Any], path: str, cookie: str) -> tuple[bytes, bytes]:
    """A page with a session; what goes between the pieces is a header nobody reads."""
    host = f"{task['host']}:{task['port']}"
    head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nCookie: sessionid={cookie}\r\nX-Turn: "
    return head.encode(), b"\r\n\r\n"


async def drive(task: dict[str, Any]) -> dict[str, Any]:
    """Run the clients for the asked seconds and add up."""
    requests, loop = requests_of(task), asyncio.get_running_loop()
    began, cpu = time.perf_counter(), time.process_time()
    tally = Tally(end=began + task["seconds"])
    step = max(1, len(requests) // task["clients"])
    clients = []
    for number in range(task["clients"]):
        _, client = await loop.create_connection(
            lambda offset=number * step: Client(tally, requests=requests, offset=offset),  # type: ignore[misc]
            task["host"],
            task["port"],
        )
        clients.append(client.done)
    await asyncio.gather(*clients)
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "answers": len(tally.took),
        "statuses": tally.statuses,
        "broken": tally.broken,
        "complaint": tally.first_complaint,
        "took_ms": {str(share): _percentile(tally.took, share) for share in (50, 95, 99)},
        "cpu_share": (time.process_time() - cpu) / seconds,
    }


def _percentile(seconds: list[float], share: int) -> float:
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000, 2) if ordered else 0.0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(drive(json.load(sys.stdin)))))
