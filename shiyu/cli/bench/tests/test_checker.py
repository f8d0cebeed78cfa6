"""After crashes the checker finds what is lost, doubled, changed, half told; and nothing where all is well."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.outbox import drain
from shiyu.city.directory import directory
from shiyu.cli.bench.accounts import holder_of
from shiyu.cli.bench.checker import ask, faults, notices_by_move, sent_twice
from shiyu.cli.bench.invented import Inventor
from shiyu.cli.bench.journal import Acknowledged, Journal

pytestmark = pytest.mark.django_db


class Run:
    """A few requests as the clients of the bench make them."""

    def __init__(self, folder: Path) -> None:
        self.outbox = folder / "outbox" / "sent.jsonl"
        self.journal, self.first = Journal(), int(ask("SELECT coalesce(max(id), 0) + 1 FROM cases_case", 0)[0][0])
        self.agent = holder_of("agent")
        self.inventor = Inventor.of(directory(), seed=1)

    def open(self, mark: str, *, key: str) -> Made:
        return open_case("citizen_request", "report", actor=self.agent, key=key, facts=self.facts(mark))

    def facts(self, mark: str) -> dict[str, object]:
        return self.inventor.facts(len(self.journal.promises), mark=f"〔{mark:_<16}〕")

    def promised(self, mark: str, *, key: str) -> Acknowledged:
        return self.note(self.open(mark, key=key), mark=mark, key=key, actor=self.agent, move="report")

    def note(self, made: Made, *, mark: str, key: str, actor: PostHolder, move: str) -> Acknowledged:
        promise = Acknowledged(
            scoped_key=f"a{actor.account_id}:{key}", mark=f"{mark:_<16}", move=move, opening=move == "report",
            number=made.number, stage=made.stage, entry_count=made.entry_count,
        )  # fmt: skip
        self.journal.note(promise)
        return promise

    def found(self, told: dict[str, int] | None = None) -> list[str]:
        return list(faults(self.journal, first_case=self.first, outbox=self.outbox, told=told or {"report": 1}))

    def replace(self, promise: Acknowledged, **changed: object) -> None:
        place = self.journal.promises.index(promise)
        self.journal.promises[place] = replace(promise, **changed)  # type: ignore[arg-type]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Two cases opened and one moved, all told and all promised."""
    from shiyu.cases.channels import FolderChannel

    made = Run(tmp_path)
    first = made.promised("one", key="k1")
    made.promised("two", key="k2")
    moved = make_move(first.number, "supplement", actor=made.agent, key="k3", note="补充")
    made.note(moved, mark="one", key="k3", actor=made.agent, move="supplement")
    drain(out=FolderChannel(made.outbox.parent))
    return made


def test_nothing_is_found_where_all_is_well(run: Run) -> None:
    assert run.found() == []
    assert notices_by_move(run.first)["report"] == {1}


def test_a_lost_case_is_found(run: Run) -> None:
    promise = Acknowledged(
        scoped_key="a1:gone", mark="gone", move="report", opening=True, number="SQ0", stage="received", entry_count=1
    )
    run.journal.note(promise)
    assert run.found() == [
        "report of SQ0 was acknowledged and is there 0 times", "SQ0 was acknowledged and is not there",
    ]  # fmt: skip


def test_a_doubled_case_is_found(run: Run) -> None:
    second = run.open("one", key="another")
    sentence = f"one request became 2 cases: {run.journal.promises[0].number}, {second.number}"
    drain_to(run)
    assert run.found() == [sentence]


def test_a_case_nobody_asked_for_is_found_unless_its_answer_was_lost(run: Run) -> None:
    stray = run.open("stray", key="k9")
    drain_to(run)
    assert run.found() == [f"{stray.number} is there and nobody's request was acknowledged for it"]
    run.journal.give_up(f"{'stray':_<16}")
    assert run.found() == []


def test_another_answer_than_was_given_is_found(run: Run) -> None:
    promise = run.journal.promises[2]
    run.replace(promise, stage="closed")
    stored = (promise.number, 2, promise.stage)
    assert run.found() == [f"supplement was acknowledged as {(promise.number, 2, 'closed')} and is there as {stored}"]


def test_a_refusal_is_told(run: Run) -> None:
    run.journal.refuse("sign: 409")
    assert run.found() == ["sign: 409"]


def test_a_notice_that_never_went_out_is_found(run: Run) -> None:
    lines = run.outbox.read_text(encoding="utf-8").splitlines()
    lost = json.loads(lines[0])["notice_id"]
    run.outbox.write_text("\n".join([*lines[1:], lines[1]]) + "\n", encoding="utf-8")
    assert run.found() == [f"notice {lost} of {run.journal.promises[0].number} is recorded as sent and was never sent"]
    assert sent_twice(run.outbox) == 1


def test_a_notice_that_waits_is_found(run: Run) -> None:
    opened = run.promised("three", key="k4")
    ((pk,),) = ask("SELECT max(id) FROM cases_notice", 0)
    assert run.found() == [
        f"notice {pk} of {opened.number} is waiting after 0 tries",
        f"notice {pk} of {opened.number} is recorded as waiting and was never sent",
    ]


def test_an_entry_that_told_nobody_is_found(run: Run) -> None:
    assert run.found({"report": 2}) == ["report writes 2 notices, but there are entries with [1]"]


def test_a_case_stored_by_halves_is_found(run: Run) -> None:
    number = run.journal.promises[1].number
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET entry_count = 2 WHERE number = %s", [number])
    halves, chain = run.found()
    assert halves == f"{number} is stored by halves: 1 parties, 1 of 2 entries, 1 clocks"
    assert chain.startswith(f"{number}: ")


def drain_to(run: Run) -> None:
    from shiyu.cases.channels import FolderChannel

    drain(out=FolderChannel(run.outbox.parent))
