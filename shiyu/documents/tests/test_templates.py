"""The templates of the pack: each fits its kind and keeps the measures of GB/T 9704-2012; what does not is named."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from shiyu.city.checking import check_pack
from shiyu.city.findings import Gravity
from shiyu.documents.errors import BadPaperTemplate
from shiyu.documents.issuing import PaperOrder, draft_paper
from shiyu.documents.kinds import PaperKind, all_papers
from shiyu.documents.rendering import FOLDER, render, template_path
from shiyu.documents.tests.kinds import FIRST_PAPERS, PROPOSAL_ANSWER
from shiyu.documents.tests.procedures.moves import URGING
from tools.papers.__main__ import TEMPLATES

pytestmark = pytest.mark.usefixtures("papers")
MM = 36_000  # English Metric Units


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack to break."""
    copied = tmp_path / "pack"
    shutil.copytree(settings.SHIYU_CITY, copied)
    return copied


def rewritten(path: Path, old: str, new: str, *, part: str = "word/document.xml") -> None:
    """The template as somebody might have edited it."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def test_the_pack_has_a_template_for_each_of_the_first_papers() -> None:
    assert check_pack(settings.SHIYU_CITY) == []
    assert {kind.template for kind in (*FIRST_PAPERS, *all_papers())} == {f"{name}.docx" for name in TEMPLATES}


def test_an_unknown_fact_is_named_with_what_is_known(pack: Path) -> None:
    rewritten(pack / FOLDER / "proposal_answer.docx", "{{ subject }}", "{{ subjekt }}")
    (found,) = check_pack(pack)
    assert (found.file, found.kind) == ("templates/papers/proposal_answer.docx", "paper_template")
    assert "subjekt" in found.words.zh
    assert "class_mark" in found.words.en


def test_an_unknown_column_of_a_table_is_named(pack: Path) -> None:
    rewritten(pack / FOLDER / "yearly_report.docx", "{{ row.filed }}", "{{ row.files }}")
    (found,) = check_pack(pack)
    assert "“files”" in found.words.zh


def test_a_fact_in_the_head_of_a_letter_is_checked_too(pack: Path) -> None:
    path = pack / FOLDER / "proposal_answer.docx"
    with zipfile.ZipFile(path) as source:
        head = next(n for n in source.namelist() if n.startswith("word/header") and b"class_mark" in source.read(n))
    rewritten(path, "class_mark", "classmark", part=head)
    assert ["classmark" in finding.words.zh for finding in check_pack(pack)] == [True]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no word file", b"\xd0\xcf\x11\xe0" * 99])
def test_a_damaged_file_gets_a_sentence(pack: Path, content: bytes) -> None:
    (pack / FOLDER / "joint_opinion.docx").write_bytes(content)
    (pack / FOLDER / "of_nobody.docx").write_bytes(content)
    assert [finding.file.rpartition("/")[2] for finding in check_pack(pack)] == ["joint_opinion.docx", "of_nobody.docx"]


def test_a_zip_that_is_no_word_file_gets_a_sentence(pack: Path) -> None:
    with zipfile.ZipFile(pack / FOLDER / "joint_opinion.docx", "w") as other:
        other.writestr("hello.txt", "x")
    assert [finding.kind for finding in check_pack(pack)] == ["paper_template"]


def test_a_missing_file_and_broken_braces_get_a_sentence(pack: Path) -> None:
    (pack / FOLDER / "urging_notice.docx").unlink()
    rewritten(pack / FOLDER / "joint_opinion.docx", "{{ subject }}", "{{ subject }")
    assert sorted(finding.kind for finding in check_pack(pack)) == ["paper_missing", "paper_template"]


def test_braces_reach_no_python(pack: Path) -> None:
    rewritten(pack / FOLDER / "joint_opinion.docx", "{{ subject }}", "{{ subject.__class__.__mro__ }}")
    assert [finding.kind for finding in check_pack(pack)] == ["paper_template"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('nowhere = "晋市某"', "code_word_unit"),
        ('rx12345 = "晋市政办"', "code_word"),
        ('rx12345 = "JS"', "code_word"),
        ("rx12345 = 3", "code_word"),
    ],
)
def test_code_words_are_checked(pack: Path, line: str, kind: str) -> None:
    rules = pack / "rules" / "papers.toml"
    rules.write_text(f"{rules.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    (found,) = (finding for finding in check_pack(pack) if finding.kind != "telephone_missing")
    assert (found.file, found.kind) == ("rules/papers.toml", kind)
    assert (found.gravity is Gravity.WARNING) is (kind == "code_word_unit")  # a unit may leave before its rule does


def test_an_edited_template_is_used_and_a_bad_one_issues_nothing(pack: Path, settings: Any) -> None:
    settings.SHIYU_CITY = pack
    path = pack / FOLDER / "urging_notice.docx"
    rewritten(path, "已逾期", "已经超过期限")
    made = draft_paper(PaperOrder(kind="urging_notice", unit_code="zfb", title="催办通知", facts=URGING))
    assert "已经超过期限2天" in "".join(p.text for p in Document(io.BytesIO(made)).paragraphs)
    rewritten(path, "{{ times }}", "{{ time }}")
    with pytest.raises(BadPaperTemplate, match="time"):
        draft_paper(PaperOrder(kind="urging_notice", unit_code="zfb", title="催办通知", facts=URGING))


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_the_measures_of_the_standard_are_in_the_file(kind: PaperKind) -> None:
    docx = Document(io.BytesIO(filled(kind)))
    section = docx.sections[0]
    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [near(margin, mm) for margin, mm in zip(margins, (37, 35, 28, 26), strict=True)] == [True] * 4
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert 225 / (pitch / 20 * 25.4 / 72) // 1 == 22
    assert 156 / ((16 + space / 4096) * 25.4 / 72) // 1 == 28
    body, title = style(docx, "GwBody"), style(docx, "GwTitle")
    assert (body.font.size.pt, east_asian(body)) == (16, "仿宋_GB2312")
    assert (title.font.size.pt, east_asian(title)) == (22, "方正小标宋简体")
    assert [east_asian(style(docx, name)) for name in ("GwLevel1", "GwLevel2", "GwPage")] == [
        "黑体", "楷体_GB2312", "宋体"
    ]  # fmt: skip
    assert style(docx, "GwPage").font.size.pt == 14
    assert style(docx, "GwDate").element.pPr.ind.get(qn("w:rightChars")) == "400"
    fonts = next(part.blob for part in docx.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert "仿宋,FangSong".encode() in fonts


@pytest.mark.parametrize("kind", [kind for kind in FIRST_PAPERS if kind.form == "letter"], ids=lambda kind: kind.name)
def test_a_letter_has_its_red_double_lines(kind: PaperKind) -> None:
    docx = Document(io.BytesIO(filled(kind)))
    section = docx.sections[0]
    assert section.different_first_page_header_footer
    assert near(section.header_distance, 20)  # and 10 mm for the class mark: the organ at 30 mm
    head, foot = (lines(part) for part in (section.first_page_header, section.first_page_footer))
    assert [wide for wide, _, _ in head + foot] == [170 * MM] * 4
    assert head[0][1] > head[1][1]  # 上粗下细
    assert foot[0][1] < foot[1][1]  # 上细下粗
    assert (head[0][2], foot[0][2]) == (4 * MM, (297 - 20) * MM)
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_the_class_of_an_answer_stands_at_the_upper_right_of_page_one() -> None:
    header = Document(io.BytesIO(filled(PROPOSAL_ANSWER))).sections[0].first_page_header
    assert (header.paragraphs[0].text, header.paragraphs[0].style.style_id) == ("B", "GwMark")


def test_the_tool_makes_the_same_file_each_time() -> None:
    assert TEMPLATES["urging_notice"]().made() == TEMPLATES["urging_notice"]().made()


def filled(kind: PaperKind) -> bytes:
    common = {
        "number": "晋市政办〔2026〕1号",
        "date": "2026年3月2日",
        "issuer": "晋城市人民政府办公室",
        "title": "标题",
    }
    return render(template_path(kind).read_bytes(), {**kind.samples(), **common})


def near(length: int | None, millimetres: float) -> bool:
    return length is not None and abs(length - Mm(millimetres)) < MM / 10


def style(docx: Any, style_id: str) -> Any:
    return next(one for one in docx.styles if one.style_id == style_id)


def east_asian(given: Any) -> str:
    return str(given.element.rPr.rFonts.get(qn("w:eastAsia")))


def lines(part: Any) -> list[tuple[int, int, int]]:
    """Width, thickness and place of the drawn lines of a header or footer, from above."""
    found = []
    for anchor in part._element.iter(qn("wp:anchor")):
        size = anchor.find(qn("wp:extent"))
        top = anchor.find(f"{qn('wp:positionV')}/{qn('wp:posOffset')}")
        found.append((int(size.get("cx")), int(size.get("cy")), int(top.text)))
    return found
