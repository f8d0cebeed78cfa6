"""A report as the text of a case and back: the resident's own words first, what the app asked besides after a mark."""

from collections.abc import Mapping
from dataclasses import dataclass

REFERENCE = "open311"
"""The case's reference to its source; by it a request is known to have come through this door."""
_MARK = "\n\n〔Open311〕\n"
_MEDIA = "media_url："


@dataclass(frozen=True, slots=True)
class Told:
    """What a report said: its description, and the address of its picture elsewhere."""

    description: str
    media_url: str = ""


def detail_of(told: Told, *, answers: Mapping[str, str]) -> str:
    """The text of the case; `answers` are the attributes, label and value."""
    lines = [f"{label}：{value}" for label, value in answers.items()]
    if told.media_url:
        lines.append(f"{_MEDIA}{told.media_url}")
    return told.description + (_MARK + "\n".join(lines) if lines else "")


def told_in(detail: str) -> Told:
    """What a text of `detail_of` began from."""
    description, _, lines = detail.rpartition(_MARK) if _MARK in detail else (detail, "", "")
    media = next((line.removeprefix(_MEDIA) for line in lines.split("\n") if line.startswith(_MEDIA)), "")
    return Told(description, media)
