"""Codes to a telephone: six digits, five minutes, five tries. Nobody is told whether the number is known."""

import json
import secrets
from datetime import timedelta

import structlog
from django.db.models import F

from shiyu.base.clock import now
from shiyu.base.crypto import decrypt, encrypt
from shiyu.cases.channels import SendingFailed
from shiyu.cases.courier import tell_number
from shiyu.cases.known import any_party_of_phone, phone_index
from shiyu.web.models import PhoneCode
from shiyu.web.refusals import TooManyTries
from shiyu.web.resident_home import known_somewhere

log = structlog.get_logger(__name__)
LASTS, BETWEEN, A_DAY = timedelta(minutes=5), timedelta(minutes=1), timedelta(days=1)
TRIES, MOST_A_DAY = 5, 10
TEMPLATE = "login_code"
_CONTEXT = b"web.phonecode"


def ask_for_code(phone: str, *, template: str = TEMPLATE) -> PhoneCode:
    """Notes that a code was asked for; a job sends it, if anybody is known by the number. Raises `TooManyTries`.

    The same is written, and the same time taken, for every number. `template` says what the code is for.
    """
    index, moment = phone_index(phone), now()
    lately = list(
        PhoneCode.objects.filter(phone=index, asked_at__gt=moment - A_DAY)
        .order_by("-asked_at")
        .values_list("asked_at", flat=True)[:MOST_A_DAY]
    )
    wait = timedelta(0)
    if lately:
        wait = lately[0] + BETWEEN - moment
    if len(lately) == MOST_A_DAY:
        wait = max(wait, lately[-1] + A_DAY - moment)
    if wait > timedelta(0):
        raise TooManyTries(seconds=max(1, int(wait.total_seconds())))
    content = json.dumps({"phone": phone, "code": f"{secrets.randbelow(10**6):06d}", "template": template})
    return PhoneCode.objects.create(
        phone=index, sealed=encrypt(content.encode(), context=_CONTEXT), asked_at=moment, until=moment + LASTS
    )


def send_code(row_id: int) -> None:
    """Sends a code that waits. Raises `SendingFailed` where the gateway did not take it and it may be tried again."""
    row = PhoneCode.objects.filter(pk=row_id, state=PhoneCode.State.WAITING, until__gt=now()).first()
    if row is None:
        return
    if not (any_party_of_phone(bytes(row.phone)) or known_somewhere(bytes(row.phone))):
        _set(row, PhoneCode.State.NOBODY)
        return
    told = opened(row)
    try:
        tell_number(told["phone"], template=told.get("template", TEMPLATE), message=row.pk, code=told["code"])
    except SendingFailed as failed:
        log.warning("phone_code_not_sent", row=row.pk, reason=str(failed.facts.get("reason", "")))
        _set(row, PhoneCode.State.FAILED)
        return
    _set(row, PhoneCode.State.SENT)


def is_right(row_id: int, typed: str) -> bool:
    """Whether this is the code; each try counts, a code opens once, and one that went to nobody opens nothing."""
    alive = PhoneCode.objects.filter(pk=row_id, state=PhoneCode.State.SENT, until__gt=now())
    if not alive.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        return False
    row = alive.get()
    if not secrets.compare_digest(opened(row)["code"].encode(), typed.strip().encode()):
        return False
    return bool(alive.update(state=PhoneCode.State.USED))


def opened(row: PhoneCode) -> dict[str, str]:
    """Number and code in clear."""
    told: dict[str, str] = json.loads(decrypt(bytes(row.sealed), context=_CONTEXT))
    return told


def on_the_way() -> list[dict[str, str]]:
    """The codes sent in the last minutes with their numbers: for the outbox of a demo, where there is no telephone."""
    rows = PhoneCode.objects.filter(state=PhoneCode.State.SENT, until__gt=now()).order_by("-pk")[:10]
    return [opened(row) for row in rows]


def forget_codes() -> int:
    """Deletes what no limit counts any more; answers how many."""
    return PhoneCode.objects.filter(asked_at__lte=now() - A_DAY).delete()[0]


def _set(row: PhoneCode, state: PhoneCode.State) -> None:
    PhoneCode.objects.filter(pk=row.pk).update(state=state)
