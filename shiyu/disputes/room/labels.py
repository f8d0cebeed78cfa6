"""How kinds, audiences, authors and states of the room are said. Sides and posts are named, never persons."""

from collections.abc import Mapping
from typing import Any

from shiyu.base.words import Words
from shiyu.city.names import unit_words
from shiyu.disputes.room.rules import ALL, MEDIATORS, SIDE, Kind

Labels = Mapping[str, Words]
"""How each side of a dispute is called, by its key."""
KINDS = {
    Kind.TEXT: Words("留言", "Message"),
    Kind.EVIDENCE: Words("证据", "Evidence"),
    Kind.OFFER: Words("调解方案", "Offer"),
    Kind.CALL: Words("通知", "Call"),
    Kind.SYSTEM: Words("提示", "Note"),
}
STATES = {
    "open": Words("待答复", "Open"),
    "accepted": Words("各方接受", "Accepted"),
    "refused": Words("未被接受", "Refused"),
    "withdrawn": Words("已撤回", "Withdrawn"),
}
ANSWERED = {
    "accepted": Words("{side}接受了方案。", "{side}: accepts the offer."),
    "refused": Words("{side}不接受方案。", "{side}: does not accept the offer."),
    "withdrawn": Words("{side}撤回了方案。", "{side}: withdraws the offer."),
}
EVERYBODY = Words("所有人", "Everybody")
ONLY_MEDIATORS = Words("仅调解员", "Mediators only")
ONLY_SIDE = Words("仅{side}与调解员", "{side} and mediator only")
MEDIATOR, AN_EXPERT, A_PARTY = Words("调解员", "Mediator"), Words("专家", "Expert"), Words("当事人", "Party")
STAND_INS = {
    "guardian": Words("监护人", "guardian"),
    "agent": Words("代理人", "agent"),
    "representative": Words("代表人", "representative"),
}
ERASED = Words("（内容已删除）", "(erased)")


def side_words(side: str, *, labels: Labels) -> Words:
    """A side as it is called; the mediators where it is empty."""
    return labels.get(side, Words(side[:30], side[:30])) if side else MEDIATOR


def stand_in_words(side: Words, capacity: str) -> Words:
    """Who speaks for a side: the party itself, or its guardian, agent, representative."""
    found = STAND_INS.get(capacity)
    return side if found is None else Words(f"{side.zh}的{found.zh}", f"{side.en}: {found.en}")


def audience_words(audience: str, *, labels: Labels) -> Words:
    """For whom a message is."""
    if audience in {ALL, MEDIATORS}:
        return EVERYBODY if audience == ALL else ONLY_MEDIATORS
    return ONLY_SIDE.fill(side=side_words(audience.removeprefix(SIDE), labels=labels))


def author_words(author: Mapping[str, Any], *, authors: Mapping[int, Words]) -> Words:
    """Who wrote: the side or who stands for it, or unit and “mediator”."""
    if author.get("kind") != "party":
        unit = unit_words(str(author.get("unit", "")))
        return Words(f"{MEDIATOR.zh}（{unit.zh}）", f"{MEDIATOR.en} ({unit.en})")
    return authors.get(int(author.get("party", 0)), A_PARTY)


def said(kind: str, body: str | None, *, labels: Labels) -> Words:
    """The words of a message; a line of the room itself in both languages."""
    if body is None:
        return ERASED
    if kind != Kind.SYSTEM:
        return Words(body, body)
    answer, _, side = body.split(":", 2)
    return ANSWERED[answer].fill(side=side_words(side, labels=labels))


def offer_told_of(body: str | None) -> int:
    """The id of the offer of which a line of the room itself tells; 0 where it is erased."""
    return int(body.split(":", 2)[1]) if body else 0
