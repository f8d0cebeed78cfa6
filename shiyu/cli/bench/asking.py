"""Clients of the benches of requests, in a process of their own; standard library only, so that it stays light.

Reads one JSON object on standard input: `host`, `port`, and either `lives` (closed loop: `clients` play one life of a
case after another, each step after the answer to the one before) or `paths` (open loop: `rate` reads a second, whether
or not the earlier ones were answered). Prints one object with what happened.
"""

import asyncio
import json
import secrets
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import Any

# Beyond that many at once the machine of the clients is measured, not the server.
_MOST_CONNECTIONS = 1000
_NO_ANSWER = 0


@dataclass(slots=True)
class Seen:
    """What the clients saw. `answers` are (seconds since the beginning when sent, seconds it took, status, polite)."""

    began: float = field(default_factory=time.perf_counter)
    answers: list[tuple[float, float, int, bool]] = field(default_factory=list)
    whole: int = 0
    unsent: int = 0
    complaint: str = ""

    def note(self, sent: float, status: int, *, head: bytes, body: bytes) -> None:
        """One answer; `status` 0 where the connection broke."""
        polite = status not in {429, 503} or b"\r\nretry-after:" in head
        self.answers.append((sent - self.began, time.perf_counter() - sent, status, polite))
        if (status == _NO_ANSWER or status >= 400) and not self.complaint:
            self.complaint = f"{status} {body[:400].decode(errors='replace')}"


class Line:
    """One connection that is kept alive."""

    def __init__(self, task: dict[str, Any], seen: Seen) -> None:
        self._task, self._seen = task, seen
        self._pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, verb: str, path: str, *, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """Status and body; status 0 where the connection broke."""
        sent, status, head, content = time.perf_counter(), _NO_ANSWER, b"", b""
        try:
            status, head, content = await self._exchange(verb, path, headers=headers, body=body)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            content = repr(error).encode()
            self.close()
        self._seen.note(sent, status, head=head, body=content)
        return status, content

    async def _exchange(
        self, verb: str, path: str, *, headers: dict[str, str], body: bytes
    ) -> tuple[int, bytes, bytes]:
        if self._pipe is None:
            self._pipe = await asyncio.open_connection(self._task["host"], self._task["port"])
        reader, writer = self._pipe
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        host = f"{self._task['host']}:{self._task['port']}"
        first = f"{verb} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\n{lines}\r\n"
        writer.write(first.encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        at = head.find(b"content-length: ")
        size = int(head[at + 16 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        return int(head[9:12]), head, await reader.readexactly(size)

    def close(self) -> None:
        """End the connection."""
        if self._pipe is not None:
            self._pipe[1].close()
        self._pipe = None


async def play_lives(task: dict[str, Any], seen: Seen) -> None:
    """Closed loop: `clients` lives at once until the time is over; a life under way is played to its end."""
    end = seen.began + task["seconds"]

    async def client(number: int) -> None:
        line, turn = Line(task, seen), number
        while time.perf_counter() < end:
            lives = task["lives"]
            if await _one_life(line, lives[turn % len(lives)], seen):
                seen.whole += 1
            turn += task["clients"]
        line.close()

    await asyncio.gather(*(client(number) for number in range(task["clients"])))


async def _one_life(line: Line, life: list[dict[str, Any]], seen: Seen) -> bool:
    known: dict[str, str] = {}
    for step in life:
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_hex(12),
            step["by"]: step["secret"].format(**known),
        }
        body = json.dumps(step["body"], ensure_ascii=False).encode() if "body" in step else b""
        verb = "POST" if "body" in step else "GET"
        status, said = await line.ask(verb, step["path"].format(**known), headers=headers, body=body)
        if status not in {200, 201}:
            seen.complaint = f"{step['path']}: {seen.complaint}"
            return False
        if status == 201:
            answer = json.loads(said)
            known = {"number": answer["number"], "code": answer.get("query_code", "")}
    return True


async def keep_rate(task: dict[str, Any], seen: Seen) -> None:
    """Open loop: reads go out at `rate` a second; one that finds no free connection is counted as not sent.

    A terminating signal ends it early: what was seen until then is told.
    """
    free: list[Line] = []
    under_way: set[asyncio.Task[None]] = set()
    paths, count = task["paths"], int(task["rate"] * task["seconds"])

    async def one(path: str) -> None:
        line = free.pop() if free else Line(task, seen)
        await line.ask("GET", path, headers=task["headers"])
        free.append(line)

    told_to_stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_stop.set)
    for number in range(count):
        if told_to_stop.is_set():
            break
        wait = seen.began + number / task["rate"] - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        if len(under_way) >= _MOST_CONNECTIONS:
            seen.unsent += 1
            continue
        job = asyncio.ensure_future(one(paths[number % len(paths)]))
        under_way.add(job)
        job.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    for line in free:
        line.close()


async def drive(task: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked and add up."""
    seen, cpu = Seen(), time.process_time()
    await (play_lives if "lives" in task else keep_rate)(task, seen)
    seconds = time.perf_counter() - seen.began
    return {
        "seconds": seconds, "answers": seen.answers, "whole": seen.whole, "unsent": seen.unsent,
        "complaint": seen.complaint, "cpu_share": (time.process_time() - cpu) / seconds,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(drive(json.load(sys.stdin)))))
