"""Invented texts of three labels: sentences drawn from a few words each, with some that every label uses."""

import random

SAID = {
    "城市管理": ("路灯不亮", "垃圾没人清", "占道经营", "井盖破损", "树枝挡路"),
    "劳动": ("拖欠工资", "没有签合同", "社保没有交", "工伤不认定", "加班费"),
    "教育": ("学校食堂", "老师补课", "学区划分", "幼儿园收费", "校车超载"),
}
EVERYBODY = ("希望尽快处理", "反映多次没有回音", "我们小区", "请问怎么办", "谢谢领导", "已经半个月了")


def invented(count: int, *, seed: int = 1) -> tuple[list[tuple[str, str]], list[str]]:
    """So many texts and their labels, in turn."""
    chance, texts, labels = random.Random(seed), [], []
    for nth in range(count):
        label = list(SAID)[nth % len(SAID)]
        own = chance.sample(SAID[label], 2)
        shared = chance.sample(EVERYBODY, 3)
        texts.append((own[0] if nth % 2 else "", f"{nth}号：{shared[0]}，{own[1]}，{shared[1]}{shared[2]}。"))
        labels.append(label)
    return texts, labels
