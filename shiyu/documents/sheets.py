"""The very .docx as a sheet for the page: its paragraphs and tables as plain values, drawn by the page's own styles.

No converter runs and nothing is trusted: only text, styles by name, alignment and spans are taken over.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

STYLES = frozenset(
    {
        "GwHead", "GwLetterHead", "GwMark", "GwNumber", "GwTitle", "GwTo", "GwBody", "GwLevel1", "GwLevel2", "GwNote",
        "GwSign", "GwDate", "GwImprint", "GwCell", "GwCellHead",
    }
)  # fmt: skip
"""Styles the page knows how to draw; what a city adds in Word is drawn as body text with its alignment."""
ALIGNED = {0: "left", 1: "center", 2: "right", 3: "justify"}
Mask = Callable[[str], str]
KEPT = 64
"""Drawn papers that a process keeps: some twenty kilobytes each."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph. `style` is a class of the page; `align` where Word says otherwise than the style."""

    style: str
    runs: Sequence[Run] = ()
    align: str = ""
    red_below: bool = False
    rule: bool = False
    is_table: bool = False

    @property
    def parts(self) -> list[str]:
        """Its words between tabs: what stands left and right of 版记."""
        return "".join(run.text for run in self.runs).split("\t")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its lines."""

    lines: Sequence[Line]
    span: int
    is_head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `widths` of its columns in per cent."""

    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    is_table: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper to be drawn; `head` stands above the red line of a letter, `imprint` at the foot."""

    letter: bool
    head: Sequence[Line] = ()
    body: Sequence[Line | Grid] = field(default=())
    imprint: Sequence[Line] = ()


def sheet_of(docx: bytes, *, mask: Mask | None = None) -> Sheet:
    """The sheet of a .docx; `mask` is laid over every piece of text for readers who may not see all of it."""
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    letter = bool(section.different_first_page_header_footer)
    hide = mask or str
    blocks = list(_blocks(document.iter_inner_content(), hide))
    return Sheet(
        letter=letter,
        head=[_line(p, hide) for p in section.first_page_header.paragraphs if p.text] if letter else (),
        body=_trimmed([block for block, framed in blocks if not framed]),
        imprint=[block for block, framed in blocks if framed and isinstance(block, Line)],
    )


@lru_cache(maxsize=KEPT)
def sheet_of_archived(docx: bytes, *, mask: Mask | None = None) -> Sheet:
    """`sheet_of` for an archived paper, which never changes: drawn once for as long as this process keeps it.

    The content itself is the key, so nothing stale can be shown; who may see it is asked before, at every look.
    """
    return sheet_of(docx, mask=mask)


def _blocks(content: Any, hide: Mask) -> Iterator[tuple[Line | Grid, bool]]:
    for block in content:
        if isinstance(block, Paragraph):
            yield _line(block, hide), _property(block, "framePr") is not None
        else:
            yield _grid(block, hide), False


def _trimmed(blocks: list[Line | Grid]) -> list[Line | Grid]:
    """Without the empty line that a Word file ends with."""
    while blocks and isinstance(blocks[-1], Line) and not blocks[-1].runs:
        blocks.pop()
    return blocks


def _line(paragraph: Paragraph, hide: Mask) -> Line:
    style_id = paragraph.style.style_id if paragraph.style is not None else ""
    style = style_id if style_id in STYLES else "GwBody"
    shade, borders = _property(paragraph, "shd"), _property(paragraph, "pBdr")
    red = borders is not None and borders.find(qn("w:bottom")) is not None
    align = paragraph.paragraph_format.alignment
    return Line(
        style=style, runs=_runs(paragraph, hide), align=ALIGNED.get(int(align), "") if align is not None else "",
        red_below=red, rule=shade is not None and not paragraph.text,
    )  # fmt: skip


def _runs(paragraph: Paragraph, hide: Mask) -> list[Run]:
    """The words; as one piece where a mask is laid over them, since a number may run across several."""
    whole = paragraph.text
    runs = [Run(run.text, bold=bool(run.bold)) for run in paragraph.runs if run.text]
    if "".join(run.text for run in runs) != whole or hide is not str:
        return [Run(hide(whole))] if whole else []
    return runs


def _grid(table: DocxTable, hide: Mask) -> Grid:
    columns = [int(column.get(qn("w:w"), "0") or 0) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]  # noqa: SLF001 -- python-docx has no other name for it
    total = sum(columns) or 1
    rows = [[_cell(tc, table, hide) for tc in row._tr.tc_lst] for row in table.rows]  # noqa: SLF001 -- the same
    return Grid(widths=[round(column * 100 / total) for column in columns], rows=rows)


def _cell(tc: Any, table: DocxTable, hide: Mask) -> Cell:
    lines = [_line(Paragraph(p, table), hide) for p in tc.p_lst]
    return Cell(lines, span=tc.grid_span, is_head=bool(lines) and lines[0].style == "GwCellHead")


def _property(paragraph: Paragraph, name: str) -> Any:
    properties = paragraph._p.pPr  # noqa: SLF001 -- python-docx has no other name for it
    return None if properties is None else properties.find(qn(f"w:{name}"))
