"""Gateways and mail servers on this machine that answer, refuse, hang or talk nonsense, as a test tells them to."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Conversation = Callable[[socket.socket], None]


@dataclass
class Asked:
    """What a gateway was asked: request lines, headers (in lower case) and bodies."""

    lines: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def json(self) -> Any:
        """The last body."""
        return json.loads(self.bodies[-1])


@contextmanager
def listening(talk: Conversation, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server on a free port of this machine that holds `talk` with whoever comes; everything ends with the block."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        threads: list[threading.Thread] = []
        links: list[socket.socket] = []

        def one(link: socket.socket) -> None:
            with suppress(OSError, ValueError), link:
                link.settimeout(60)
                with tls.wrap_socket(link, server_side=True) if tls else link as spoken:
                    links.append(spoken)
                    talk(spoken)

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    link, _ = server.accept()
                    threads.append(threading.Thread(target=one, args=(link,), daemon=True))
                    threads[-1].start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield server.getsockname()[1]
        finally:
            over.set()
            accepting.join()
            for link in links:  # who hangs or waits for an answer is told that nobody listens any more
                with suppress(OSError):
                    link.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(timeout=60)


def http(answer: bytes | Conversation, asked: Asked | None = None) -> Conversation:
    """An HTTP server that reads one request and gives these bytes, or goes on by itself."""

    def talk(link: socket.socket) -> None:
        with link.makefile("rb") as lines:
            line = lines.readline().decode()
            headers = dict(_headers(lines))
            body = lines.read(int(headers.get("content-length", 0)))
        if asked is not None:
            asked.lines.append(line.strip())
            asked.headers.append(headers)
            asked.bodies.append(body)
        if callable(answer):
            answer(link)
        else:
            link.sendall(answer)

    return talk


def _headers(lines: Any) -> Iterator[tuple[str, str]]:
    while line := lines.readline().decode().strip():
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()


def says(content: object, *, status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP answer: JSON of anything but bytes."""
    body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def hang(link: socket.socket) -> None:
    """Says nothing until the other side is tired of it."""
    link.recv(1)


def drip(start: bytes) -> Conversation:
    """Says a little every now and then, and never all of it."""

    def talk(link: socket.socket) -> None:
        link.sendall(start)
        for _ in range(1200):  # a minute, or until the other side is tired of it: who waits to the end is cut off
            time.sleep(0.05)
            link.sendall(b"x")

    return talk


def smtp(*, rcpt: str = "250 ok", data: str = "250 taken", letters: list[str] | None = None) -> Conversation:
    """A mail server that answers RCPT and the end of the letter as told."""

    def talk(link: socket.socket) -> None:
        with link.makefile("rwb", buffering=0) as line:
            line.write(b"220 here\r\n")
            while said := line.readline().decode(errors="replace"):
                word = said[:4].strip().upper()
                if word == "DATA":
                    line.write(b"354 go on\r\n")
                    letter = "".join(iter(lambda: line.readline().decode(errors="replace"), ".\r\n"))
                    if letters is not None:
                        letters.append(letter)
                    line.write(f"{data}\r\n".encode())
                else:
                    line.write(f"{rcpt if word == 'RCPT' else '221 bye' if word == 'QUIT' else '250 ok'}\r\n".encode())
                if word == "QUIT":
                    return

    return talk
