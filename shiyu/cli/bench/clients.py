"""Clients that keep their word under fire: each request is sent with one key until the server has answered it."""

import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.filling import OPENING, PROCEDURE
from shiyu.cli.bench.journal import Acknowledged, Journal

_TIMEOUT = 20.0
_PAUSE = 0.1
# Longer than any restart: a server that stays silent so long has not come back.
_PATIENCE = 120.0
API = "/api/v1/cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An account and its token."""

    account_id: int
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who acts in the life of a case up to its being signed for by `unit`."""

    agent: Login
    dispatcher: Login
    clerk: Login
    unit: str


@dataclass(slots=True, kw_only=True)
class Client:
    """Opens cases and moves them on, one request after another, until told to stop."""

    url: str
    cast: Cast
    facts: Callable[[str], dict[str, Any]]
    journal: Journal
    told: threading.Event
    connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """One life of a case after another."""
        while not self.told.is_set():
            self._one_case()

    def _one_case(self) -> None:
        mark = secrets.token_hex(8)
        opened = self._ask(
            self.cast.agent, f"{API}/{PROCEDURE}/{OPENING}", self.facts(f"〔{mark}〕"), mark=mark, move=OPENING
        )
        if opened is None:
            return
        for login, move, facts in self._road():
            if self.told.is_set():
                return
            self._ask(login, f"{API}/{opened.number}/moves/{move}", facts, mark=mark, move=move)

    def _road(self) -> Iterator[tuple[Login, str, dict[str, Any]]]:
        yield self.cast.agent, "supplement", {"note": "补充：夜间更严重。"}
        yield self.cast.dispatcher, "dispatch", {"lead": self.cast.unit}
        yield self.cast.clerk, "sign", {}

    def _ask(self, login: Login, path: str, facts: dict[str, Any], *, mark: str, move: str) -> Acknowledged | None:
        """Sends until answered. Raises `BenchFailed` when the server stays silent beyond all patience."""
        key = secrets.token_hex(12)
        end = time.monotonic() + _PATIENCE
        tries = 0
        while time.monotonic() < end:
            tries += 1
            status, said = self._send(login, path, facts, key=key)
            if status in {200, 201}:
                promise = Acknowledged(
                    scoped_key=f"a{login.account_id}:{key}", mark=mark, move=move, opening=move == OPENING,
                    number=said["number"], stage=said["stage"], entry_count=said["entry_count"], tries=tries,
                    replayed=said["replayed"],
                )  # fmt: skip
                self.journal.note(promise)
                return promise
            if 400 <= status < 500:
                self.journal.refuse(f"{move} {path}: {status} {said}")
                return None
            time.sleep(_PAUSE)
        self.journal.give_up(mark)
        raise BenchFailed(reason=f"no answer for {_PATIENCE:g} s: {move}")

    def _send(self, login: Login, path: str, facts: dict[str, Any], *, key: str) -> tuple[int, dict[str, Any]]:
        """Status and body; status 0 where the connection was lost before the answer."""
        body = json.dumps({"facts": facts}, ensure_ascii=False).encode()
        headers = {
            "Authorization": f"Bearer {login.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        try:
            if self.connection is None:
                address = urlsplit(self.url)
                self.connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_TIMEOUT)
            self.connection.request("POST", path, body=body, headers=headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return 0, {}


@dataclass(slots=True)
class Crowd:
    """Clients in threads; what ended one of them is told at the end."""

    clients: list[Client]
    failed: list[BaseException] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Let them all begin."""
        self._threads = [threading.Thread(target=self._keep, args=(client,), daemon=True) for client in self.clients]
        for thread in self._threads:
            thread.start()

    def _keep(self, client: Client) -> None:
        try:
            client.run()
        except BaseException as error:  # noqa: BLE001 -- told by `stop`, in the thread that asked
            self.failed.append(error)

    def stop(self) -> None:
        """Tell them to stop after the request under way; raises what ended one of them."""
        for client in self.clients:
            client.told.set()
        for thread in self._threads:
            thread.join()
        if self.failed:
            raise self.failed[0]
