"""Amounts of money: 1.5万元, 三千二百元, 800块钱. Pure."""

import re
from collections.abc import Iterator

from shiyu.triage.extraction.numerals import SCALES, SIGNS, number_of
from shiyu.triage.extraction.spans import Kind, Span

_AMOUNT = re.compile(
    rf"(?<![\d.])(?P<number>\d{{1,9}}(?:[,，]\d{{3}}){{0,4}}(?:\.\d{{1,4}})?|[{SIGNS}]{{1,16}})"
    r"\s?(?P<scale>[十百千万亿]{0,2})[余多来]?\s?(?:元|块钱|人民币)(?![旦宵素月朝代区桥])"
)


def amounts_in(text: str) -> Iterator[Span]:
    """Every amount with its value in yuan; 余 and 多 (“a good …”) leave the value as it stands."""
    for match in _AMOUNT.finditer(text):
        value = number_of(match["number"])
        if value is None:
            continue
        for scale in match["scale"]:
            value *= SCALES[scale]
        written = format(value.normalize(), "f")
        yield Span(match.start(), match.end(), Kind.AMOUNT, written, match[0])
