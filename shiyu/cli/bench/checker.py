"""After the crashes: is everything there that was promised, once, and nothing by halves? Each fault is one sentence."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shiyu.cli.bench.journal import Journal

Rows = list[tuple[Any, ...]]


def faults(journal: Journal, *, first_case: int, outbox: Path, told: Mapping[str, int]) -> Iterator[str]:
    """Everything that does not hold. Cases before `first_case` were there before the run.

    `told` is how many notices each move writes, as counted while nothing was killed; `outbox` is what was sent.
    """
    yield from journal.refusals
    yield from _lost_or_changed(journal)
    yield from _doubled_or_unasked(journal, first_case)
    yield from _half_stored(first_case)
    yield from _notices(first_case, outbox=outbox, told=told)
    yield from _histories()


def notices_by_move(first_case: int) -> dict[str, set[int]]:
    """How many notices the entries of each move wrote: one number a move when all is well.

    The alarm of a rising topic stands at the newest entry of some request, whatever move that was: no move wrote it.
    """
    from shiyu.citizen_requests.topics import ALARM

    found: dict[str, set[int]] = {}
    for move, count in ask(
        "SELECT e.move, count(n.id) FROM cases_entry e "
        "LEFT JOIN cases_notice n ON n.entry_id = e.id AND n.template <> %(alarm)s "
        "WHERE e.case_id >= %(first)s AND e.request_key NOT LIKE 'c:%%' GROUP BY e.id, e.move",
        first_case,
        alarm=ALARM,
    ):
        found.setdefault(move, set()).add(count)
    return found


def _lost_or_changed(journal: Journal) -> Iterator[str]:
    keys = [promise.scoped_key for promise in journal.promises]
    stored: dict[str, Rows] = {}
    for key, number, seq, stage in ask(
        "SELECT e.request_key, c.number, e.seq, e.to_stage FROM cases_entry e JOIN cases_case c ON c.id = e.case_id "
        "WHERE e.request_key = ANY(%(keys)s)",
        0,
        keys=keys,
    ):
        stored.setdefault(key, []).append((number, seq, stage))
    for promise in journal.promises:
        found = stored.get(promise.scoped_key, [])
        promised = (promise.number, promise.entry_count, promise.stage)
        if len(found) != 1:
            yield f"{promise.move} of {promise.number} was acknowledged and is there {len(found)} times"
        elif found[0] != promised:
            yield f"{promise.move} was acknowledged as {promised} and is there as {found[0]}"


def _doubled_or_unasked(journal: Journal, first_case: int) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for number, title in ask("SELECT number, title FROM cases_case WHERE id >= %(first)s", first_case):
        numbers.setdefault(title[1:17], []).append(number)
    promised = {promise.mark: promise.number for promise in journal.openings()}
    for mark, found in numbers.items():
        if len(found) > 1:
            yield f"one request became {len(found)} cases: {', '.join(found)}"
        elif mark not in promised and mark not in journal.unanswered:
            yield f"{found[0]} is there and nobody's request was acknowledged for it"
    for mark in promised.keys() - numbers.keys():
        yield f"{promised[mark]} was acknowledged and is not there"


def _half_stored(first_case: int) -> Iterator[str]:
    for number, parties, entries, counted, clocks in ask(
        "SELECT c.number, (SELECT count(*) FROM cases_party p WHERE p.case_id = c.id),"
        " (SELECT count(*) FROM cases_entry e WHERE e.case_id = c.id), c.entry_count,"
        " (SELECT count(*) FROM cases_clock k WHERE k.case_id = c.id AND k.state = 'running')"
        " FROM cases_case c WHERE c.id >= %(first)s AND c.is_open",
        first_case,
    ):
        if parties != 1 or entries != counted or not entries or not clocks:
            yield f"{number} is stored by halves: {parties} parties, {entries} of {counted} entries, {clocks} clocks"


def _notices(first_case: int, *, outbox: Path, told: Mapping[str, int]) -> Iterator[str]:
    for move, found in notices_by_move(first_case).items():
        if move in told and found != {told[move]}:
            yield f"{move} writes {told[move]} notices, but there are entries with {sorted(found - {told[move]})}"
    sent, torn = _sent(outbox)
    yield from torn
    for pk, number, state, attempts in ask(
        "SELECT n.id, c.number, n.state, n.attempts FROM cases_notice n JOIN cases_case c ON c.id = n.case_id "
        "WHERE c.id >= %(first)s",
        first_case,
    ):
        if state != "sent" or not attempts:
            yield f"notice {pk} of {number} is {state} after {attempts} tries"
        if not sent[pk]:
            yield f"notice {pk} of {number} is recorded as {state} and was never sent"


def _sent(outbox: Path) -> tuple[Counter[int], list[str]]:
    count: Counter[int] = Counter()
    torn: list[str] = []
    for line in outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else ():
        try:
            count[json.loads(line)["notice_id"]] += 1
        except (ValueError, KeyError):
            torn.append(f"a line of the outbox is no message: {line[:80]}")
    return count, torn


def sent_twice(outbox: Path) -> int:
    """How many notices went out more than once: allowed after a crash, and counted."""
    return sum(times > 1 for times in _sent(outbox)[0].values())


def _histories() -> Iterable[str]:
    from shiyu.cases.verification import verify_all

    return (str(fault) for fault in verify_all())


def ask(question: str, first_case: int, **facts: Any) -> Rows:
    """The rows of an answer."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question, {"first": first_case, **facts})
        return list(cursor.fetchall())
