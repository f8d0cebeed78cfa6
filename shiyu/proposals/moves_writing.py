"""What the moves of those who propose do beyond the engine: who may, co-signers, the text, the cut-off."""

from shiyu.base.clock import city_day
from shiyu.cases.actors import PartyActor
from shiyu.cases.apply.opening import join
from shiyu.cases.change import Change
from shiyu.cases.facts import Contact
from shiyu.proposals import sentences as s
from shiyu.proposals.keeping import bad, proposal_of, refuse
from shiyu.proposals.models import Proposal, Session, Submitter
from shiyu.proposals.register import ORGANISATIONS, contact_of, current_session, in_force, of_phone
from shiyu.proposals.rules import cap, cap_if_any

INVITED, LEFT = "invited", "left"


def know_submitter(change: Change) -> None:
    """Only who stands in the register proposes; his data are taken from there, whatever was typed.

    The telephone names him. That it is his is proved by the query code, which goes to that telephone and nowhere else.
    """
    submitter = _registered(change)
    change.facts.given["submitter"], change.facts.given["contact"] = submitter, _as_contact(submitter)
    _check_text(change)


def begin_proposal(change: Change) -> None:
    """The row beside the case. The query code is not shown to whoever typed: it goes to the registered telephone."""
    submitter: Submitter = change.facts.get("submitter")
    session = _session_for(change, submitter.kind)
    facts = change.facts.codes
    facts["session"], facts["submitter_kind"] = session.code, submitter.kind
    change.batch.add(
        Proposal(
            case=change.case, session=session, submitter=submitter, submitter_kind=submitter.kind,
            theme=facts.get("theme", ""), may_publish=facts.get("may_publish"),
        )
    )  # fmt: skip
    change.query_code = ""


def revise(change: Change) -> None:
    """The new text takes the place of the old in lists; the old one stays in the history."""
    _check_text(change)
    change.case.title = " ".join(change.facts.text("title").split())[:200]
    proposal, facts = proposal_of(change), change.facts.codes
    proposal.theme = facts.get("theme", proposal.theme)
    proposal.may_publish = facts.get("may_publish", proposal.may_publish)
    change.batch.change(proposal)


def invite(change: Change) -> None:
    """One from the register is asked to co-sign: told on his own telephone, with a code of his own.

    Each invitation is a message to somebody, so a proposal sends so many, and a member so many a day.
    """
    most = cap_if_any(change.rules.body, "invitations")
    if most is not None and change.case.tally.get("invite", 0) > most:  # this one is counted
        raise refuse(s.INVITATIONS_OF_PROPOSAL, most=most)
    _join_from_register(change, role=INVITED, template="proposal_invited")
    submitter = proposal_of(change).submitter_id
    if isinstance(change.actor, PartyActor) and submitter is not None:
        _count_of_day(change, submitter)


def _count_of_day(change: Change, submitter_id: int) -> None:
    """Counts on his row of the register, held until the transaction ends: two of his proposals count as one member."""
    planned = (row for row in change.batch.changed(Submitter) if row.pk == submitter_id)
    row = next(planned, None) or Submitter.objects.select_for_update(no_key=True).get(pk=submitter_id)
    day, most = city_day(change.now), cap_if_any(change.rules.body, "invitations_a_day")
    sent = row.invited if row.invited_on == day else 0
    if most is not None and sent >= most:
        raise refuse(s.INVITATIONS_OF_DAY, most=most)
    row.invited_on, row.invited = day, sent + 1
    change.batch.change(row)


def sign_on_paper(change: Change) -> None:
    """One from the register whose signature stands on the paper."""
    _join_from_register(change, role="co_signer")


def submit(change: Change) -> None:
    """会议提案 by the cut-off of its session, else 平时提案; whoever is still invited at the cut-off falls out."""
    proposal = proposal_of(change)
    session = _session_for(change, proposal.submitter_kind)
    waiting = [party for party in change.state.parties if party.role == INVITED]
    cut_off_passed = change.case.opened_at < session.cut_off <= change.now
    if waiting and not cut_off_passed:
        raise refuse(s.STILL_INVITED, count=len(waiting))
    for party in waiting:
        party.role = LEFT
        change.batch.change(party)
    if waiting:
        change.facts.codes["dropped"] = len(waiting)
    if proposal.submitted_at is None:
        proposal.session, proposal.submitted_at = session, change.now
        proposal.time_class = "plenary" if change.now < session.cut_off else "ordinary"
    change.facts.codes["time_class"] = proposal.time_class
    change.batch.change(proposal)


def _registered(change: Change) -> Submitter:
    field = "in_register" if change.move.need("in_register") else "contact"
    if field == "in_register":
        found = list(in_force().filter(number=change.facts.get("in_register")))
    else:
        typed: Contact = change.facts.get("contact")
        found = of_phone(typed.fields.get("phone", ""))
        if len(found) > 1:
            found = [one for one in found if one.name == typed.fields.get("name")]
            if len(found) != 1:
                raise bad(change, field, s.SEVERAL_IN_REGISTER)
    if not found:
        raise bad(change, field, s.NOT_IN_REGISTER)
    return found[0]


def _as_contact(submitter: Submitter) -> Contact:
    return Contact(fields=contact_of(submitter), organisation=submitter.kind in ORGANISATIONS)


def _session_for(change: Change, kind: str) -> Session:
    """The session that takes it now; a sector proposes only during the plenary, where the rule set says so."""
    day = city_day(change.now)
    session = current_session(on=day)
    if session is None:
        raise refuse(s.NO_SESSION)
    only_in_session = change.rules.body.get("submitting", {}).get("sector_only_in_session", True)
    if kind == "sector" and only_in_session and not session.opened <= day <= session.closed:
        raise refuse(s.OUT_OF_SESSION)
    return session


def _check_text(change: Change) -> None:
    """At most so many characters, blanks not counted: what is longer is seldom one matter."""
    most = cap(change.rules.body, "characters")
    now = sum(len("".join(change.facts.text(name).split())) for name in ("detail", "suggestions"))
    if now > most:
        raise bad(change, "detail", s.TOO_LONG.fill(most=most, now=now))


def _join_from_register(change: Change, *, role: str, template: str = "") -> None:
    submitter = _registered(change)
    contact = _as_contact(submitter)
    index = bytes(submitter.phone_index) if submitter.phone_index is not None else None
    known = [p for p in change.state.parties if index and p.phone_index and bytes(p.phone_index) == index]
    if any(party.role != LEFT for party in known):
        raise bad(change, "in_register", s.ALREADY_THERE)
    if known:
        party = known[0]
        party.role = role
        change.batch.change(party)
    else:
        party = join(change, role=role, contact=contact)
        change.query_code = ""  # his own, sent to him; not for the eyes of who invites
    if template:
        change.tell(template, party=party)
