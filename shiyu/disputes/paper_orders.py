"""What each paper of a dispute says before and while it is mediated: one function a move, for `moves_papers`.

To whom a paper is addressed: what one side brought or was told is for the named mediators and that side; what was said
in everybody's presence is for everybody. A private talk is for the mediators alone.
"""

from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_day
from shiyu.cases.actors import PartyActor
from shiyu.cases.contact import open_contact
from shiyu.disputes import papers as p
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.written import words_of
from shiyu.disputes.paper_facts import (
    WHOLE,
    facts_and_claims,
    matter,
    mediator,
    officer,
    parties,
    party_rows,
    side_and_name,
    unit_of,
)
from shiyu.disputes.sides import open_dispute, people, voice
from shiyu.documents.issuing import STAFF, Audience, PaperOrder
from shiyu.documents.kinds import PaperKind

if TYPE_CHECKING:
    from shiyu.cases.change import Change

EVERYBODY = Audience(everyone=True)
POWERS = ("代为陈述事实、提交证据，承认、变更、放弃请求，参加调解，签署调解协议（可由委托人划去）。",)


def order(  # noqa: PLR0917 -- a move, a kind, its title and what it says
    change: "Change", kind: PaperKind, title: str, facts: dict[str, Any], *, audience: Audience = STAFF
) -> PaperOrder:
    """A paper of the body that mediates."""
    return PaperOrder(kind=kind.name, unit_code=unit_of(change), title=title, facts=facts, audience=audience)


def register_sheet(change: "Change") -> list[PaperOrder]:
    """受理登记表: for whoever registered and whoever mediates."""
    dispute = open_dispute(change)
    said = {
        **matter(change),
        **facts_and_claims(change),
        "parties": parties(change, reach=WHOLE),
        "source": v.SOURCES[dispute.source].zh,
        "received_on": city_day(change.now),
        "clerk": officer(change),
        "amount": f"人民币{dispute.amount}元" if dispute.amount else "",
    }
    return [order(change, p.REGISTER, p.REGISTER.label.zh, said)]


def application(change: "Change") -> list[PaperOrder]:
    """申请书: what a party asked for himself; what he said stands for the mediators and, in his own file, for him."""
    said = {
        **matter(change),
        **facts_and_claims(change),
        "parties": parties(change, reach=WHOLE),
        "applied_on": city_day(change.now),
    }
    return [order(change, p.APPLICATION, p.APPLICATION.label.zh, said)]


def rights_notice(change: "Change") -> list[PaperOrder]:
    """权利义务告知书: one for each voice, to be signed by it."""
    group = voice(change)
    way = "网上" if isinstance(change.actor, PartyActor) else "书面"
    said = {
        "case_number": change.case.number,
        "body": matter(change)["body"],
        "parties": party_rows(group),
        "told_on": city_day(change.now),
        "way": way,
        "teller": officer(change),
    }
    title = f"{p.RIGHTS_NOTICE.label.zh}（{v.SIDES[group[0][0].role].zh}）"
    return [order(change, p.RIGHTS_NOTICE, title, said, audience=Audience(parties=[party for party, _ in group]))]


def power_of_attorney(change: "Change") -> list[PaperOrder]:
    """授权委托书: to be signed by who is represented; none where nobody represents."""
    if change.facts.codes.get("capacity") != "agent":
        return []
    everybody = people(change)
    agent, row = everybody[-1]
    principal = next(one for one in everybody if one[0].pk == row.stands_for_id)
    said = {**matter(change), "principal": side_and_name(principal), "agent": _name(agent), "powers": POWERS}
    return [order(change, p.POWER_OF_ATTORNEY, p.POWER_OF_ATTORNEY.label.zh, said)]


def inquiry_record(change: "Change") -> list[PaperOrder]:
    """调查记录: for the mediators."""
    text = change.facts.text
    said = {
        **matter(change),
        "held_on": change.facts.given["on"],
        "asked": text("present"),
        "content": text("minutes"),
        "inquirer": officer(change),
        "recorder": officer(change),
    }
    return [order(change, p.INQUIRY_RECORD, p.INQUIRY_RECORD.label.zh, said)]


def session_record(change: "Change") -> list[PaperOrder]:
    """调解记录 of a session that every side was called to."""
    text = change.facts.text
    said = {
        **matter(change),
        "parties": parties(change),
        "held_on": change.facts.given["on"],
        "place": _called_to(change),
        "present": text("present"),
        "content": text("minutes"),
        "mediator": mediator(change),
        "recorder": officer(change),
    }
    nth = change.case.tally.get("hold_session", 1)  # this one among them
    return [order(change, p.MEDIATION_RECORD, f"人民调解记录（第{nth}次）", said, audience=EVERYBODY)]


def _called_to(change: "Change") -> str:
    """Where everybody was called to for that day; empty where it was held without a notice, to be written in."""
    on = change.facts.given["on"].isoformat()
    notices = change.case.entries.filter(move="convene", facts__on=on).order_by("-seq")
    seq = notices.values_list("seq", flat=True).first()
    return words_of(change.case, seq).get("where", "") if seq is not None else ""


def private_record(change: "Change") -> list[PaperOrder]:
    """背对背谈话记录: what one side said alone; for the mediators, and in no copy for a party."""
    side = voice(change, party_from="side")[0]
    label = v.SIDES[side[0].role].zh
    said = {
        **matter(change),
        "parties": parties(change),
        "held_on": city_day(change.now),
        "present": f"{side_and_name(side)}、调解员",
        "content": change.facts.text("talk"),
        "mediator": mediator(change),
        "recorder": officer(change),
    }
    return [order(change, p.MEDIATION_RECORD, f"背对背谈话记录（{label}）", said)]


def _name(party: Any) -> str:
    return open_contact(party).get("name", "")
