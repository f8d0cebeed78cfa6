"""A mail server that says nothing, or a little every now and then, is left when the seconds are over."""

import socket
from contextlib import nullcontext
from typing import Any

import pytest

from shiyu.cases.channels import SendingFailed
from shiyu.cases.tests.listeners import drip, hang, listening
from shiyu.cases.tests.test_gateways import MAIL
from shiyu.cases.ways import mail
from shiyu.cases.ways.mail import send_mail


def test_a_silent_mail_server_is_a_time_out_whoever_notices_first(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The socket's own time and the watch over the whole talk end together: both must say the same."""
    monkeypatch.setattr(mail, "given_up_in_time", lambda _connection: nullcontext())
    settings.SHIYU_NOTICE_SECONDS = 0.1
    with listening(hang) as port:
        settings.SHIYU_EMAIL_URL = f"smtp://127.0.0.1:{port}"
        with pytest.raises(SendingFailed) as failed:
            send_mail(MAIL)
    assert failed.value.facts["reason"] == "timeout"


def test_a_mail_server_that_drips_its_greeting_is_left(settings: Any) -> None:
    """smtplib waits for a whole line however slowly it comes, and gives its socket away only after the greeting."""
    heard_out = []

    def talk(link: socket.socket) -> None:
        drip(b"220 ")(link)
        heard_out.append(True)

    settings.SHIYU_NOTICE_SECONDS = 0.2
    with listening(talk) as port:
        settings.SHIYU_EMAIL_URL = f"smtp://127.0.0.1:{port}"
        with pytest.raises(SendingFailed) as failed:
            send_mail(MAIL)
    assert failed.value.facts["reason"] == "timeout"
    assert heard_out == []
