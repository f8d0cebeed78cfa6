"""The sheet on the page is drawn from the very file: words, tables, both forms, and masked where it must be."""

import pytest

from shiyu.base.masking import redact
from shiyu.documents.kinds import PaperKind
from shiyu.documents.sheets import Grid, Line, Sheet, sheet_of, sheet_of_archived
from shiyu.documents.tests.kinds import ASSIGNMENT_SHEET, FIRST_PAPERS, FOLLOW_UP_REGISTER, PROPOSAL_ANSWER
from shiyu.documents.tests.test_templates import filled


def lines(sheet: Sheet) -> list[tuple[str, str]]:
    return [(block.style, "".join(run.text for run in block.runs)) for block in sheet.body if isinstance(block, Line)]


def said(sheet: Sheet) -> str:
    tables = [block for block in sheet.body if isinstance(block, Grid)]
    inside = [line for grid in tables for row in grid.rows for cell in row for line in cell.lines]
    every = [*sheet.head, *(b for b in sheet.body if isinstance(b, Line)), *inside, *sheet.imprint]
    return "\n".join("".join(run.text for run in line.runs) for line in every)


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_every_fact_of_every_paper_is_on_its_sheet(kind: PaperKind) -> None:
    words = said(sheet_of(filled(kind)))
    facts = [fact for fact in kind.facts if isinstance(fact.sample, str)]
    assert [fact.name for fact in facts if str(fact.sample) not in words] == []
    assert "{{" not in words
    assert "{%" not in words


def test_a_document_has_its_red_head_and_its_foot() -> None:
    sheet = sheet_of(filled(ASSIGNMENT_SHEET))
    assert (sheet.letter, list(sheet.head)) == (False, [])
    assert lines(sheet)[0] == ("GwHead", "晋城市人民政府办公室文件")
    assert [block.style for block in sheet.body if isinstance(block, Line) and block.red_below] == ["GwNumber"]
    assert [line.rule for line in sheet.imprint] == [True, False, True, False, True]
    assert sheet.imprint[3].parts == ["晋城市人民政府办公室", "2026年3月2日印发"]


def test_a_letter_has_its_organ_and_its_mark_in_the_head() -> None:
    sheet = sheet_of(filled(PROPOSAL_ANSWER))
    assert sheet.letter
    assert [(line.style, line.runs[0].text) for line in sheet.head] == [
        ("GwMark", "B"), ("GwLetterHead", "晋城市人民政府办公室")
    ]  # fmt: skip
    number = next(block for block in sheet.body if isinstance(block, Line))
    assert (number.style, number.align) == ("GwNumber", "right")


def test_a_table_keeps_its_columns_and_spans() -> None:
    (grid,) = [block for block in sheet_of(filled(FOLLOW_UP_REGISTER)).body if isinstance(block, Grid)]
    assert len(grid.widths) == 6
    assert 98 <= sum(grid.widths) <= 102
    assert [len(row) for row in grid.rows] == [6, 6]
    assert all(cell.is_head for cell in grid.rows[0])
    first = next(block for block in sheet_of(filled(ASSIGNMENT_SHEET)).body if isinstance(block, Grid))
    assert [cell.span for cell in first.rows[-1]] == [1, 3]


def test_numbers_that_reach_a_person_are_masked() -> None:
    docx = filled(PROPOSAL_ANSWER)
    assert "0356-0000000" in said(sheet_of(docx))
    masked = said(sheet_of(docx, mask=redact))
    assert "0356-0000000" not in masked
    assert "关于完善老旧小区充电设施的提案" in masked


def test_a_drawn_paper_that_is_kept_is_kept_apart_for_those_who_see_less_of_it() -> None:
    docx = filled(PROPOSAL_ANSWER)
    whole = sheet_of_archived(docx)
    assert sheet_of_archived(docx) is whole
    assert "0356-0000000" in said(whole)
    assert "0356-0000000" not in said(sheet_of_archived(docx, mask=redact))
    other = filled(ASSIGNMENT_SHEET)
    assert said(sheet_of_archived(other)) != said(whole)
