"""How kinds, audiences, authors and states of the room are said. Sides and posts are named, never persons."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shiyu.base.words import Words
from shiyu.cases.gate import procedure_for
from shiyu.city.names import unit_words
from shiyu.disputes.room.rules import ALL, EXPERT, MEDIATORS, SIDE, Kind

if TYPE_CHECKING:
    from shiyu.cases.models import Case

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
MEDIATOR, AN_EXPERT, YOU = Words("调解员", "Mediator"), Words("专家", "Expert"), Words("您", "You")
ERASED = Words("（内容已删除）", "(erased)")


def side_words(side: str, *, case: "Case") -> Words:
    """A side by its label in the procedure; the mediators where it is empty."""
    return procedure_for(case).parties.get(side, Words(side[:30], side[:30])) if side else MEDIATOR


def audience_words(audience: str, *, case: "Case") -> Words:
    """For whom a message is."""
    if audience in {ALL, MEDIATORS}:
        return EVERYBODY if audience == ALL else ONLY_MEDIATORS
    side = side_words(audience.removeprefix(SIDE), case=case)
    return ONLY_SIDE.fill(side=side)


def author_words(author: Mapping[str, Any], *, case: "Case", places: Mapping[int, int]) -> Words:
    """Who wrote: the side, with a number where it is several people (`places`, by party), or unit and “mediator”."""
    if author.get("kind") != "party":
        unit = unit_words(str(author.get("unit", "")))
        return Words(f"{MEDIATOR.zh}（{unit.zh}）", f"{MEDIATOR.en} ({unit.en})")
    role = str(author.get("role", ""))
    label = AN_EXPERT if role == EXPERT else side_words(role, case=case)
    place = places.get(int(author.get("party", 0)), 1)
    return label if place == 1 else Words(f"{label.zh}{place}", f"{label.en} {place}")


def places_of(case: "Case") -> Mapping[int, int]:
    """Each party's place among those of its side, by its id: the first is not numbered."""
    counted: dict[str, int] = {}
    places = {}
    for pk, role in case.parties.order_by("pk").values_list("pk", "role"):
        counted[role] = places[pk] = counted.get(role, 0) + 1
    return places


def said(kind: str, body: str | None, *, case: "Case") -> Words:
    """The words of a message; a line of the room itself in both languages."""
    if body is None:
        return ERASED
    if kind != Kind.SYSTEM:
        return Words(body, body)
    answer, _, side = body.split(":", 2)
    return ANSWERED[answer].fill(side=side_words(side, case=case))


def offer_told_of(body: str | None) -> int:
    """The id of the offer of which a line of the room itself tells; 0 where it is erased."""
    return int(body.split(":", 2)[1]) if body else 0
