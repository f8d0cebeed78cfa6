"""Ways out for a notice. A channel sends one message or raises; it never decides whether to send."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,60}")
_LONG_NUMBER = re.compile(r"\d{7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice with its words. `to` is a telephone number, an address, `unit:<code>`, `role:<name>`, or empty.

    `way` is empty where the channel has only one. `parameters` are the fields of the template with their words, for
    gateways that keep the template themselves.
    """

    notice_id: int
    to: str
    text: str
    way: str = ""
    template: str = ""
    subject: str = ""
    unit_code: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a notice is for: a party by its contact in clear, or staff by unit and role (`contact` is None)."""

    contact: Mapping[str, str] | None
    unit_code: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """One way a notice goes out, and the address there."""

    way: str
    to: str


class SendingFailed(ShiyuError):
    """The way out did not take the message; it is tried again later. `reason` is a code or plain words, never data."""

    code = "sending_failed"
    http_status = 502
    sentence = Words("发送失败：{reason}", "Sending failed: {reason}")


class SendingRefused(SendingFailed):
    """The way out will never take this message (a wrong number): trying again is useless."""

    code = "sending_refused"
    sentence = Words("对方拒收：{reason}", "Refused for good: {reason}")


class Channel(Protocol):
    """A way out."""

    def send(self, message: Message) -> str:
        """Sends and answers a receipt; raises `SendingFailed`. The same notice may come twice after a crash."""
        ...


@runtime_checkable
class RoutingChannel(Channel, Protocol):
    """A channel of several ways, which says by which of them a recipient is reached."""

    def routes(self, recipient: Recipient, *, template: str) -> Sequence[Route]:
        """The ways a notice of this template goes to him, each to be taken once; none where nothing reaches him."""
        ...


def safe_code(given: object, *, otherwise: str = "") -> str:
    """What a gateway answered as a code to keep: short, of plain signs, and holding no number of a person."""
    code = str(given)
    return code if _CODE.fullmatch(code) and not _LONG_NUMBER.search(code) else otherwise


class FolderChannel:
    """Writes each message as a line of `outbox/sent.jsonl` in the data folder: for the demo and for tests.

    The line is on disk before the receipt is given, so a message counted as sent can always be shown.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or Path(settings.SHIYU_HOME) / "outbox") / "sent.jsonl"

    def send(self, message: Message) -> str:
        """Appends the message; whole lines only, whoever else writes."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        said = {"notice_id": message.notice_id, "to": message.to, "text": message.text}
        line = json.dumps(said, ensure_ascii=False) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        except OSError as error:
            raise SendingFailed(reason=error.strerror or "") from error
        finally:
            os.close(handle)
        return f"outbox:{message.notice_id}"


@cache
def channel() -> Channel:
    """The channel of the settings."""
    made: Channel = import_string(settings.SHIYU_NOTICE_CHANNEL)()
    return made
