"""What is taken as an attachment, under which name, and what is not."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from shiyu.base import media, media_formats
from shiyu.base.errors import BadInput, ShiyuError
from shiyu.base.media import KINDS, check_attachment, check_upload
from shiyu.base.media_errors import (
    AttachmentTooLarge,
    DamagedAttachment,
    EmptyAttachment,
    HeicRefused,
    KindNotTaken,
    MacrosRefused,
    MixedContent,
    UnpacksTooLarge,
    WrongExtension,
)
from shiyu.base.pictures import DamagedPicture
from shiyu.base.tests import made_files as made

JPEG, PNG, GIF = made.picture("JPEG"), made.picture("PNG"), made.picture("GIF")


def kind_of(content: bytes, *, name: str) -> str:
    source = BytesIO(content)
    kind = check_attachment(source, name=name)
    assert source.tell() == 0
    return kind.name


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jpg", JPEG, "jpeg"),
        ("A.JPEG", JPEG, "jpeg"),
        ("现场 照片.png", PNG, "png"),
        ("a.b.webp", made.picture("WEBP"), "webp"),
        ("a.gif", GIF, "gif"),
        ("a.pdf", made.PDF, "pdf"),
        ("a.docx", made.DOCX, "docx"),
        ("a.xlsx", made.XLSX, "xlsx"),
        ("a.mp3", made.MP3, "mp3"),
        ("a.mp3", made.MP3_FRAME, "mp3"),
        ("a.amr", made.AMR, "amr"),
        ("a.wav", made.WAV, "wav"),
        ("a.m4a", made.film(b"M4A "), "m4a"),
        ("a.m4a", made.film(b"mp42"), "m4a"),
        ("a.mp4", made.film(b"mp42"), "mp4"),
        ("a.mp4", made.film(b"avc1"), "mp4"),
    ],
)
def test_taken(name: str, content: bytes, kind: str) -> None:
    assert kind_of(content, name=name) == kind


def test_every_kind_is_taken_once_in_the_tests_above() -> None:
    taken = {mark[2] for mark in test_taken.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert taken == {kind.name for kind in KINDS}


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


BOMB = made.office("xl/workbook.xml", more={"xl/sheet1.xml": bytes(30 * 1024 * 1024)})
MACRO = made.office("word/document.xml", more={"word/vbaProject.bin": b"Sub AutoOpen"})
WRONG_SUM = made.office("word/document.xml", more={"word/a.xml": b"abc" * 50}).replace(b"word/a.xml", b"word/b.xml", 1)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.jpg", b"", EmptyAttachment),
        ("a.jpg", made.EXE, KindNotTaken),
        ("报告.pdf", made.EXE, KindNotTaken),
        ("a.txt", "路灯不亮".encode(), KindNotTaken),
        ("a.html", b"<html><script>alert(1)</script>", KindNotTaken),
        ("a.svg", b"<svg onload='alert(1)'/>", KindNotTaken),
        ("a.rar", b"Rar!\x1a\x07\x00" + bytes(40), KindNotTaken),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), KindNotTaken),
        ("a.mov", made.film(b"qt  "), KindNotTaken),
        ("a.pdf", b"\n" + made.PDF, KindNotTaken),
        ("a.heic", made.film(b"heic"), HeicRefused),
        ("a.jpg", made.film(b"heic"), HeicRefused),
        ("a.exe", JPEG, WrongExtension),
        ("a.png", JPEG, WrongExtension),
        ("jpg", JPEG, WrongExtension),
        ("a.jpg ", JPEG, WrongExtension),
        ("a.jpg/.php", JPEG, WrongExtension),
        ("a.zip", made.DOCX, WrongExtension),
        ("a.xlsx", made.DOCX, WrongExtension),
        ("a.docx", zipped(a=b"b"), WrongExtension),
        ("a.docx", MACRO, MacrosRefused),
        ("a.xlsx", BOMB, UnpacksTooLarge),
        ("a.docx", made.DOCX[:-30], DamagedAttachment),
        ("a.docx", WRONG_SUM, DamagedAttachment),
        ("a.jpg", JPEG[: len(JPEG) // 2], DamagedPicture),
        ("a.png", PNG[: len(PNG) // 2], DamagedPicture),
        ("a.jpg", b"\xff\xd8\xff\xe0 not a picture", DamagedPicture),
        ("a.gif", b"GIF89a/*", DamagedPicture),
        ("a.gif", b"GIF89a/*<script>alert(1)</script>", MixedContent),
        ("a.jpg", JPEG + zipped(a=b"hidden"), MixedContent),
        ("a.pdf", made.PDF + zipped(a=b"hidden"), MixedContent),
        ("a.png", PNG[:33] + b"\0\0\0\x05tEXt<?php" + PNG[33:], MixedContent),
        ("a.pdf", made.PDF[:20], DamagedAttachment),
        ("a.wav", made.WAV[:-1], DamagedAttachment),
        ("a.mp3", made.MP3[:20], DamagedAttachment),
        ("a.mp3", made.MP3[:7], DamagedAttachment),
        ("a.mp4", made.film()[:-1], DamagedAttachment),
        ("a.mp4", made.film()[:20], DamagedAttachment),
        ("a.mp4", made.film() + b"\0\0\0\x04free", DamagedAttachment),
        ("a.mp4", made.film() + made.box(b"free") * 10_001, DamagedAttachment),
    ],
)
def test_refused(name: str, content: bytes, error: type[ShiyuError]) -> None:
    with pytest.raises(error) as refused:
        kind_of(content, name=name)
    assert isinstance(refused.value, BadInput)
    assert "{" not in refused.value.words.zh + refused.value.words.en


def test_the_refusal_names_what_was_found_and_what_is_allowed() -> None:
    with pytest.raises(KindNotTaken) as refused:
        kind_of(made.EXE, name="a.pdf")
    assert refused.value.words.zh.startswith("附件内容是“Windows Executable”，只接收：jpg、png、")
    with pytest.raises(WrongExtension) as renamed:
        kind_of(PNG, name="a.jpg")
    assert renamed.value.words.zh == "附件内容是PNG 图片，扩展名却是“jpg”，应为：png。"
    assert renamed.value.words.en == "The attachment holds: PNG picture; its name ends in “jpg” and not in png."


def test_too_large() -> None:
    class Long(BytesIO):
        @override
        def seek(self, position: int, whence: int = 0, /) -> int:
            return 20 * 1024 * 1024 + 1 if whence == 2 else super().seek(position, whence)

    with pytest.raises(AttachmentTooLarge) as refused:
        check_attachment(Long(JPEG), name="a.jpg")
    assert refused.value.words.zh == "JPEG 图片有 20.0 MB，最大 20.0 MB。"


def test_the_unpacked_size_has_an_end_for_large_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_formats, "MOST_UNPACKED", 1000)
    with pytest.raises(UnpacksTooLarge):
        kind_of(made.office("word/document.xml", more={"word/a.xml": bytes(1001)}), name="a.docx")


def test_bytes_in_memory_are_judged_alike() -> None:
    kind = check_upload("a.jpg", JPEG)
    assert (kind.name, kind.content_type, kind.is_image) == ("jpeg", "image/jpeg", True)
    assert not check_upload("a.mp4", made.film()).is_image
    with pytest.raises(KindNotTaken):
        check_upload("a.jpg", made.EXE)


def test_kinds_do_not_share_names() -> None:
    names = [extension for kind in KINDS for extension in kind.extensions]
    assert len(names) == len(set(names))
    assert max(kind.limit for kind in KINDS) == media.LARGEST


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells the log of broken notes
@given(st.sampled_from([JPEG, PNG, GIF, made.PDF, made.DOCX, made.MP3, made.film()]), st.data())
def test_any_changed_or_cut_file_is_taken_or_refused_but_never_breaks(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    changed = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    cut = changed[: data.draw(st.integers(at, len(content)))]
    for name in ("a.jpg", "a.png", "a.gif", "a.pdf", "a.docx", "a.mp3", "a.mp4"):
        with suppress(BadInput):
            kind_of(cut, name=name)
