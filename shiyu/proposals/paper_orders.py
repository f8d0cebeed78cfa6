"""What each paper of a proposal says: one function a paper, for the move that issues it and for the form before it.

Wording and form follow 手册A4、A5 (交办单, 答复函, 会办意见函) and I4; looks are the templates of the city pack.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiyu.cases.contact import open_contact
from shiyu.cases.who import JOINT, LEAD, SEPARATE
from shiyu.city.directory import directory
from shiyu.documents.gate import readable_papers
from shiyu.documents.issuing import STAFF, Audience, PaperOrder
from shiyu.documents.kinds import day_words
from shiyu.documents.organs import contact_facts, full_names, name_of, person_of, short_names
from shiyu.documents.writing import Writing, last_day_before
from shiyu.proposals import papers as p
from shiyu.proposals import vocabulary as v
from shiyu.proposals.keeping import READER
from shiyu.proposals.models import Proposal
from shiyu.proposals.rules import cap

if TYPE_CHECKING:
    from shiyu.cases.models import Party

ASSIGNERS = tuple(f"{channel}_assigner" for channel in v.CHANNELS)
CONCERNED = (
    "clerk", "deputy_head", "unit_head", "proposal_clerk", "proposal_reviewer", "proposal_committee", *ASSIGNERS,
    "cppcc_leader", "city_leader",
)  # fmt: skip
"""Assignments and answers are addressed or copied to every officer who sees the proposal: each may take the file."""
HELP = (("joint", JOINT), ("separate", SEPARATE))
MARKS = "一二三四五六七八九十"


def proposal_words(proposal: Proposal) -> str:
    """The proposal as a title names it: 市政协七届五次会议第12号提案."""
    return f"{_session(proposal)}第{proposal.serial}号提案"


def assignment_sheet(writing: Writing, proposal: Proposal) -> PaperOrder:
    """交办单: to every unit at once, with all limits."""
    facts, state = writing.facts, writing.state
    lead = facts.codes.get("lead", "")
    joint, separate = (_helping(writing, name, kind, lead=lead) for name, kind in HELP)
    helped = [*joint, *separate]
    said: dict[str, Any] = {
        **_matter(writing, proposal), **_contact(writing),
        "recipient": full_names([code for code in (lead, *helped) if code]),
        "submitters": _names(state.raisers()), "handling": _handling(joint, separate),
        "lead_unit": short_names([lead]), "joint_units": short_names(helped), "assigned_on": writing.day,
        "return_by": writing.last_day("return_window"), "answer_by": writing.last_day("answer"),
        "opinion_by": writing.last_day("joint") if joint else None,
        "requirements": _requirements(writing, joint=bool(joint)), "copy_to": full_names([_committee()]),
    }  # fmt: skip
    return PaperOrder(
        kind=p.ASSIGNMENT_SHEET.name, unit_code=writing.unit, facts=said, audience=Audience(roles=CONCERNED),
        title=f"{proposal_words(proposal)}交办单",
    )  # fmt: skip


def consultation_record(writing: Writing, proposal: Proposal) -> PaperOrder | None:
    """面商记录: of a visit, a meeting or a call; a letter alone is none (文来文往)."""
    way = writing.facts.codes.get("way", "")
    if way and way not in writing.numbers.get("consultation", {}).get("counts", ()):
        return None
    text, held = writing.facts.text, writing.facts.get("contacted_on")
    said: dict[str, Any] = {
        **_matter(writing, proposal), "unit": full_names([writing.unit]),
        "way": v.CONTACT_WAYS[way].zh if way else "", "held_on": held or writing.day, "place": text("venue"),
        "present": text("present"), "content": text("note"), "agreed": text("agreed"),
        "recorder": name_of(writing.actor),
    }  # fmt: skip
    return PaperOrder(
        kind=p.CONSULTATION_RECORD.name, unit_code=writing.unit, facts=said, audience=STAFF,
        title=f"{proposal_words(proposal)}面商记录",
    )  # fmt: skip


def joint_opinion(writing: Writing, proposal: Proposal) -> PaperOrder:
    """会办意见函: to the lead unit alone; a joint unit never answers the submitter."""
    leads = [share.unit_code for share in writing.state.live() if share.kind == LEAD]
    said: dict[str, Any] = {
        **_matter(writing, proposal), **_contact(writing), "recipient": full_names(leads or [assigner_unit(proposal)]),
        "opinion": writing.facts.text("opinion"),
        "copy_to": full_names(dict.fromkeys((_committee(), assigner_unit(proposal)))),
    }  # fmt: skip
    return PaperOrder(
        kind=p.JOINT_OPINION.name, unit_code=writing.unit, facts=said, audience=STAFF,
        title=f"关于{proposal_words(proposal)}的会办意见",
    )  # fmt: skip


def answer_letter(
    writing: Writing, proposal: Proposal, *, answer: str, letter: str, promises: Sequence[str]
) -> PaperOrder:
    """提案答复函: one letter to every submitter and co-signer, joint units and offices as copies."""
    state = writing.state
    joint = [share.unit_code for share in state.live() if share.kind == JOINT]
    copies = dict.fromkeys((_committee(), assigner_unit(proposal), *joint))
    said: dict[str, Any] = {
        **_matter(writing, proposal), **_contact(writing, handled_by=proposal.drafted_by), "class_mark": letter,
        "recipient": _names(state.raisers()),
        "answer": [*answer.splitlines(), *(["就下列事项作出承诺："] if promises else []), *promises],
        "enclosures": p.OPINION_FORM.label.zh, "copy_to": full_names(copies),
    }  # fmt: skip
    return PaperOrder(
        kind=p.PROPOSAL_ANSWER.name, unit_code=writing.unit, facts=said,
        audience=Audience(parties=state.raisers(), roles=CONCERNED), title=f"关于{proposal_words(proposal)}的答复",
    )  # fmt: skip


def supplementary_letter(writing: Writing, proposal: Proposal) -> PaperOrder:
    """补充答复函: what has come of it since, to everybody who got the answer, with the class the unit proposes now."""
    state, letter = writing.state, writing.facts.codes.get("reply_class") or proposal.reply_class
    said: dict[str, Any] = {
        **_matter(writing, proposal), **_contact(writing), "class_mark": letter, "recipient": _names(state.raisers()),
        "earlier": _earlier_answer(state.case.pk), "answer": writing.facts.text("answer").splitlines(),
        "copy_to": full_names(dict.fromkeys((_committee(), assigner_unit(proposal)))),
    }  # fmt: skip
    return PaperOrder(
        kind=p.SUPPLEMENTARY_ANSWER.name, unit_code=writing.unit, facts=said,
        audience=Audience(parties=state.raisers(), roles=CONCERNED), title=f"关于{proposal_words(proposal)}的补充答复",
    )  # fmt: skip


def _earlier_answer(case_id: int) -> str:
    """Number and day of the newest answer of a proposal; empty where it was answered before papers were kept here."""
    answers = readable_papers(READER).filter(case=case_id, kind=p.PROPOSAL_ANSWER.name)
    last = answers.order_by("-pk").first()
    return f"{last.number}（{day_words(last.dated)}）" if last is not None else ""


def opinion_form(writing: Writing, proposal: Proposal, party: "Party") -> PaperOrder:
    """征询意见表: one for each submitter and co-signer, empty, to be filled in on paper or on the page."""
    said: dict[str, Any] = {
        **_matter(writing, proposal), "submitter": _name(party), "unit": full_names([writing.unit]),
        "days": writing.limit_words("feedback"), "send_to": full_names([_committee()]),
    }  # fmt: skip
    return PaperOrder(
        kind=p.OPINION_FORM.name, unit_code=writing.unit, facts=said, audience=Audience(parties=[party]),
        title=f"{proposal_words(proposal)}办理情况征询意见表",
    )  # fmt: skip


def non_filing_notice(writing: Writing, proposal: Proposal) -> PaperOrder:
    """委员告知书（不立案）: the grounds ticked and the reason in words, to everybody who signed."""
    facts, case = writing.facts, writing.state.case
    ticked = facts.codes.get("grounds") or [
        name for name in v.GROUNDS if facts.codes.get(f"ground_{name}")
    ]  # as the move notes them, or as they are ticked on the form
    grounds = [f"（{mark}）{v.GROUNDS[name].zh}。" for mark, name in zip(MARKS, ticked, strict=False)]
    reason, forwarded = facts.text("reason"), v.FORWARDED.get(facts.codes.get("forward_as", ""))
    said: dict[str, Any] = {
        "session": _session(proposal), "subject": case.title, "submission_number": case.number,
        "recipient": _names(writing.state.raisers()), **_contact(writing),
        "grounds": [*grounds, *([f"说明：{reason}"] if grounds and reason else [])],
        "forwarded_as": forwarded.zh.removeprefix("转为") if forwarded else "", "forwarded_to": "有关单位",
        "days": f"{cap(writing.numbers, 'objection_days')}日",
    }  # fmt: skip
    return PaperOrder(
        kind=p.NON_FILING_NOTICE.name, unit_code=writing.unit, facts=said,
        audience=Audience(parties=writing.state.raisers(), roles=CONCERNED), title="关于提案不予立案的告知书",
    )  # fmt: skip


def follow_up_register(
    writing: Writing, proposal: Proposal, *, rows: Sequence[dict[str, str]], unit: str
) -> PaperOrder | None:
    """B类答复件办理落实情况登记表: each promise with its day and how far it is; none where nothing was promised."""
    if not rows:
        return None
    tracking = [clock.due_at for clock in writing.state.open_clocks("tracking")]
    said: dict[str, Any] = {
        "unit": full_names([unit]), "session": _session(proposal), "items": rows,
        "return_by": last_day_before(tracking[0]) if tracking else writing.day, "filled_by": name_of(writing.actor),
        "contact_phone": _contact(writing)["contact_phone"],
    }  # fmt: skip
    return PaperOrder(
        kind=p.FOLLOW_UP_REGISTER.name, unit_code=writing.unit, facts=said, audience=STAFF,
        title=f"{proposal_words(proposal)}办理落实情况登记表",
    )  # fmt: skip


def promise_words(text: str, due: str, unit: str, *, nth: int) -> str:
    """One promise as the letter says it: （1）…（2027-03-31前，责任单位：市住建局）."""
    return f"（{nth}）{text}（{due}前完成，责任单位：{short_names([unit])}）。"


def assigner_unit(proposal: Proposal) -> str:
    """The unit of those who assign through the proposal's channel; the committee's where there is none yet."""
    return _unit_with(f"{proposal.channel}_assigner") if proposal.channel else _committee()


def _committee() -> str:
    return _unit_with("proposal_committee")


def _unit_with(role: str) -> str:
    return min((post.unit_code for post in directory().posts_with(role)), default="")


def _session(proposal: Proposal) -> str:
    return f"市政协{proposal.session.name}会议"


def _matter(writing: Writing, proposal: Proposal) -> dict[str, str]:
    return {
        "session": _session(proposal), "proposal_number": str(proposal.serial), "subject": writing.state.case.title,
    }  # fmt: skip


def _contact(writing: Writing, *, handled_by: int | None = None) -> dict[str, str]:
    """Whom to call: the account that drafted it where another signs, else who acts."""
    facts = contact_facts(writing.actor, unit=writing.unit, on=writing.day)
    return facts | ({"contact_person": person} if (person := person_of(handled_by)) else {})


def _name(party: "Party") -> str:
    """How a paper addresses a submitter; one whose data are erased keeps his place, not his name."""
    name = open_contact(party).get("name", "")
    if not name:
        return "提案者"
    return name if party.is_organisation else f"{name}委员"


def _names(parties: Sequence["Party"]) -> str:
    return "、".join(dict.fromkeys(_name(party) for party in parties))


def _helping(writing: Writing, name: str, kind: str, *, lead: str) -> list[str]:
    """Units that help: those named now, and those who have their share already where only the lead is another."""
    there = (share.unit_code for share in writing.state.live() if share.kind == kind)
    named = dict.fromkeys((*there, *(writing.facts.codes.get(name) or ())))
    return [code for code in named if code != lead]


def _handling(joint: Sequence[str], separate: Sequence[str]) -> str:
    ways = ["主办", *(["会办"] if joint else []), *(["分办"] if separate else [])]
    return "、".join(ways) if len(ways) > 1 else "独办"


def _requirements(writing: Writing, *, joint: bool) -> list[str]:
    """What 手册A4 asks of a unit, with the limits of the rule set; first what the assigner has to say."""
    note = writing.facts.text("note")
    return [
        *note.splitlines(),
        f"请于{writing.limit_words('first_contact')}内与提案者联系，先面商、后答复；没有面商记录的不得答复。",
        "不属本单位职责的，请在退办截止之前说明依据申请退办；不得自行转办。",
        *(["会办单位请在会办意见截止之前将会办意见函送主办单位，不直接答复提案者。"] if joint else []),
        "请主办单位明确主要领导、分管领导和承办人员，在答复截止之前办理完毕并答复提案者。",
    ]
