"""The paper beside the form of the move that will issue it: made by the function of its effect."""

from dataclasses import replace

from shiyu.base.errors import ShiyuError
from shiyu.cases.batch import Batch
from shiyu.cases.change import Change
from shiyu.cases.planning import counted
from shiyu.city.directory import directory
from shiyu.disputes.moves_papers import ISSUED_BY
from shiyu.disputes.procedure import DISPUTE
from shiyu.documents.issuing import PaperOrder
from shiyu.documents.writing import Writing, preview
from shiyu.web.forms import form_of, register_form

BESIDE = ("hold_session", "private_talk", "investigate", "state_facts", "tell_ways", "refer_on")
"""Moves with words that a paper bears to others; a ticked box needs no draft."""


def enter_previews() -> None:
    """Called in the `ready` of the app, after its forms: what they say stays."""
    for name in BESIDE:
        move = DISPUTE.move(name)
        if move is not None:
            extra = form_of(DISPUTE.name, name)
            register_form(DISPUTE.name, name, replace(extra, beside=preview(move, last_paper)))


def last_paper(writing: Writing) -> PaperOrder | None:
    """The paper of the move as far as it is typed, the last where it issues two; None until a choice is made.

    Nothing of the change it is asked with is written.
    """
    case = writing.state.case
    case.tally = counted(case.tally, writing.move.name, answers=case.round)
    change = Change(
        move=writing.move, state=writing.state, actor=writing.actor, facts=writing.facts, now=writing.at,
        city=directory(), rules=directory().rule_set_by_id(case.rule_set_id), batch=Batch(),
    )  # fmt: skip
    try:
        orders = ISSUED_BY[writing.move.name](change)
    except (KeyError, ShiyuError):  # a choice the paper rests on is not made yet
        return None
    return orders[-1] if orders else None
