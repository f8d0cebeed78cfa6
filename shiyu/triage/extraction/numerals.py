"""Numbers as Chinese texts write them: 三千二百, 十五, 1.5. Pure."""

from decimal import Decimal

_DIGITS = dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
SIGNS = "".join([*_DIGITS, *_TENS, *_LARGE])
SCALES = {"": 1, **_TENS, **_LARGE}


def number_of(text: str) -> Decimal | None:
    """The value of a number in Arabic figures or Chinese numerals; None where it is none."""
    bare = text.replace(",", "").replace("，", "").strip()
    if bare and all(sign in SIGNS for sign in bare):
        return Decimal(_spelt(bare))
    if bare.isascii() and bare.replace(".", "", 1).isdigit():
        return Decimal(bare)
    return None


def _spelt(text: str) -> int:
    if not any(sign in SCALES for sign in text):  # 二〇二六: digit by digit
        return int("".join(str(_DIGITS[sign]) for sign in text))
    whole = part = digit = 0
    scale = 1
    for sign in text:
        if sign in _DIGITS:
            digit, scale = _DIGITS[sign], 1 if sign in "零〇" else scale
        elif sign in _TENS:
            part, digit, scale = part + (digit or 1) * _TENS[sign], 0, _TENS[sign] // 10
        elif sign == "万":
            whole, part, digit, scale = whole + (part + digit) * _LARGE[sign], 0, 0, 1_000
        else:
            whole, part, digit, scale = (whole + part + digit) * _LARGE[sign], 0, 0, 10_000_000
    # 一万二 is 12,000 and 三百五 is 350, 一万零二 is 10,002: a last digit counts in the next lower scale.
    return whole + part + digit * scale
