"""The outbox: notices written by moves, drained by one periodic job; retried with back-off, failures visible.

A notice is sent at least once and recorded once. It is claimed in one short transaction (`next_at` becomes the end of a
lease), sent while no lock is held, and recorded in a second. Whoever dies in between leaves a lease that runs out, and
the notice is claimed again; a gateway that hangs holds up nobody but the one who asked it.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connection, transaction

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.channels import Channel, RoutingChannel, channel
from shiyu.cases.models import Notice
from shiyu.cases.notice_words import due_dates
from shiyu.cases.sending import Claimed, send
from shiyu.cases.writing import update_rows

DRAIN_BATCH = 100
CLAIMED_TOGETHER = 100
SECONDS_TOGETHER = 1.0
SENDERS = 4
"""How many ask gateways at the same time: one that takes a second for each must not hold up ten thousand callers."""
ROUNDS = 200
"""So that one job does not hold its worker for ever while work keeps coming; the next one goes on."""
TRIES = 8
FIRST_WAIT = timedelta(seconds=30)  # doubled after each try: the eighth comes about an hour after the first
LEASE = timedelta(seconds=15)
"""How long a claim holds where sending asks no other machine."""
LEASE_OF_GATEWAYS = timedelta(minutes=3)
"""Longer than every gateway of a notice together may take (SHIYU_NOTICE_SECONDS is at most 30)."""
INTERRUPTED = "interrupted"
_RECORD = """
UPDATE cases_notice AS n SET state = r.state, attempts = r.attempts, receipt = r.receipt, error = r.error,
    sent_at = r.sent_at, next_at = r.next_at
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[],
            %s::text[], %s::int[], %s::timestamptz[])
    AS r(id, state, attempts, receipt, error, sent_at, next_at, claimed_state, claimed_attempts, lease)
WHERE n.id = r.id AND n.state <> 'sent'
    AND (r.state = 'sent' OR (n.state, n.attempts, n.next_at) = (r.claimed_state, r.claimed_attempts, r.lease))
"""


def drain(*, limit: int = DRAIN_BATCH, out: Channel | None = None) -> int:
    """Sends up to `limit` waiting notices and answers how many were tried. Two drains share the work.

    What a gateway took is recorded before the next is sent: a process that dies repeats that one message and no other.
    Where no gateway is asked a handful is claimed and recorded together, and the record may reach the disk a moment
    later: what is lost is sent again, and the intake waits for no disk.
    """
    way_out = out or channel()
    together = 1 if isinstance(way_out, RoutingChannel) else CLAIMED_TOGETHER
    tried = 0
    while tried < limit and (some := _send_some(way_out, most=min(together, limit - tried))):
        tried += some
    return tried


def drain_all() -> None:
    """Sends what waits; where gateways are asked and much waits, several ask at the same time."""
    if not isinstance(channel(), RoutingChannel):
        _drain_on()
    elif drain(limit=SENDERS) == SENDERS:
        with ThreadPoolExecutor(SENDERS, thread_name_prefix="outbox") as pool:
            for sender in [pool.submit(_drain_apart) for _ in range(SENDERS)]:
                sender.result()


def _drain_apart() -> None:
    try:
        _drain_on()
    finally:
        connection.close()


def _drain_on() -> None:
    for _ in range(ROUNDS):
        if drain() < DRAIN_BATCH:
            return


def _send_some(way_out: Channel, *, most: int) -> int:
    """Sends the next few notices; a slow way out ends the handful early, before its lease does.

    What was claimed and not tried goes back as it was, also when the process is told to stop; what was sent by then is
    recorded.
    """
    by_gateway = isinstance(way_out, RoutingChannel)
    claims = _claim(most, lease=LEASE_OF_GATEWAYS if by_gateway else LEASE)
    dues = due_dates({claim.notice.case_id for claim in claims})
    tried = 0
    end = time.monotonic() + SECONDS_TOGETHER
    try:
        for claim in claims:
            if tried and time.monotonic() > end:
                break
            _try(claim, way_out, due=dues.get(claim.notice.case_id))
            tried += 1
    finally:
        for claim in claims[tried:]:
            claim.give_back()
        _record(claims, flush=by_gateway)
    return tried


def _claim(most: int, *, lease: timedelta) -> list[Claimed]:
    """The next few notices whose moment has come, leased to us."""
    with transaction.atomic():
        waiting = list(
            Notice.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .filter(state=Notice.State.WAITING, next_at__lte=now())
            .order_by("next_at", "id")
            .select_related("case", "party")
            .defer("case__search")[:most]
        )
        claims = [Claimed.of(notice, until=now() + lease) for notice in waiting]
        if claims:
            with connection.cursor() as cursor:
                # A claim lost in a crash of the database only means that the notice is claimed again.
                cursor.execute("SET LOCAL synchronous_commit = off")
            update_rows(Notice, waiting, ("attempts", "next_at"))
    return claims


def _try(claim: Claimed, way_out: Channel, *, due: datetime | None) -> None:
    notice = claim.notice
    if notice.attempts > TRIES:
        # Whoever had it died each time; perhaps of it.
        claim.failed(INTERRUPTED, wait=None)
        return
    outcome = send(notice, way_out, due=due)
    if not outcome.why:
        claim.sent()
    elif outcome.final or notice.attempts >= TRIES:
        claim.failed(outcome.why, wait=None)
    else:
        claim.failed(outcome.why, wait=FIRST_WAIT * 2 ** (notice.attempts - 1))


def _record(claims: Sequence[Claimed], *, flush: bool) -> None:
    """Writes what came of claims. A success counts whoever recorded before; anything else only under our lease."""
    if not claims:
        return
    rows = [
        (n.pk, n.state, n.attempts, n.receipt, n.error, n.sent_at, n.next_at, *claim.token)
        for claim in claims
        for n in (claim.notice,)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        if not flush:
            cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(_RECORD, [list(column) for column in zip(*rows, strict=True)])


def send_again(notice_ids: Sequence[int]) -> int:
    """Puts failed notices back into the outbox by hand; answers how many. Raises `NoSuchThing` if none had failed."""
    again = Notice.objects.filter(pk__in=notice_ids, state=Notice.State.FAILED).update(
        state=Notice.State.WAITING, attempts=0, next_at=now(), error=""
    )
    if not again:
        raise NoSuchThing(what=Words("发送失败的通知", "a failed notice"))
    return again
