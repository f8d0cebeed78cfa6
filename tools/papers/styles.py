"""The styles of a paper, and how one is given its font, its lines and its indents."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from tools.papers.measures import BODY, EM, FANG, HEI, KAI, SMALL, SONG, TITLE, XBS

# name, id, font, points, alignment, first line in characters
STYLES: tuple[tuple[str, str, str, float, Any, int], ...] = (
    ("发文机关标志", "GwHead", XBS, 36, ALIGN.CENTER, 0),
    ("信函机关标志", "GwLetterHead", XBS, 30, ALIGN.CENTER, 0),
    ("类别标识", "GwMark", HEI, BODY, ALIGN.RIGHT, 0),
    ("发文字号", "GwNumber", FANG, BODY, ALIGN.CENTER, 0),
    ("公文标题", "GwTitle", XBS, TITLE, ALIGN.CENTER, 0),
    ("主送机关", "GwTo", FANG, BODY, ALIGN.LEFT, 0),
    ("公文正文", "GwBody", FANG, BODY, ALIGN.JUSTIFY, 2),
    ("一级标题", "GwLevel1", HEI, BODY, ALIGN.LEFT, 2),
    ("二级标题", "GwLevel2", KAI, BODY, ALIGN.LEFT, 2),
    ("附件说明", "GwNote", FANG, BODY, ALIGN.LEFT, 2),
    ("发文机关署名", "GwSign", FANG, BODY, ALIGN.LEFT, 0),
    ("成文日期", "GwDate", FANG, BODY, ALIGN.RIGHT, 0),
    ("版记", "GwImprint", FANG, SMALL, ALIGN.LEFT, 0),
    ("页码", "GwPage", SONG, SMALL, ALIGN.RIGHT, 0),
    ("表头", "GwCellHead", HEI, 12, ALIGN.CENTER, 0),
    ("表内文字", "GwCell", FANG, 12, ALIGN.LEFT, 0),
)


def by_id(styles: Any, style_id: str) -> Any:
    """A style of a document."""
    return next(style for style in styles if style.style_id == style_id)


def dress(style: Any, *, font: str, points: float) -> None:
    """One font for every script: figures stand in the face of the text around them."""
    style.font.name, style.font.size = font, Pt(points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)


def spaced(form: Any, twips: int) -> None:
    """A line of exactly so many twips: whatever font stands in, the page keeps its 22 lines."""
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(twips)
    form.space_before = form.space_after = Pt(0)


def chars(properties: Any, **given: int) -> None:
    """Indents in hundredths of a character and in twips."""
    indent = properties.get_or_add_ind()
    for name, value in given.items():
        indent.set(qn(f"w:{name}"), str(value))


def first_line(properties: Any, *, characters: int) -> None:
    """The indent of a paragraph's first line."""
    chars(properties, firstLineChars=characters * 100, firstLine=characters * EM)
