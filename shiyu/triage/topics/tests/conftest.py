"""Messages of an invented city, told by day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from shiyu.triage.topics.message import Message

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
Say = Callable[..., Message]
BURST = ("槐荫花园一带停暖", "槐荫花园的供热主管爆裂，暖气全凉了，家里有老人。")
ELSEWHERE = ("柏林家苑一带停暖", "柏林家苑的供热主管爆裂，暖气全凉了，家里有老人。")
SAME_PLACE = ("槐荫花园门口摆摊占道", "槐荫花园大门口夜市摆摊，救护车进不来。")
NOISE = (
    ("路灯不亮", "巷口三盏路灯坏了，晚上看不清。"), ("公交车不进站", "早高峰公交车到站不停，上班总迟到。"),
    ("井盖松动", "路口一个井盖松动，车一压就响。"), ("养犬不拴绳", "有人遛狗不拴绳，追着孩子跑。"),
    ("公积金怎么提取", "租房居住，想提取公积金，需要哪些材料。"), ("拖欠工资", "包工头拖欠工资，人联系不上。"),
    ("楼顶加盖", "有住户在楼顶搭建房间，担心承重。"), ("自来水浑浊", "自来水发黄，放一会儿也不清。"),
)  # fmt: skip


@pytest.fixture
def say() -> Say:
    """`say(BURST, day=3)`: a message with a number of its own."""
    numbers = count(1)

    def make(words: tuple[str, str], *, day: float = 0, **more: object) -> Message:
        title, detail = words
        facts = {"place": "140502", "category": "0102", **more}
        return Message(ref=next(numbers), title=title, detail=detail, at=FIRST + timedelta(days=day), **facts)  # type: ignore[arg-type]

    return make
