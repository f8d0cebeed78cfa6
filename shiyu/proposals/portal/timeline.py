"""办理经过: the history of a proposal in plain sentences, and what is still to come with its days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.proposals.portal import progress
from shiyu.proposals.portal.progress import Rows
from shiyu.web.everyday import by_when

SAID = {
    "draft": Words("开始起草", "The draft was begun"),
    "draft_from_paper": Words("提案委代录了纸质提案", "The committee typed in a paper proposal"),
    "revise": Words("修改了提案", "The text was revised"),
    "invite": Words("邀请了一位联名人", "Somebody was invited to co-sign"),
    "confirm": Words("{who}确认联名", "{who} confirmed"),
    "decline": Words("{who}没有联名", "{who} did not co-sign"),
    "drop_invited": Words("取消了一个邀请", "An invitation was dropped"),
    "record_signature": Words("补录了纸质联名", "A signature on paper was recorded"),
    "submit": Words("提交提案委审查", "It was submitted for review"),
    "withdraw_signature": Words("{who}撤回联名", "{who} withdrew the signature"),
    "withdraw": Words("撤案", "It was withdrawn"),
    "lapse": Words("超过期限没有提交，已失效", "It was not submitted in time and lapsed"),
    "return_for_revision": Words("提案委退回修改", "The committee returned it for revision"),
    "file": Words("审查通过，已立案", "It passed the review and was filed"),
    "merge": Words("与同一事项的提案合并办理", "It is handled together with another on the same matter"),
    "decline_filing": Words("不予立案，转送有关方面", "It was not filed, and forwarded"),
    "assign": Words("已交{units}办理", "It was assigned to {units}"),
    "sign": Words("{who}签收", "{who} signed for it"),
    "contact_log": Words("{who}与提案者沟通", "{who} talked with who proposed it"),
    "milestone_1": Words("{who}报告进度（三分之一）", "{who} reported progress (a third)"),
    "milestone_2": Words("{who}报告进度（三分之二）", "{who} reported progress (two thirds)"),
    "grant_extension": Words("办理期限经批准延长", "More time was granted"),
    "approve": Words("{who}审签", "{who} signed the answer off"),
    "issue": Words("{who}签发答复", "{who} issued the answer"),
    "judge": Words("{who}填写了征询意见表", "{who} filled in the opinion form"),
    "judge_late": Words("{who}补填了征询意见表", "{who} filled in the opinion form late"),
    "order_rework": Words("提案委责成再次重新办理", "The committee ordered one more rework"),
    "uphold_answer": Words("提案委议定办结", "The committee decided that it ends with this answer"),
    "close_in_silence": Words("到期未反馈的，记为未反馈", "Silence was counted as silence"),
    "supplementary_answer": Words("{who}作了补充答复", "{who} answered in addition"),
    "reclassify": Words("提案委核定了办复类别", "The committee confirmed the class of the answer"),
    "end_tracking": Words("跟踪结束", "The tracking ended"),
    "choose_key": Words("被确定为重点提案", "It was chosen as a key proposal"),
}
"""What a move is to those who proposed; any other is said by its label. Moves of a channel share one sentence."""
ANSWERED = Words("{who}的答复已发出", "The answer of {who} went out")
QUIET = frozenset({"clock.warned", "clock.recomputed", "stage.renamed"})
NOT_REPEATED = frozenset({"answer", "title", "detail", "suggestions"})
"""Words that stand elsewhere on the page."""
TOLD_FACTS = frozenset({"way", "contacted_on", "verdict", "attitude", "months", "reply_class", "forward_as"})
_CHANNELS = ("_party", "_government", "_other")
YOU, THE_STAFF = Words("您", "You"), Words("工作人员", "The staff")

LATEST, OVERDUE = Words("最晚 {day}", "by {day}"), Words("应在 {day} 前，已超期", "was due by {day}; it is late")
_REVIEW = (("preliminary", "提案委初审", "The committee's preliminary review"),
           ("second", "提案委复审", "The second review"),
           ("committee", "提案委审定立案", "The committee files it"))  # fmt: skip
_STEPS = {
    "to_assign": (("assign", "交给承办单位", "It is assigned to a unit"),),
    "return_asked": (("return_decision", "定下由哪个单位承办", "It is settled which unit handles it"),),
    "to_sign": (("sign", "{unit}签收", "{unit} signs for it"),
                ("first_contact", "{unit}与您联系", "{unit} contacts you")),
    "handling": (("first_contact", "{unit}与您联系", "{unit} contacts you"),),
    "extension_asked": (("first_contact", "{unit}与您联系", "{unit} contacts you"),),
    "to_review": (("review", "分管领导审签", "A deputy head signs it off"),),
    "to_issue": (("issue", "主要领导签发", "The head of the unit issues it"),),
}  # fmt: skip
_ANSWER = Words("{unit}答复您", "{unit} answers you")
_ASK = Words("您填写征询意见表：满意、基本满意或不满意", "You fill in the opinion form: satisfied, basically, or not")
_AFTER = Words("答复后{length}内", "within {length} of the answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that comes: what, and by when in words where that is known."""

    what: Words
    by: Words | None = None


def timeline(history: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries as plain sentences, oldest first; each with what was written in it."""
    return [_told(entry) for entry in history if entry["move"]["name"] not in QUIET]


def contacts(history: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """沟通记录: how often, how and when a unit talked with those who proposed."""
    return [_told(entry) for entry in history if entry["move"]["name"] == "contact_log"]


def supplements(history: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """补充答复, oldest first, with the class each proposed."""
    found = [entry for entry in history if entry["move"]["name"] == "supplementary_answer"]
    return [
        {"at": entry["at"], "who": _who(entry["by"]), "text": _text(entry, "answer"), "class": _shown(entry)}
        for entry in found
    ]


def steps_of(rows: Rows) -> list[Step]:
    """The steps still to come before and after the answer; none once it has ended or lies with the submitter."""
    stage = rows.case.stage
    if stage in progress.REVIEWING:
        names = [rule for rule, _, _ in _REVIEW]
        first = {"submitted": 0, "second_review": 1, "committee": 2}[stage]
        return [_step(rows, row) for row in _REVIEW[first:] if row[0] in names]
    if stage not in progress.ANSWER_AWAITED:
        return []
    coming = _STEPS.get(next((name for name in _STEPS if stage.startswith(name)), ""), ())
    before = [_step(rows, row) for row in coming if rows.clock(row[0]) is not None]
    promised = progress.promise(rows)
    answer = Step(what=_ANSWER.fill(unit=rows.unit), by=promised.words if promised else None)
    length = rows.length("feedback")
    return [*before, answer, Step(what=_ASK, by=_AFTER.fill(length=length) if length else None)]


def _step(rows: Rows, row: tuple[str, str, str]) -> Step:
    rule, zh, en = row
    clock = rows.clock(rule)
    return Step(what=Words(zh, en).fill(unit=rows.unit), by=_by(clock.due_at) if clock else None)


def _by(due_at: datetime) -> Words:
    return (OVERDUE if due_at <= now() else LATEST).fill(day=by_when(due_at))


def _told(entry: Mapping[str, Any]) -> dict[str, Any]:
    name = str(entry["move"]["name"])
    for channel in _CHANNELS:
        name = name.removesuffix(channel) if name.startswith(("assign", "grant_extension")) else name
    said = SAID.get(name)
    who = YOU if entry["own"] and entry["by"].get("kind") == "party" else _who(entry["by"])
    if (entry["to_stage"] or {}).get("name") == "answered":
        said = ANSWERED
    sentence = said.fill(who=who, units=_units(entry["facts"])) if said else entry["move"]["label"]
    coded = [(one["label"], one["shown"] or one["value"]) for key, one in entry["facts"].items() if key in TOLD_FACTS]
    written = [(one["label"], one["text"]) for key, one in entry["words"].items() if key not in NOT_REPEATED]
    return {"at": entry["at"], "sentence": sentence, "written": [(a, b) for a, b in [*coded, *written] if b]}


def _who(by: Mapping[str, Any]) -> Words:
    for name in ("unit", "label"):
        if isinstance(found := by.get(name), Words):
            return found
    return THE_STAFF


def _units(facts: Mapping[str, Any]) -> Words:
    shown = [facts.get("lead", {}).get("shown")]
    for name in ("joint", "separate"):
        shown += facts.get(name, {}).get("shown") or []
    named = [unit for unit in shown if isinstance(unit, Words)]
    if not named:
        return progress.THE_UNIT
    return Words("、".join(unit.zh for unit in named), ", ".join(unit.en for unit in named))


def _text(entry: Mapping[str, Any], name: str) -> str:
    return str(entry["words"].get(name, {}).get("text", ""))


def _shown(entry: Mapping[str, Any]) -> Words | None:
    found: Words | None = entry["facts"].get("reply_class", {}).get("shown")
    return found
