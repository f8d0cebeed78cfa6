"""Asking another machine: one POST of JSON, verified TLS, bounded in time and size, never sent on elsewhere."""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from urllib3 import exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from shiyu.cases.channels import SendingFailed

LARGEST_ANSWER = 64 * 1024  # bytes; a receipt is a line


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the JSON object of the body (empty where it was none and the status says why)."""

    status: int
    body: Mapping[str, Any]


class _Connected(Protocol):
    @property
    def sock(self) -> Any: ...


def post(url: str, body: bytes, *, headers: Mapping[str, str] | None = None) -> Answer:
    """Posts JSON and reads the JSON answer. Raises `SendingFailed` with a code; never with an address or a value."""
    parts = urlsplit(url)
    connection = _connection(parts)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    try:
        with given_up_in_time(connection):
            return _asked(connection, parts, body=body, headers=headers)
    except ssl.SSLError:
        raise SendingFailed(reason="tls") from None
    except (exceptions.HTTPError, http.client.HTTPException, OSError) as error:
        raise SendingFailed(reason=_named(error)) from None
    finally:
        connection.close()


@contextmanager
def given_up_in_time(connection: _Connected) -> Iterator[None]:
    """Cuts the connection's socket when the seconds of the settings are over.

    A time-out of the socket bounds each wait only: a machine that sends a byte now and then would keep us for hours.
    """
    over = threading.Event()

    def cut() -> None:
        over.set()
        sock = connection.sock
        if sock is not None:
            with suppress(OSError):
                # Of the plain socket: TLS must not try to take leave of somebody who does not answer.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    watch = threading.Timer(settings.SHIYU_NOTICE_SECONDS, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    except Exception:
        if over.is_set():
            raise SendingFailed(reason="timeout") from None
        raise
    finally:
        watch.cancel()


def _connection(parts: SplitResult) -> HTTPConnection:
    seconds = float(settings.SHIYU_NOTICE_SECONDS)
    host = parts.hostname or ""
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port or 443, timeout=seconds, ssl_context=tls())
    return HTTPConnection(host, parts.port or 80, timeout=seconds)


@cache
def tls() -> ssl.SSLContext:
    """Certificates are verified by the system's authorities; an authority of one's own by SSL_CERT_FILE."""
    return ssl.create_default_context()


def _asked(connection: HTTPConnection, parts: SplitResult, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", path, body=body, headers=headers, preload_content=False)
    response = connection.getresponse()
    if 300 <= response.status < 400:
        raise SendingFailed(reason="redirect")
    return Answer(response.status, _object(_read(response), status=response.status))


def _read(response: BaseHTTPResponse) -> bytes:
    """The whole body; one that ends before its announced length is an error only at the read after its end."""
    content = b""
    while piece := response.read(LARGEST_ANSWER + 1 - len(content), decode_content=False):
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise SendingFailed(reason="answer_too_large")
    return content


def _object(content: bytes, *, status: int) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    if status < 300:
        raise SendingFailed(reason="not_json")
    return {}


def _named(error: Exception) -> str:
    if isinstance(error, exceptions.SSLError):
        return "tls"
    if isinstance(error, exceptions.NewConnectionError):  # which urllib3 counts among its time-outs
        return "unreachable"
    if isinstance(error, TimeoutError | exceptions.TimeoutError):
        return "timeout"
    return "cut_off" if isinstance(error, http.client.HTTPException | exceptions.ProtocolError) else "unreachable"
