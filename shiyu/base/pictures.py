"""Pictures: whether they are whole and of a bearable size, and copies that may be shown to others.

Only pictures have public copies. Other attachments carry traces of their makers too deep to be sure of (authors in
papers, positions in videos) and stay with those who handle the case.
"""

import struct
import zlib
from io import BytesIO
from typing import BinaryIO, ClassVar

from PIL import Image, ImageOps

from shiyu.base.errors import BadInput
from shiyu.base.words import Words

MOST_PIXELS = 70_000_000  # the largest common telephone picture has 64 million; unpacked this is 210 MB for a moment
PUBLIC_SIDE = 2560  # pixels of the longer side: a number plate across the street is readable, a print is not worth it
THUMBNAIL_SIDE = 320
_PUBLIC_QUALITY = 85
_THUMBNAIL_QUALITY = 75
_SMALL = (256, 256)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # Pillow's names; other decoders are never given a stranger's bytes

# What Pillow raises for bytes that are no picture; it has no common class for them.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError),
    *(struct.error, zlib.error),
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class DamagedPicture(BadInput):
    """Cut off in transfer, or no picture at all."""

    code: ClassVar[str] = "damaged_picture"
    sentence = Words("图片不完整或已损坏，请重新上传。", "The picture is damaged or incomplete; please send it again.")


class TooManyPixels(BadInput):
    """A small file that would unpack into more memory than one request may take."""

    code: ClassVar[str] = "too_many_pixels"
    sentence = Words(
        "图片像素过多：{pixels} 万，最多 {limit} 万。",
        "The picture has {pixels}0,000 pixels; at most {limit}0,000 are allowed.",
    )


def _too_many(pixels: int) -> TooManyPixels:
    return TooManyPixels(pixels=pixels // 10_000, limit=MOST_PIXELS // 10_000)


def _open(source: BinaryIO, *, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The picture with its head read and its pixels counted, nothing unpacked yet."""
    try:
        picture = Image.open(source, formats=formats)
    except _BOMBS:
        raise _too_many(2 * MOST_PIXELS) from None
    except _BROKEN:
        raise DamagedPicture from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many(picture.width * picture.height)
    return picture


def check_picture(source: BinaryIO, *, pillow_format: str) -> None:
    """Unpack the whole picture once. Raises `DamagedPicture` or `TooManyPixels`."""
    picture = _open(source, formats=(pillow_format,))
    picture.draft("RGB", _SMALL)  # a JPEG is then read to its end, but kept small
    try:
        picture.load()
    except _BROKEN:
        raise DamagedPicture from None


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held; a position note that cannot be read turns nothing."""
    try:
        return ImageOps.exif_transpose(picture)
    except _BROKEN:
        return picture


def _bare_pixels(picture: Image.Image) -> Image.Image:
    """The pixels on white paper in a new picture, so that no note of the old one (EXIF, XMP, comment) comes along."""
    paper = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper.paste(layer, mask=layer)
    else:
        paper.paste(picture.convert("RGB"))
    return paper


def _copy(content: bytes, *, side: int, quality: int) -> bytes:
    picture = _open(BytesIO(content))
    picture.draft("RGB", (side, side))
    try:
        upright = _upright(picture.convert("RGBA") if picture.mode == "P" else picture)  # palettes shrink badly
        upright.thumbnail((side, side))
        bare = _bare_pixels(upright)
    except _BROKEN:
        raise DamagedPicture from None
    out = BytesIO()
    bare.save(out, format="JPEG", quality=quality, optimize=True)
    return out.getvalue()


def public_copy(content: bytes) -> bytes:
    """A JPEG that may be published: upright, at most `PUBLIC_SIDE` pixels long, its pixels and nothing else.

    No position, no camera, no date, no hidden small picture, no appended bytes. What the pixels show (faces, plates) is
    for a person to judge. Raises `DamagedPicture` or `TooManyPixels`.
    """
    return _copy(content, side=PUBLIC_SIDE, quality=_PUBLIC_QUALITY)


def thumbnail(content: bytes) -> bytes:
    """A small JPEG for lists, made as a public copy is."""
    return _copy(content, side=THUMBNAIL_SIDE, quality=_THUMBNAIL_QUALITY)
