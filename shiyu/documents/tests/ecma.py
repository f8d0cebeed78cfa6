"""What makes Word say that a file has unreadable content, looked for in the file itself (ECMA-376, parts 1 and 2).

Not Word: no rule here replaces opening the file. Each sentence names the part and what is wrong with it.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
TYPES, RELATION = f"{PACKAGE}content-types}}", f"{PACKAGE}relationships}}Relationship"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")

# The order in which the schema wants what stands inside; Word is strict about most of it.
_ORDERS = """
pPr: pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
 suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
 spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
 divId cnfStyle rPr sectPr pPrChange
rPr: rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
 webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
 eastAsianLayout specVanish oMath
tblPr: tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
 tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
tcPr: cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
sectPr: headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
 cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
tbl: tblPr tblGrid tr
font: altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic
"""
ORDERS = {tag: words.split() for tag, words in re.findall(r"^(\w+): ([^:]*)(?=\n\w+:|\n\Z)", _ORDERS, re.MULTILINE)}
TOGETHER = {"headerReference", "footerReference"}  # a choice: these two stand in any order


def complaints(docx: bytes) -> list[str]:
    """Everything that is wrong with a file; nothing where it keeps every rule looked at."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = package.namelist()
        twice = [f"{name}: twice in the package" for name, count in Counter(names).items() if count > 1]
        parts = {name: package.read(name) for name in names}
    trees, found = {}, twice
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: no XML: {error.msg}")
    if not found:
        found += _types(trees, parts)
        found += _relations(trees, parts)
        found += _ids(trees)
        found += _names(trees)
        for name, tree in trees.items():
            found += (f"{name}: {said}" for said in _order(tree))
            if STORIES.fullmatch(name):
                found += (f"{name}: {said}" for said in (*_nesting(tree), *_tables(tree), *_text(tree)))
        found += _sections(trees)
    return found


def _types(trees: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    """Part 2, 7.3: every part has a content type, and every type named is of a part."""
    root = trees.get("[Content_Types].xml")
    if root is None:
        yield "[Content_Types].xml: missing"
        return
    plain = {one.get("Extension", "").lower() for one in root.iter(f"{TYPES}Default")}
    named = [one.get("PartName", "").lstrip("/") for one in root.iter(f"{TYPES}Override")]
    for name in parts:
        if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2].lower() not in plain:
            yield f"{name}: no content type"
    yield from (f"{name}: a content type of no part" for name in named if name not in parts)
    yield from (f"{name}: two content types" for name, count in Counter(named).items() if count > 1)


def _relations(trees: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    """Part 2, 6.5: what a part points at is there, under an id of its own; ids used in it are given."""
    for name in parts:
        folder, base = posixpath.split(name)
        rels = trees.get(f"{folder}/_rels/{base}.rels".lstrip("/"))
        given = list(rels.iter(RELATION)) if rels is not None else []
        ids = Counter(one.get("Id") for one in given)
        yield from (f"{name}: relation {one} twice" for one, count in ids.items() if count > 1)
        used = {value for e in trees[name].iter() for key, value in e.attrib.items() if key.startswith(REL)} \
            if name in trees and not name.endswith(".rels") else set()  # fmt: skip
        yield from (f"{name}: relation {one} is not given" for one in sorted(used - ids.keys()))
        for one in given:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if one.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: {one.get('Id')} points at {target}, which is missing"
    if "_rels/.rels" not in trees:
        yield "_rels/.rels: missing"


def _ids(trees: dict[str, Any]) -> Iterator[str]:
    """Ids of drawings and of bookmarks are each one's own, in heads and feet too."""
    stories = [tree for name, tree in trees.items() if STORIES.fullmatch(name)]
    for tag, attribute in (("wp:docPr", "id"), ("w:bookmarkStart", qn("w:id"))):
        seen = Counter(element.get(attribute) for tree in stories for element in tree.iter(qn(tag)))
        yield from (f"{tag} {one}: used {count} times" for one, count in seen.items() if count > 1)


def _names(trees: dict[str, Any]) -> Iterator[str]:
    """Styles and numberings that are used are there, each once; fonts of the table are named once."""
    styles = Counter(one.get(qn("w:styleId")) for one in trees["word/styles.xml"].iter(qn("w:style")))
    fonts = Counter(one.get(qn("w:name")) for one in trees["word/fontTable.xml"].iter(qn("w:font")))
    yield from (f"style or font {one}: twice" for one, count in (*styles.items(), *fonts.items()) if count > 1)
    numbers = {one.get(qn("w:numId")) for one in trees["word/numbering.xml"].iter(qn("w:num"))} | {"0"} \
        if "word/numbering.xml" in trees else {"0"}  # fmt: skip
    for name, tree in trees.items():
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") if STORIES.fullmatch(name) else ():
            used = {one.get(qn("w:val")) for one in tree.iter(qn(tag))}
            yield from (f"{name}: style {one} is not there" for one in sorted(used - styles.keys()))
        used = {one.get(qn("w:val")) for one in tree.iter(qn("w:numId"))} if STORIES.fullmatch(name) else set()
        yield from (f"{name}: numbering {one} is not there" for one in sorted(used - numbers))


def _order(tree: Any) -> Iterator[str]:
    """Part 1, annex A: what stands inside, in the order of the schema, and nothing twice that may stand once."""
    for tag, order in ORDERS.items():
        for element in tree.iter(qn(f"w:{tag}")):
            inside = [_local(child) for child in element if _local(child)]
            places = [order.index("headerReference" if one in TOGETHER else one) for one in inside if one in order]
            if places != sorted(places):
                yield f"w:{tag} holds {' '.join(inside)}: not in the order of the schema"
            once = [one for one in inside if one not in TOGETHER | {"tr"}]
            yield from (f"w:{tag} holds {one} twice" for one, count in Counter(once).items() if count > 1)
    for zoom in tree.iter(qn("w:zoom")):
        if zoom.get(qn("w:percent")) is None:
            yield "w:zoom has no w:percent"


def _nesting(tree: Any) -> Iterator[str]:
    """Part 1, 17.3 and 17.4: paragraphs hold no paragraphs, runs stand in paragraphs, a cell ends with a paragraph."""
    for paragraph in tree.iter(qn("w:p")):
        above = {_local(one) for one in paragraph.iterancestors()}
        if above & {"p", "r"} and "txbxContent" not in above:
            yield "w:p inside of w:p"
    for run in tree.iter(qn("w:r")):
        if _local(run.getparent()) not in {"p", "hyperlink", "smartTag", "ins", "del", "fldSimple", "sdtContent"}:
            yield f"w:r inside of w:{_local(run.getparent())}"
    for cell in tree.iter(qn("w:tc")):
        if not len(cell) or _local(cell[-1]) != "p":
            yield "w:tc does not end with w:p"
    if _local(tree) in {"hdr", "ftr"} and not any(_local(one) in {"p", "tbl"} for one in tree):
        yield f"w:{_local(tree)} is empty"


def _tables(tree: Any) -> Iterator[str]:
    """Each row fills the grid of its table."""
    for table in tree.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        if not table.findall(qn("w:tr")):
            yield "w:tbl without a row"
        for row in table.findall(qn("w:tr")):
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
            wide = sum(int(span.get(qn("w:val"))) if span is not None else 1 for span in spans)
            if wide != columns:
                yield f"w:tr of {wide} columns in a grid of {columns}"


def _text(tree: Any) -> Iterator[str]:
    """No braces of the template are left, no private characters, and blanks at an end are kept."""
    for text in tree.iter(qn("w:t")):
        said = text.text or ""
        if "{{" in said or "{%" in said or NO_TEXT.search(said):
            yield f"left over: {said[:40]!r}"
        if said != said.strip(" ") and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield f"blanks at the end are lost: {said[:40]!r}"


def _sections(trees: dict[str, Any]) -> Iterator[str]:
    """Part 1, 17.6: the last section stands last in the body, once; even feet want their setting."""
    body = trees["word/document.xml"].find(qn("w:body"))
    if body is None or not len(body) or _local(body[-1]) != "sectPr" or len(body.findall(qn("w:sectPr"))) != 1:
        yield "word/document.xml: w:sectPr is not the one last element of w:body"
        return
    for section in trees["word/document.xml"].iter(qn("w:sectPr")):
        kinds = [(_local(one), one.get(qn("w:type"))) for one in section if _local(one) in TOGETHER]
        yield from (f"sectPr: two {one}" for one, count in Counter(kinds).items() if count > 1)
        if (
            any(kind == "even" for _, kind in kinds)
            and trees["word/settings.xml"].find(qn("w:evenAndOddHeaders")) is None
        ):
            yield "sectPr: an even head or foot that the settings switch off"


def _local(element: Any) -> str:
    """The name of an element of WordprocessingML; empty for others."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) and tag.startswith(qn("w:p")[:-1]) else ""
