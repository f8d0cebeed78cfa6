"""交接: open work goes on to the next holder of a post, or to the unit that succeeds an abolished one.

Work belongs to the post and the unit, so nothing moves when a person does; that it was handed over, by whom and to whom
is written into the history of each case. It locks in id order, writes a table at a time, commits once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count

from shiyu.base.clock import now
from shiyu.cases import history
from shiyu.cases.actors import PostHolder, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.entry_labels import POST_HANDED_OVER, UNIT_SUCCEEDED
from shiyu.cases.models import Assignment, Entry
from shiyu.cases.rows import CaseRow, rows_of
from shiyu.cases.state import CaseState, lock_states
from shiyu.cases.turns import settle
from shiyu.cases.who import LIVE
from shiyu.cases.worklist import Tab, page_of_work
from shiyu.city.directory import directory
from shiyu.city.facts import PostFact, UnitFact

MOST = 200
"""Cases of one hand-over: a list somebody can still read before he confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """An open case of a post; `touched`: the person whose work is handed over has done something in it."""

    row: CaseRow
    touched: bool


def open_under(post: PostFact, *, account: int) -> list[OpenCase]:
    """The cases whose move is this post's, due first, and which of them the account has worked on."""
    holder = _as_holder(post, account)
    pages = [page_of_work(holder, tab, limit=MOST) for tab in (Tab.TO_DO, Tab.TO_SIGN)]
    ids = list(dict.fromkeys(line.case_id for page in pages for line in page.lines))[:MOST]
    known = rows_of(ids)
    touched = set(Entry.objects.filter(case__in=ids, actor__account=account).values_list("case_id", flat=True))
    return [OpenCase(row=known[pk], touched=pk in touched) for pk in ids if pk in known]


def _as_holder(post: PostFact, account: int) -> PostHolder:
    unit = directory().units.get_by_id(post.unit_id)
    return PostHolder(
        account_id=account, post_id=post.id, post_code=post.code, unit_id=unit.id, unit_code=unit.code,
        division_code=unit.division_code, roles=post.roles,
    )  # fmt: skip


def hand_over(numbers: Iterable[str], *, actor: PostHolder, post: PostFact, giver: int, taker: int) -> list[str]:
    """Writes into each case that it went from one holder of the post to another; answers which it was written into.

    A case that is no longer the post's is left out, and so is one that this hand-over stands in as its last line.
    """
    facts = {"post": post.code, "from": giver, "to": taker}
    with transaction.atomic():
        batch, done = Batch(), []
        states = _locked(numbers)
        said = _said(states, POST_HANDED_OVER, facts)
        for state in states:
            # The lock is held, so the last entry is the last: sent twice, it is written once.
            if _is_of(state, post) and (state.case.pk, state.case.entry_count) not in said:
                _write(state, POST_HANDED_OVER, actor=actor, facts=facts, batch=batch)
                done.append(state.case.number)
        batch.write()
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanUnit:
    """A unit that is no more and still has work."""

    unit: UnitFact
    count: int


def orphans() -> list[OrphanUnit]:
    """Abolished units that still have shares of cases, by code."""
    counted = Assignment.objects.filter(state__in=LIVE).order_by().values("unit_id").annotate(n=Count("pk"))
    units, today_ = directory().units, {unit.id for unit in directory().units.current()}
    gone = [(units.by_id[row["unit_id"]], row["n"]) for row in counted if row["unit_id"] not in today_]
    return sorted((OrphanUnit(unit=unit, count=n) for unit, n in gone), key=lambda one: one.unit.code)


def open_shares(unit: UnitFact) -> list[CaseRow]:
    """The cases of which a unit still has a share, the oldest first; at most so many as are handed over at once."""
    shares = Assignment.objects.filter(unit=unit.id, state__in=LIVE).order_by("case_id")
    ids = list(shares.values_list("case_id", flat=True)[:MOST])
    known = rows_of(ids)
    return [known[pk] for pk in ids if pk in known]


def succeed(numbers: Iterable[str], *, actor: PostHolder, old: UnitFact, new: UnitFact) -> tuple[list[str], list[str]]:
    """Gives the shares of one unit to another; answers the cases that went, and those in which it has one already."""
    facts = {"unit": old.code, "to_unit": new.code}
    with transaction.atomic():
        batch, done, left = Batch(), [], []
        for state in _locked(numbers):
            share = state.acting_assignment(old.id)
            if share is None:
                continue
            if state.acting_assignment(new.id) is not None:
                left.append(state.case.number)
                continue
            share.unit_id, share.unit_code = new.id, new.code
            batch.change(share)
            _write(state, UNIT_SUCCEEDED, actor=actor, facts=facts, batch=batch)
            done.append(state.case.number)
        batch.write()
    return done, left


def _locked(numbers: Iterable[str]) -> Sequence[CaseState]:
    wanted = list(dict.fromkeys(numbers))[:MOST]
    return list(lock_states(wanted).values()) if wanted else []


def _is_of(state: CaseState, post: PostFact) -> bool:
    """Whether the move is this post's: of the case, or of its unit's share."""
    if state.case.turn_role in post.roles and state.case.turn_role:
        return True
    share = state.acting_assignment(post.unit_id)
    return share is not None and bool(share.turn_role) and share.turn_role in post.roles


def _said(states: Sequence[CaseState], move: str, facts: dict[str, Any]) -> set[tuple[int, int]]:
    """Where just this was said already: the case, and the place of the entry in its history."""
    said = Entry.objects.filter(case__in=[state.case.pk for state in states], move=move, facts=facts)
    return set(said.values_list("case_id", "seq"))


def _write(state: CaseState, move: str, *, actor: PostHolder, facts: dict[str, Any], batch: Batch) -> None:
    entry = history.begin(state.case, move=move, actor=actor_record(actor), facts=facts, audience="staff", at=now())
    history.finish(entry, to_stage=state.case.stage, texts={})
    batch.add(entry)
    batch.change(state.case)
    settle(state, batch=batch)
