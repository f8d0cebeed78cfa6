"""What every refusal must hold."""

from typing import Any

from shiyu.cases.models import Attachment, Case, Entry, Party


def stored() -> tuple[int, ...]:
    """How much is stored: a refusal leaves it alone."""
    return tuple(model.objects.count() for model in (Case, Party, Entry, Attachment))


def refused(response: Any, *codes: str) -> None:
    """Fails unless the answer is a named 4xx with one of the codes."""
    assert 400 <= response.status_code < 500, response.content[:300]
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] in codes, response.json()
    assert response.json()["kept"] is False
