"""拟复, 答复, 评价: the answer, whom it goes to, and what they say of it."""

from shiyu.base.words import Words
from shiyu.cases import crowd
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import CountSilence, DraftReply, GiveReply, RecordVerdict, SetOutcome, TakeStance, TellReason
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.models import Party, Reply, Verdict


@carry_out.register
def _(effect: DraftReply, change: Change) -> None:
    change.state.draft = change.reply = Reply(
        case=change.case,
        entry=change.entry,
        unit_code=change.actor.unit_code if isinstance(change.actor, PostHolder) else "",
        round=change.case.round + 1,
        outcome=change.facts.get(effect.outcome_from) or "",
        drafted_at=change.now,
    )
    change.batch.add(change.state.draft)


@carry_out.register
def _(effect: GiveReply, change: Change) -> None:
    if effect.text_from:
        carry_out(DraftReply(text_from=effect.text_from, outcome_from=effect.outcome_from), change)
    reply = change.state.draft
    if reply is None:
        raise GuardRefused(why=Words("还没有拟好的答复", "there is no drafted answer to give"))
    reply.given_at = change.now
    change.batch.change(reply)
    change.state.draft = None
    change.case.round = reply.round
    if reply.outcome:
        change.case.outcome = reply.outcome
    for party in change.state.raisers():
        party.answered_at, party.verdict = change.now, ""
        change.batch.change(party)
    if change.state.crowd:
        crowd.answer_the_rest(change)


@carry_out.register
def _(_effect: TellReason, change: Change) -> None:
    for party in change.state.raisers():
        party.answered_at = change.now
        change.batch.change(party)
    if change.state.crowd:
        crowd.answer_the_rest(change)


@carry_out.register
def _(effect: RecordVerdict, change: Change) -> None:
    party = _judging(effect, change)
    if party.answered_at is None:
        raise GuardRefused(why=Words("此当事人还没有得到答复", "this party has not been answered yet"))
    if party.verdict and party.verdict not in effect.replaces:
        raise GuardRefused(why=Words("对本次答复已经评价过", "this answer has been judged already"))
    _judge(change, party, change.facts.get(effect.grade_from))


def _judging(effect: RecordVerdict, change: Change) -> Party:
    raisers = change.state.raisers()
    if isinstance(change.actor, PartyActor):
        wanted: int | None = change.actor.party_id
    else:
        wanted = change.facts.get(effect.party_from)
        if wanted is None and change.state.raiser_count() == 1:
            wanted = raisers[0].pk
    party = next((p for p in raisers if p.pk == wanted), None)
    if party is None:
        raise BadFact(
            field=effect.party_from or "party",
            label=Words("当事人", "party"),
            reason=Words("请指明是谁的评价", "say whose verdict it is"),
        )
    return party


def _judge(change: Change, party: Party, grade: str) -> None:
    party.verdict = grade
    change.batch.change(party)
    change.batch.add(
        Verdict(
            party=party, case=change.case, entry=change.entry, round=change.case.round, grade=grade,
            given_at=change.now,
        )
    )  # fmt: skip


@carry_out.register
def _(effect: CountSilence, change: Change) -> None:
    for party in change.state.raisers():
        if party.answered_at is not None and not party.verdict:
            _judge(change, party, effect.grade)
    if change.state.crowd:
        crowd.count_the_silent(change, grade=effect.grade)


@carry_out.register
def _(effect: TakeStance, change: Change) -> None:
    for party in change.state.parties:
        if isinstance(change.actor, PartyActor) and party.pk == change.actor.party_id:
            party.stance = effect.stance
            change.batch.change(party)


@carry_out.register
def _(effect: SetOutcome, change: Change) -> None:
    change.case.outcome = effect.outcome or change.facts.get(effect.outcome_from) or ""
