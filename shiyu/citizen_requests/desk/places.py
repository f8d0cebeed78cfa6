"""A county, street or township as an agent types it: he cannot scroll through ninety of them while somebody talks."""

from shiyu.web.choices import place_lines

ENDINGS = ("街道", "镇", "乡", "县", "区", "市")
"""Left out in speech: 东街 is 东街街道."""


def division_code(typed: str) -> str:
    """The code that was meant; what is no place stays as it was typed, for the door to refuse by name."""
    typed = " ".join(typed.split())
    codes = place_lines()[0].codes
    return next((codes[one] for one in (typed, *(typed + ending for ending in ENDINGS)) if one in codes), typed)


def division_words(code: str) -> str:
    """How a code is written in the field."""
    return place_lines()[1].get(code, code)
