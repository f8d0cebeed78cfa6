"""The robots of staff chats: 企业微信 (WeCom) and 钉钉 (DingTalk, with 加签)."""

import base64
import json
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from shiyu.base.clock import now
from shiyu.cases.channels import Message, SendingFailed, safe_code
from shiyu.cases.ways.calls import post

LONGEST = 2048  # bytes of UTF-8 that WeCom takes; DingTalk takes more


def robot_of(unit_code: str) -> str:
    """The robot a notice to this unit goes to: the unit's own, else the city's; empty where there is none."""
    own: str = settings.SHIYU_WEBHOOK_UNITS.get(unit_code, "") if unit_code else ""
    city: str = settings.SHIYU_WEBHOOK_URL
    return own or city


def push(message: Message) -> str:
    """Writes one message into the chat. Raises `SendingFailed`."""
    robot = robot_of(message.unit_code)
    maker, _, url = robot.partition("+")
    if not url:
        raise SendingFailed(reason="no_robot")  # taken out of the settings since
    if maker == "dingtalk":
        url = signed(url)
    body = json.dumps({"msgtype": "text", "text": {"content": clipped(message.text)}}, ensure_ascii=False)
    answer = post(url, body.encode())
    if answer.status >= 300:
        raise SendingFailed(reason=f"http_{answer.status}")
    code = answer.body.get("errcode")
    if type(code) is not int:
        raise SendingFailed(reason="unknown_answer")
    if code != 0:
        raise SendingFailed(reason=safe_code(code, otherwise="unknown_answer"))
    return "accepted"


def signed(url: str) -> str:
    """A DingTalk address with moment and signature, where a secret stands behind its `#`.

    The signature is Base64 of HMAC-SHA256 over `milliseconds\\nsecret` under the secret, as the robot's page asks.
    """
    url, _, secret = url.partition("#")
    if not secret:
        return url
    moment = str(int(now().timestamp() * 1000))
    mac = HMAC(secret.encode(), hashes.SHA256())
    mac.update(f"{moment}\n{secret}".encode())
    sign = quote(base64.b64encode(mac.finalize()), safe="")
    return f"{url}{'&' if '?' in url else '?'}timestamp={moment}&sign={sign}"


def clipped(text: str) -> str:
    """`text` within what a robot takes; what was cut shows as an ellipsis."""
    if len(text.encode()) <= LONGEST:
        return text
    return text.encode()[: LONGEST - 3].decode(errors="ignore") + "…"
