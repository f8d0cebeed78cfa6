"""Small true files for uploads."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(*, positioned: bool = True) -> SimpleUploadedFile:
    """A JPEG of a few pixels, with a position in its EXIF data."""
    out, exif = BytesIO(), Image.Exif()
    if positioned:
        exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 29.0, 30.0), 3: "E", 4: (112.0, 51.0, 0.0)})
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("灯.jpg", out.getvalue(), content_type="image/jpeg")
