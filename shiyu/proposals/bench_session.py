"""What the bench of proposals measures: pages, report and import, with one session and with all of them."""

import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from shiyu.base.benches import Goal, Measured, Site, quickest
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, make_moves
from shiyu.city.models import Account
from shiyu.proposals.bench_copying import copy_sessions, counted, settle
from shiyu.proposals.importing import Importer, Result
from shiyu.proposals.imports import AT_ONCE
from shiyu.proposals.models import Session, Submitter
from shiyu.proposals.report_paper import report_docx
from shiyu.proposals.seed_inventing import invent
from shiyu.proposals.seed_session import first_day, make_session, people_for, tell_session, write_list

SESSION_ROWS, PAPERS, SEED, ROUNDS = 443, 120, 7, 15
LAST_DAY = date(2026, 11, 20)
PAGES = {
    "review": ("/proposals/review", "proposal_clerk"),
    "assigning": ("/proposals/assigning", "government_assigner"),
    "unit": ("/proposals/unit", "clerk@zjj"),
    "work": ("/work", "clerk@zjj"),
    "cases": ("/cases", "proposal_clerk"),
    "figures": ("/proposals/figures?session=7-5", "proposal_clerk"),
}  # fmt: skip
"""Each list page, and who opens it."""
HARDLY_SLOWER, FIVE_SECONDS, TEN_TIMES = Goal("ratio", "≤", 2), Goal("value", "≤", 5), Goal("ratio", "≤", 10)


def measure(site: Site) -> Iterable[Measured]:
    """Every page with one session, then with all; the report and the import among all of them."""
    with site.database():
        tell_session(until="", seed=SEED, last_day=LAST_DAY)
        sessions = max(site.rows // SESSION_ROWS, 2)
        people = _people()
        _open_session(people)
        settle()
        before = _pages(people)
        one_report = quickest(_report, rounds=ROUNDS)
        copy_sessions(sessions)
        notes = {"sessions": sessions, **counted()}
        for name, took in _pages(people).items():
            yield Measured(
                name=f"proposals.{name}", value=took * 1000, unit="ms", baseline=before[name] * 1000,
                goals=(HARDLY_SLOWER,), notes=notes,
            )  # fmt: skip
        yield Measured(
            name="proposals.report", value=quickest(_report, rounds=ROUNDS), unit="s", baseline=one_report,
            goals=(FIVE_SECONDS,), notes=notes,
        )  # fmt: skip
        yield _import(people, notes=notes)


def _people() -> Mapping[str, PostHolder]:
    return people_for(invent(seed=SEED, opened=first_day(LAST_DAY)))


def _open_session(people: Mapping[str, PostHolder]) -> None:
    """The session under way, the same in both measurements: half assigned, half waiting for it, papers to review."""
    opened, clerk = first_day(LAST_DAY), people["proposal_clerk"]
    session = make_session(opened, code="bench-open", moved=timedelta(days=9))
    made = invent(seed=SEED + 1, opened=opened)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "open.xlsx"
        write_list(path, [replace(one, lead="", joint=()) if one.serial % 2 else one for one in made])
        Importer(path=path, session=session.code, actor=clerk).run()
    signer = Submitter.objects.filter(kind="member").order_by("number")[0].number
    typed = {"detail": "情况。", "suggestions": "一、建议。", "in_register": signer}
    drafts = make_moves([
        MoveRequest(actor=clerk, procedure="proposal", move="draft_from_paper", key=f"bench-paper-{nth}",
                    facts={**typed, "title": f"关于纸质提案{nth}的建议"})
        for nth in range(PAPERS)
    ])  # fmt: skip
    numbers = [made.number for made in drafts if isinstance(made, Made)]
    make_moves([
        MoveRequest(actor=clerk, move="submit", number=number, key=f"bench-submit-{number}", facts={"one_matter": True})
        for number in numbers
    ])  # fmt: skip


def _pages(people: Mapping[str, PostHolder]) -> dict[str, float]:
    """The seconds of each page, asked in this process by somebody logged in, the first time not counted."""
    found = {}
    for name, (address, who) in PAGES.items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(Account.objects.get(pk=people[who].account_id))

        def opened(client: Client = client, address: str = address) -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")

        found[name] = quickest(opened, rounds=ROUNDS)
    return found


def _report() -> None:
    report_docx(Session.objects.get(code="7-5"), channel="government")


def _import(people: Mapping[str, PostHolder], *, notes: Mapping[str, Any]) -> Measured:
    """A list of 443 as the background takes it in, beside the same rows in one single request."""
    opened, took = first_day(LAST_DAY), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_list(path, invent(seed=SEED, opened=opened))
        for nth, batch in enumerate((SESSION_ROWS, SESSION_ROWS, AT_ONCE)):  # the first warms the process up
            session = make_session(opened, code=f"bench-{nth}", moved=timedelta(days=10 + nth))
            importer = Importer(path=path, session=session.code, actor=people["proposal_clerk"], batch=batch)
            began = time.perf_counter()
            report = importer.run(progress=lambda _done, _of: None)
            took.append((time.perf_counter() - began) / SESSION_ROWS)
            refused = [one for one in report.outcomes if one.result is not Result.IN]
            if refused or len(report.outcomes) != SESSION_ROWS:
                raise RuntimeError(f"Of the made list {len(refused)} rows did not go in: {refused[:1]}")
    return Measured(
        name="proposals.import", value=took[2] * 1000, unit="ms/row", baseline=took[1] * 1000, goals=(TEN_TIMES,),
        notes={**notes, "rows_at_once": AT_ONCE},
    )  # fmt: skip
