"""What is found in a text, and how a found name is cut out of running Chinese. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a span is."""

    DIVISION = "division"  # value: code of the city pack
    ADDRESS = "address"  # value: as written, without gaps
    TIME = "time"  # value: ISO 8601, with `/..` behind it for “since”
    AMOUNT = "amount"  # value: yuan
    ORGANISATION = "organisation"  # value: code of the unit, or the name as written
    PHONE = "phone"
    ID_NUMBER = "id_number"
    CARD = "card"
    EMAIL = "email"
    PLATE = "plate"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One piece of a text: `text` stands from `start` to before `end`, `value` says what it means."""

    start: int
    end: int
    kind: Kind
    value: str
    text: str


# No name of a place or an office has these in it: they end what stands before the name.
_ENDS_BEFORE = frozenset(
    "在住到于的是和与及从向往由去近旁把被对就有了着过给让请问我你您他她它们本这那各该某每条个叫找至跟同为说也都还没不很太又靠离将使"
)
_LEADING = re.compile(
    r"反映|投诉|举报|关于|附近|靠近|对面|旁边|门口|咨询|建议|希望|要求|经过|位于|家住|居住|路过|因为|由于|所以|但是|目前|现在|"
    r"今天|昨天|前天|今年|去年|晚上|早上|上午|下午|发现|发生|联系|拨打|来电|市民|居民|业主|村民|户主|老家|租住|"
    "造成|影响|进入|改善|提醒|督促|确定|协调|选聘|调解|依据|根据|责成|停止|考虑|其中|其次|多趟|提供|理解|辖区|一家|获悉|提前|"
    "规划线|处理|立即|大部分|部分|原来|开设|新开|建设的|补贴|街道(?=街道|社区)|变|成|名义|归属"
)


def name_before(text: str, at: int, *, longest: int) -> int:
    """Where the name begins that ends before `at`: at most `longest` signs back, cut at what no name has in it."""
    start = at
    while start > max(0, at - longest) and (text[start - 1].isalnum() and text[start - 1] not in _ENDS_BEFORE):
        start -= 1
    led = [match.end() for match in _LEADING.finditer(text, start, at)]
    return max(led, default=start)


def none_over_another(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in their order; of two that overlap the first given stays."""
    taken: list[Span] = []
    covered: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(span)
    yield from sorted(taken)
