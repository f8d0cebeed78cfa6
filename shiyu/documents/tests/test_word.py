"""Every paper, as it is issued, keeps the rules of ECMA-376 whose breach Word complains of; each rule can be broken."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from shiyu.documents.archive import store
from shiyu.documents.issuing import PaperOrder, draft_paper
from shiyu.documents.kinds import PaperKind
from shiyu.documents.tests.conftest import issue_sample
from shiyu.documents.tests.ecma import complaints
from shiyu.documents.tests.kinds import ASSIGNMENT_SHEET, FIRST_PAPERS, PROPOSAL_ANSWER

pytestmark = pytest.mark.usefixtures("papers")
TYPES, RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"
BODY, HEAD, FOOT = "word/document.xml", "word/header1.xml", "word/footer3.xml"
HOSTILE = "甲 <乙>&“丙”\n丁\t戊 {{ x }} {% y %} "


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_an_issued_paper_gives_word_nothing_to_complain_of(kind: PaperKind) -> None:
    docx = b"".join(store().read(issue_sample(kind).address))
    assert complaints(docx) == []
    assert Document(io.BytesIO(docx)).sections


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_nor_does_one_with_nothing_optional_or_with_many_rows(kind: PaperKind) -> None:
    least = {fact.name: fact.sample for fact in kind.facts if not fact.optional}
    most = {
        fact.name: fact.sample * 40 if isinstance(fact.sample, tuple) else fact.sample for fact in kind.facts
    }  # fmt: skip
    for facts in (least, most):
        assert complaints(draft_paper(PaperOrder(kind=kind.name, unit_code="zjj", title="标题", facts=facts))) == []


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_words_of_a_case_break_no_paper(kind: PaperKind) -> None:
    """Breaks of line and tabulators become runs of their own; what looks like braces stays words."""
    words = {fact.name: HOSTILE for fact in kind.facts if isinstance(fact.sample, str)}
    facts = {fact.name: fact.sample for fact in kind.facts} | words
    docx = draft_paper(PaperOrder(kind=kind.name, unit_code="zjj", title="标题", facts=facts))
    assert [said for said in complaints(docx) if "left over" not in said] == []


def changed(docx: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()).encode() if name == part else text)
    return out.getvalue()


def without(docx: bytes, part: str) -> bytes:
    """The file without a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    return out.getvalue()


SECTION = re.compile(r"<w:sectPr.*</w:sectPr>", re.DOTALL)
BROKEN: dict[str, tuple[str, Callable[[str], str], str]] = {
    "no XML": (BODY, lambda text: text.replace("</w:body>", ""), "no XML"),
    "a type less": (TYPES, lambda text: text.replace('Extension="xml"', 'Extension="x"'), "no content type"),
    "a type too many": (
        TYPES, lambda text: text.replace("/word/footer1.xml", "/word/footer9.xml"), "of no part",
    ),
    "a relation less": (RELS, lambda text: text.replace('Id="rId9"', 'Id="rId99"'), "not given"),
    "a relation to nothing": (
        RELS, lambda text: text.replace("footer1.xml", "footer9.xml"), "is missing",
    ),
    "a relation twice": (
        RELS, lambda text: text.replace('Id="rId9"', 'Id="rId10"'), "rId10 twice",
    ),
    "one id of two drawings": (FOOT, lambda text: text.replace('docPr id="3"', 'docPr id="1"'), "wp:docPr 1: used 2"),
    "a style of nobody": (BODY, lambda text: text.replace("GwTitle", "GwNone"), "style GwNone is not there"),
    "paragraph in paragraph": (
        BODY, lambda text: re.sub(r"(<w:r><w:t.*?</w:r>)", r"<w:p>\1</w:p>", text, count=1), "w:p inside of w:p",
    ),
    "a run outside": (BODY, lambda text: text.replace("<w:sectPr", "<w:r/><w:sectPr", 1), "w:r inside of w:body"),
    "a section too early": (BODY, lambda text: text.replace("</w:body>", "<w:p/></w:body>"), "w:sectPr is not"),
    "no section": (BODY, lambda text: SECTION.sub("", text), "w:sectPr is not"),
    "order": (
        BODY, lambda text: re.sub(r"(<w:pStyle [^>]*/>)(<w:jc [^>]*/>)", r"\2\1", text, count=1), "not in the order",
    ),
    "braces": (BODY, lambda text: text.replace("</w:t>", "{{ number }}</w:t>", 1), "left over"),
    "blanks": (BODY, lambda text: re.sub(r"<w:t[^>]*>", "<w:t> ", text, count=1), "blanks at the end"),
    "an empty head": (HEAD, lambda text: re.sub(r"<w:p>.*</w:p>", "", text, flags=re.DOTALL), "w:hdr is empty"),
    "even feet off": ("word/settings.xml", lambda text: text.replace("<w:evenAndOddHeaders/>", ""), "switch off"),
    "no percent": ("word/settings.xml", lambda text: re.sub(r' w:percent="\d+"', "", text), "no w:percent"),
    "a font twice": ("word/fontTable.xml", lambda text: text.replace("黑体", "宋体", 1), "宋体: twice"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_can_be_broken(name: str) -> None:
    part, change, said = BROKEN[name]
    docx = b"".join(store().read(issue_sample(PROPOSAL_ANSWER).address))
    assert any(said in one for one in complaints(changed(docx, part, change)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("<w:gridCol ", "<w:gridCol/><w:gridCol ", 1), "in a grid of 5"),
        (lambda text: re.sub(r"<w:p>((?!<w:p>).)*?</w:p></w:tc>", "</w:tc>", text, count=1), "end with w:p"),
        (lambda text: re.sub(r"(<w:tblW [^>]*/>)(.*?)(</w:tblPr>)", r"\2\1\3", text, count=1), "not in the order"),
        (lambda text: re.sub(r"<w:tr>.*</w:tr>", "", text, flags=re.DOTALL), "without a row"),
    ],
)  # fmt: skip
def test_each_rule_of_tables_can_be_broken(change: Callable[[str], str], said: str) -> None:
    docx = b"".join(store().read(issue_sample(ASSIGNMENT_SHEET).address))
    assert any(said in one for one in complaints(changed(docx, BODY, change)))


def test_a_missing_part_is_told() -> None:
    docx = b"".join(store().read(issue_sample(PROPOSAL_ANSWER).address))
    assert any("footer1.xml, which is missing" in one for one in complaints(without(docx, "word/footer1.xml")))
    assert "_rels/.rels: missing" in complaints(without(docx, "_rels/.rels"))
    assert "[Content_Types].xml: missing" in complaints(without(docx, "[Content_Types].xml"))
