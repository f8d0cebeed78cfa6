"""One case as its reader may see it: what stands in it, parties, assignments, clocks, links, files, open moves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.attachments import readable_attachments, shown_name
from shiyu.cases.clocks import why_due
from shiyu.cases.contact_view import PartyView, shown_parties
from shiyu.city.directory import directory
from shiyu.web.entry_words import answer_name, words_of
from shiyu.web.everyday import standing
from shiyu.web.reader import Reader
from shiyu.web.shown_moves import moves_for

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment, Case, Clock, Entry, Party

MOST_PARTIES = 100
"""A mass event has thousands of callers: the answer shows the first and says how many there are."""
STOPPED = "stopped"


def show_case(reader: Reader) -> dict[str, Any]:
    """The whole case for this reader."""
    case = reader.case
    parties = reader.once(parties_before)
    assignments = list(case.assignments.order_by("pk"))
    clocks = list(case.clocks.order_by("pk"))
    views = reader.once(views_before)
    shown = head(case, reader=reader) | {"files": _files(reader)}
    if reader.party_id is not None:
        return shown | {
            "standing": standing(case, procedure=reader.procedure, assignments=assignments, clocks=clocks),
            "parties": [_party(view) for view in views if view.party_id == reader.party_id],
            "answers": answers_given(reader),
            "moves": moves_for(reader, parties=parties, assignments=assignments, clocks=clocks),
        }
    units = {assignment.pk: assignment.unit_code for assignment in assignments}
    return shown | {
        "party_count": len(views) if len(views) <= MOST_PARTIES else case.parties.count(),
        "parties": [_party(view) for view in views[:MOST_PARTIES]],
        "assignments": [_assignment(assignment) for assignment in assignments],
        "clocks": [_clock(clock, reader=reader, units=units) for clock in clocks],
        "links": _links(case),
        "answers": answers_given(reader),
        "moves": moves_for(reader, parties=parties, assignments=assignments, clocks=clocks),
    }


def parties_before(reader: Reader) -> "list[Party]":
    """The first parties, one more than are shown, and the reading one: enough to show, and to judge most guards."""
    some = list(reader.case.parties.order_by("pk")[: MOST_PARTIES + 1])
    if reader.party_id is not None and all(party.pk != reader.party_id for party in some):
        some += reader.case.parties.filter(pk=reader.party_id)
    return some


def views_before(reader: Reader) -> list[PartyView]:
    """How those first parties are shown to the reader; ask by `reader.once`, as the page of the case does."""
    parties = reader.once(parties_before)
    return shown_parties(reader.case, actor=reader.actor, parties=parties, named=reader.opens_contact)


def head(case: "Case", *, reader: Reader) -> dict[str, Any]:
    """The facts of the case itself. Where it is, only officers and those who raised it are told exactly."""
    procedure, stage = reader.procedure, reader.procedure.stage(case.stage)
    near = reader.party_id is None or reader.raised_it
    return {
        "number": case.number,
        "procedure": {"name": procedure.name, "version": procedure.version, "label": procedure.label},
        "stage": {"name": stage.name, "label": stage.label, "end": stage.end},
        "open": case.is_open,
        "outcome": code(case.outcome, procedure.outcomes),
        "title": reader.text(case.title, own=reader.raised_it),
        "channel": case.channel,
        "category": category(case.category_id),
        "place": place(case.division_id)
        | ({"address": case.address, "lon": case.lon, "lat": case.lat} if near else {}),
        "round": case.round,
        "opened_at": case.opened_at,
        "changed_at": case.changed_at,
        "closed_at": case.closed_at,
        "entry_count": case.entry_count,
    }


def code(value: str, choices: Any) -> dict[str, Any] | None:
    """A code with its words; None for none."""
    return {"code": value, "label": choices.get(value, Words(value, value))} if value else None


def category(row: int | None) -> dict[str, Any] | None:
    """The category of a case."""
    if row is None:
        return None
    fact = directory().categories.get_by_id(row)
    return {"code": fact.code, "label": fact.label}


def place(row: int | None) -> dict[str, Any]:
    """The division of a case."""
    if row is None:
        return {"division": None}
    fact = directory().divisions.get_by_id(row)
    return {"division": fact.code, "label": fact.label}


def unit(unit_code: str) -> dict[str, Any] | None:
    """A unit by its code, with its name even after it was abolished."""
    fact = directory().unit(unit_code)
    return {"code": unit_code, "label": fact.label if fact else Words(unit_code, unit_code)} if unit_code else None


def _party(view: PartyView) -> dict[str, Any]:
    return {
        "id": view.party_id,
        "role": {"code": view.role, "label": view.label},
        "anonymous": view.anonymous,
        "contact": view.fields,
        "joined": view.joined,
        "verdict": view.verdict,
        "contact_may_be_viewed": view.may_open,
    }


def _assignment(assignment: "Assignment") -> dict[str, Any]:
    return {
        "unit": unit(assignment.unit_code),
        "kind": assignment.kind,
        "state": {"name": assignment.state, "label": _STATES.get(assignment.state, Words("", ""))},
        "round": assignment.round,
        "sent_at": assignment.sent_at,
        "signed_at": assignment.signed_at,
        "submitted_at": assignment.submitted_at,
        "ended_at": assignment.ended_at,
        "return_code": assignment.return_code,
    }


_STATES = {
    "sent": Words("待签收", "to be signed for"),
    "signed": Words("办理中", "being handled"),
    "disputed": Words("申请退单", "return asked"),
    "submitted": Words("已提交", "submitted"),
    "returned": Words("已退单", "returned"),
    "withdrawn": Words("已收回", "withdrawn"),
    "closed": Words("已办结", "closed"),
}


def _clock(clock: "Clock", *, reader: Reader, units: Mapping[int, str]) -> dict[str, Any]:
    """A limit and why it ends when it does; the reckoning is spelt out while it still matters."""
    rule = reader.procedure.clock(clock.rule)
    running = clock.state != STOPPED
    late = clock.due_at <= (now() if clock.stopped_at is None else clock.stopped_at)
    return {
        "rule": clock.rule,
        "label": rule.label,
        "state": clock.state,
        "of_assignment": clock.assignment_id is not None,
        "unit": units.get(clock.assignment_id or 0, ""),
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "warn_at": clock.warn_at,
        "stopped_at": clock.stopped_at,
        "late": late and clock.state != "paused",
        "level": clock.level,
        "provisional": clock.provisional,
        "extensions": clock.extensions,
        "why": why_due(clock, directory().calendar) if running else None,
    }


def _links(case: "Case") -> list[dict[str, Any]]:
    out = [{"kind": kind, "to": to} for kind, to in case.links_out.values_list("kind", "target__number")]
    links_in = case.links_in.values_list("kind", "source__number")[:200]
    back = [{"kind": kind, "from": number} for kind, number in links_in]
    return [*out, *back]


def _files(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "reference": str(file.reference),
            "name": shown_name(file, reader.case, actor=reader.actor),
            "content_type": file.content_type,
            "size": file.size,
            "uploaded_at": file.uploaded_at,
        }
        for file in readable_attachments(reader.case, actor=reader.actor)
    ]


def answers_given(reader: Reader) -> list[dict[str, Any]]:
    """The answers that have gone out, with their words: drafts are the history's business."""
    given = reader.case.replies.exclude(given_at=None).select_related("entry__text").order_by("pk")
    return [
        {
            "round": reply.round,
            "unit": unit(reply.unit_code),
            "outcome": code(reply.outcome, reader.procedure.outcomes),
            "given_at": reply.given_at,
            "text": reader.text(_answer(reply.entry, reader=reader)),
        }
        for reply in given
    ]


def _answer(entry: "Entry", *, reader: Reader) -> str:
    return words_of(entry).get(answer_name(reader.procedure.move(entry.move)), "")
