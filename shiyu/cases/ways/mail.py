"""E-mail by the city's own mail server, over TLS."""

import smtplib
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from typing_extensions import override

from shiyu.cases.channels import Message, SendingFailed, SendingRefused
from shiyu.cases.ways.calls import given_up_in_time

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def address(given: str) -> str:
    """An e-mail address that can be written to; empty for anything else."""
    try:
        validate_email(given.strip())
    except ValidationError:
        return ""
    return given.strip()


def send_mail(message: Message) -> str:
    """Hands one message to the mail server. Raises `SendingFailed`, or `SendingRefused` where there is no such box."""
    mail = EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=settings.SHIYU_EMAIL_FROM,
        to=[message.to],
        # The same for every try, so that mailboxes can put doubles together.
        headers={"Message-ID": f"<notice-{message.notice_id}@shiyu>", "Auto-Submitted": "auto-generated"},
    )
    try:
        _hand_over(mail)
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(error) from None
    except smtplib.SMTPResponseException as error:
        raise SendingFailed(reason=f"smtp_{error.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise SendingFailed(reason=_named(error)) from None
    return "accepted"


def _named(error: Exception) -> str:
    # smtplib makes a lost connection of a socket that waited its time, and keeps the reason only as the context.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "timeout"
    return "tls" if "SSL" in type(error).__name__ else "unreachable"


def _hand_over(mail: EmailMessage) -> None:
    backend = server()
    with given_up_in_time(_SocketOf(backend)):
        try:
            backend.open()
            backend.send_messages([mail])
        finally:
            backend.close()


class NotingBackend(EmailBackend):
    """Notes its sockets as they are made: smtplib gives its connection away only after the server's greeting, and a
    server that drips its greeting or its handshake must be cut off too."""

    def __init__(self, **settled: Any) -> None:
        super().__init__(**settled)
        self.sockets: list[socket.socket] = []

    @property
    @override
    def connection_class(self) -> type[smtplib.SMTP]:
        """The class of smtplib that Django makes the connection of."""
        noted = self.sockets

        class Plain(smtplib.SMTP):
            def _get_socket(self, *args: Any) -> Any:
                noted.append(super()._get_socket(*args))  # type: ignore[misc]
                return noted[-1]

        class Sealed(smtplib.SMTP_SSL, Plain):
            @override
            def _get_socket(self, *args: Any) -> Any:
                noted.append(super()._get_socket(*args))
                return noted[-1]

        return Sealed if self.use_ssl else Plain


@dataclass(frozen=True, slots=True)
class _SocketOf:
    """The socket of a mail server, once there is one."""

    backend: NotingBackend

    @property
    def sock(self) -> Any:
        known = getattr(self.backend.connection, "sock", None)
        return known if known is not None or not self.backend.sockets else self.backend.sockets[-1]


def server() -> NotingBackend:
    """The mail server of the settings: TLS from the start, or STARTTLS, which only this machine need not speak."""
    parts = urlsplit(settings.SHIYU_EMAIL_URL)
    host, sealed = parts.hostname or "", parts.scheme == "smtps"
    return NotingBackend(
        host=host,
        port=parts.port or (465 if sealed else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=sealed,
        use_tls=not sealed and host not in _HERE,
        timeout=settings.SHIYU_NOTICE_SECONDS,
    )


def _refused(error: smtplib.SMTPRecipientsRefused) -> SendingFailed:
    """The server's words stay unread: they repeat the address."""
    code = min(code for code, _ in error.recipients.values())
    return (SendingRefused if code >= 500 else SendingFailed)(reason=f"smtp_{code}")
