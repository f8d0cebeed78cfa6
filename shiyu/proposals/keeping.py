"""The row of a proposal beside its case, as the moves of one batch read and write it."""

from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PostHolder
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact, GuardRefused, NotYourMove
from shiyu.cases.gate import visible_cases
from shiyu.proposals.models import ClassChange, Proposal, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

READER = Clockwork(name="proposals")
GROWN_FROM = "grown_from"


def proposal_of(change: Change) -> Proposal:
    """The row of the case that moves: as this batch has it already, else as it is stored; the case is locked."""
    planned: Iterable[Proposal] = (*change.batch.changed(Proposal), *change.batch.added(Proposal))
    for row in planned:
        if row.case_id == change.case.pk:
            return row
    return Proposal.objects.get(case=change.case.pk)


def next_serial(change: Change, session_id: int) -> int:
    """The next 案号 of a session, held until the transaction ends: who files at the same moment waits.

    A filing that is rolled back gives its number back, so that there is never a gap.
    """
    Session.objects.select_for_update(no_key=True).get(pk=session_id)
    filed = Proposal.objects.filter(session=session_id, serial__isnull=False).order_by("-serial").first()
    rows = (*change.batch.added(Proposal), *change.batch.changed(Proposal))
    planned = [row.serial or 0 for row in rows if row.session_id == session_id]
    return max([filed.serial or 0 if filed else 0, *planned]) + 1


def open_promises(case_id: int) -> int:
    """How many promises of a proposal are not kept yet."""
    grown = visible_cases(READER).filter(procedure="proposal_promise", is_open=True, links_out__target=case_id)
    return grown.filter(links_out__kind=GROWN_FROM).count()


def note_class(change: Change, proposal: Proposal, letter: str) -> None:
    """The class as now, and how it came to be; the same again is no change."""
    if proposal.reply_class != letter:
        change.batch.add(
            ClassChange(
                proposal=proposal, before=proposal.reply_class, after=letter, by=officer(change).account_id,
                at=change.now,
            )
        )  # fmt: skip
    proposal.reply_class, proposal.proposed_class = letter, ""


def count(change: Change, name: str, *, by: int = 1) -> None:
    """Counts for the whole case and for the present answer, as the engine counts moves."""
    case = change.case
    names = (name, f"{name}@{case.round}")
    case.tally = {**case.tally, **{each: case.tally.get(each, 0) + by for each in names}}


def officer(change: Change) -> PostHolder:
    """The officer who acts. Raises `NotYourMove` for anybody else."""
    if not isinstance(change.actor, PostHolder):
        raise NotYourMove(move=change.move.label)
    return change.actor


def refuse(why: Words, **facts: object) -> GuardRefused:
    """A refusal with its sentence."""
    return GuardRefused(why=why.fill(**facts) if facts else why)


def bad(change: Change, field: str, why: Words) -> BadFact:
    """A fact of the move that cannot be taken."""
    need = change.move.need(field)
    return BadFact(field=field, label=need.label if need else Words(field, field), reason=why)
