"""The daily seal: a signature over where every case's chain stood, so cut tails and vanished cases show.

A seal lists the cases that moved since the last one, so its cost grows with the day's work, not with the years stored.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

from django.db import connection, transaction
from django.db.models import Max

from shiyu.base.clock import city_day, now
from shiyu.base.crypto import public_key, sign, sm3
from shiyu.cases.history import GENESIS, canonical
from shiyu.cases.models import Case, Seal, SealedHead

SEAL_LOCK = 140500_13
"""Advisory lock: two seals at once would both follow the same one before them."""
CHUNK = 5000
SEAL_OVERLAP = timedelta(minutes=15)


def seal_now() -> Seal:
    """Seals every case that moved since the last seal, in one transaction; a day may have several seals."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
        previous = Seal.objects.order_by("-pk").first()
        moment = now()
        heads = [
            SealedHead(case_id=pk, number=number, entry_count=count, head_hash=head)
            for pk, number, count, head in _moved(previous)
        ]
        before = bytes(previous.digest) if previous else GENESIS
        digest = seal_digest(heads, previous=before, day=city_day(moment).isoformat())
        seal = Seal.objects.create(
            day=city_day(moment), made_at=moment, heads=len(heads), digest=digest, previous_digest=before,
            signature=sign(digest), public_key=public_key(),
        )  # fmt: skip
        for head in heads:
            head.seal = seal
        SealedHead.objects.bulk_create(heads, batch_size=CHUNK)
    return seal


def _moved(previous: Seal | None) -> Iterable[tuple[int, str, int, bytes]]:
    """Cases whose chain is longer than when last sealed.

    `changed_at` is written before its transaction commits, so a case may appear with a moment before the last seal:
    the look goes back a quarter of an hour, and what is sealed already is left out by its count.
    """
    cases = Case.objects.order_by("pk").values_list("pk", "number", "entry_count", "head_hash")
    if previous is None:
        return [(pk, number, count, bytes(head)) for pk, number, count, head in cases]
    since = previous.made_at.astimezone(UTC) - SEAL_OVERLAP
    recent = list(cases.filter(changed_at__gte=since))
    sealed = dict(
        SealedHead.objects.filter(case_id__in=[row[0] for row in recent])
        .values("case_id")
        .annotate(count=Max("entry_count"))
        .values_list("case_id", "count")
    )
    return [(pk, number, count, bytes(head)) for pk, number, count, head in recent if count > sealed.get(pk, 0)]


def seal_digest(heads: Sequence[SealedHead], *, previous: bytes, day: str) -> bytes:
    """SM3 over the seal before, the day and the heads in case order."""
    lines = [[head.case_id, head.number, head.entry_count, bytes(head.head_hash).hex()] for head in heads]
    return sm3(previous + canonical([day, lines]))
