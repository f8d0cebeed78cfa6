"""A public copy shows the picture and tells nothing else."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from shiyu.base import pictures
from shiyu.base.pictures import DamagedPicture, TooManyPixels, public_copy, thumbnail
from shiyu.base.tests import made_files as made

RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)
LATITUDE, LONGITUDE = (35.0, 29.0, 26.0), (112.0, 51.0, 4.0)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def two_halves(kind: str, *, size: tuple[int, int] = (400, 200), **more: object) -> bytes:
    """Red above, blue below."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (0, size[1] // 2, *size))
    out = BytesIO()
    picture.save(out, format=kind, **more)
    return out.getvalue()


def exif(*, orientation: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "Maker of the camera"
    notes[0x013B] = "Zhang San"
    notes.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE})
    return notes


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(have - want) < 12 for have, want in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("copy", [public_copy, thumbnail])
def test_position_camera_and_author_are_gone(kind: str, copy: Callable[[bytes], bytes]) -> None:
    original = two_halves(kind, exif=exif())
    assert opened(original).getexif().get_ifd(0x8825)[2] == LATITUDE
    made_copy = opened(copy(original))
    assert (made_copy.format, dict(made_copy.getexif()), made_copy.getexif().get_ifd(0x8825)) == ("JPEG", {}, {})
    assert set(made_copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Zhang San" not in copy(original)


def test_comments_profiles_and_appended_bytes_are_gone() -> None:
    original = two_halves("JPEG", comment=b"call 13812345678", icc_profile=b"made by Zhang San") + b"a hidden end"
    copy = public_copy(original)
    assert not [note for note in (b"138123", b"Zhang", b"hidden") if note in copy]
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", "<x>Zhang San</x>")
    assert b"Zhang" not in public_copy(two_halves("PNG", pnginfo=notes))


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (400, 200), (200, 20)),
        (3, (400, 200), (200, 180)),
        (6, (200, 400), (180, 200)),
        (8, (200, 400), (20, 200)),
    ],
)
def test_upright(orientation: int, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    copy = opened(public_copy(two_halves("JPEG", exif=exif(orientation=orientation))))
    assert copy.size == size
    assert near(copy.getpixel(red_at), RED)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells the log, the sender needs no telling
def test_a_broken_note_turns_nothing() -> None:
    original = two_halves("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")
    assert opened(public_copy(original)).size == (400, 200)


def test_clear_places_become_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, format="PNG")
    assert opened(public_copy(out.getvalue())).getpixel((20, 15)) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "CMYK"])
def test_every_mode_of_colour_has_a_copy(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, format="JPEG" if mode == "CMYK" else "PNG")
    assert opened(public_copy(out.getvalue())).mode == "RGB"


def test_the_first_picture_of_a_moving_one() -> None:
    out = BytesIO()
    Image.new("P", (40, 30)).save(out, format="GIF", save_all=True, append_images=[Image.new("P", (40, 30), 1)])
    assert opened(public_copy(out.getvalue())).size == (40, 30)


def test_sizes() -> None:
    large = made.picture(size=(3000, 1000))
    assert opened(public_copy(large)).size == (2560, 853)
    assert opened(thumbnail(large)).size == (320, 107)
    assert opened(thumbnail(made.picture(size=(40, 30)))).size == (40, 30)


def test_a_small_file_of_many_pixels_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    Image.new("1", (9000, 8000)).save(out, format="PNG")
    for use in (public_copy, thumbnail, lambda content: pictures.check_picture(BytesIO(content), pillow_format="PNG")):
        with pytest.raises(TooManyPixels) as refused:
            use(out.getvalue())
        assert refused.value.words.zh == "图片像素过多：7200 万，最多 7000 万。"


@pytest.mark.parametrize("pixels", [100_000_000, 4_000_000_000])
def test_pillows_own_limits_read_alike(pixels: int) -> None:
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, format="PNG")
    head = bytearray(out.getvalue())
    head[16:24] = (50_000).to_bytes(4, "big") + (pixels // 50_000).to_bytes(4, "big")
    from zlib import crc32

    head[29:33] = crc32(bytes(head[12:29])).to_bytes(4, "big")
    with pytest.raises(TooManyPixels):
        public_copy(bytes(head))


@pytest.mark.parametrize("content", [b"", b"no picture", made.picture()[:300], made.picture("PNG")[:300], made.PDF])
def test_what_is_no_picture_has_no_copy(content: bytes) -> None:
    with pytest.raises(DamagedPicture):
        public_copy(content)
