"""The text of an agreement as it is laid before the parties and hashed; its items as they are typed. Pure.

人民调解法第二十九条: the parties; the main facts, the issues and each side's responsibility; what was agreed, the
manner and the time limit of performance.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from shiyu.base.crypto import sm3
from shiyu.base.errors import BadInput
from shiyu.base.words import Words
from shiyu.disputes.vocabulary import SIDES

MOST_ITEMS = 50
EVERYBODY = "各方"
PARTS = (
    ("facts_found", "一、纠纷的主要事实、争议事项和各方当事人的责任"), ("content", "二、当事人达成调解协议的内容"),
    ("manner", "三、履行方式"),
)  # fmt: skip
_BETWEEN = re.compile(r"\s*[；;|｜\t]\s*")
_DAY = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")
_LARGEST = 10**13  # fen


class BadItem(BadInput):
    """A line of the items that cannot be read; it is named."""

    code = "bad_performance_item"
    sentence = Words("第{nth}项履行事项：{reason}", "Item {nth} of the performance: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to be done: `side` does it (empty: everybody), `amount` in fen, at the latest on `due`."""

    nth: int
    side: str
    what: str
    amount: int | None
    due: date

    @property
    def by(self) -> str:
        """Who does it, as a paper says."""
        return SIDES[self.side].zh if self.side else EVERYBODY


def items_of(typed: str, *, content: str, time_limit: date) -> list[Item]:
    """What is typed as `谁；做什么；金额（元）；期限`, a line each; nothing typed is all of the content as one item.

    Raises `BadItem`, which names the line: unknown side, no words, an amount that is none, a day that is none or after
    the time limit of the agreement.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if not lines:
        return [Item(nth=1, side="", what=content, amount=None, due=time_limit)]
    if len(lines) > MOST_ITEMS:
        raise BadItem(nth=MOST_ITEMS + 1, reason=Words(f"最多{MOST_ITEMS}项", f"at most {MOST_ITEMS} are taken"))
    return [_item(nth, line, time_limit=time_limit) for nth, line in enumerate(lines, start=1)]


def _item(nth: int, line: str, *, time_limit: date) -> Item:
    parts = _BETWEEN.split(line.strip())
    if len(parts) != 4:
        raise BadItem(nth=nth, reason=Words("应写成：谁；做什么；金额（元，没有的写0）；期限",
                                            "write: who; what; amount (yuan, 0 for none); until when"))  # fmt: skip
    who, what, amount, due = parts
    if not what:
        raise BadItem(nth=nth, reason=Words("没有写做什么", "what is to be done is missing"))
    return Item(nth=nth, side=_side(nth, who), what=what, amount=_fen(nth, amount),
                due=_due(nth, due, time_limit=time_limit))  # fmt: skip


def _side(nth: int, who: str) -> str:
    found = next((code for code, words in SIDES.items() if who in {words.zh, words.en, code}), None)
    if found is None and who != EVERYBODY:
        known = "、".join(words.zh for words in SIDES.values())
        raise BadItem(nth=nth, reason=Words(f"履行人应为{known}或{EVERYBODY}", f"who does it: {known}, {EVERYBODY}"))
    return found or ""


def _fen(nth: int, typed: str) -> int | None:
    text = typed.removesuffix("元").replace(",", "").replace("，", "").strip()
    try:
        fen = Decimal(text or "0") * 100
        if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < _LARGEST:
            raise InvalidOperation
    except InvalidOperation:
        raise BadItem(
            nth=nth, reason=Words("金额应为元，最多两位小数", "the amount is in yuan, at most two places")
        ) from None
    return int(fen) or None


def _due(nth: int, typed: str, *, time_limit: date) -> date:
    found = _DAY.fullmatch(typed)
    try:
        due = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        due = None
    if due is None:
        raise BadItem(
            nth=nth, reason=Words("没有履行期限，应写成2026-04-30", "the time limit is missing; write 2026-04-30")
        )
    if due > time_limit:
        raise BadItem(
            nth=nth, reason=Words("期限晚于协议的履行期限", "its day is after the time limit of the agreement")
        )
    return due


def yuan(fen: int | None) -> str:
    """An amount as a paper says it; nothing where there is none."""
    return "" if fen is None else f"人民币{fen // 100}.{fen % 100:02d}元"


def day_of(day: date) -> str:
    """A day as a paper says it."""
    return f"{day.year}年{day.month}月{day.day}日"


def whole_text(
    *, number: str, round_: int, version: int, parties: Sequence[str], said: Mapping[str, str], time_limit: date,
    items: Sequence[Item],
) -> str:  # fmt: skip
    """The agreement as one text, the same for everybody who is to sign it: what `sm3` is of."""
    lines = ["人民调解协议书", f"纠纷编号：{number}（第{round_ + 1}轮第{version}稿）", "当事人：", *parties]
    for name, label in PARTS:
        lines += [label, said.get(name, "").replace("\r\n", "\n").strip()]
    lines += ["四、履行期限", f"{day_of(time_limit)}前", "五、履行事项"]
    lines += [
        "；".join(part for part in (f"{one.nth}. {one.by}", one.what, yuan(one.amount), f"{day_of(one.due)}前") if part)
        for one in items
    ]
    return "\n".join(lines) + "\n"


def hash_of(text: str) -> str:
    """The SM3 of a text, in hexadecimal digits."""
    return sm3(text.encode()).hex()
