"""The load generator against a small server of our own."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from shiyu.cli.bench.load import drive

ANSWER = b"HTTP/1.1 %d X\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello"


async def against(answers: bytes, task: dict[str, Any]) -> tuple[dict[str, Any], list[bytes], int]:
    """What the generator says, the heads it sent, and how many connections it made."""
    heads: list[bytes] = []
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while head := await reader.read(65536):
            heads.append(head)
            # In two pieces, as a network would.
            writer.write(answers[:30])
            await writer.drain()
            await asyncio.sleep(0.002)
            writer.write(answers[30:])
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        said = await drive({**task, "port": server.sockets[0].getsockname()[1]})
    return said, heads, connections


@pytest.fixture
def task(tmp_path: Path) -> dict[str, Any]:
    bodies = tmp_path / "bodies"
    bodies.write_text('{"n": 1}\n{"n": 2}\n', encoding="utf-8")
    return {
        "host": "127.0.0.1", "path": "/x", "seconds": 0.2, "clients": 2, "tokens": ["t1", "t2"], "bodies": str(bodies),
    }  # fmt: skip


def test_every_answer_is_counted_on_connections_kept_alive(task: dict[str, Any]) -> None:
    said, heads, connections = asyncio.run(against(ANSWER % 201, task))
    assert (said["statuses"], said["broken"], connections) == ({201: len(heads)}, 0, 2)
    assert said["answers"] == len(heads) > 2
    assert 0 < said["took_ms"]["50"] <= said["took_ms"]["95"] <= said["took_ms"]["99"]


def test_every_request_has_a_key_of_its_own(task: dict[str, Any]) -> None:
    _, heads, _ = asyncio.run(against(ANSWER % 201, task))
    keys = Counter(head.split(b"Idempotency-Key: ")[1].split(b"\r\n")[0] for head in heads)
    assert set(keys.values()) == {1}
    assert {head.split(b"Bearer ")[1].split(b"\r\n")[0] for head in heads} == {b"t1", b"t2"}


def test_the_first_complaint_is_told(task: dict[str, Any]) -> None:
    said, _, _ = asyncio.run(against(ANSWER % 422, task))
    assert (set(said["statuses"]), said["complaint"]) == ({422}, "hello")
