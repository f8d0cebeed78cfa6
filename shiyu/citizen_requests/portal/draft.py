"""What a resident has typed so far, kept between the steps: sealed, in his own session, never in an address.

The later steps bring it back sealed in their form too, for a browser that lost its cookie meanwhile.
"""

import base64
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from shiyu.base.crypto import CryptoError, decrypt, encrypt

_NAME, SO_FAR = "report_draft", "_so_far"
_CONTEXT = b"portal.draft"
TITLE_LENGTH = 40
_SENTENCE_ENDS = "。！？!?；;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report that is not sent yet. `key` was made when it began, so sending it twice makes one case.

    `offered` is the category that a page which led here filled in; its writer confirms or changes it.
    """

    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    detail: str = ""
    title: str = ""
    type: str = ""
    files: tuple[tuple[str, str], ...] = ()
    street: str = ""
    village: str = ""
    address: str = ""
    lon: str = ""
    lat: str = ""
    category: str | None = None
    offered: str = ""
    join: str = ""
    name: str = ""
    phone: str = ""
    anonymous: bool = False

    @property
    def said(self) -> bool:
        """Whether the first step was done."""
        return bool(self.detail)

    @property
    def placed(self) -> bool:
        """Whether the second step was done; its category is then chosen, if only as “not sure”."""
        return self.said and self.category is not None

    @property
    def heading(self) -> str:
        """The title, or the beginning of what was said."""
        return self.title or beginning_of(self.detail)

    def place(self) -> dict[str, Any]:
        """The place as the engine takes it; empty where nothing was said of it."""
        known: dict[str, Any] = {"division": self.village or self.street, "address": self.address}
        if self.lon and self.lat:
            known |= {"lon": float(self.lon), "lat": float(self.lat)}
        return {name: value for name, value in known.items() if value not in ("", None)}

    def contact(self) -> dict[str, Any]:
        """Who reports."""
        told = {"name": self.name, "phone": self.phone}
        return {"anonymous": True} if self.anonymous else {name: value for name, value in told.items() if value}

    def facts(self) -> dict[str, Any]:
        """The facts of the opening move."""
        facts: dict[str, Any] = {
            "title": self.heading, "detail": self.detail, "type": self.type, "category": self.category or "",
            "place": self.place(), "contact": self.contact(), "channel": "portal",
            "files": [reference for reference, _ in self.files],
        }  # fmt: skip
        return {name: value for name, value in facts.items() if value not in ("", {}, [])}


def beginning_of(detail: str) -> str:
    """The first sentence of a text as its title, cut where it is long."""
    line = " ".join(detail.split())
    ends = [at for sign in _SENTENCE_ENDS if (at := line.find(sign)) > 0]
    first = line[: min(ends)] if ends else line
    return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this browser; a new one where there is none, or where it can no longer be opened."""
    kept: str = request.session.get(_NAME, "") if request.session.session_key else ""
    return _opened(kept) or Draft()


def brought_back(request: HttpRequest) -> Draft | None:
    """The draft as the form itself brings it; None where it brings none that can be opened."""
    return _opened(request.POST.get(SO_FAR, ""))


def sealed(draft: Draft) -> str:
    """The draft as the session and the form keep it."""
    content = json.dumps(asdict(draft), ensure_ascii=False).encode()
    return base64.b64encode(encrypt(content, context=_CONTEXT)).decode()


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keeps the draft until the session ends."""
    request.session[_NAME] = sealed(draft)


def _opened(kept: str) -> Draft | None:
    try:
        fields: dict[str, Any] = json.loads(decrypt(base64.b64decode(kept), context=_CONTEXT))
        return replace(Draft(), **{**fields, "files": tuple((ref, name) for ref, name in fields["files"])})
    except (CryptoError, ValueError, TypeError, KeyError):
        return None


def forget(request: HttpRequest) -> None:
    """Drops the draft: it was sent, or given up."""
    request.session.pop(_NAME, None)
