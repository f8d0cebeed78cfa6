"""What the forms of a dispute hint at and begin with."""

from collections.abc import Callable, Mapping
from typing import Any

from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.disputes.desk.panels import advise_for
from shiyu.disputes.moves_triage import bodies_in
from shiyu.disputes.rooms import RULE_SET, rooms
from shiyu.web.forms import FormOfMove, register_form

INTAKE = {
    "happened": Words("只写经过和争议，不写姓名、电话；姓名填在当事人栏，加密保存。",
                      "What happened and what is disputed; names belong in the fields of the parties, encrypted."),
    "place": Words("标题由类别和地点生成，不写姓名。", "The title is made of kind and place and names nobody."),
    "respondent": Words("不知道可以先不填，研判前补登记。", "May stay empty now; it is needed before it is sent on."),
    "amount": Words("填整数元；不涉及金额的不填。", "In whole yuan; empty where no money is meant."),
    "willing": Words("一方已明确不愿调解的，建议告知仲裁、诉讼。", "Not willing: arbitration or court."),
}  # fmt: skip
PAPER = Words("代录、代签须附当事人签名的材料。", "What staff records needs the paper that bears the signature.")
MEDIATOR_HINT = Words(
    "填登录名或姓名；可指派的人列在件的页面上。", "Login or name; who can be named stands on the case."
)
ELEMENTS = {
    "facts_found": Words("第二十九条：事实、争议、责任，缺一不可。", "Art. 29: facts, issues, responsibility."),
    "manner": Words("如：银行转账、当面交付、停止侵害。", "Such as a transfer, handing over, ceasing."),
    "due": Words("必须有履行期限；到期前系统会提醒。", "A time limit is required; reminders follow it."),
}  # fmt: skip
USUAL_MINUTES = 90  # 设计
ONE_SIDE = Words("只有选中的这一方和调解员看得到。", "Only this side and the mediator read it.")
HINTS: Mapping[str, Mapping[str, Words]] = {
    "register": INTAKE, "report_from_grid": INTAKE, "complete": INTAKE,
    "accept_commission": INTAKE | {"source": Words("法院诉前委派的，调解期限30日。", "Before the suit: 30 days.")},
    "convene": {
        "room": Words("写明开始时间和预计时长；已被占用的会提示。", "Needs a time and a length."),
        "when": Words("用调解室的写开始时间，如 09:30。", "With a room, when it begins, such as 09:30."),
        "where": Words("不用中心调解室的填写。", "Where it is not in a room of the centre."),
    },
    "call_off": {"on": Words("这一天的安排都取消，调解室随即空出。", "All that is set for that day; rooms are free.")},
    "triage": {"why": Words("与系统建议不同时必填。", "Where it differs from the advice on the case.")},
    "pass_on": {"reason": Words("对方主任看得到。", "Its head reads it.")},
    "appoint": {"mediator": MEDIATOR_HINT, "matter": Words("双方都看得到。", "Every side reads it.")},
    "pick_mediator": {"mediator": MEDIATOR_HINT},
    "add_party": {
        "stands_for": Words("监护人、代理人、代表必填，且在同一方。", "Of the same side; not for himself."),
        "minor": Words("未成年人须登记监护人，否则不能调解。", "A minor needs a guardian here."),
    },
    "told_rights": {"files": PAPER}, "record_consent": {"files": PAPER}, "sign": {"files": PAPER},
    "private_talk": {"side": ONE_SIDE}, "draft_agreement": ELEMENTS, "record_oral": ELEMENTS,
    "assess_danger": {"danger": Words("有风险的，系统即报告公安机关。", "Danger is told to the police (Art. 25).")},
    "file_confirmation": {"on": Words("协议生效之日起30日内。", "Within 30 days of taking effect.")},
    "keep_apart": {"reason": Words("如：两笔不同的款项。", "Such as two different debts.")},
    "merge": {"same_as": Words("件号列在件的页面上；各方在主件中仍是各自一方。", "Its number stands on the case.")},
}  # fmt: skip


def enter_forms() -> None:
    """Called in the `ready` of the system."""
    for move, hints in HINTS.items():
        form = FormOfMove(hints=hints, initial=INITIAL.get(move), choices=CHOICES.get(move, {}))
        register_form("dispute", move, form)


def _rooms() -> list[tuple[str, Words]]:
    return [(room.code, room.told) for room in rooms().values()]


def _bodies() -> list[tuple[str, Words]]:
    """The bodies that mediate, by name alone: the code of a unit tells an officer nothing."""
    rules, units = directory().rule_set(RULE_SET), directory().units.current()
    found = [one.code for one in bodies_in(rules.body if rules else {}, units=units) if one.mediates]
    return [(code, unit_words(code)) for code in found]


def _usual_length(_case: Any) -> Mapping[str, Any]:
    return {"lasts": USUAL_MINUTES}


def _advised(case: Any) -> Mapping[str, Any]:
    """The kind as registered, and the body that the rules advise; the window only confirms."""
    first = next((one.body.code for one in advise_for(case) if one.body.mediates), "")
    return {"kind": case.kind, "body": first}


CHOICES: Mapping[str, Mapping[str, Callable[[], list[tuple[str, Words]]]]] = {
    "convene": {"room": _rooms}, "triage": {"body": _bodies}, "pass_on": {"body": _bodies},
}  # fmt: skip
INITIAL: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {"triage": _advised, "convene": _usual_length}
"""What a form begins with."""
