"""What somebody may do with a proposal now; what he may not do any more, with the reason."""

from dataclasses import dataclass
from typing import Any

from shiyu.base.words import Words
from shiyu.cases.procedure import Move
from shiyu.web.casework.filling import Filling, begin
from shiyu.web.forms import FormOfMove, fresh_key
from shiyu.web.reader import Reader

FORM = frozenset({"judge", "judge_late"})
"""征询意见表, which stands on the page itself."""
OWN_PAGES = {"revise": "proposal_edit", "invite": "proposal_invite", "submit": "proposal_submit"}
"""Moves with a page of their own, by the name of its address."""
ON_OWN_PAGES = frozenset({"drop_invited"})
LABELS = {
    "revise": Words("修改提案", "Revise the text"),
    "invite": Words("邀请联名人", "Invite co-signers"),
    "submit": Words("预览并提交", "Preview and submit"),
}
AT_ONCE = frozenset({"confirm"})
"""Moves that ask for nothing: their button stands on the page."""
SUBMITTED = Words(
    "已提交，不能自行修改；确需修改的，请提案委退回", "it is submitted; the committee can return it to you"
)
THIS, ENDED = Words("这件提案", "This proposal"), Words("已结束", "it has ended")
FILED = Words("已立案，不能撤案", "it is filed; a filed proposal is not withdrawn")
NOT_ANSWERED = Words("收到答复后才能填写", "it is filled in once the answer has come")
CLOSED_MOVES = {
    "submitter": (
        ("revise", Words("修改提案、邀请联名人", "Revise, invite co-signers"), SUBMITTED),
        ("withdraw", Words("撤案", "Withdraw the proposal"), FILED),
        ("judge", Words("填写征询意见表", "Fill in the opinion form"), NOT_ANSWERED),
    ),
    "co_signer": (("judge", Words("填写征询意见表", "Fill in the opinion form"), NOT_ANSWERED),),
}
"""By role: what one would look for, and why it is not open where it is not."""
HIDDEN_PARTY = FormOfMove(
    hidden=frozenset({"party"}),
    hints={
        "times": Words("承办单位与您沟通了几次", "How often the unit talked with you"),
        "comment": Words("不满意的，请写明哪里没有办好", "If you are not satisfied: what is still wrong"),
        "verdict": Words(
            "有一位不满意，提案即重新办理；重新办理满规定次数的，由提案委议定",
            "One “dissatisfied” has the proposal handled anew; after so many times the committee decides",
        ),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that may be done: the address leads to its page; without one its button stands here."""

    move: str
    label: Words
    address: str = ""
    key: str = ""


def offered(reader: Reader, shown: dict[str, Any], *, me: dict[str, Any], filling: Filling | None) -> dict[str, Any]:
    """The offers, the opinion form where it is open, and what is closed with its reason."""
    names = {move["name"] for move in shown["moves"]["open"]} - _done(me)
    offers = [_offer(reader, name) for name in sorted(names - FORM - ON_OWN_PAGES, key=_order)]
    form = next(iter(names & FORM), "")
    return {
        "offers": offers,
        "form": filling or (begin_form(reader, form) if form else None),
        "form_move": filling.form.move.name if filling else form,
        "closed": _closed(reader, shown, names=names, me=me),
        "expects": reader.case.entry_count,
    }


def begin_form(reader: Reader, name: str) -> Filling:
    """The form of a move, not filled in yet."""
    return begin(_moves(reader)[name], extra=HIDDEN_PARTY, parties=(), case=reader.case,
                 expects=reader.case.entry_count)  # fmt: skip


def _moves(reader: Reader) -> dict[str, Move]:
    return {move.name: move for move in reader.procedure.moves}


def _done(me: dict[str, Any]) -> set[str]:
    """Forms he has filled in: one answer is judged once."""
    given = me["verdict"]
    return {"judge", "judge_late"} if given and given != "no_feedback" else set()


def _order(name: str) -> int:
    order = ("confirm", "submit", "revise", "invite", "decline", "withdraw_signature", "withdraw")
    return order.index(name) if name in order else len(order)


def _offer(reader: Reader, name: str) -> Offer:
    label = LABELS.get(name, _moves(reader)[name].label)
    if name in AT_ONCE:
        return Offer(move=name, label=label, key=fresh_key())
    return Offer(move=name, label=label, address=OWN_PAGES.get(name, "proposal_move"))


def _closed(reader: Reader, shown: dict[str, Any], *, names: set[str], me: dict[str, Any]) -> list[tuple[Words, Words]]:
    """What the guards hold back, and what belongs to another stage."""
    if not reader.case.is_open:
        return [] if names else [(THIS, ENDED)]
    held = [(move["label"], move["why"]) for move in shown["moves"]["closed"]]
    if me["verdict"] and me["verdict"] != "no_feedback":
        names = names | FORM
    late = names & FORM
    rows = CLOSED_MOVES.get(me["role"]["code"], ())
    return held + [(label, why) for name, label, why in rows if name not in names and not (name == "judge" and late)]
