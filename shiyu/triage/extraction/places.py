"""Places a text names: divisions of the city pack, and roads, estates, crossings and house numbers. Pure."""

import re
from collections.abc import Iterator, Mapping

from shiyu.triage.extraction.spans import Kind, Span, name_before
from shiyu.triage.finding import WordFinder

_ENDING = re.compile(
    r"(?:大道|大街|胡同|家属院|家属楼|小区|花园|公寓|大厦|广场|公园|新城|新村|嘉园|名城|华府|商城|市场|车站|街(?!道)|巷"
    r"|(?<!线)路(?![灯面边过线况障程人政由径牌])|苑|社区|村(?![民委里镇])|(?<![法医学])院(?=\d))"
)
_NUMBERS = re.compile(
    r"\s?(?:(?:[0-9A-Za-z]{1,5}|[一二三四五六七八九十]{1,3})\s?(?:号楼|号院|号|栋|幢|座|单元|室|层|楼|期|组|门)){1,6}"
)
_CROSSINGS = ("十字路口", "丁字路口", "交叉路口", "交叉口", "路口", "交汇处")
_CROSSING = re.compile("|".join(_CROSSINGS))
_LONGEST = 8
_NO_NAME = frozenset({
    "道", "马", "公", "铁", "高速", "步行", "商业", "大", "小", "老", "新", "上", "下", "农", "全",
    "高档", "老旧", "住宅", "封闭", "农贸", "批发", "菜", "城", "乡", "线", "网", "电", "思", "出",
    "一", "走", "沿", "修", "半", "沿街", "临", "多", "人才", "人力", "房地产", "劳动力", "文化",
    "中心",
})  # fmt: skip


def divisions_in(text: str, *, finder: WordFinder, codes: Mapping[str, str]) -> Iterator[Span]:
    """Each division of the pack that is named, with its code."""
    for name in finder.find(text):
        at = text.find(name)
        while at >= 0:
            yield Span(at, at + len(name), Kind.DIVISION, codes[name], name)
            at = text.find(name, at + len(name))


def addresses_in(text: str, *, divisions: list[Span]) -> Iterator[Span]:
    """Roads, estates and villages with the crossing or house number behind them; what touches is one address."""
    begun: Span | None = None
    ends = {span.end for span in divisions}
    for match in _ENDING.finditer(text):
        if begun is not None and match.start() < begun.end:
            continue
        part = _part(text, match, ends, after=begun.end if begun else 0)
        if part is None:
            continue
        if begun is not None and _touches(text, begun, part):
            begun = _address(text, begun.start, part.end)
            continue
        if begun is not None:
            yield begun
        begun = part
    if begun is not None:
        yield begun


def _touches(text: str, one: Span, other: Span) -> bool:
    """Whether two parts are one address: nothing between them, or both name one crossing (泽州路与红星街交叉口)."""
    between = text[one.end : other.start]
    return between in ("", " ") or (between in ("与", "和") and other.text.endswith(_CROSSINGS))


def _part(text: str, match: re.Match[str], ends: set[int], *, after: int) -> Span | None:
    start = max(name_before(text, match.start(), longest=_LONGEST), after)
    # A name begins behind the division it lies in: 泽州县金村镇 is not part of the name of the village.
    start = max((end for end in ends if start < end < match.start()), default=start)
    name = text[start : match.start()]
    if not name or name in _NO_NAME or (len(name) < 2 and not name.isascii()) or name.isdigit():
        return None
    end = match.end()
    for behind in (_NUMBERS, _CROSSING):
        if found := behind.match(text, end):
            end = found.end()
    return _address(text, start, end)


def _address(text: str, start: int, end: int) -> Span:
    return Span(start, end, Kind.ADDRESS, re.sub(r"\s", "", text[start:end]), text[start:end])
