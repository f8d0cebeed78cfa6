"""A text as everybody may read it: without the names and addresses of those it was written to. Pure."""

import re
from collections.abc import Mapping, Sequence

from shiyu.base.masking import mask_name, redact

HIDDEN = "**"
_DOOR = re.compile(
    r"[A-Za-z#]?[0-9０-９一二三四五六七八九十百零〇]+[0-9A-Za-z-]*\s*"
    r"(?=号(?!线|公路|路|街)|弄|幢|栋|座|单元|室|户)"
)  # fmt: skip
_CALLED = r"(?:某某|某|先生|女士|同志|委员|师傅|老师|大爷|大妈|阿姨)"


def without_persons(said: str, *, contacts: Sequence[Mapping[str, str]]) -> str:
    """Names and addresses of those who raised it taken out, numbers masked, doors hidden."""
    for contact in contacts:
        name, address = contact.get("name", "").strip(), contact.get("address", "").strip()
        if len(address) > 1:
            said = said.replace(address, HIDDEN)
        if len(name) > 1:
            family = mask_name(name).rstrip("*")
            said = re.sub(rf"{re.escape(name)}|{re.escape(family)}{_CALLED}", mask_name(name), said)
    return _DOOR.sub(HIDDEN, redact(said))
