"""One template under construction: its page, its styles, and the elements of a paper in their order."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor, Twips

from tools.papers import drawing
from tools.papers.measures import (
    BODY,
    BOTTOM,
    CHAR_SPACE,
    EM,
    FANG,
    FOOT,
    HEAD_TOP,
    LEFT,
    LINE,
    PAGE,
    RED,
    RED_LINE_GAP,
    RIGHT,
    SMALL,
    STAND_INS,
    TOP,
    WIDTH,
)
from tools.papers.styles import STYLES, by_id, chars, dress, first_line, spaced

SIGN_CENTRE = Twips(
    int(19.6 * EM)
)  # 7.3.5.1: the organ is centred on its date, which stands 4 characters from the right
FILE_DAY = datetime(2026, 1, 1, tzinfo=UTC)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the same template made twice is the same file


class Sheet:
    """A paper of one of the two forms."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.docx = Document()
        self.section = self.docx.sections[0]
        self._page()
        self._styles()
        _forget_persons(self.docx)
        drawing.name_fonts(self.docx, STAND_INS)

    def _page(self) -> None:
        section = self.section
        section.page_width, section.page_height = PAGE
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
        section.header_distance, section.footer_distance, section.gutter = HEAD_TOP, FOOT, Mm(0)
        for old in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(old)
        grid = OxmlElement("w:docGrid")
        for name, value in (("type", "linesAndChars"), ("linePitch", LINE), ("charSpace", CHAR_SPACE)):
            grid.set(qn(f"w:{name}"), str(value))
        section._sectPr.append(grid)

    def _styles(self) -> None:
        styles = self.docx.styles
        normal = styles["Normal"]
        dress(normal, font=FANG, points=BODY)
        spaced(normal.paragraph_format, LINE)
        drawing.narrowed(normal)
        for name, style_id, font, points, align, indent in STYLES:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), style_id)
            style.base_style = normal
            dress(style, font=font, points=points)
            style.paragraph_format.alignment = align
            if indent:
                first_line(style.element.get_or_add_pPr(), characters=indent)
        for name in ("GwHead", "GwLetterHead"):
            head = by_id(styles, name)
            head.font.color.rgb = RGBColor.from_string(RED)
            spaced(head.paragraph_format, int(head.font.size.pt * 20))  # its lower edge is measured from
        for name in ("GwLevel1", "GwLevel2", "GwNote", "GwSign"):
            by_id(styles, name).paragraph_format.keep_with_next = True
        for name in ("GwCell", "GwCellHead", "GwImprint", "GwPage"):
            style = by_id(styles, name)
            spaced(style.paragraph_format, int(style.font.size.pt * 20 * 1.35))
        by_id(styles, "GwDate").paragraph_format.right_indent = Twips(4 * EM)
        chars(by_id(styles, "GwDate").element.get_or_add_pPr(), rightChars=400)
        by_id(styles, "GwSign").paragraph_format.tab_stops.add_tab_stop(SIGN_CENTRE, WD_TAB_ALIGNMENT.CENTER)

    def line(self, text: str, style: str, *, into: Any = None) -> Any:
        """One paragraph in a style of the sheet."""
        paragraph = (into if into is not None else self.docx).add_paragraph()
        paragraph.style = by_id(self.docx.styles, style)
        if text:
            paragraph.add_run(text)
        return paragraph

    def gap(self, lines: int = 1) -> None:
        """Empty lines of the grid."""
        for _ in range(lines):
            self.line("", "GwTo")

    def lines(self, fact: str, style: str = "GwBody") -> None:
        """A paragraph for each of a fact that is several."""
        self.line(f"{{%p for line in {fact} %}}", style)
        self.line("{{ line }}", style)
        self.line("{%p endfor %}", style)

    def where(self, fact: str, parts: Iterable[tuple[str, str]]) -> None:
        """Paragraphs that stand only where an optional fact was given."""
        self.line(f"{{%p if {fact} %}}", "GwBody")
        for text, style in parts:
            self.lines(text, style) if text.isidentifier() else self.line(text, style)
        self.line("{%p endif %}", "GwBody")

    def red_head(self, text: str) -> None:
        """版头 of a 公文: the organ 35 mm below the upper edge of the 版心, its number, the red line 4 mm below."""
        head = self.line(text, "GwHead")
        # Space above the first paragraph of a page is kept by every word processor; an empty line is not 35 mm.
        head.paragraph_format.space_before = Mm(35)
        self.gap(2)
        number = self.line("{{ number }}", "GwNumber")
        drawing.border_below(number, colour=RED, eighths=12, space=RED_LINE_GAP)
        self.gap(2)

    def letter_head(self, *, mark: str = "") -> None:
        """信函: the organ at 30 mm, red double lines on the first page, its number at the right below the line."""
        section = self.section
        section.different_first_page_header_footer = True
        header = section.first_page_header
        drawing.only(header, self.line(mark, "GwMark", into=header))
        spaced(
            header.paragraphs[0].paragraph_format, Mm(10.6).twips
        )  # the upper edge of the organ's name then is at 30 mm
        self.line("{{ issuer }}", "GwLetterHead", into=header)
        below = self.line("", "GwTo", into=header)
        spaced(
            below.paragraph_format, Mm(5.8).twips
        )  # so that the number stands 7/8 of its height below the line (10.2)
        drawing.double_line(below, first=True)
        footer = section.first_page_footer
        foot = self.line("", "GwPage", into=footer)
        drawing.only(footer, foot)
        drawing.double_line(foot, first=False)

    def letter_number(self) -> None:
        """The number of a letter, flush right below the first red line; two lines to the title."""
        self.line("{{ number }}", "GwNumber").alignment = ALIGN.RIGHT
        self.gap(2)

    def title(self, text: str = "{{ title }}") -> None:
        """标题, and one empty line before whom it goes to."""
        self.line(text, "GwTitle")
        self.gap()

    def sign(self, *, before: int = 2) -> None:
        """落款: the organ centred on its date, the date four characters from the right; the seal is set on both."""
        self.gap(before)
        self.line("\t{{ issuer }}", "GwSign")
        self.line("{{ date }}", "GwDate")

    def table(self, widths: Sequence[float]) -> Any:
        """A bordered table as wide as the 版心; `widths` in millimetres."""
        table = self.docx.add_table(rows=0, cols=len(widths))
        table.autofit = False
        drawing.grid_of(table, [Mm(width) for width in widths])
        return table

    def cells(self, table: Any, texts: Sequence[str], *, heads: Sequence[int] = (), high: float = 9) -> Any:
        """One row; the columns named in `heads` are labels. `high`: least height in millimetres."""
        row = table.add_row()
        row.height = Mm(high)
        for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.vertical_alignment = 1
            first = cell.paragraphs[0]
            for index, part in enumerate(text.split("\n")):
                paragraph = first if index == 0 else cell.add_paragraph()
                paragraph.style = by_id(self.docx.styles, "GwCellHead" if n in heads else "GwCell")
                paragraph.add_run(part)
        return row

    def wide(self, table: Any, label: str, text: str, *, high: float = 10) -> None:
        """A row of a label and one cell over all the other columns."""
        blank = [""] * (len(table.columns) - 2)
        row = self.cells(table, (label, text, *blank), heads=(0,), high=high)
        cell = row.cells[1].merge(row.cells[-1])
        for empty in cell.paragraphs[text.count("\n") + 1 :]:
            cell._tc.remove(empty._p)

    def rows(self, table: Any, fact: str, texts: Sequence[str]) -> None:
        """A row for each of a fact that is a list."""
        for content in (f"{{%tr for row in {fact} %}}", None, "{%tr endfor %}"):
            cells = list(texts) if content is None else [content, *[""] * (len(texts) - 1)]
            self.cells(table, cells)

    def page_numbers(self, *, skip_first: bool = False) -> None:
        """7.5: 4号 宋体 — 1 —, one character from the right on odd pages, from the left on even ones."""
        self.docx.settings.odd_and_even_pages_header_footer = True
        for zoom in self.docx.settings.element.iter(qn("w:zoom")):
            zoom.set(qn("w:percent"), "100")  # the schema wants it; python-docx's first file leaves it out
        for footer, align in ((self.section.footer, ALIGN.RIGHT), (self.section.even_page_footer, ALIGN.LEFT)):
            paragraph = self.line("", "GwPage", into=footer)
            drawing.only(footer, paragraph)
            paragraph.alignment = align
            side = "right_indent" if align == ALIGN.RIGHT else "left_indent"
            setattr(paragraph.paragraph_format, side, Pt(SMALL))
            drawing.page_number(paragraph)
        if not skip_first:
            self.section.different_first_page_header_footer = False

    def imprint(self, *, printed: bool = True) -> None:
        """版记 at the foot of the last page: 抄送, and of a 公文 who printed it when, between lines (7.4)."""
        if printed:
            self._rule(Mm(0.35))
        self._imprint("{%p if copy_to %}")
        self._imprint("抄送：{{ copy_to }}。")
        if printed:
            self._rule(Mm(0.25))
        self._imprint("{%p endif %}")
        if printed:
            self._imprint("{{ issuer }}\t{{ date }}印发")
            self._rule(Mm(0.35))
        spaced(self.line("", "GwImprint").paragraph_format, 20)  # what the frame is bound to

    def _imprint(self, text: str) -> None:
        paragraph = self.line(text, "GwImprint")
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(SMALL)
        if "\t" in text:
            form.tab_stops.add_tab_stop(WIDTH - Pt(SMALL), WD_TAB_ALIGNMENT.RIGHT)
        drawing.at_the_foot(paragraph)

    def _rule(self, thick: Length) -> None:
        """A line of the 版记 (7.4.1): 0.35 mm the first and the last, 0.25 mm those between."""
        line = self.line("", "GwImprint")
        spaced(line.paragraph_format, thick.twips)
        drawing.blackened(line)
        drawing.at_the_foot(line)

    def made(self) -> bytes:
        """The finished file, the same bytes each time."""
        out = io.BytesIO()
        self.docx.save(out)
        tidy = io.BytesIO()
        with zipfile.ZipFile(out) as source, zipfile.ZipFile(tidy, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, ZIP_DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, source.read(name))
        return tidy.getvalue()


def _forget_persons(docx: Any) -> None:
    core = docx.core_properties
    core.author = core.last_modified_by = core.comments = core.title = core.keywords = ""
    core.created = core.modified = FILE_DAY
