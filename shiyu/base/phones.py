"""Telephone numbers as people type them, spelt one way so that a number is found again."""

import re

from shiyu.base.errors import BadInput
from shiyu.base.masking import folded
from shiyu.base.words import Words

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_NUMBER = re.compile(r"\+?\d[\d-]*(?:(?:转|分机|#|[xX]|ext\.?)-?\d{1,6})?")
_SEPARATORS = re.compile(r"[\s()]")
_DASHES = str.maketrans(dict.fromkeys("－—–‐−", "-"))
LEAST, MOST = 3, 24
NOT_A_NUMBER = Words(
    "电话只能有数字、+、-、空格和分机（如 0356-1234567转801），请核对后重填",
    "a telephone number has digits, +, -, spaces and an extension (0356-1234567转801); please compare it again",
)


def mobile(phone: str) -> str:
    """The eleven digits of a Chinese mobile number, however it was written; empty for any other number."""
    found = _MOBILE.fullmatch(re.sub(r"[\s\-()]", "", folded(phone).translate(_DASHES)))
    return found[1] if found else ""


def spelt(phone: str) -> str:
    """A number as it is kept: a mobile one by its eleven digits, any other without spaces.

    Raises `BadInput` for what is no number; short ones (12345) and service numbers (400-…) are.
    """
    if eleven := mobile(phone):
        return eleven
    bare = _SEPARATORS.sub("", folded(phone).translate(_DASHES))
    digits = sum(sign.isdigit() for sign in bare)
    if not _NUMBER.fullmatch(bare) or not LEAST <= digits <= MOST:
        raise NotATelephone()
    return bare


class NotATelephone(BadInput):
    """This is no telephone number."""

    code = "not_a_telephone"
    sentence = NOT_A_NUMBER
