"""The words with which many cases were raised, and which earlier cases the same voice raised: each at one question.

For what reads a whole stream by machine. Nothing of it is shown: a page asks the gate for its reader.
"""

import json
from collections.abc import Collection

from django.db.models import Q

from shiyu.cases.actors import Clockwork
from shiyu.cases.models import Entry, Party


def opening_words(case_ids: Collection[int], name: str, *, actor: Clockwork) -> dict[int, str]:  # noqa: ARG001 -- read by machine alone
    """By case, the text fact `name` of its first entry; cases without one, or erased, are not in it."""
    found = Entry.objects.filter(case__in=case_ids, seq=1, text__body__isnull=False)
    read = {case: json.loads(body or "{}").get(name, "") for case, body in found.values_list("case_id", "text__body")}
    return {case: words for case, words in read.items() if words}


def said_before(case_ids: Collection[int], *, since: int, actor: Clockwork) -> dict[int, list[int]]:  # noqa: ARG001 -- the same
    """By case, the earlier cases (ids from `since` on) of the same telephone number or login; who it is is not told.

    A shielded voice is nobody's: nothing is found of it.
    """
    voices = _voices(Q(case__in=case_ids, joined_from=None) | Q(joined_from__in=case_ids))
    phones = {phone for _, phone, _ in voices if phone}
    accounts = {account for *_, account in voices if account}
    if not phones and not accounts:
        return {}
    whose = (Q(phone_index__in=phones) | Q(account__in=accounts)) & (Q(case__gte=since) | Q(joined_from__gte=since))
    raised: dict[bytes | int, set[int]] = {}
    for case, phone, account in _voices(whose):
        for voice in (phone, account):
            if voice:
                raised.setdefault(voice, set()).add(case)
    earlier = {
        case: sorted(
            other for other in raised.get(phone or b"", set()) | raised.get(account or 0, set()) if other < case
        )
        for case, phone, account in voices
    }
    return {case: others for case, others in earlier.items() if others}


def _voices(which: Q) -> list[tuple[int, bytes, int]]:
    """Case, keyed hash of the number, account; of a party that was merged, the case it came from."""
    found = Party.objects.filter(which, anonymous=False, erased_at=None)
    rows = found.values_list("case_id", "joined_from_id", "phone_index", "account_id")
    return [(joined or case, bytes(phone or b""), account or 0) for case, joined, phone, account in rows]
