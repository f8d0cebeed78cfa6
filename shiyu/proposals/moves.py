"""What the moves of a proposal do beyond the engine; each is named in the row of the procedure that runs it."""

from datetime import date, timedelta
from typing import Any

from shiyu.base.clock import city_day
from shiyu.cases.actors import PartyActor
from shiyu.cases.change import Change, Spawn
from shiyu.proposals import sentences as s
from shiyu.proposals.keeping import (
    GROWN_FROM,
    bad,
    count,
    next_serial,
    note_class,
    officer,
    open_promises,
    proposal_of,
    refuse,
)
from shiyu.proposals.models import OpinionForm
from shiyu.proposals.moves_key import put_under_supervision
from shiyu.proposals.moves_papers import (
    write_answer,
    write_assignment,
    write_consultation,
    write_joint_opinion,
    write_non_filing,
    write_register,
)
from shiyu.proposals.moves_taking_over import date_assigned, date_filed, know_from_list, take_over
from shiyu.proposals.moves_writing import begin_proposal, invite, know_submitter, revise, sign_on_paper, submit
from shiyu.proposals.rules import EXTENDED, OPEN_PROMISES, PROMISED

__all__ = (
    "begin_proposal", "check_later_day", "check_promises", "check_signer", "choose_key", "count_consultation",
    "count_extension", "count_return", "date_assigned", "date_filed",
    "file", "hand_over", "invite", "keep_draft", "keep_form", "know_from_list",
    "know_submitter", "name_three", "note_grounds", "propose_class", "put_under_supervision", "reclassify",
    "revise", "send_answer", "sign_on_paper", "submit", "take_over", "write_answer", "write_assignment",
    "write_consultation", "write_joint_opinion", "write_non_filing", "write_register",
)  # fmt: skip


INSTANT = timedelta(microseconds=1)
"""A limit is due at the first moment that is too late: its last day ends just before."""


def file(change: Change) -> None:
    """立案: the next 案号 of the session. The last effect of its move, so that nothing refuses it afterwards."""
    proposal, facts = proposal_of(change), change.facts.codes
    serial = next_serial(change, proposal.session_id)
    proposal.serial, proposal.filed_at = serial, change.now
    proposal.channel, proposal.theme = facts["channel"], facts["theme"]
    change.case.kind = facts["channel"]
    facts["serial"] = serial
    change.batch.change(proposal)


def hand_over(change: Change) -> None:
    """Another channel assigns it."""
    proposal = proposal_of(change)
    proposal.channel = change.case.kind = change.facts.codes["to_channel"]
    change.batch.change(proposal)


def note_grounds(change: Change) -> None:
    """The ticked grounds as one list, in history and beside the case."""
    facts, proposal = change.facts.codes, proposal_of(change)
    ticked = [name.removeprefix("ground_") for name, value in facts.items() if name.startswith("ground_") and value]
    for name in [name for name in facts if name.startswith("ground_")]:
        del facts[name]
    facts["grounds"] = proposal.grounds = ticked
    proposal.forwarded_as = facts["forward_as"]
    change.batch.change(proposal)


def name_three(change: Change) -> None:
    """三级负责制: the posts of head, deputy and handler of the unit that signs. Raises `BadFact` for a foreign post."""
    actor = officer(change)
    wanted = change.facts.texts.pop("clerk_post", "") or actor.post_code
    post = change.city.posts.find(wanted)
    if wanted != actor.post_code and (post is None or post.unit_code != actor.unit_code or "clerk" not in post.roles):
        raise bad(change, "clerk_post", s.NO_SUCH_POST)
    three = {name: _first_post(change, role, actor.unit_code) for name, role in _THREE.items()} | {"clerk": wanted}
    proposal = proposal_of(change)
    proposal.responsible = {**proposal.responsible, actor.unit_code: three}
    change.facts.codes["responsible"] = three
    change.batch.change(proposal)


_THREE = {"head": "unit_head", "deputy": "deputy_head"}


def _first_post(change: Change, role: str, unit: str) -> str:
    posts = change.city.posts_with(role, unit_code=unit, on=city_day(change.now))
    return min((post.code for post in posts), default="")


def count_return(change: Change) -> None:
    """One more wish to return it."""
    proposal = proposal_of(change)
    proposal.returns += 1
    change.batch.change(proposal)


def count_extension(change: Change) -> None:
    """Months granted, together with those before."""
    proposal, months = proposal_of(change), change.facts.codes["months"]
    count(change, EXTENDED, by=months)
    proposal.months_extended += months
    change.batch.change(proposal)


def count_consultation(change: Change) -> None:
    """A contact in a way that the rule set takes for 面商 counts for the answer that is being worked on."""
    if change.facts.codes["way"] not in change.rules.body.get("consultation", {}).get("counts", ()):
        return
    count(change, "consulted")
    proposal = proposal_of(change)
    proposal.consultations += 1
    change.batch.change(proposal)


def keep_draft(change: Change) -> None:
    """Who drafted which class with which promises; the promises begin to live when the answer goes out."""
    promises: list[dict[str, Any]] = change.facts.get("promises") or []
    if any(promise["due"] <= city_day(change.now) for promise in promises):
        raise bad(change, "promises", s.PAST_DAY)
    proposal = proposal_of(change)
    proposal.drafted_by, proposal.drafted_class = officer(change).account_id, change.facts.codes["reply_class"]
    proposal.drafted_promises = [
        {"text": one["text"], "due": one["due"].isoformat(), "unit": one["unit"].code} for one in promises
    ]
    change.batch.change(proposal)


def check_signer(change: Change) -> None:
    """Whoever drafted an answer does not sign it, nor another login of his, nor his stand-in."""
    proposal = proposal_of(change)
    if proposal.drafted_by in officer(change).one_with:
        raise refuse(s.OWN_DRAFT)
    change.facts.codes["drafted_class"] = proposal.drafted_class


def send_answer(change: Change) -> None:
    """The answer is out: its class holds, and each of its promises becomes a case of every submitter's."""
    proposal = proposal_of(change)
    note_class(change, proposal, proposal.drafted_class)
    proposal.first_answered_at = proposal.first_answered_at or change.now
    proposal.last_answered_at = change.now
    raisers = change.state.everybody_who_raised_it()
    for promise in proposal.drafted_promises:
        facts = {"title": promise["text"], "due": promise["due"], "unit": promise["unit"]}
        change.spawned.append(
            Spawn(procedure="proposal_promise", move="promise", facts=facts, link=GROWN_FROM, contacts=raisers)
        )
    if proposal.drafted_promises:
        count(change, PROMISED, by=len(proposal.drafted_promises))
    proposal.drafted_promises = []
    change.batch.change(proposal)


def keep_form(change: Change) -> None:
    """征询意见表 beside the history, where figures count it; a late form takes the place of none."""
    facts, by_himself = change.facts.codes, isinstance(change.actor, PartyActor)
    raisers = change.state.raisers()
    given = change.actor.party_id if isinstance(change.actor, PartyActor) else facts.get("party")
    party = next(p for p in raisers if p.pk == (raisers[0].pk if given is None else given))
    change.batch.add(
        OpinionForm(
            proposal=proposal_of(change), party=party, round=change.case.round, attitude=facts["attitude"],
            result=facts["verdict"], way=facts["way"], times=facts.get("times"), on_paper=not by_himself,
            given_at=change.now,
        )
    )  # fmt: skip


def propose_class(change: Change) -> None:
    """A supplementary answer proposes a class; the committee confirms it or not. The assigner has a copy."""
    proposal = proposal_of(change)
    proposal.proposed_class, proposal.last_answered_at = change.facts.codes["reply_class"], change.now
    change.tell("proposal_class_proposed", role=f"{proposal.channel}_assigner")
    change.batch.change(proposal)


def reclassify(change: Change) -> None:
    """The class as confirmed, with its history; notes how many promises are still open."""
    proposal = proposal_of(change)
    note_class(change, proposal, change.facts.codes["reply_class"])
    change.facts.codes[OPEN_PROMISES] = open_promises(change.case.pk)
    change.batch.change(proposal)


def check_promises(change: Change) -> None:
    """Tracking does not end before the last promise is kept."""
    if left := open_promises(change.case.pk):
        raise refuse(s.PROMISES_OPEN, count=left)


def choose_key(change: Change) -> None:
    """重点提案: a city leader leads it, one of the chairpersons supervises it; weekly reports in some months."""
    facts, proposal = change.facts, proposal_of(change)
    posts: dict[str, str] = {}
    for field, role in (("leading_post", "city_leader"), ("supervising_post", "cppcc_leader")):
        post = change.city.posts.find(facts.texts.pop(field, ""))
        if post is None or role not in post.roles:
            raise bad(change, field, s.NO_SUCH_POST)
        posts[field] = facts.codes[field] = post.code
    weekly = facts.get("weekly_from"), facts.get("weekly_to")
    if (weekly[0] is None) != (weekly[1] is None):
        raise bad(change, "weekly_to", s.HALF_WEEKLY)
    proposal.is_key, proposal.weekly_from, proposal.weekly_to = True, *weekly
    proposal.leading_post, proposal.supervising_post = posts["leading_post"], posts["supervising_post"]
    change.batch.change(proposal)


def check_later_day(change: Change) -> None:
    """A promise is postponed to a day after today and after the one it is due on."""
    until: date = change.facts.get("until")
    due = [clock.due_at - INSTANT for clock in change.state.open_clocks("promised")]
    if until <= max(map(city_day, (change.now, *due))):
        raise bad(change, "until", s.NOT_LATER)
