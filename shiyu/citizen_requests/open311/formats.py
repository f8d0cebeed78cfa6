"""One answer, two formats: plain values written as XML or JSON. The names of XML's inner elements stand in `ITEMS`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest
from django.utils.timezone import localtime

from shiyu.base.words import Words
from shiyu.citizen_requests.open311.errors import NoSuchFormat

ITEMS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
    "media_urls": "media_url",
}
"""What an element of a list is called, by the name of the list."""

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Format(Enum):
    """A format and the content type it is sent with."""

    XML = "text/xml; charset=utf-8"
    JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is answered: a list or an object under the name its XML root has."""

    root: str
    content: Any
    status: int = 200
    headers: Mapping[str, str] | None = None


def format_of(request: HttpRequest, suffix: str | None) -> Format:
    """The format the address ends with; without an ending the one `Accept` prefers, else XML. Raises `NoSuchFormat`."""
    if suffix is not None:
        found = Format.__members__.get(suffix.upper())
        if found is None:
            raise NoSuchFormat
        return found
    wanted = request.get_preferred_type(["text/xml", "application/xml", "application/json"])
    return Format.JSON if wanted == "application/json" else Format.XML


def written(document: Document, *, form: Format) -> bytes:
    """The document as bytes in UTF-8."""
    if form is Format.JSON:
        return json.dumps(_plain(document.content), ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    root = Element(document.root)
    _fill(root, _plain(document.content))
    # Written by hand: ElementTree's own declaration has single quotes, which old clients' patterns miss.
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + content


def moment(at: datetime) -> str:
    """ISO 8601 to the second, in the city's zone (`2026-03-02T09:00:00+08:00`)."""
    return localtime(at).isoformat(timespec="seconds")


def _plain(value: Any) -> Any:
    match value:
        case Words():
            return str(value)
        case datetime():
            return moment(value)
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value


def _fill(element: Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(SubElement(element, ITEMS[element.tag]), inner)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NOT_XML.sub("", str(value))
