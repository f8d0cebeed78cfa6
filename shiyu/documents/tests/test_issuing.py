"""签发: numbers without gaps, papers that are never changed, and what is refused."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from docx import Document

from shiyu.base.clock import standing_at
from shiyu.cases.door import Made, Refused, make_moves
from shiyu.cases.errors import GuardRefused
from shiyu.cases.models import Case, Entry
from shiyu.cases.tests.crowd import all_at_once
from shiyu.documents.archive import store
from shiyu.documents.errors import BadPaperFact, CorrectedAlready, NoCodeWord, NoSuchPaper, NoSuchPaperKind
from shiyu.documents.issuing import PaperOrder, draft_paper, issue_paper
from shiyu.documents.models import Counter, Paper
from shiyu.documents.tests.conftest import answers, asks, member_of, officer, opened
from shiyu.documents.tests.procedures.moves import ANSWER, URGING

SPRING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def urging(unit: str = "zfb", *, number: str = "", **given: Any) -> Paper:
    """A numbered paper, of no case unless one is named."""
    order = PaperOrder(**{"kind": "urging_notice", "unit_code": unit, "title": "催办通知", "facts": URGING, **given})
    return issue_paper(order, actor=officer("x", unit=unit), number=number)


def drafted(kind: str, facts: dict[str, Any], *, unit: str = "zjj") -> bytes:
    return draft_paper(PaperOrder(kind=kind, unit_code=unit, title="标题", facts=facts))


def words_of(paper: Paper) -> str:
    docx = Document(io.BytesIO(b"".join(store().read(paper.address))))
    return "\n".join(paragraph.text for paragraph in docx.paragraphs)


@pytest.mark.usefixtures("papers")
def test_a_move_issues_a_numbered_paper() -> None:
    with standing_at(SPRING):
        number = opened()
        made = answers(number)
    assert isinstance(made, Made)
    paper = Paper.objects.get(kind="proposal_answer")
    assert (paper.number, paper.sequence, paper.dated) == ("晋市建函〔2026〕1号", 1, date(2026, 3, 2))
    assert paper.case is not None
    assert (paper.case.number, paper.entry_seq, paper.signed_by["account"]) == (number, made.entry_count, 1)
    assert paper.parties == [member_of(number).party_id]
    words = words_of(paper)
    assert "晋市建函〔2026〕1号" in words
    assert "已办。\n明年再报。" in words
    assert "2026年3月2日" in words
    entry = Entry.objects.get(case__number=number, seq=made.entry_count)
    assert entry.facts["papers"] == [{"kind": "proposal_answer", "reference": str(paper.reference)}]


@pytest.mark.usefixtures("papers")
def test_an_opening_addresses_a_party_that_had_no_row_yet() -> None:
    number = opened()
    paper = Paper.objects.get()
    assert (paper.kind, paper.number, paper.parties) == ("opinion_form", "", [member_of(number).party_id])


@pytest.mark.usefixtures("papers")
def test_a_refused_request_of_a_batch_takes_no_number() -> None:
    one, two, three = opened(), opened(), opened()
    outcomes = make_moves(
        [
            asks(one, "answer", unit="zjj", answer="甲"),
            asks(two, "answer", unit="zjj", answer="乙", flaw="x"),
            asks(three, "answer", unit="zjj", answer="丙"),
        ]
    )
    assert [type(outcome) for outcome in outcomes] == [Made, Refused, Made]
    assert [one.error.code for one in outcomes if isinstance(one, Refused)] == [GuardRefused.code]
    answered = Paper.objects.filter(kind="proposal_answer").order_by("sequence")
    assert list(answered.values_list("sequence", "case__number")) == [(1, one), (2, three)]


@pytest.mark.usefixtures("papers")
def test_what_is_rolled_back_gives_its_number_back() -> None:
    assert urging().sequence == 1
    with transaction.atomic():
        assert urging().sequence == 2
        transaction.set_rollback(True)
    assert urging().sequence == 2


@pytest.mark.usefixtures("papers")
def test_each_unit_year_and_series_has_a_row_of_its_own() -> None:
    with standing_at(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)):
        first = [urging().number, urging("zjj").number, urging().number]
    with standing_at(datetime(2026, 12, 31, 16, 1, tzinfo=UTC)):  # the city's new year
        later = urging().number
    assert first == ["晋市政办函〔2026〕1号", "晋市建函〔2026〕1号", "晋市政办函〔2026〕2号"]
    assert later == "晋市政办函〔2027〕1号"


@pytest.mark.usefixtures("committed_papers")
def test_several_signers_at_once_get_numbers_without_a_gap() -> None:
    barrier = Barrier(4)

    def sign(n: int) -> Callable[[], int | None]:
        def run() -> int | None:
            barrier.wait()
            with transaction.atomic():
                sequence = urging().sequence
                transaction.set_rollback(n == 3)  # one of them fails after it got its number
                return sequence if n != 3 else None

        return run

    got = all_at_once([sign(n) for n in range(4)])
    assert sorted(n for n in got if n is not None) == [1, 2, 3]
    assert list(Paper.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]
    assert Counter.objects.get().last == 3


@pytest.mark.usefixtures("committed_papers")
def test_two_batches_in_opposite_order_do_not_wait_on_each_other_for_ever() -> None:
    cases = [opened() for _ in range(8)]
    barrier = Barrier(2)

    def batch(numbers: list[str], units: list[str]) -> Callable[[], list[type]]:
        def run() -> list[type]:
            barrier.wait()
            outcomes = make_moves([asks(n, "urge", unit=u) for n, u in zip(numbers, units, strict=True)])
            return [type(outcome) for outcome in outcomes]

        return run

    units = ["zjj", "zfb", "cgj", "jtj"]
    assert all_at_once([batch(cases[:4], units), batch(cases[4:], units[::-1])]) == [[Made] * 4, [Made] * 4]
    rows = Paper.objects.filter(kind="urging_notice").values_list("code_word", "sequence")
    assert sorted(rows) == sorted((f"{w}函", n) for w in ("晋市建", "晋市政办", "晋市城管", "晋市交") for n in (1, 2))


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({**URGING, "colour": "红"}, "colour"),
        ({name: value for name, value in URGING.items() if name != "matter"}, "matter"),
        ({**URGING, "matter": "  "}, "matter"),
        ({**URGING, "limit": "明天"}, "limit"),
        ({**URGING, "requirements": 3}, "requirements"),
        ({**URGING, "matter": "长" * 20_001}, "matter"),
    ],
)
def test_a_fact_that_is_wrong_is_refused_by_name(facts: dict[str, Any], named: str) -> None:
    with pytest.raises(BadPaperFact) as refused:
        urging(facts=facts)
    assert refused.value.facts["fact"] == named
    assert not Counter.objects.exists()


@pytest.mark.usefixtures("papers")
def test_rows_want_exactly_their_columns() -> None:
    row = {"number": "1", "subject": "甲", "promised": "乙", "due": date(2026, 12, 31), "present_class": "B"}
    facts = {"unit": "x", "session": "x", "return_by": date(2026, 11, 30), "filled_by": "x", "contact_phone": "1"}
    with pytest.raises(BadPaperFact, match=r"items\.progress"):
        drafted("follow_up_register", {**facts, "items": [row]})
    made = drafted("follow_up_register", {**facts, "items": [row | {"progress": "<完成>&"}]})
    cells = [cell.text for line in Document(io.BytesIO(made)).tables[0].rows for cell in line.cells]
    assert cells[6:] == ["1", "甲", "乙", "2026年12月31日", "B", "<完成>&"]


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    "hostile", ["{{ 7*7 }}", "{% for x in y %}", "</w:t></w:r>", "\x00\x07\x0c控制", "\ud800", "]]>", "&lt;", "=1+1"]
)
def test_hostile_words_stay_words(hostile: str) -> None:
    made = drafted("urging_notice", {**URGING, "matter": f"甲{hostile}乙"})
    words = "\n".join(p.text for p in Document(io.BytesIO(made)).paragraphs)
    kept = hostile.replace("\x00\x07\x0c", "").replace("\ud800", "")
    assert f"甲{kept}乙" in words


@pytest.mark.usefixtures("papers")
def test_a_draft_has_no_number_and_leaves_nothing() -> None:
    made = drafted("proposal_answer", {**ANSWER, "answer": "已办。"})
    words = [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]
    assert "（签发时编号）" in words
    assert (Paper.objects.count(), Counter.objects.count()) == (0, 0)


@pytest.mark.usefixtures("papers")
def test_a_unit_without_code_word_cannot_number() -> None:
    with pytest.raises(NoCodeWord, match="rx12345"):
        urging("rx12345")
    with pytest.raises(NoSuchPaperKind):
        urging(kind="telegram")


@pytest.mark.usefixtures("papers")
def test_a_correction_is_a_new_paper_that_names_the_old() -> None:
    old = urging()
    new = urging(corrects=old.reference)
    assert (new.corrects_id, new.sequence) == (old.pk, 2)
    with pytest.raises(CorrectedAlready):
        urging(corrects=old.reference)
    with pytest.raises(NoSuchPaper):
        urging("zjj", corrects=new.reference)  # another unit's
    with pytest.raises(NoSuchPaper):
        urging(corrects=uuid4())


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("order", ["UPDATE documents_paper SET title = 'x'", "DELETE FROM documents_paper"])
def test_nobody_who_serves_can_change_a_paper(order: str) -> None:
    urging()
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(order)


@pytest.mark.usefixtures("papers")
def test_a_paper_can_be_issued_for_a_case_outside_of_a_move() -> None:
    number = opened()
    paper = urging(number=number)
    assert paper.case_id == Case.objects.get(number=number).pk
    assert paper.entry_seq is None
