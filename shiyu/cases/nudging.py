"""提醒: a notice that no move writes, because what happened stands beside the history (a word in a mediation's room).

It hangs on the newest entry of the case, which the database allows once for each template and recipient. So nobody is
told twice while nothing moves; `again` says for whom a sent one goes out once more, as when he has looked meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from shiyu.base.clock import now
from shiyu.cases.models import Case, Entry, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """Who is to be told: a party, or a role in a unit."""

    party_id: int | None = None
    unit_code: str = ""
    role: str = ""


def nudge(case: Case, template: str, *, to: Collection[Nudged], again: Collection[Nudged] = ()) -> None:
    """Writes the notice for each of `to`; for those in `again` one that was sent before goes out once more.

    Called in the transaction of what happened. The notice holds no words of it: only number, title and stage are told.
    """
    entry = Entry.objects.filter(case=case).order_by("-seq").first()
    if entry is None or not to:
        return
    moment = now()
    Notice.objects.bulk_create(
        [
            Notice(
                case=case, entry=entry, template=template, party_id=one.party_id, unit_code=one.unit_code,
                role=one.role, written_at=moment, next_at=moment,
            )
            for one in to
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    for one in again:
        him = Q(party=None) if one.party_id is None else Q(party_id=one.party_id)
        Notice.objects.filter(
            him, entry=entry, template=template, unit_code=one.unit_code, role=one.role, state=Notice.State.SENT
        ).update(state=Notice.State.WAITING, attempts=0, next_at=moment, error="")  # fmt: skip
