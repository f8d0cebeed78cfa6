"""案卷: its order, what is missing, the bound PDF, the set of files; a copy holds nothing of the other side."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from shiyu.base.errors import NotYours
from shiyu.cases.actors import PartyActor
from shiyu.cases.attachments import store_upload
from shiyu.cases.gate import Purpose
from shiyu.cases.models import Access
from shiyu.disputes.agreements.binding import bound, zipped
from shiyu.disputes.agreements.dossier import ORDER, dossier_of
from shiyu.disputes.agreements.errors import NotItsMediator
from shiyu.disputes.agreements.tasks_dossier import order_dossier
from shiyu.disputes.tests.conftest import ANNA, Story, paper

pytestmark = pytest.mark.django_db
SECRET = "最低可以接受八千元。"
PDF_WORDS = 3


def told(pdf: bytes) -> list[str]:
    """The words of each page, without line breaks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def a_pdf(pages: int) -> io.BytesIO:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 200)
    out = io.BytesIO()
    writer.write(out)
    out.seek(0)
    return out


def mixed(story: Story) -> Story:
    """With a private talk, a scan of an identity card, a contract of three pages and a sound."""
    mediator = story.people("mediator")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk=SECRET)
    story.do("file_in_dossier", "mediator", slot="identity", files=[paper(mediator, "身份证.png")])
    contract = str(store_upload("合同.pdf", a_pdf(3), actor=mediator))
    wav = b"RIFF" + (36).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    wav += bytes([1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0]) + b"data" + bytes(4)
    sound = str(store_upload("录音.wav", io.BytesIO(wav), actor=mediator))
    story.do("file_in_dossier", "mediator", slot="evidence", files=[contract, sound])
    return story


def whole(story: Story, copy_for: PartyActor | None = None) -> bytes:
    return bound(story.case, actor=story.people("mediator"), purpose=Purpose.HANDLING, copy_for=copy_for)


def test_the_order_is_that_of_the_handbook() -> None:
    assert [slot.label.zh for slot in ORDER if slot.must] == [
        "受理登记表或申请书", "权利义务告知书", "当事人身份证明", "调解记录", "调解协议书或口头协议登记表",
    ]  # fmt: skip


def test_what_is_missing_is_named_until_it_is_there(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")

    def missing() -> list[str]:
        return [one.zh for one in dossier_of(story.case, actor=story.people("mediator")).missing]

    assert missing() == ["当事人身份证明", "调解记录", "调解协议书或口头协议登记表"]
    mixed(story)  # a talk with one side alone is no session
    assert missing() == ["调解记录", "调解协议书或口头协议登记表"]
    story.to("performing")
    assert missing() == []


def test_without_agreement_none_is_missing(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    story.do("fail", "mediator", reason="不能一致")
    missing = dossier_of(story.case, actor=story.people("mediator")).missing
    assert "调解协议书或口头协议登记表" not in [one.zh for one in missing]


def test_one_pdf_with_cover_contents_numbers_and_back(dispute: Callable[..., Story]) -> None:
    story = mixed(dispute(until="mediating")).to("closed")
    pages = told(whole(story))
    assert "（2026）晋矛调劳动人调字第1号" in pages[0]
    assert "卷内目录" in pages[1]
    assert "备考表" in pages[-1]
    inner = pages[2:-1]
    assert f"本卷页数{len(inner)}" in pages[-1]
    assert [page.endswith(str(n)) for n, page in enumerate(inner, start=1)] == [True] * len(inner)
    for title in ("人民调解受理登记表", "人民调解协议书", "协议履行凭证", "人民调解结案报告", "其他材料清单"):
        nth = next(n for n, page in enumerate(inner, start=1) if title in page)
        row = pages[1][pages[1].index(title) :]
        assert f"日{nth}" in row or title == "其他材料清单", title
    assert sum("合同.pdf" in page for page in inner) == PDF_WORDS
    assert any("录音.wav" in page and "SM3" in page for page in inner)
    assert any(SECRET in page for page in inner)


def test_every_face_is_embedded_where_the_machine_has_one(dispute: Callable[..., Story]) -> None:
    content = whole(dispute(until="mediating"))
    reader = PdfReader(io.BytesIO(content))
    faces = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # PDF objects
    }
    chinese = [font for name, font in faces.items() if "Face" in name]
    if not chinese:
        pytest.skip("this machine has no open Chinese face")
    assert all("/FontFile2" in font["/FontDescriptor"] for font in chinese)


def test_a_copy_holds_nothing_the_other_side_said_alone(dispute: Callable[..., Story]) -> None:
    story = mixed(dispute(until="mediating")).to("performing")
    for side in ("applicant", "respondent"):
        words = "".join(told(whole(story, story.party(side))))
        assert SECRET not in words
        assert ANNA not in words
        assert "身份证" not in words
        assert "人民调解协议书" in words
        out = io.BytesIO()
        zipped(story.case, out, actor=story.people("mediator"), purpose=Purpose.HANDLING, copy_for=story.party(side))
        names = zipfile.ZipFile(out).namelist()
        assert not any("背对背" in name or "受理登记表" in name for name in names)


def test_the_set_of_files_is_in_order(dispute: Callable[..., Story]) -> None:
    story = mixed(dispute(until="mediating")).to("closed")
    out = io.BytesIO()
    count = zipped(story.case, out, actor=story.people("mediator"), purpose=Purpose.HANDLING)
    archive = zipfile.ZipFile(out)
    names = archive.namelist()
    assert len(names) == count
    assert names[0] == "01-人民调解卷宗.docx"
    assert names[1] == "02-人民调解受理登记表.docx"
    assert any(name.endswith("合同.pdf") for name in names)
    assert archive.testzip() is None


@pytest.mark.parametrize("login", ["mediator2", "mediation-head", "dispute-window", "dispute-lead"])
def test_nobody_else_has_it(dispute: Callable[..., Story], login: str) -> None:
    story = dispute(until="mediating")
    with pytest.raises(Exception) as refused:  # noqa: PT011 -- which of two refusals depends on who sees the case
        order_dossier(story.number, form="pdf", copy_for=None, actor=story.people(login), purpose=Purpose.HANDLING,
                      key="d")  # fmt: skip
    assert type(refused.value).__name__ in {"NoSuchCase", NotItsMediator.__name__, NotYours.__name__}


def test_every_binding_is_logged(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    whole(story)
    whole(story, story.party("respondent"))
    rows: list[Any] = list(Access.objects.filter(what="dossier").order_by("pk").values_list("detail", flat=True))
    assert [row.get("copy_for") for row in rows] == [None, story.party("respondent").party_id]
    assert all(row["form"] == "pdf" and row["pieces"] for row in rows)
