"""The history of a case as a resident would tell it: who did what, in plain sentences, with the words that matter."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shiyu.base.words import Words

SAID = {
    "report": Words("您反映了问题", "You reported it"),
    "join": Words("您加入了这一件", "You joined this case"),
    "supplement": Words("补充了情况", "More was told about it"),
    "answer_directly": Words("{who}直接答复", "{who} answered at once"),
    "refuse": Words("不属受理范围，已说明原因", "It cannot be taken up here; the reason was given"),
    "withdraw": Words("已撤回", "It was withdrawn"),
    "merge": Words("与同一事项合并办理", "It is handled together with another case about the same"),
    "dispatch": Words("已派给{units}", "It was given to {units}"),
    "recall": Words("收回，改派其他单位", "It was taken back to be given to another office"),
    "sign": Words("{who}已签收，开始办理", "{who} took it up"),
    "first_contact": Words("{who}与您联系", "{who} contacted you"),
    "note_progress": Words("{who}记录了进展", "{who} noted progress"),
    "grant_extension": Words("办理期限经批准延长", "More time was granted"),
    "suspend": Words("列为长期事项，到期继续办理", "It will take long; it will be taken up again"),
    "resume": Words("恢复办理", "It was taken up again"),
    "resume_when_due": Words("恢复办理", "It was taken up again"),
    "urge": Words("已催办", "The office was urged"),
    "pass_review": Words("{who}审核通过，答复已发出", "{who} checked the answer; it was given to you"),
    "give_final_answer": Words("{who}作出最终答复", "{who} gave the final answer"),
    "call_back": Words("回访了您，记下您的评价", "You were called back, and your verdict was noted"),
    "judge": Words("您作了评价", "You judged the answer"),
    "count_silence": Words("期限内未收到评价，记为未反馈", "No verdict came in time; it is counted as none"),
    "reopen": Words("重新办理", "It was taken up again"),
}
"""What a move is to a resident; any other is said by its label."""
QUIET = frozenset({"clock.warned", "clock.recomputed", "stage.renamed"})
"""Entries that tell a resident nothing."""
NOT_REPEATED = frozenset({"answer"})
"""Words that stand elsewhere on the page."""
OWN_WORDS = frozenset({"title"})


def timeline(history: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries as plain sentences, oldest first; each with what was written in it."""
    return [_step(entry) for entry in history if entry["move"]["name"] not in QUIET]


def _step(entry: Mapping[str, Any]) -> dict[str, Any]:
    name = entry["move"]["name"]
    said = SAID.get(name)
    sentence = said.fill(who=_who(entry["by"]), units=_units(entry["facts"])) if said else entry["move"]["label"]
    written = [
        (one["label"], one["text"])
        for field, one in entry["words"].items()
        if field not in NOT_REPEATED | OWN_WORDS and one["text"] and not _DEGREES.fullmatch(str(one["text"]))
    ]
    coded = [
        (one["label"], one["shown"]) for field, one in entry["facts"].items() if field in _TOLD and one["shown"]
    ]  # fmt: skip
    return {"at": entry["at"], "sentence": sentence, "written": [*coded, *written], "own": entry["own"]}


_DEGREES = re.compile(r"\(-?\d+\.\d+, -?\d+\.\d+\)")
"""A place that is told by its degrees alone tells a reader nothing; its name stands at the head of the page."""
_TOLD = frozenset({"verdict", "refusal", "pause_reason", "until", "planned_by", "outcome"})


def _who(by: Mapping[str, Any]) -> Words:
    unit = by.get("unit")
    if isinstance(unit, Words):
        return unit
    label = by.get("label")
    return label if isinstance(label, Words) else Words("工作人员", "The staff")


def _units(facts: Mapping[str, Any]) -> Words:
    """The lead unit and those that help."""
    lead = facts.get("lead", {}).get("shown")
    others = facts.get("joint", {}).get("shown") or []
    named = [unit for unit in (lead, *others) if isinstance(unit, Words)]
    if not named:
        return Words("承办单位", "the office in charge")
    return Words("、".join(unit.zh for unit in named), ", ".join(unit.en for unit in named))
