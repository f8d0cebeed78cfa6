"""A list says since when: what is taken over in November shows how late it has been since March."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.clocks import OVERDUE
from shiyu.cases.door import Made
from shiyu.cases.errors import WindowClosed
from shiyu.cases.models import Case
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all
from shiyu.proposals.importing import Importer, ImportReport
from shiyu.proposals.tests.conftest import LEAD, People, Story
from shiyu.proposals.tests.test_import import HEAD, counts, row, workbook

pytestmark = pytest.mark.django_db
DATED = (*HEAD, "立案日期", "交办日期")
NOVEMBER = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def dated(filed: str, assigned: str, **cells: str) -> tuple[str, ...]:
    return (*row(**cells), filed, assigned)


def taken_over_in_november(path: Path, people: People) -> ImportReport:
    with standing_at(NOVEMBER):
        return Importer(path=path, session="7-5", actor=people("proposal_clerk")).run()


def test_limits_run_from_the_days_of_the_list(people: People, tmp_path: Path) -> None:
    """An import in November of what was assigned in March shows how late it is; without the days it begins now."""
    rows = (
        dated("2026-03-10", "2026年3月16日"), dated("", "", 案号="8", 案由="另一件"),
        dated("2026/3/10", "", 案号="9", 案由="待交办的", 主办="", 会办=""),
    )  # fmt: skip
    report = taken_over_in_november(workbook(tmp_path / "list.xlsx", *rows, head=DATED), people)
    assert [why for one in report.outcomes if (why := one.why)] == []
    known, unknown, waiting = Case.objects.order_by("pk")
    clocks = {one.rule: one for one in known.clocks.filter(assignment__kind="lead")}
    noon = datetime(2026, 3, 16, 4, 0, tzinfo=UTC)
    assert {one.started_at for one in clocks.values()} == {noon}
    assert clocks["answer"].due_at == datetime(2026, 6, 16, 16, 0, tzinfo=UTC)  # three months later, at the day's end
    assert all(one.warn_at is None and one.next_at == one.due_at for one in clocks.values())  # too late to warn
    assert {one.sent_at for one in known.assignments.all()} == {noon}
    assert known.proposal.filed_at == datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
    assert {one.started_at for one in unknown.clocks.all()} == {NOVEMBER}
    assert unknown.proposal.filed_at == NOVEMBER
    assert [(one.rule, one.started_at) for one in waiting.clocks.all()] == [
        ("assign", datetime(2026, 3, 10, 4, 0, tzinfo=UTC)),
    ]  # fmt: skip
    assert verify_all() == ()


def test_what_was_assigned_long_ago_is_overdue_and_not_returned(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", dated("2026-03-10", "2026-03-16", 会办=""), head=DATED)
    number = taken_over_in_november(path, people).outcomes[0].number
    with standing_at(NOVEMBER + timedelta(minutes=5)):
        tick()
        case = Case.objects.get(number=number)
        assert {one.level >= OVERDUE for one in case.clocks.all()} == {True}
        assert case.entries.filter(move="clock.warned").count() == 0
        story = Story(people, Made(number=number, case_id=0, stage="to_sign", entry_count=1))
        with pytest.raises(WindowClosed):
            story.do("ask_return", f"clerk@{LEAD}", return_reason="not_our_duty", basis="三定方案")
        assert story.do("sign", f"clerk@{LEAD}") == "handling"  # it keeps it, and is late


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (dated("2026-03-01", ""), "日期应依次"),
        (dated("2026-03-16", "2026-03-10"), "日期应依次"),
        (dated("", "2026-12-01"), "日期应依次"),
        (dated("2026-03-10", "2026-03-16", 主办="", 会办=""), "有交办日期而没有主办单位"),
        (dated("三月", ""), "立案日期：看不懂的日期“三月”"),
    ],
)
def test_days_that_cannot_be_are_refused_by_name(
    people: People, tmp_path: Path, cells: tuple[str, ...], told: str
) -> None:
    before = counts()
    report = taken_over_in_november(workbook(tmp_path / "list.xlsx", cells, head=DATED), people)
    (outcome,) = report.outcomes
    assert outcome.why is not None
    assert told in outcome.why.zh
    assert counts() == before
