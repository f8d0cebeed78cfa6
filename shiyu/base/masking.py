"""Personal data shown no further than needed (个人信息保护法 6): how each kind is masked, and found in free text.

Masking is for showing, not for storing: what must not be read is encrypted or erased. Every function is pure; what it
does not recognise it hides rather than shows.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shiyu.base.identity import is_id_number, passes_luhn

HIDDEN = "***"

# 复姓 still in use; the family name stays readable, how long the given name is does not show.
_COMPOUND_SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "欧阳 司马 上官 诸葛 皇甫 尉迟 司徒 令狐 慕容 夏侯 端木 公孙 长孙 宇文 轩辕 东方 独孤 南宫 百里 呼延 "
        "淳于 澹台 单于 申屠 公冶 太史 闻人 钟离 濮阳 赫连 鲜于 闾丘 司空 西门 拓跋 万俟",
    )
)

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d)\d{4}(\d{4})")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})")
_SEPARATORS = re.compile(r"[\s\-.,，、·•_–—()（）/\u200b\ufe0f\u20e3]+")
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20})

# A number told in words, or drawn otherwise: each sign is one digit, so positions stay. 十 and above are amounts.
_SPOKEN = str.maketrans(
    dict(zip("零〇○一二三四五六七八九", "000123456789", strict=True))
    | dict(zip("幺壹贰叁肆伍陆柒捌玖两兩陸", "1123456789226", strict=True))
    | {chr(0x2460 + n): str(n + 1) for n in range(9)}  # ① to ⑨
    | {chr(0x2776 + n): str(n + 1) for n in range(9)}  # ❶ to ❾
    | {"⓪": "0"}
    | {chr(0x1D7CE + n): str(n % 10) for n in range(50)}  # digits in the type of mathematics
)

_DIGIT_SIGNS = "".join(map(chr, _SPOKEN)) + "0-9"
_TELLS_DIGITS = re.compile(rf"(?:[{_DIGIT_SIGNS}][^{_DIGIT_SIGNS}\w]{{0,2}}){{9}}")
"""Nearly every text has a 一 somewhere; only where nine digits come together is it read once more."""

_HAN = "一-鿿"
_ADDRESS = re.compile(
    rf"(?:[{_HAN}]{{1,8}}?(?:省|自治区))?(?:[{_HAN}]{{2,8}}?(?<![超夜菜])(?:市|自治州|盟))?"
    rf"(?:[{_HAN}]{{1,8}}?(?:县|(?<![小社校园厂景宅住库])区|(?<![超夜菜])市))?(?:[{_HAN}]{{1,8}}?(?:街道|镇|乡))?"
)


def folded(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones, character by character: positions stay."""
    return text.translate(_FULL_WIDTH)


def mask_phone(phone: str) -> str:
    """`138****5678`, `0356-****678`; of any other number only the last two digits, of a short one nothing."""
    digits = _SEPARATORS.sub("", folded(phone.strip()))
    mobile, landline = _MOBILE.fullmatch(digits), _LANDLINE.fullmatch(digits)
    if mobile:
        return f"{mobile[1]}****{mobile[2]}"
    if landline:
        return f"{landline[1]}-****{landline[2][4:]}"
    return f"****{digits[-2:]}" if len(digits) > 6 else "****"


def mask_name(name: str) -> str:
    """`张*`, `欧阳*`: the family name, and one star however long the rest is. A single character is hidden."""
    bare = name.strip()
    if len(bare) < 2:
        return "*" if bare else ""
    return (bare[:2] if bare[:2] in _COMPOUND_SURNAMES and len(bare) > 2 else bare[0]) + "*"


def mask_id_number(number: str) -> str:
    """`1405**********002X`: province, city and the last four; never the birthday. Anything else is hidden whole."""
    bare = _SEPARATORS.sub("", folded(number.strip())).upper()
    return f"{bare[:4]}**********{bare[-4:]}" if re.fullmatch(r"\d{17}[\dX]", bare) else HIDDEN


def mask_address(address: str) -> str:
    """Down to county and street or town (`晋城市城区北街街道***`); road, house and village are hidden."""
    bare = address.strip()
    kept = _ADDRESS.match(bare)
    shown = kept[0] if kept else ""
    return shown if shown == bare else shown + HIDDEN


def mask_plate(plate: str) -> str:
    """`晋E***45`: where it was issued, and its last two signs."""
    bare = _SEPARATORS.sub("", folded(plate.strip())).upper()
    return f"{bare[:2]}***{bare[-2:]}" if len(bare) > 6 else HIDDEN  # a plate has 7 or 8 signs


def mask_email(address: str) -> str:
    """`z***@example.cn`."""
    name, _, host = folded(address.strip()).partition("@")
    return f"{name[:1]}{HIDDEN}@{host}" if host else HIDDEN


def mask_card(number: str) -> str:
    """`**** 1234`: the last four digits of a bank card."""
    bare = _SEPARATORS.sub("", folded(number.strip()))
    return f"**** {bare[-4:]}" if len(bare) > 11 else HIDDEN  # the shortest cards have 12 digits


# What people put between the digits of one number; a digit drawn as a key has two signs of its own behind it.
_GAP = r"[ \t\u00a0\u200b\ufe0f\u20e3.\-·•_–—]{0,2}"
_GROUP_GAP = r"[ \t，,、/.\-·•_–—]{0,2}"


def _spaced(*pieces: str) -> str:
    return _GAP.join(pieces)


def _looks_like_card(digits: str) -> bool:
    return digits[0] in "34569" and passes_luhn(digits)


def _looks_like_plate(plate: str) -> bool:
    return sum(character.isdigit() for character in plate) > 1


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of personal data in free text: where it may stand, whether it is one, how it is shown."""

    name: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    mask: Callable[[str], str]


def _always(_bare: str) -> bool:
    return True


PHONE, ID_NUMBER, CARD, EMAIL, PLATE = "phone", "id_number", "card", "email", "plate"
_ID = rf"(?=({_spaced('[1-9]', *['[0-9]'] * 16, '[0-9Xx]')})(?![0-9A-Za-z]))"
_EIGHTY_SIX = rf"(?:(?:\+?86|0086){_GAP})?"
_MOBILE_DIGITS = _spaced("1", "[3-9]", *["[0-9]"] * 9)
_MOBILE_GROUPS = rf"1[3-9][0-9]{_GROUP_GAP}[0-9]{{4}}{_GROUP_GAP}[0-9]{{4}}"
_MOBILES = rf"(?=({_EIGHTY_SIX}(?:{_MOBILE_DIGITS}|{_MOBILE_GROUPS}))(?!\d))"
_LANDLINES = r"(?=(\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-–—]{0,2}\d{3,4}[ \-]?\d{4})(?!\d))"

# Looked for at every position (`(?=…)`), because a wrong guess must not swallow the start of the right one.
_KINDS = (
    _Kind(ID_NUMBER, re.compile(r"(?<!\d)" + _ID), is_id_number, mask_id_number),
    _Kind(
        CARD,
        re.compile(r"(?<!\d)(?=(\d{16,19}|\d{4}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?|\d(?: \d){15,18})(?!\d))"),
        _looks_like_card,
        mask_card,
    ),
    _Kind(PHONE, re.compile(r"(?<!\d)" + _MOBILES), _always, mask_phone),
    _Kind(PHONE, re.compile(r"(?<!\d)" + _LANDLINES), _always, mask_phone),
    _Kind(
        EMAIL,
        re.compile(r"(?<![A-Za-z0-9._%+\-])(?=([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,190}\.[A-Za-z]{2,20}))"),
        _always,
        mask_email,
    ),
    _Kind(
        PLATE,
        re.compile(
            r"(?=([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][ ·•.\-]?"
            r"[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?![A-Za-z0-9]))"
        ),
        _looks_like_plate,
        mask_plate,
    ),
)
_TOLD = tuple(
    _Kind(name, re.compile(pattern.replace(r"(?!\d)", "").replace("(?![0-9A-Za-z])", "")), holds, mask)
    for name, pattern, holds, mask in (
        (ID_NUMBER, _ID, is_id_number, mask_id_number),
        (PHONE, _MOBILES, _always, mask_phone),
        (PHONE, _LANDLINES, _always, mask_phone),
    )
)
"""The same for numbers told in words. What stands before and behind is looked at by `_told`: 第一一三九… holds one."""


@dataclass(frozen=True, slots=True, order=True)
class Personal:
    """One piece of personal data in a text: where it stands, its kind, its signs without gaps, how it is shown."""

    start: int
    end: int
    kind: str
    value: str
    shown: str


def _written(text: str) -> Iterator[Personal]:
    for kind in _KINDS:
        for match in kind.pattern.finditer(text):
            bare = _SEPARATORS.sub("", match[1])
            if kind.holds(bare):
                yield Personal(match.start(1), match.end(1), kind.name, bare, kind.mask(match[1]))


def _told(text: str) -> Iterator[Personal]:
    """Numbers of which at least one digit is told in words (一三九零零…, 幺三八, ①③⑧)."""
    if not _TELLS_DIGITS.search(text):
        return
    spoken = text.translate(_SPOKEN)
    for kind in _TOLD:
        for match in kind.pattern.finditer(spoken):
            start, end = match.span(1)
            alone = not text[max(start - 1, 0) : start].isdecimal() and not text[end : end + 1].isdecimal()
            bare = _SEPARATORS.sub("", match[1])
            if alone and spoken[start:end] != text[start:end] and kind.holds(bare):
                yield Personal(start, end, kind.name, bare, kind.mask(match[1]))


def personal_in(text: str) -> list[Personal]:
    """Phone numbers, citizen's numbers, bank cards, e-mail addresses and plates in the order they stand; none overlap.

    Full-width and spaced digits count, and digits told in words. Names and addresses are not found: no rule can.
    """
    plain, taken, covered = folded(text), list[Personal](), bytearray(len(text))
    for found in (*_written(plain), *_told(plain)):
        if not any(covered[found.start : found.end]):
            taken.append(found)
            covered[found.start : found.end] = b"\1" * (found.end - found.start)
    return sorted(taken)


def redact(text: str) -> str:
    """`text` with what `personal_in` finds masked where it stands."""
    pieces, position = [], 0
    for found in personal_in(text):
        pieces += [text[position : found.start], found.shown]
        position = found.end
    return "".join([*pieces, text[position:]])
