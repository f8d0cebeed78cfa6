"""Papers of many moves: parts of a batch stand alone, numbers stay gapless and unique, killed in the middle or not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections

from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all as verify_histories
from shiyu.documents.models import Counter, Paper
from shiyu.documents.tests import dying
from shiyu.documents.tests.conftest import opened
from shiyu.documents.tests.procedures import PAPERWORK
from shiyu.documents.verification import verify_all
from shiyu.web.background import batches, running
from shiyu.web.background.batches import order_batch
from shiyu.web.models import Task
from tests.api.people import make_account, post_with

pytestmark = pytest.mark.usefixtures("committed_papers")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def in_parts(settings: Any, own_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the test's own, and parts of four."""
    settings.SHIYU_HOME = own_archive.parent
    monkeypatch.setattr(batches, "AT_ONCE", dying.AT_ONCE)


def desk(name: str) -> PostHolder:
    """An officer with a login, whose tasks can be done while he is away."""
    (actor,) = actors_of(make_account(name, post_with("dispatcher")))
    return actor


def ordered(actor: PostHolder, numbers: list[str], *, unit: str = "zjj") -> Task:
    """A batch that issues a numbered letter of each case."""
    move = PAPERWORK.move("urge")
    assert move is not None
    cases = [(number, 1) for number in numbers]
    return order_batch(move, actor=actor, facts={"unit": unit}, cases=cases, key=f"k-{actor.account_id}")


def letters() -> list[tuple[int | None, str]]:
    """The numbers that were given, with the cases that have them."""
    rows = Paper.objects.filter(kind="urging_notice").order_by("sequence")
    return list(rows.values_list("sequence", "case__number"))


def all_right(numbers: list[str]) -> None:
    """One letter a case, numbers from 1 without a gap, files and histories whole."""
    found = letters()
    assert [sequence for sequence, _ in found] == list(range(1, len(numbers) + 1))
    assert sorted(number for _, number in found) == sorted(numbers)
    assert Counter.objects.get().last == len(numbers)
    assert list(verify_all()) == []
    assert verify_histories() == ()


def test_two_batches_at_once_share_a_row_of_numbers() -> None:
    numbers = [opened() for _ in range(20)]
    tasks = [ordered(desk("one"), numbers[:10]), ordered(desk("two"), numbers[10:])]
    all_at_once([lambda task=task: running.work_on(task.reference) for task in tasks])  # type: ignore[misc]
    assert [(task.did, task.refused) for task in Task.objects.order_by("pk")] == [(10, 0), (10, 0)]
    all_right(numbers)


@pytest.mark.parametrize(
    ("point", "parts", "kept"), [("between", 1, 4), ("between", 2, 8), ("inside", 0, 0), ("inside", 1, 4)]
)
def test_a_worker_killed_in_a_batch_leaves_whole_parts_and_no_gap(
    database_environment: dict[str, str], own_archive: Path, point: str, parts: int, kept: int
) -> None:
    numbers = [opened() for _ in range(16)]
    task, other = ordered(desk("one"), numbers[:10]), ordered(desk("two"), numbers[10:])
    with dying_worker(database_environment, own_archive.parent, task, point=point, parts=parts) as killed:
        assert len(letters()) == kept
        meanwhile = Thread(target=_work_on, args=(other, begun := Event()))
        meanwhile.start()
        assert begun.wait(10)
    assert killed.returncode == -9
    meanwhile.join(30)
    assert not meanwhile.is_alive()
    assert len(letters()) == kept + 6
    running.work_on(task.reference)  # as the queue does with what a killed worker left
    task.refresh_from_db()
    assert (task.state, task.did, task.refused) == ("done", 10, 0)
    all_right(numbers)


@contextmanager
def dying_worker(
    environment: dict[str, str], folder: Path, task: Task, *, point: str, parts: int
) -> Iterator[subprocess.Popen[str]]:
    """A worker that has come to the point; killed with -9 when the block ends."""
    command = [sys.executable, "-m", dying.__name__, str(folder), str(task.reference), point, str(parts)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == dying.REACHED
        yield process
    finally:
        process.kill()
        process.communicate()


def _work_on(task: Task, begun: Event) -> None:
    try:
        begun.set()
        running.work_on(task.reference)
    finally:
        connections.close_all()
