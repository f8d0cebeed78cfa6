"""Several people at once, with real commits: 案号 without a gap, one reviewer wins, an answer goes out once."""

from collections.abc import Callable, Iterator
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from shiyu.base.clock import standing_at
from shiyu.cases.door import Made, MoveRequest, Outcome, Refused, make_moves
from shiyu.cases.errors import Stale, WrongStage
from shiyu.cases.models import Case, Notice
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.proposals.models import Proposal, Session
from shiyu.proposals.tests.conftest import LEAD, OPENED, People, Story, draft, make_register

FILE: dict[str, Any] = {"channel": "government", "theme": "society"}


@pytest.fixture
def people(committed: None) -> Iterator[People]:
    """Actors, with real commits."""
    with standing_at(OPENED):
        make_register()
        yield People()


def together(*batches: list[MoveRequest]) -> list[list[Outcome]]:
    """Each batch in a thread of its own, started at one moment."""
    barrier = Barrier(len(batches))

    def job(batch: list[MoveRequest]) -> Callable[[], list[Outcome]]:
        def run() -> list[Outcome]:
            barrier.wait()
            return make_moves(batch)

        return run

    return all_at_once([job(batch) for batch in batches])


def asked(story: Story, move: str, who: str, key: str, *, expects: int | None = None, **facts: Any) -> MoveRequest:
    return MoveRequest(actor=story.people(who), move=move, facts=facts, key=key, number=story.number, expects=expects)


def serials() -> list[int]:
    return sorted(row.serial for row in Proposal.objects.all() if row.serial is not None)


def test_the_numbers_have_no_gap_under_two_filers(people: People) -> None:
    """Each files eight proposals in one batch, and one in each batch is refused; a third filing is rolled back."""
    stories = [draft(people).to("committee") for _ in range(16)]
    waiting = draft(people).to("second_review")
    batches = [
        [
            *(asked(story, "file", "proposal_committee", f"file-{story.number}", **FILE) for story in half[:4]),
            asked(waiting, "file", "proposal_committee", f"early-{place}", **FILE),
            *(asked(story, "file", "proposal_committee", f"file-{story.number}", **FILE) for story in half[4:]),
        ]
        for place, half in enumerate((stories[:8], stories[8:]))
    ]
    outcomes = [outcome for batch in together(*batches) for outcome in batch]
    assert sum(isinstance(outcome, Made) for outcome in outcomes) == 16
    assert serials() == list(range(1, 17))
    waiting.do("pass_second", "proposal_reviewer")
    with transaction.atomic():
        waiting.do("file", "proposal_committee", **FILE)
        assert waiting.row().serial == 17
        transaction.set_rollback(True)
    last = draft(people).to("committee")
    last.do("file", "proposal_committee", **FILE)
    assert last.row().serial == 17
    waiting.do("file", "proposal_committee", **FILE)
    assert serials() == list(range(1, 19))
    assert verify_all() == ()


@pytest.mark.parametrize(("kept", "numbers"), [(True, [1, 2]), (False, [1])])
def test_whoever_files_second_waits_for_the_first(people: People, kept: bool, numbers: list[int]) -> None:
    """The second is in the middle of filing while the first has his number and has not committed it."""
    first, second = draft(people).to("committee"), draft(people).to("committee")
    filed = Event()

    def one() -> None:
        with transaction.atomic():
            first.do("file", "proposal_committee", **FILE)
            filed.set()
            assert _somebody_waits()
            transaction.set_rollback(not kept)

    def two() -> None:
        assert filed.wait(10)
        second.do("file", "proposal_committee", **FILE)

    all_at_once([one, two])
    assert serials() == numbers
    assert second.row().serial == numbers[-1]


def _somebody_waits() -> bool:
    """Whether another session comes to wait for a lock within some seconds."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if (cursor.fetchone() or (0,))[0]:
                return True
        sleep(0.02)
    return False


def test_each_session_counts_for_itself(people: People) -> None:
    first = draft(people).to("to_assign_government")
    Session.objects.create(
        code="7-6", name="七届六次", name_en="6th session of the 7th", accepts_from="2026-03-02",
        opened="2026-03-02", closed="2026-03-06", cut_off="2026-03-04T10:00Z",
    )  # fmt: skip
    second = draft(people).to("to_assign_government")
    assert [(one.row().session.code, one.row().serial) for one in (first, second)] == [("7-5", 1), ("7-6", 1)]


def test_of_two_reviewers_the_second_is_told(people: People) -> None:
    """Both saw the same state: one passes it on, the other returns it. One is made, the other is told it moved on."""
    story = draft(people).to("submitted")
    seen = story.case().entry_count
    outcomes = together(
        [asked(story, "pass_preliminary", "proposal_clerk", "a", expects=seen)],
        [asked(story, "return_for_revision", "proposal_committee", "b", expects=seen, reason="一案多事")],
    )
    (refused,) = [outcome.error for (outcome,) in outcomes if isinstance(outcome, Refused)]
    # Whoever could still return it where it stands now is told by the count, whoever could not by the stage.
    told = {"second_review": Stale, "returned": WrongStage}
    assert type(refused) is told[story.case().stage]
    assert story.case().entry_count == seen + 1


def test_an_answer_goes_out_once(people: People) -> None:
    """Two clicks of the deputy at once, with two keys: one answer, one notice."""
    story = draft(people).to("to_review")
    outcomes = together(*([asked(story, "approve", f"deputy_head@{LEAD}", key)] for key in "ab"))
    assert sorted(isinstance(outcome, Made) for (outcome,) in outcomes) == [False, True]
    assert Case.objects.get(number=story.number).round == 1
    assert Notice.objects.filter(template="proposal_answered").count() == 1
