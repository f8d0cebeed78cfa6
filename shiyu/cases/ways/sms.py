"""SMS by a gateway that takes signed JSON, as text or as a template with parameters.

The request, for whoever writes the small bridge to a gateway of another form:

    POST <SHIYU_SMS_URL>
    X-Account, X-Timestamp (seconds), X-Nonce, X-Signature
    {"account": …, "id": "shiyu-17", "phone": "138…", "signature": "晋城12345", "text": …}
    {"account": …, "id": "shiyu-17", "phone": "138…", "signature": "晋城12345", "template": …, "parameters": {…}}

X-Signature is the hexadecimal HMAC of `timestamp\\nnonce\\n` and the body under the key. The answer is
`{"code": "0", "receipt": …}`; any other code is a failure. One `id` asked twice is one message.
"""

import json
import re
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from shiyu.base.clock import now
from shiyu.base.phones import mobile
from shiyu.cases.channels import Message, SendingFailed, SendingRefused, safe_code
from shiyu.cases.templates_of_pack import delivery_of
from shiyu.cases.ways.calls import Answer, post

ACCEPTED = frozenset({"0", "00000", "200", "OK", "ok", "success"})
_RECEIPTS = ("receipt", "id", "msgid", "BizId", "bizId")
_HASHES: dict[str, type[hashes.SHA256 | hashes.SM3]] = {"sha256": hashes.SHA256, "sm3": hashes.SM3}


def send_sms(message: Message) -> str:
    """Hands one message to the gateway. Raises `SendingFailed`, or `SendingRefused` where the number is wrong."""
    content: dict[str, object] = {
        "account": settings.SHIYU_SMS_ACCOUNT,
        "id": f"shiyu-{message.notice_id}",
        "phone": message.to,
        "signature": settings.SHIYU_SMS_SIGNATURE,
    }
    if settings.SHIYU_SMS_FORM == "template":
        content |= {"template": _template(message.template), "parameters": dict(message.parameters)}
    else:
        content["text"] = message.text
    body = json.dumps(content, ensure_ascii=False).encode()
    return _receipt(post(settings.SHIYU_SMS_URL, body, headers=_signed(body)))


def _template(name: str) -> str:
    found = delivery_of(name).sms
    if not found:
        raise SendingFailed(reason="no_gateway_template")
    return found


def _signed(body: bytes) -> dict[str, str]:
    timestamp, nonce = str(int(now().timestamp())), secrets.token_hex(16)
    return {
        "X-Account": settings.SHIYU_SMS_ACCOUNT,
        "X-Timestamp": timestamp,
        "X-Nonce": nonce,
        "X-Signature": signature(f"{timestamp}\n{nonce}\n".encode() + body),
    }


def signature(content: bytes) -> str:
    """HMAC of `content` under the key and by the hash of the settings, in hexadecimal."""
    mac = HMAC(settings.SHIYU_SMS_KEY.encode(), _HASHES[settings.SHIYU_SMS_HASH]())
    mac.update(content)
    return mac.finalize().hex()


def _receipt(answer: Answer) -> str:
    code = str(answer.body.get("code", answer.body.get("Code", "")))
    if code in settings.SHIYU_SMS_FINAL:
        raise SendingRefused(reason=safe_code(code, otherwise="refused"))
    if answer.status >= 300:
        raise SendingFailed(reason=f"http_{answer.status}")
    if code not in ACCEPTED:
        raise SendingFailed(reason=safe_code(code, otherwise="unknown_answer"))
    given = next((answer.body[name] for name in _RECEIPTS if answer.body.get(name)), "")
    # A receipt may well be a long number; the number it was sent to must not come back as one.
    receipt = str(given)
    return receipt if re.fullmatch(r"[\w.\-]{1,60}", receipt) and not mobile(receipt) else "accepted"
