"""Invented requests: nobody wrote them, no person or telephone in them exists; the same seed gives the same ones."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shiyu.city.picture import Directory

_PLACES = (
    "小区东门",
    "农贸市场南侧",
    "第二小学门口",
    "文化广场",
    "老旧家属院",
    "汽车站北口",
    "滨河步道",
    "社区卫生站旁",
)
_THINGS = (
    ("路灯", "连续几天晚上不亮，老人和孩子出行不便", "尽快派人检修"),
    ("下水井盖", "松动翘起，车辆经过响声很大，已经有人绊倒", "更换井盖并检查周边"),
    ("垃圾箱", "清运不及时，气味很大，影响临街住户", "增加清运次数"),
    ("违规停放的车辆", "占用消防通道，物业劝阻无效", "加强巡查并施划标线"),
    ("供暖", "室内温度长期达不到标准，多次报修没有结果", "核实管网情况并给出解决时间"),
    ("施工噪声", "夜间十一点以后仍在作业，居民无法休息", "查明审批情况并制止超时施工"),
    ("自来水", "水压不足，高层住户早晚无法用水", "检查加压设备"),
    ("公交线路", "末班车时间太早，下班后无车可坐", "研究延长运营时间"),
    ("河道", "水面漂浮物多，岸边有人倾倒建筑垃圾", "清理并安装警示标志"),
    ("医保报销", "异地就医材料提交后一直显示审核中", "说明办理进度和所需材料"),
)
_SINCE = ("上周开始", "入冬以来", "近一个月", "国庆节后", "雨后")
_SURNAMES = "赵钱孙李周吴郑王冯陈"
_TYPES = ("help", "complaint", "consultation", "suggestion")


@dataclass(frozen=True)
class Inventor:
    """Requests that fit a loaded city: its townships, its categories."""

    divisions: tuple[tuple[str, str], ...]  # code and name
    categories: tuple[str, ...]
    seed: int

    @classmethod
    def of(cls, city: Directory, *, seed: int) -> "Inventor":
        """Draws from the townships and the categories with a unit of their own."""
        towns = tuple((fact.code, fact.name) for fact in city.divisions.current() if fact.level == "township")
        categories = tuple(fact.code for fact in city.categories.current() if fact.default_unit_code)
        return cls(towns, categories, seed)

    def facts(self, number: int, *, mark: str = "") -> dict[str, Any]:
        """What a `report` asks for; `mark` is put at the head of the title, so that the case can be found again."""
        chance = random.Random(f"{self.seed}:{number}")  # noqa: S311 -- repeatable on purpose, guards nothing
        code, town = chance.choice(self.divisions)
        thing, trouble, wish = chance.choice(_THINGS)
        place, since = chance.choice(_PLACES), chance.choice(_SINCE)
        detail = (
            f"{since}，{town}{place}的{thing}{trouble}。我们向社区反映过 {chance.randint(1, 4)} 次，"
            f"答复说需要上级单位处理，至今没有动静。附近住着大约 {chance.randint(20, 400)} 户人家，"
            f"大家都很着急。希望有关部门到现场看一看，{wish}，并把处理结果告诉我们。编号 {number}。"
        )
        return {
            "title": f"{mark}{town}{place}{thing}问题",
            "detail": detail,
            "type": chance.choice(_TYPES),
            "channel": "phone",
            **({"category": chance.choice(self.categories)} if chance.random() < 0.7 else {}),
            "place": {"division": code, "address": f"{place}{chance.randint(1, 200)}号"},
            "contact": _contact(chance),
        }


def _contact(chance: random.Random) -> Mapping[str, str]:
    # 199 0000 is handed out to nobody: the numbers are seen to be invented.
    return {
        "name": f"{chance.choice(_SURNAMES)}某{chance.randint(1, 99)}",
        "phone": f"1990000{chance.randint(0, 9999):04}",
    }
