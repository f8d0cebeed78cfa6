"""A sheet drawn for print: its lines and tables as parts of a PDF page, in the styles of GB/T 9704-2012."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Literal

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, Spacer, Table

from shiyu.documents.fonts import Faces
from shiyu.documents.sheets import Cell, Grid, Line, Sheet

Align = Literal[0, 1, 2, 4]
RED = HexColor("#d0021b")
HEADS = frozenset({"GwHead", "GwLetterHead", "GwTitle", "GwMark", "GwLevel1", "GwCellHead"})
"""Styles in 黑体 or 小标宋: drawn in the second face."""
# style: size and leading in points, alignment, first line in characters, colour
LOOKS: dict[str, tuple[float, float, Align, int, Any]] = {
    "GwHead": (32, 42, TA_CENTER, 0, RED),
    "GwLetterHead": (26, 36, TA_CENTER, 0, RED),
    "GwMark": (14, 22, TA_RIGHT, 0, black),
    "GwNumber": (14, 22, TA_CENTER, 0, black),
    "GwTitle": (20, 30, TA_CENTER, 0, black),
    "GwTo": (14, 24, TA_LEFT, 0, black),
    "GwBody": (14, 24, TA_JUSTIFY, 2, black),
    "GwLevel1": (14, 24, TA_LEFT, 2, black),
    "GwLevel2": (14, 24, TA_LEFT, 2, black),
    "GwNote": (14, 24, TA_LEFT, 2, black),
    "GwSign": (14, 24, TA_RIGHT, 0, black),
    "GwDate": (14, 24, TA_RIGHT, 0, black),
    "GwImprint": (12, 18, TA_LEFT, 0, black),
    "GwCellHead": (11, 15, TA_CENTER, 0, black),
    "GwCell": (11, 15, TA_LEFT, 0, black),
}
ALIGNED: dict[str, Align] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
SIGN_RIGHT = 40.0  # points: 落款 four characters from the right, about
LETTER_RULE = (1.8, 0.6)  # points: 上粗下细


def words_of(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """Every piece of text of a sheet, and whether it is drawn in the face of heads."""
    for line in (*sheet.head, *sheet.imprint):
        yield "".join(line.parts), line.style in HEADS
    for block in sheet.body:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Grid) else ()
        lines = [line for cell in cells for line in cell.lines] if isinstance(block, Grid) else [block]
        for line in lines:
            yield "".join(line.parts), line.style in HEADS


class Styles:
    """The styles of one binding, in its faces."""

    def __init__(self, faces: Faces, *, width: float) -> None:
        self.faces, self.width = faces, width
        self._made = {
            (name, align): ParagraphStyle(
                f"{name}{align}", fontName=faces.hei if name in HEADS else faces.song, fontSize=size, leading=leading,
                alignment=ALIGNED.get(align, usual), firstLineIndent=size * first, textColor=colour, wordWrap="CJK",
                rightIndent=SIGN_RIGHT if name in {"GwSign", "GwDate"} else 0, splitLongWords=1,
            )
            for name, (size, leading, usual, first, colour) in LOOKS.items()
            for align in ("", *ALIGNED)
        }  # fmt: skip

    def paragraph(self, text: str, style: str, *, align: str = "") -> Paragraph:
        """A paragraph; its text is text, never markup."""
        look = self._made.get((style, align)) or self._made["GwBody", align]
        shown = escape(self.faces.printable(text, face=str(look.fontName)), quote=False)
        return Paragraph(shown.replace("\n", "<br/>"), look)

    def caption(self, text: str) -> Paragraph:
        """What a bound file is called, above it."""
        return self.paragraph(text, "GwCell")


def drawn(sheet: Sheet, styles: Styles) -> Iterator[Flowable]:
    """The sheet in the order of its paper."""
    for line in sheet.head:
        yield from _line(line, styles)
    if sheet.letter:
        for thick in LETTER_RULE:
            yield HRFlowable(width="100%", thickness=thick, color=RED, spaceBefore=1, spaceAfter=1)
        yield Spacer(0, 4 * mm)
    begun, signed = _signed(sheet.body)
    for nth, block in enumerate(begun, 1):
        yield from _block(block, styles)
        cut = nth == len(begun) and bool(signed) and isinstance(signed[0], Grid)  # the row that follows is of it
        if isinstance(block, Grid) and not cut:
            yield Spacer(0, 2 * mm)
    yield KeepTogether([part for block in signed for part in _block(block, styles)])
    if sheet.imprint:
        yield Spacer(0, 8 * mm)
    for line in sheet.imprint:
        yield from _line(line, styles)


def _signed(body: Sequence[Line | Grid]) -> tuple[Sequence[Line | Grid], Sequence[Line | Grid]]:
    """The body, and its end that is not torn apart: 落款 with the last lines before it, so that it stands alone on no
    page. Of a table its last row goes with it.
    """
    at = len(body)
    while at and isinstance(line := body[at - 1], Line) and (line.style in {"GwSign", "GwDate"} or not any(line.parts)):
        at -= 1
    if at in {0, len(body)}:
        return body, ()
    last, rest = body[at - 1], body[at:]
    if isinstance(last, Line):
        return body[: at - 1], [last, *rest]
    table, row = Grid(widths=last.widths, rows=last.rows[:-1]), Grid(widths=last.widths, rows=last.rows[-1:])
    return [*body[: at - 1], *([table] if table.rows else [])], [row, *rest]


def _block(block: Line | Grid, styles: Styles) -> Iterator[Flowable]:
    if isinstance(block, Line):
        yield from _line(block, styles)
        return
    yield _grid(block, styles)


def _line(line: Line, styles: Styles) -> Iterator[Flowable]:
    text = "　".join(part for part in line.parts if part)
    if line.rule:
        yield HRFlowable(width="100%", thickness=0.8, color=black, spaceBefore=1, spaceAfter=1)
    elif not text:
        yield Spacer(0, LOOKS.get(line.style, LOOKS["GwBody"])[1] / 2)
    else:
        yield styles.paragraph(text, line.style, align=line.align)
    if line.red_below:
        yield HRFlowable(width="100%", thickness=1.5, color=RED, spaceBefore=8, spaceAfter=8)


def _grid(grid: Grid, styles: Styles) -> Table:
    columns = max(len(grid.widths), 1)
    rows = [_row(row, styles, columns=columns) for row in grid.rows]
    spans = [span for n, row in enumerate(grid.rows) for span in _spans(row, n)]
    rules = [
        ("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 6), *spans,
    ]  # fmt: skip
    whole = sum(grid.widths) or 1
    widths = [styles.width * width / whole for width in grid.widths] or None
    return Table(rows, colWidths=widths, style=rules, splitByRow=1, splitInRow=1)


def _row(row: Sequence[Cell], styles: Styles, *, columns: int) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        cells += [[styles.paragraph("".join(line.parts), line.style, align=line.align) for line in cell.lines]]
        cells += [""] * (cell.span - 1)
    return [*cells, *[""] * (columns - len(cells))][:columns]


def _spans(row: Sequence[Cell], nth: int) -> Iterator[tuple[Any, ...]]:
    at = 0
    for cell in row:
        if cell.span > 1:
            yield "SPAN", (at, nth), (at + cell.span - 1, nth)
        at += cell.span
