"""What pages show of an agreement: who has signed, what is open, how many days are left to ask the court."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_day, now
from shiyu.base.words import Words
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.texts import EVERYBODY, items_of, yuan
from shiyu.disputes.agreements.written import newest, people_of, words_of
from shiyu.disputes.models import Agreement, Dispute, DisputeParty, Signature
from shiyu.documents.writing import last_day_before

if TYPE_CHECKING:
    from shiyu.cases.models import Case

WAYS = {Signature.CODE: Words("手机验证码", "code by telephone"), Signature.WET: Words("纸质签名", "on paper")}
ENFORCE = Words(
    "法院已裁定确认协议有效：一方不履行的，另一方可以向人民法院申请强制执行（民事诉讼法第二百零六条）。",
    "The court has confirmed the agreement: if it is not performed, enforcement may be asked for (CPL 206).",
)
SUE = Words(
    "没有司法确认的协议：一方不履行的，另一方可以就协议的履行向人民法院起诉（人民调解法第三十二条）。",
    "An agreement that no court has confirmed: if it is not performed, its performance can be sued for (Art. 32).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One voice that signs: its side, and when and how it did."""

    side: Words
    way: Words | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """One item of performance."""

    nth: int
    by: Words
    what: str
    amount: str
    due: date
    done_at: datetime | None
    late: bool


def agreement_shown(case: "Case", *, words: bool) -> Mapping[str, Any] | None:
    """The newest agreement; what is to be done in words only for whoever may read them (`words`)."""
    agreement = newest(case)
    if agreement is None:
        return None
    dispute = Dispute.objects.get(case=case.pk)
    return {
        "agreement": agreement, "signers": _signers(case, agreement), "items": _items(case, agreement, words=words),
        "left": _days_left(case), "confirmable": v.MATTER_CLASSES[agreement.confirmable],
        "may_confirm": agreement.confirmable == v.ORDINARY, "ruling": v.CONFIRMED.get(dispute.ruling),
        "not_done": (ENFORCE if dispute.ruling == "confirmed" else SUE) if v.BROKEN in case.marks else None,
    }  # fmt: skip


def _signers(case: "Case", agreement: Agreement) -> list[Signer]:
    signed = {one.party_id: one for one in Signature.objects.filter(agreement=agreement)}
    groups: dict[int, list[tuple[Any, DisputeParty]]] = {}
    for party, row in people_of(case):
        groups.setdefault(row.stands_for_id or party.pk, []).append((party, row))
    found = []
    for group in groups.values():
        mine = next((signed[party.pk] for party, _ in group if party.pk in signed), None)
        found.append(
            Signer(side=v.SIDES[group[0][0].role], way=WAYS[mine.way] if mine else None, at=mine.at if mine else None)
        )
    return found


def _items(case: "Case", agreement: Agreement, *, words: bool) -> Sequence[ShownItem]:
    rows = {row.nth: row for row in agreement.items.all()}
    said = words_of(case, agreement.seq) if words else {}
    typed = {
        one.nth: one
        for one in items_of(said.get("items", ""), content=said.get("content", ""), time_limit=agreement.time_limit)
    } if said else {}  # fmt: skip
    today = city_day(now())
    return [
        ShownItem(
            nth=nth, by=v.SIDES.get(row.side, Words(EVERYBODY, "everybody")), due=row.due, done_at=row.done_at,
            what=typed[nth].what if nth in typed else "", amount=yuan(row.amount),
            late=row.done_at is None and row.due < today,
        )
        for nth, row in sorted(rows.items())
    ]  # fmt: skip


def _days_left(case: "Case") -> Mapping[str, Any] | None:
    """司法确认: the last day, and how many city days are left with today; nothing where the window is closed."""
    clock = case.clocks.filter(rule="confirmation", stopped_at=None).first()
    if clock is None or clock.due_at <= now():
        return None
    last = last_day_before(clock.due_at)
    return {"last": last, "days": (last - city_day(now())).days + 1}
