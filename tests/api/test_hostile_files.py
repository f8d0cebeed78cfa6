"""Uploads that no honest client sends: refused by name, nothing stored."""

from typing import Any

import pytest

from tests.api.people import Api, bearing, token_for
from tests.api.refusing import refused, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


def upload(client: Api, content: bytes, *, content_type: str = "multipart/form-data; boundary=b") -> Any:
    return client.client.generic("POST", "/api/v1/files", content, content_type=content_type, headers=client.headers)


def form(name: str, content: bytes, *, field: str = "file") -> bytes:
    head = (
        f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    )
    return head.encode() + content + b"\r\n--b--\r\n"


UPLOADS: dict[str, tuple[bytes, set[str]]] = {
    "nothing": (b"", {"bad_form", "bad_value"}),
    "no form": (b"abc", {"bad_form", "bad_value"}),
    "cut off": (form("a.png", b"\x89PNG")[:60], {"bad_form", "bad_value"}),
    "an empty file": (form("a.png", b""), {"empty_attachment"}),
    "a program": (form("a.png", b"MZ" + b"\0" * 100), {"kind_not_taken"}),
    "a page": (form("a.html", b"<html><script>x</script></html>"), {"kind_not_taken"}),
    "a picture that is none": (
        form("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        {"damaged_picture", "damaged_attachment"},
    ),
    "another field": (form("a.png", b"x", field="upload"), {"bad_value"}),
    "a text field": (b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n', {"bad_value"}),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_an_upload_is_refused_by_name(client: Api, name: str) -> None:
    content, codes = UPLOADS[name]
    before = stored()
    refused(upload(client, content), *codes)
    assert stored() == before


def test_an_oversized_upload_is_not_read(client: Api) -> None:
    refused(upload(client, form("a.png", b"x" * 22_000_000)), "too_large")


def test_an_upload_of_another_kind_is_refused(client: Api) -> None:
    refused(upload(client, b"{}", content_type="application/json"), "bad_form")
