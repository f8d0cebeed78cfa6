"""The reason of a routing in words, made again from what history kept of it: codes only."""

from collections.abc import Iterable, Mapping
from typing import Any

from shiyu.base.words import Words
from shiyu.city.directory import Directory
from shiyu.city.names import unit_words
from shiyu.triage.seam import Why

LEVELS = {"county": Words("县（市、区）", "county"), "township": Words("乡镇（街道）", "township")}
MUST_LOOK = Words("需要派单员研判：{why}", "A dispatcher must look: {why}")
WHY = {
    Why.NO_MATCH: Words("文字和分类都没有对上职责清单", "neither words nor category match the duty list"),
    Why.DISAGREE: Words("“{words}”指向不止一个单位：{among}", "“{words}” point to more than one unit: {among}"),
    Why.PLACE_UNKNOWN: Words(
        "应由属地{level}办理，但地点不明", "the {level} of the place handles it, and the place is unknown"
    ),
    Why.UNSURE: Words("可能是{among}，把握都不够", "it may be {among}; none is sure enough"),
}
HOW = {
    "category": Words("按分类“{category}”，{duty}{at}交{unit}", "by category “{category}” {duty}{at}to {unit}"),
    "words": Words("文中有“{words}”，{duty}{at}交{unit}", "the text says “{words}”; {duty}{at}to {unit}"),
    "learned": Words(
        "因为文中说到{quoted}，{at}以往这类件多由{unit}承办",
        "because the text says {quoted}; {at}such matters mostly went to {unit}",
    ),
    "named": Words("文中点名“{words}”，建议交{unit}", "the text names “{words}”; to {unit}"),
}
DUTY = Words("职责清单{code}：{reason}，", "duty list {code}: {reason}; ")
AT = Words("地点在{place}，", "the place is {place}; ")


def reason_of(record: Mapping[str, Any], *, city: Directory) -> Words:
    """The sentence for a routing record; codes that are no longer known stand for themselves."""
    facts: dict[str, Any] = {"words": "、".join(record.get("words", ())), "quoted": quoted(record.get("words", ()))}
    if "abstains" in record:
        facts["level"] = LEVELS.get(record.get("level", ""), Words("单位", "unit"))
        among = record.get("among") or [offer["unit"] for offer in record.get("offers", ())]
        facts["among"] = _joined([unit_words(code, city=city) for code in among])
        return MUST_LOOK.fill(why=WHY[Why(record["abstains"])].fill(**facts))
    facts |= {
        "unit": unit_words(record["unit"], city=city),
        "category": _category(record.get("category", ""), city),
        "duty": _duty(record.get("duty", ""), city),
        "at": _place(record.get("place", ""), city),
    }
    return HOW[record["by"]].fill(**facts)


def quoted(words: Iterable[str]) -> Words:
    """Words of a text, each between quotation marks; without any, that the whole of it speaks."""
    said = [*words]
    if not said:
        return Words("的内容", "so as a whole")
    return Words("".join(f"“{word}”" for word in said), ", ".join(f"“{word}”" for word in said))


def _category(code: str, city: Directory) -> str:
    category = city.categories.find(code)
    return category.name if category is not None else code


def _duty(code: str, city: Directory) -> Words:
    duty = city.duty_rows.find(code)
    return DUTY.fill(code=code, reason=duty.reason) if duty is not None else Words("", "")


def _place(code: str, city: Directory) -> Words:
    division = city.divisions.find(code) if code else None
    return AT.fill(place=division.name) if division is not None else Words("", "")


def _joined(words: list[Words]) -> Words:
    return Words("、".join(w.zh for w in words), ", ".join(w.en for w in words))
