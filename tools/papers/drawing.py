"""What python-docx has no words for: red lines, page-number fields, tables at the foot of a page, names of fonts."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length

from tools.papers.measures import (
    BETWEEN,
    LETTER_LINE,
    LETTER_LINE_FOOT,
    LETTER_LINE_GAP,
    PAGE,
    RED,
    THICK,
    THIN,
    WIDTH,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_AFTER_BORDER = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_FRAME = ("w:numPr", "w:pBdr", *_AFTER_BORDER)
_ANCHOR = """<w:r {ns} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="1" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="{frame}"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{id}" name="red line {id}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{red}"/></a:solidFill>
<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def double_line(paragraph: Any, *, first: bool) -> None:
    """The red double line of a letter: 上粗下细 4 mm below the organ's name, or 上细下粗 20 mm from the foot."""
    parts = (THICK, THIN) if first else (THIN, THICK)
    frame = "paragraph" if first else "page"
    top = LETTER_LINE_GAP if first else PAGE[1] - LETTER_LINE_FOOT
    for n, high in enumerate(parts):
        xml = _ANCHOR.format(
            ns=nsdecls("w", "wp", "a"), id=1 + n + (0 if first else 2), x=(PAGE[0] - LETTER_LINE) // 2, y=int(top),
            wide=int(LETTER_LINE), high=int(high), frame=frame, red=RED,
        )  # fmt: skip
        paragraph._p.append(parse_xml(xml))
        top += high + BETWEEN


def border_below(paragraph: Any, *, colour: str, eighths: int, space: float) -> None:
    """A line under a paragraph as wide as the 版心; `eighths` of a point thick, `space` points away."""
    borders = parse_xml(
        f'<w:pBdr {_W}><w:bottom w:val="single" w:sz="{eighths}" w:space="{round(space)}" w:color="{colour}"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)


def only(part: Any, paragraph: Any) -> None:
    """Takes the empty paragraph away that a new header or footer begins with."""
    for other in part.paragraphs:
        if other._p is not paragraph._p:
            other._p.getparent().remove(other._p)


def page_number(paragraph: Any) -> None:
    """— 1 — as a field."""
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def grid_of(table: Any, widths: Sequence[Length]) -> None:
    """Widths of the columns, and thin lines around every cell."""
    properties = table._tbl.tblPr
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    # In the order of the schema. Its edge on that of the 版心: a table is set back by the margin of its cells.
    behind = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
    for xml in (f'<w:tblInd {_W} w:w="108" w:type="dxa"/>', f"<w:tblBorders {_W}>{lines}</w:tblBorders>"):
        properties.insert_element_before(parse_xml(xml), *behind)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def at_the_foot(paragraph: Any) -> None:
    """A paragraph in the frame at the foot of the 版心.

    A frame of paragraphs, not a floating table: word processors agree where it stands.
    """
    properties = paragraph._p.get_or_add_pPr()
    frame = parse_xml(
        f'<w:framePr {_W} w:w="{WIDTH.twips}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" '
        'w:xAlign="left" w:yAlign="bottom"/>'
    )
    properties.insert_element_before(frame, "w:widowControl", *_AFTER_FRAME)


def blackened(paragraph: Any) -> None:
    """A paragraph as a line: LibreOffice drops the borders of paragraphs that stand in a frame."""
    shade = parse_xml(f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="000000"/>')
    paragraph._p.get_or_add_pPr().insert_element_before(shade, *_AFTER_BORDER[1:])


def narrowed(style: Any) -> None:
    """28 characters on 156 mm by the spacing of the characters (16 pt - 0.25 pt), not by snapping to the grid.

    The grid of the page says the same; but LibreOffice gives a character that is wider than its cell two of them.
    """
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties = style.element.get_or_add_rPr()
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:rPr")


def name_fonts(docx: Any, stand_ins: Mapping[str, str]) -> None:
    """The font table: official names, and what a machine without them takes instead."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in stand_ins.items()
    )
    part = docx.part.part_related_by(RT.FONT_TABLE)
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_W}>{fonts}</w:fonts>'.encode()
