"""Attachments: which kinds are taken, and whether something is one of them.

The content decides, and the name must agree.

HEIC is not taken: the kept decoders bring GPL code, and without one no public copy could be freed of its position.
Old Office files (.doc, .xls) and those with macros are not taken: they run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

import puremagic

from shiyu.base import media_formats as formats
from shiyu.base.media_errors import (
    AttachmentTooLarge,
    EmptyAttachment,
    HeicRefused,
    KindNotTaken,
    MixedContent,
    WrongExtension,
)
from shiyu.base.pictures import check_picture, public_copy, thumbnail
from shiyu.base.words import Words

__all__ = ["KINDS", "LARGEST", "TAKEN", "Kind", "check_attachment", "check_upload", "public_copy", "thumbnail"]

_MB = 1024 * 1024
_HEAD_LENGTH = 4096  # bytes looked at to tell the kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of attachment: how it is called and served, how large it may be, how it is known and proved whole."""

    name: str
    label: Words
    content_type: str
    extensions: tuple[str, ...]
    limit: int  # bytes
    starts_like: Callable[[bytes], bool]
    check: Callable[[BinaryIO], None]

    @property
    def is_image(self) -> bool:
        """Whether a public copy and a thumbnail can be made of it."""
        return self.content_type.startswith("image/")


def _picture(pillow_format: str) -> Callable[[BinaryIO], None]:
    return lambda source: check_picture(source, pillow_format=pillow_format)


PICTURE, SOUND, PAPER = 20 * _MB, 30 * _MB, 50 * _MB  # a 64-megapixel JPEG; half an hour of speech; a scanned file
SHEET = 20 * _MB  # unpacked it may be ten times as large
VIDEO = 200 * _MB  # a minute or two from a telephone

KINDS = (
    Kind(
        name="jpeg", label=Words("JPEG 图片", "JPEG picture"), content_type="image/jpeg",
        extensions=("jpg", "jpeg", "jfif"), limit=PICTURE, starts_like=formats.is_jpeg, check=_picture("JPEG"),
    ),
    Kind(
        name="png", label=Words("PNG 图片", "PNG picture"), content_type="image/png",
        extensions=("png",), limit=PICTURE, starts_like=formats.is_png, check=_picture("PNG"),
    ),
    Kind(
        name="webp", label=Words("WebP 图片", "WebP picture"), content_type="image/webp",
        extensions=("webp",), limit=PICTURE, starts_like=formats.is_webp, check=_picture("WEBP"),
    ),
    Kind(
        name="gif", label=Words("GIF 图片", "GIF picture"), content_type="image/gif",
        extensions=("gif",), limit=PICTURE, starts_like=formats.is_gif, check=_picture("GIF"),
    ),
    Kind(
        name="pdf", label=Words("PDF 文件", "PDF paper"), content_type="application/pdf",
        extensions=("pdf",), limit=PAPER, starts_like=formats.is_pdf, check=formats.check_pdf,
    ),
    Kind(
        name="docx", label=Words("Word 文档", "Word document"),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extensions=("docx",), limit=SHEET, starts_like=formats.is_zip, check=formats.check_docx,
    ),
    Kind(
        name="xlsx", label=Words("Excel 表格", "Excel workbook"),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extensions=("xlsx",), limit=SHEET, starts_like=formats.is_zip, check=formats.check_xlsx,
    ),
    Kind(
        name="mp3", label=Words("MP3 录音", "MP3 sound"), content_type="audio/mpeg",
        extensions=("mp3",), limit=SOUND, starts_like=formats.is_mp3, check=formats.check_mp3,
    ),
    Kind(
        name="amr", label=Words("AMR 录音", "AMR sound"), content_type="audio/amr",
        extensions=("amr",), limit=SOUND, starts_like=formats.is_amr, check=formats.whole,
    ),
    Kind(
        name="wav", label=Words("WAV 录音", "WAV sound"), content_type="audio/wav",
        extensions=("wav",), limit=SOUND, starts_like=formats.is_wav, check=formats.check_wav,
    ),
    Kind(
        name="m4a", label=Words("M4A 录音", "M4A sound"), content_type="audio/mp4",
        extensions=("m4a",), limit=SOUND, starts_like=formats.is_m4a, check=formats.check_boxes,
    ),
    Kind(
        name="mp4", label=Words("MP4 视频", "MP4 video"), content_type="video/mp4",
        extensions=("mp4",), limit=VIDEO, starts_like=formats.is_mp4, check=formats.check_boxes,
    ),
)  # fmt: skip
TAKEN = "、".join(kind.extensions[0] for kind in KINDS)
LARGEST = max(kind.limit for kind in KINDS)  # bytes: no upload needs to be read further than this


def check_attachment(source: BinaryIO, *, name: str) -> Kind:
    """The kind of what `source` holds, which is left at its start; `name` is what the sender calls it.

    Serve it later under the kind's `content_type`, never under what the sender claimed. Raises a class of
    `shiyu.base.media_errors` or `shiyu.base.pictures` that names what was found and what is allowed.
    """
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(_HEAD_LENGTH)
    if not head:
        raise EmptyAttachment
    extension = PurePath(name).suffix.lower().removeprefix(".")
    kind = _kind_of(head, extension=extension)
    if size > kind.limit:
        raise AttachmentTooLarge(kind=kind.label, size=_in_mb(size), limit=_in_mb(kind.limit))
    if not formats.is_zip(head) and formats.is_mixed(source, head=head):
        raise MixedContent(kind=kind.label)
    source.seek(0)
    kind.check(source)
    source.seek(0)
    return kind


def check_upload(name: str, content: bytes) -> Kind:
    """`check_attachment` for bytes that are in memory already."""
    return check_attachment(BytesIO(content), name=name)


def _kind_of(head: bytes, *, extension: str) -> Kind:
    """The kind whose mark `head` bears; where several share it (`mp42` may be sound or film), the one of the name."""
    likely = [kind for kind in KINDS if kind.starts_like(head)]
    for kind in likely:
        if extension in kind.extensions:
            return kind
    if likely:
        allowed = "、".join(extension for kind in likely for extension in kind.extensions)
        raise WrongExtension(kind=likely[0].label, extension=extension[:16], allowed=allowed)
    if formats.is_heic(head):
        raise HeicRefused
    raise KindNotTaken(found=_what_it_seems(head), allowed=TAKEN)


def _what_it_seems(head: bytes) -> Words:
    try:
        name = puremagic.magic_string(head)[0].name
    except (puremagic.PureError, ValueError, IndexError):
        return Words("无法识别的内容", "unknown content")
    return Words(name, name)


def _in_mb(size: int) -> str:
    return f"{size / _MB:.1f} MB"
