"""What the papers of a dispute have in common: its number and kind, its body, its people, who mediates."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from shiyu.base.masking import mask_phone
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact import open_contact
from shiyu.city.directory import directory
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.written import Person, capacity_of, name_of
from shiyu.disputes.sides import open_dispute, people
from shiyu.documents.issuing import issuer_of
from shiyu.documents.organs import name_of as officer_name
from shiyu.documents.organs import person_of
from shiyu.documents.telephones import telephone_of
from shiyu.documents.writing import said_last

if TYPE_CHECKING:
    from shiyu.cases.change import Change

TOLD_AT = ("apply", "register", "report_from_grid", "accept_commission", "complete")
"""The moves whose words say what the dispute is about."""
NOTHING = ("（未登记）",)
TO_WRITE_IN = "＿＿＿＿＿＿＿＿"
"""Stands where a paper needs a name that nobody has given yet: written in by hand before it goes out."""
Reach = Callable[[str], str]
WHOLE: Reach = str
"""Numbers in clear: for papers of the mediators and the window alone."""


def unit_of(change: "Change") -> str:
    """Whose paper it is: the body that mediates, else who acts, else the window."""
    live = [share.unit_code for share in change.state.live()]
    if live:
        return live[0]
    if isinstance(change.actor, PostHolder):
        return change.actor.unit_code
    return min((post.unit_code for post in directory().posts_with("dispute_window")), default="")


def kind_words(change: "Change") -> str:
    """物业服务纠纷."""
    return f"{v.EVERY_KIND[change.case.kind].zh}纠纷"


def matter(change: "Change", *, body: bool = True) -> dict[str, Any]:
    """纠纷编号、纠纷类型 and the body."""
    said: dict[str, Any] = {"case_number": change.case.number, "kind": kind_words(change)}
    return said | ({"body": issuer_of(unit_of(change))} if body else {})


def party_rows(everybody: Iterable[Person], *, reach: Reach = mask_phone) -> list[dict[str, str]]:
    """当事人: side, name, as whom, how to reach them; numbers masked but on papers that no party gets."""
    known = list(everybody)
    return [
        {
            "side": v.SIDES[party.role].zh, "name": name_of(party), "capacity": capacity_of((party, row), known),
            "contact": reach(open_contact(party).get("phone", "")),
        }
        for party, row in known
    ]  # fmt: skip


def parties(change: "Change", *, reach: Reach = mask_phone) -> list[dict[str, str]]:
    """The parties of the case under way."""
    return party_rows(people(change), reach=reach)


def side_and_name(one: Person) -> str:
    """申请人样某某."""
    return f"{v.SIDES[one[0].role].zh}{name_of(one[0])}"


def told(change: "Change") -> Mapping[str, str]:
    """What the dispute is about: of this very move, else as it was registered."""
    return change.facts.texts if change.move.name in TOLD_AT else said_last(change.case, *TOLD_AT)


def facts_and_claims(change: "Change") -> dict[str, Any]:
    """纠纷事实、请求事项."""
    said = told(change)
    return {"facts": said.get("happened") or NOTHING, "claims": said.get("claims") or NOTHING}


def mediator(change: "Change") -> str:
    """The mediator's name, else a line to write on."""
    return person_of(open_dispute(change).mediator) or TO_WRITE_IN


def officer(change: "Change") -> str:
    """Who acts, as a paper names him; the mediator where a party does."""
    return officer_name(change.actor) if isinstance(change.actor, PostHolder) else mediator(change)


def contact(change: "Change") -> dict[str, str]:
    """联系人、联系电话: the mediator and the office telephone of his body."""
    return {"contact_person": officer(change), "contact_phone": telephone_of(unit_of(change), on=change.now.date())}
