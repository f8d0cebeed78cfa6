"""Which kind a dispute seems to be, by the words in which it is told. A guess for whoever registers it; he decides.

The words are those in which people speak of each kind (手册E3), not learnt from any collection of cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shiyu.disputes.vocabulary import OTHER_KIND

WORDS: Mapping[str, tuple[str, ...]] = {
    "traffic": ("交通事故", "交警", "撞", "驾驶", "车祸", "肇事", "轿车", "货车", "摩托", "交强险"),
    "labour": ("工资", "劳动合同", "工伤", "务工", "农民工", "加班", "辞退", "打工", "用人单位", "上班", "雇"),
    "family": ("离婚", "夫妻", "婚姻", "彩礼", "赡养", "抚养", "丈夫", "妻子", "婆婆", "儿媳", "家暴"),
    "land": ("承包地", "土地", "宅基地", "耕地", "地界", "流转"),
    "housing": ("房屋", "购房", "房产", "租房", "房东", "租金", "开发商", "装修", "房款", "漏水"),
    "property": ("物业", "业主", "物业费", "业委会", "停车位"),
    "tourism": ("旅游", "旅行社", "导游", "游客", "景区"),
    "medical": ("医院", "手术", "医疗", "患者", "诊断", "医生", "病历", "药"),
    "neighbours": ("邻居", "邻里", "噪音", "楼上", "楼下", "隔壁", "采光", "相邻", "扰民"),
    "inheritance": ("遗产", "继承", "遗嘱", "遗赠", "分家"),
    "lending": ("借款", "借条", "欠款", "欠条", "还款", "债务", "借钱", "利息", "讨债", "货款"),
    "contract": ("合同", "公司", "股东", "合伙", "经营", "加盟", "违约"),
    "consumer": ("购买", "消费", "商家", "退货", "商场", "退款", "质量问题", "顾客"),
    "expropriation": ("拆迁", "征地", "征收", "安置补偿"),
    "environment": ("污染", "排放", "环保", "污水", "废气", "臭味", "粉尘"),
    "forest": ("山林", "林权", "水利", "灌溉", "林地"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A kind and the words that spoke for it; `other` without words where none did."""

    kind: str
    words: tuple[str, ...]


def guess_kind(text: str) -> Guess:
    """The kind most of whose words occur; of equal ones the one whose words occur oftener, then the first named."""
    found = {kind: tuple(word for word in words if word in text) for kind, words in WORDS.items()}
    best = max(found, key=lambda kind: (len(found[kind]), sum(text.count(word) for word in found[kind])))
    return Guess(kind=best, words=found[best]) if found[best] else Guess(kind=OTHER_KIND, words=())
