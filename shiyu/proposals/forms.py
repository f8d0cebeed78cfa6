"""What the forms of proposals say and draw beyond the common ones."""

from shiyu.base.words import Words
from shiyu.triage.web.reply_check import register_reply_check
from shiyu.web.forms import FormOfMove, register_form

SAYS = {
    ("draft_answer", "answer"): Words(
        "逐条回应建议，写明做了什么、何时、由谁；避免空泛。", "Answer each suggestion: what was done, when, by whom."
    ),
    ("draft_answer", "promises"): Words(
        "B类须逐项写明；答复发出后成为独立的承诺件，告知每位提案者。",
        "Class B needs them; each becomes a case of its own that every submitter follows.",
    ),
    ("contact_log", "way"): Words(
        "登门、座谈、电话算面商；只发书面函件不算。",
        "A visit, meeting or call is a consultation; a letter alone is none.",
    ),
    ("ask_return", "basis"): Words(
        "写明三定方案、职责清单等依据；不得自行转办。", "Name the rule; a unit never passes it on."
    ),
    **{
        (move, "detail"): Words(
            "一事一案；情况、分析与建议合计字数以规则为准。",
            "One matter; with the suggestions within the length of the rules.",
        )
        for move in ("draft", "draft_from_paper", "revise")
    },
    ("invite", "in_register"): Words("填提案者名册上的编号。", "The number in the register of submitters."),
}
"""Hints by move and need."""


ANSWERS = {"draft_answer": "answer", "supplementary_answer": "answer"}
"""The moves of a unit that write an answer, with the need that holds its words."""


def enter_forms() -> None:
    """Called in the `ready` of the app."""
    for move in dict.fromkeys(move for move, _ in SAYS):
        hints = {need: words for (of, need), words in SAYS.items() if of == move}
        register_form("proposal", move, FormOfMove(hints=hints))
    register_form("proposal", "decline_filing", FormOfMove(template="proposals/grounds.html"))
    register_reply_check("proposal", writes=ANSWERS, judges=("approve", "issue", "send_back_draft"))
