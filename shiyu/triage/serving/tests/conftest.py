"""A small invented city of closed cases, and models switched on in a folder of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from shiyu.triage.serving import examples, held
from shiyu.triage.serving.examples import Example, What

SAID = {
    "010204": ("路灯不亮", "灯杆歪了", "照明损坏", "夜里一片漆黑"),
    "010208": ("暖气不热", "室温太低", "供暖停了", "管道漏水不供热"),
    "010214": ("垃圾桶满溢", "清运不及时", "环卫车不来", "门口堆满垃圾"),
}
"""What invented callers say, by category."""
UNITS = {"010204": "cgj", "010208": "grgs", "010214": "jtj"}
"""Who handled it in this invented city; the duty list would send garbage elsewhere."""
FILLED = ("昨天晚上", "已经好几天", "多次反映", "请尽快处理", "老人小孩都受影响", "在小区东门", "学校附近", "上班路上")
Teach = Callable[..., None]


def invented(count: int, *, what: str = What.CATEGORY, among: tuple[str, ...] = tuple(SAID)) -> list[Example]:
    """So many examples, the same every time."""
    dice = Random(5)
    made = []
    for at in range(count):
        category = among[at % len(among)]
        said, more = dice.choice(SAID[category]), dice.sample(FILLED, 3)
        label = UNITS[category] if what == What.UNIT else category
        made.append(Example(title=f"{said}{at}", detail="，".join([*more, dice.choice(SAID[category])]), label=label))
    return made


@pytest.fixture
def teach(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[Teach]:
    """`teach(category=[…], unit=[…])`: what the closed cases teach."""
    settings.MODELS_ROOT, settings.SHIYU_MODEL_SECONDS = tmp_path / "models", 3600
    held.forget()

    def taught(**given: list[Example]) -> None:
        readers = {what: [lambda most, what=what: iter(given.get(what, [])[:most])] for what in What.values}
        monkeypatch.setattr(examples, "_readers", readers)

    taught()
    yield taught
    held.forget()
