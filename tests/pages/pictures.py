"""Files a form may be sent with, made small."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def jpeg(name: str, *, padding: int = 0) -> SimpleUploadedFile:
    """A small picture; `padding` bytes behind it make it as large as one likes."""
    made = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue() + b"\0" * padding, "image/jpeg")


def program(name: str) -> SimpleUploadedFile:
    """A program for Windows under a harmless name."""
    return SimpleUploadedFile(name, b"MZ" + b"\0" * 200, "image/jpeg")
