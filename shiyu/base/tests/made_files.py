"""Small files of every kind, made for the tests and right to the last byte."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, format=kind)
    return out.getvalue()


def box(name: bytes, *, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + name + content


def film(brand: bytes = b"isom") -> bytes:
    parts = {b"ftyp": brand + b"\0\0\2\0" + brand, b"moov": b"index", b"mdat": b"sound and light"}
    return b"".join(box(name, content=content) for name, content in parts.items())


def office(main: str, *, more: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": b"<Types/>", main: b"<xml/>", **(more or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + MP3_FRAME
WAV = b"RIFF" + (36).to_bytes(4, "little") + b"WAVEfmt " + bytes(28)
AMR = b"#!AMR\n" + bytes(32)
EXE = b"MZ\x90\x00" + bytes(200)
