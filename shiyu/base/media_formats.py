"""Marks by which each kind of attachment is known, and checks that it goes on as it begins."""

import zipfile
import zlib
from typing import BinaryIO

from shiyu.base.media_errors import DamagedAttachment, MacrosRefused, UnpacksTooLarge, WrongExtension
from shiyu.base.words import Words

MOST_UNPACKED = 200 * 1024 * 1024  # bytes an Office file may unpack to
_MOST_RATIO = 100  # times its size; beyond it only a small file may go
_ALWAYS_ALLOWED = 10 * 1024 * 1024  # bytes: sheets of equal cells do shrink a thousandfold
_MOST_MEMBERS = 5_000
_MOST_BOXES = 10_000
_CHUNK = 256 * 1024

_MARKUP = (b"<script", b"<html", b"<!doctype", b"<?php", b"<svg")
_MARKUP_WITHIN = 1024  # bytes in which browsers look for markup

_SOUND_BRANDS = {b"M4A ", b"M4B "}
_SHARED_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"3gp4", b"3gp5"}
_VIDEO_BRANDS = {b"avc1", b"M4V ", b"dash", b"MSNV"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


def is_jpeg(head: bytes) -> bool:
    """Start of image, then a marker."""
    return head.startswith(b"\xff\xd8\xff")


def is_png(head: bytes) -> bool:
    """The eight bytes of ISO/IEC 15948."""
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def is_gif(head: bytes) -> bool:
    """Either version."""
    return head.startswith((b"GIF87a", b"GIF89a"))


def is_webp(head: bytes) -> bool:
    """A RIFF file of form WEBP."""
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def is_wav(head: bytes) -> bool:
    """A RIFF file of form WAVE."""
    return head.startswith(b"RIFF") and head[8:12] == b"WAVE"


def is_pdf(head: bytes) -> bool:
    """From the very first byte; readers allow rubbish before it, which is where other files hide."""
    return head.startswith(b"%PDF-")


def is_zip(head: bytes) -> bool:
    """Every Office Open XML file is a ZIP archive."""
    return head.startswith(b"PK\x03\x04")


def is_amr(head: bytes) -> bool:
    """Narrow or wide band (RFC 4867)."""
    return head.startswith((b"#!AMR\n", b"#!AMR-WB\n"))


def _is_mp3_frame(head: bytes) -> bool:
    """Sync, a version, layer III, a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] & 0x18 == 0x08:
        return False
    return 0x10 <= head[2] < 0xF0 and head[2] & 0x0C != 0x0C


def is_mp3(head: bytes) -> bool:
    """An ID3v2 tag or a first frame."""
    return (head.startswith(b"ID3") and head[3:4] in (b"\x02", b"\x03", b"\x04")) or _is_mp3_frame(head)


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


def is_m4a(head: bytes) -> bool:
    """Sound by its brand, or a brand that sound and film share."""
    return _brand(head) in _SOUND_BRANDS | _SHARED_BRANDS


def is_mp4(head: bytes) -> bool:
    """Film by its brand, or a brand that sound and film share."""
    return _brand(head) in _VIDEO_BRANDS | _SHARED_BRANDS


def is_heic(head: bytes) -> bool:
    """High Efficiency pictures: known, to say so."""
    return _brand(head) in _HEIC_BRANDS


def is_mixed(source: BinaryIO, *, head: bytes) -> bool:
    """Whether an archive hangs at the end, or markup stands where a browser would look for it."""
    early = head[:_MARKUP_WITHIN].lower()
    return any(markup in early for markup in _MARKUP) or zipfile.is_zipfile(source)


def whole(source: BinaryIO) -> None:
    """Nothing more can be said of this kind than how it begins."""


def check_pdf(source: BinaryIO) -> None:
    """Ends as it must. Raises `DamagedAttachment`."""
    source.seek(-min(2048, source.seek(0, 2)), 2)
    if b"%%EOF" not in source.read():
        raise DamagedAttachment(reason=Words("缺少文件结尾", "its end is missing"))


def check_wav(source: BinaryIO) -> None:
    """As long as it says. Raises `DamagedAttachment`."""
    said = int.from_bytes(source.read(8)[4:], "little") + 8
    if source.seek(0, 2) < said:
        raise DamagedAttachment(reason=Words("缺少文件结尾", "its end is missing"))


def check_mp3(source: BinaryIO) -> None:
    """A frame stands right after the tag (some writers pad). Raises `DamagedAttachment`."""
    head = source.read(10)
    if head.startswith(b"ID3"):
        source.seek(10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False)))
    else:
        source.seek(0)
    if not _is_mp3_frame(source.read(8192).lstrip(b"\x00")):
        raise DamagedAttachment(reason=Words("标签之后没有声音", "no sound after its tag"))


def check_boxes(source: BinaryIO) -> None:
    """The boxes of ISO/IEC 14496-12 fill the file and one of them is the index. Raises `DamagedAttachment`."""
    end, position, count = source.seek(0, 2), 0, 0
    kinds: set[bytes] = set()
    while position < end:
        source.seek(position)
        head = source.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        length = length or end - position
        if length < 8 or position + length > end or count > _MOST_BOXES:
            raise DamagedAttachment(reason=Words("数据块不完整", "a box of it is incomplete"))
        kinds.add(head[4:8])
        position, count = position + length, count + 1
    if b"moov" not in kinds:
        raise DamagedAttachment(reason=Words("缺少索引", "its index is missing"))


def check_docx(source: BinaryIO) -> None:
    """A Word document without macros that unpacks within bounds."""
    _check_office(source, extension="docx")


def check_xlsx(source: BinaryIO) -> None:
    """An Excel workbook without macros that unpacks within bounds."""
    _check_office(source, extension="xlsx")


_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_LABELS = {"docx": Words("Word 文档", "Word document"), "xlsx": Words("Excel 表格", "Excel workbook")}
_ARCHIVE = Words("压缩包", "archive")


def _check_office(source: BinaryIO, *, extension: str) -> None:
    size = source.seek(0, 2)
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            _check_parts({member.filename for member in members}, extension=extension)
            _check_sizes(members, packed=size)
            _read_through(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        # RuntimeError is how zipfile says that a member is encrypted.
        raise DamagedAttachment(reason=Words("无法解压", "it cannot be unpacked")) from None


def _check_parts(names: set[str], *, extension: str) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacrosRefused
    if "[Content_Types].xml" not in names or _MAIN_PARTS[extension] not in names:
        other = next((kind for kind, part in _MAIN_PARTS.items() if part in names), "")
        found = _LABELS.get(other, _ARCHIVE)
        raise WrongExtension(kind=found, extension=extension, allowed=other or "—")


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    limit = min(MOST_UNPACKED, max(_ALWAYS_ALLOWED, packed * _MOST_RATIO))
    if unpacked > limit or len(members) > _MOST_MEMBERS:
        raise UnpacksTooLarge(size=f"{unpacked / 1024**2:.1f} MB", limit=f"{limit / 1024**2:.1f} MB")


def _read_through(archive: zipfile.ZipFile) -> None:
    """Unpack everything once: zipfile reads no member further than its stated size and then compares checksums."""
    for member in archive.infolist():
        with archive.open(member) as part:
            while part.read(_CHUNK):
                pass
