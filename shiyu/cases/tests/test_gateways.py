"""Gateways: what is asked of them, and what each of their answers means for the notice."""

import base64
import hashlib
import hmac
import ssl
from collections.abc import Iterator
from email import message_from_string, policy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from shiyu.base.clock import standing_at
from shiyu.base.phones import mobile
from shiyu.cases.channels import Message, SendingFailed, SendingRefused, safe_code
from shiyu.cases.tests.desk import MONDAY
from shiyu.cases.tests.listeners import Asked, Conversation, drip, hang, http, listening, says, smtp
from shiyu.cases.ways import calls, sms
from shiyu.cases.ways.mail import send_mail, server
from shiyu.cases.ways.sms import send_sms
from shiyu.cases.ways.webhook import LONGEST, clipped, push, robot_of

PHONE, KEY = "13812345678", "0123456789abcdef"
SMS = Message(
    notice_id=17, to=PHONE, text="【晋城12345】已受理", way="sms", template="request_received",
    parameters={"number": "SQ1", "code": "ABCD"},
)  # fmt: skip
MAIL = Message(notice_id=17, to="an@example.cn", text="已受理。\n查询码 ABCD", subject="晋城市12345：SQ1", way="email")
CHAT = Message(notice_id=17, to="unit:zjj", text="【派单】SQ1", way="webhook", unit_code="zjj")


@pytest.fixture(autouse=True)
def the_city(settings: Any) -> Iterator[None]:
    settings.SHIYU_NOTICE_SECONDS = 60  # an answer that comes is waited for, however busy the machine is
    settings.SHIYU_SMS_ACCOUNT, settings.SHIYU_SMS_KEY, settings.SHIYU_SMS_SIGNATURE = "city", KEY, "晋城12345"
    settings.SHIYU_EMAIL_FROM = "12345@example.cn"
    with standing_at(MONDAY):
        yield


def patience(expected: tuple[str, str]) -> int:
    """Seconds: few for who is expected to say nothing to the end."""
    return 1 if expected == ("later", "timeout") else 60


def outcome(settings: Any, talk: Conversation) -> tuple[str, str]:
    """Receipt, failure or refusal of one SMS, with what is kept of it."""
    with listening(talk) as port:
        settings.SHIYU_SMS_URL = f"http://127.0.0.1:{port}/send"
        try:
            return "receipt", send_sms(SMS)
        except SendingFailed as error:
            return ("refused" if isinstance(error, SendingRefused) else "later"), error.facts["reason"]


HUGE = {"code": "0", "receipt": "x" * 70_000}
ANSWERS: dict[str, tuple[Conversation, tuple[str, str]]] = {
    "taken": (http(says({"code": "0", "receipt": "r-17"})), ("receipt", "r-17")),
    "taken, as Aliyun says it": (http(says({"Code": "OK", "BizId": "9006^0"})), ("receipt", "accepted")),
    "taken without a receipt": (http(says({"code": 0})), ("receipt", "accepted")),
    "the number as receipt": (http(says({"code": "0", "receipt": PHONE})), ("receipt", "accepted")),
    "a wrong number": (http(says({"code": "invalid_phone", "message": PHONE})), ("refused", "invalid_phone")),
    "wrong, by status": (http(says({"code": "invalid_phone"}, status="400 Bad")), ("refused", "invalid_phone")),
    "over the quota": (http(says({"code": "quota"})), ("later", "quota")),
    "the number as code": (http(says({"code": f"bad {PHONE}"})), ("later", "unknown_answer")),
    "no code": (http(says({})), ("later", "unknown_answer")),
    "a wrong signature": (http(says({}, status="403 No")), ("later", "http_403")),
    "too many": (http(says(b"slow down", status="429 Slow")), ("later", "http_429")),
    "broken": (http(says(b"<html>", status="500 Broken")), ("later", "http_500")),
    "no JSON": (http(says(b"<html>ok</html>")), ("later", "not_json")),
    "JSON that is no object": (http(says([1])), ("later", "not_json")),
    "JSON of ten thousand brackets": (http(says(b"[" * 10_000)), ("later", "not_json")),
    "no HTTP": (http(b"SSH-2.0-OpenSSH\r\n\r\n"), ("later", "cut_off")),
    "half an answer": (http(says({"code": "0"})[:-4]), ("later", "cut_off")),
    "nothing": (http(b""), ("later", "cut_off")),
    "elsewhere": (http(says({}, status="302 Go", more="Location: http://127.0.0.1:9/\r\n")), ("later", "redirect")),
    "too much": (http(says(HUGE)), ("later", "answer_too_large")),
    "silence": (http(hang), ("later", "timeout")),
    "a byte now and then": (http(drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")), ("later", "timeout")),
    "a body now and then": (http(drip(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")), ("later", "timeout")),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_an_answer_means(settings: Any, case: str) -> None:
    talk, expected = ANSWERS[case]
    settings.SHIYU_NOTICE_SECONDS = patience(expected)
    assert outcome(settings, talk) == expected


def test_nobody_there(settings: Any) -> None:
    with listening(hang) as port:
        pass
    settings.SHIYU_SMS_URL = f"http://127.0.0.1:{port}/"
    with pytest.raises(SendingFailed) as caught:
        send_sms(SMS)
    assert caught.value.facts == {"reason": "unreachable"}


def test_a_certificate_nobody_vouches_for(settings: Any, own_authority: ssl.SSLContext) -> None:
    asked = Asked()
    with listening(http(says({"code": "0"}), asked), tls=own_authority) as port:
        settings.SHIYU_SMS_URL = f"https://localhost:{port}/"
        with pytest.raises(SendingFailed) as caught:
            send_sms(SMS)
    assert (caught.value.facts, asked.lines) == ({"reason": "tls"}, [])


def test_an_authority_of_ones_own(
    settings: Any, own_authority: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, own_certificate: str
) -> None:
    monkeypatch.setattr(calls, "tls", lambda: ssl.create_default_context(cafile=own_certificate))
    with listening(http(says({"code": "0", "receipt": "r1"})), tls=own_authority) as port:
        settings.SHIYU_SMS_URL = f"https://localhost:{port}/"
        assert send_sms(SMS) == "r1"
        settings.SHIYU_SMS_URL = f"https://127.0.0.2:{port}/"  # right authority, wrong name
        with pytest.raises(SendingFailed):
            send_sms(SMS)


@pytest.mark.parametrize("kind", ["sha256", "sm3"])
def test_the_request_is_signed(settings: Any, kind: str) -> None:
    settings.SHIYU_SMS_HASH = kind
    asked = Asked()
    assert outcome(settings, http(says({"code": "0"}), asked)) == ("receipt", "accepted")
    (headers,) = asked.headers
    mac = HMAC(KEY.encode(), hashes.SM3() if kind == "sm3" else hashes.SHA256())
    mac.update(f"{headers['x-timestamp']}\n{headers['x-nonce']}\n".encode() + asked.bodies[0])
    assert headers["x-signature"] == mac.finalize().hex()
    assert headers["x-timestamp"] == str(int(MONDAY.timestamp()))
    assert headers["x-account"] == "city"
    assert asked.lines == ["POST /send HTTP/1.1"]
    assert KEY not in str(asked)


def test_sm3_is_the_sm3_of_the_standard(settings: Any) -> None:
    settings.SHIYU_SMS_HASH = "sm3"
    assert sms.signature(b"abc") == hmac.digest(KEY.encode(), b"abc", "sm3").hex()


def test_as_text(settings: Any) -> None:
    asked = Asked()
    outcome(settings, http(says({"code": "0"}), asked))
    assert asked.json() == {
        "account": "city", "id": "shiyu-17", "phone": PHONE, "signature": "晋城12345", "text": "【晋城12345】已受理",
    }  # fmt: skip


def test_as_template(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from shiyu.cases.templates_of_pack import Delivery

    settings.SHIYU_SMS_FORM = "template"
    asked = Asked()
    assert outcome(settings, http(says({"code": "0"}), asked)) == ("later", "no_gateway_template")
    monkeypatch.setattr(sms, "delivery_of", lambda _name: Delivery(sms="SMS_1001"))
    outcome(settings, http(says({"code": "0"}), asked))
    assert asked.json() == {
        "account": "city", "id": "shiyu-17", "phone": PHONE, "signature": "晋城12345", "template": "SMS_1001",
        "parameters": {"number": "SQ1", "code": "ABCD"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("13812345678", "13812345678"), ("+86 138-1234-5678", "13812345678"), ("0086 13812345678", "13812345678"),
        ("0356-2012345", ""), ("12345", ""), ("", ""), ("+1 202 555 0100", ""), ("138123456789", ""),
    ],
)  # fmt: skip
def test_a_mobile_number(written: str, digits: str) -> None:
    assert mobile(written) == digits


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("isv.X_1", "isv.X_1"),
        (130101, "130101"),
        (PHONE, ""),
        ("a" * 61, ""),
        ("x y", ""),
        (None, "None"),
        ("张三", ""),
    ],
)
def test_a_code_worth_keeping(given: object, kept: str) -> None:
    assert safe_code(given) == kept


MAILS: dict[str, tuple[Conversation, tuple[str, str]]] = {
    "taken": (smtp(), ("receipt", "accepted")),
    "no such box": (smtp(rcpt="550 an@example.cn unknown"), ("refused", "smtp_550")),
    "box busy": (smtp(rcpt="451 later"), ("later", "smtp_451")),
    "refused as a whole": (smtp(data="554 spam"), ("later", "smtp_554")),
    "silence": (hang, ("later", "timeout")),
    "nonsense": (drip(b"hello "), ("later", "timeout")),
}


@pytest.mark.parametrize("case", MAILS)
def test_what_a_mail_server_means(settings: Any, case: str) -> None:
    talk, expected = MAILS[case]
    settings.SHIYU_NOTICE_SECONDS = patience(expected)
    with listening(talk) as port:
        settings.SHIYU_EMAIL_URL = f"smtp://127.0.0.1:{port}"
        try:
            found = ("receipt", send_mail(MAIL))
        except SendingFailed as error:
            found = ("refused" if isinstance(error, SendingRefused) else "later"), error.facts["reason"]
    assert found == expected


def test_a_letter(settings: Any) -> None:
    letters: list[str] = []
    with listening(smtp(letters=letters)) as port:
        settings.SHIYU_EMAIL_URL = f"smtp://127.0.0.1:{port}"
        send_mail(MAIL)
    letter = message_from_string(letters[0], policy=policy.default)
    assert (letter["Subject"], letter["To"], letter["From"]) == ("晋城市12345：SQ1", MAIL.to, "12345@example.cn")
    assert letter["Message-ID"] == "<notice-17@shiyu>"


@pytest.mark.parametrize(
    ("url", "port", "ssl_first", "starttls"),
    [
        ("smtps://u:p%40ss@mail.example", 465, True, False), ("smtp://mail.example", 587, False, True),
        ("smtp://mail.example:25", 25, False, True), ("smtp://localhost:25", 25, False, False),
    ],
)  # fmt: skip
def test_mail_is_sealed_on_its_way(settings: Any, url: str, port: int, ssl_first: bool, starttls: bool) -> None:
    settings.SHIYU_EMAIL_URL = url
    found = server()
    assert (found.port, found.use_ssl, found.use_tls) == (port, ssl_first, starttls)
    assert found.password == ("p@ss" if "p%40ss" in url else "")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"errcode": 0, "errmsg": "ok"}, "accepted"), ({"errcode": 45009}, "45009"), ({"errcode": 310000}, "310000"),
        ({"errcode": False}, "unknown_answer"), ({}, "unknown_answer"), ({"errcode": "0"}, "unknown_answer"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("maker", ["wecom", "dingtalk"])
def test_what_a_robot_means(settings: Any, maker: str, answer: dict, expected: str) -> None:
    asked = Asked()
    with listening(http(says(answer), asked)) as port:
        settings.SHIYU_WEBHOOK_URL = f"{maker}+http://127.0.0.1:{port}/send?key=k"
        try:
            found = push(CHAT)
        except SendingFailed as error:
            found = error.facts["reason"]
    assert found == expected
    assert asked.json() == {"msgtype": "text", "text": {"content": "【派单】SQ1"}}
    assert asked.lines == ["POST /send?key=k HTTP/1.1"]


def test_dingtalk_is_signed(settings: Any) -> None:
    asked = Asked()
    with listening(http(says({"errcode": 0}), asked)) as port:
        settings.SHIYU_WEBHOOK_URL = f"dingtalk+http://127.0.0.1:{port}/robot/send?access_token=t#SECabc"
        push(CHAT)
    query = parse_qs(urlsplit(asked.lines[0].split()[1]).query)
    moment = str(int(MONDAY.timestamp() * 1000))
    sign = base64.b64encode(hmac.digest(b"SECabc", f"{moment}\nSECabc".encode(), hashlib.sha256)).decode()
    assert query == {"access_token": ["t"], "timestamp": [moment], "sign": [sign]}
    assert "SECabc" not in str(asked)


def test_a_unit_has_its_own_robot(settings: Any) -> None:
    settings.SHIYU_WEBHOOK_URL, settings.SHIYU_WEBHOOK_UNITS = "wecom+https://city", {"zjj": "wecom+https://zjj"}
    assert [robot_of(unit) for unit in ("zjj", "cgj", "")] == [f"wecom+https://{x}" for x in ("zjj", "city", "city")]


def test_a_robot_takes_two_thousand_bytes() -> None:
    assert clipped("短") == "短"
    assert len(clipped("长" * 3000).encode()) <= LONGEST
    assert clipped("长" * 3000).endswith("长…")
