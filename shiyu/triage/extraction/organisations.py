"""Organisations a text names: units of the city pack, and what ends like a company, an office, a school. Pure."""

import re
from collections.abc import Iterator, Mapping

from shiyu.triage.extraction.spans import Kind, Span, name_before
from shiyu.triage.finding import WordFinder

_ENDING = re.compile(
    r"(?:有限责任公司|有限公司|公司|物业|管理局|管理处|局|委员会|村委会|居委会|街道办|派出所|幼儿园|小学|中学|学校|学院|大学|医院|"
    r"卫生院|诊所|银行|法院|检察院|供电所|超市|酒店|饭店|工厂)(?![部面势长限])"
)
_LONGEST, _SHORTEST = 16, 2
_NO_NAME = frozenset(
    {"物业", "有关", "相关", "分", "总", "子", "开发", "房产", "大", "中", "小", "当", "结", "布", "邮"}
)


def organisations_in(text: str, *, units: WordFinder, codes: Mapping[str, str]) -> Iterator[Span]:
    """Units of the city first, with their code; then other names by their ending."""
    for name in units.find(text):
        at = text.find(name)
        while at >= 0:
            yield Span(at, at + len(name), Kind.ORGANISATION, codes[name], name)
            at = text.find(name, at + len(name))
    for match in _ENDING.finditer(text):
        start = name_before(text, match.start(), longest=_LONGEST)
        name = text[start : match.start()]
        if len(name) >= _SHORTEST and name not in _NO_NAME:
            yield Span(start, match.end(), Kind.ORGANISATION, text[start : match.end()], text[start : match.end()])
