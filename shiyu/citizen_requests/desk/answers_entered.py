"""What stands beside the answers of requests: the knowledge base, the reply check, the way to a draft."""

from shiyu.citizen_requests.desk.from_knowledge import FROM_KNOWLEDGE
from shiyu.citizen_requests.desk.knowledge_from_case import worth_keeping
from shiyu.triage.web.reply_check import register_reply_check
from shiyu.web.forms import register_form
from shiyu.web.panels import register_panel

ANSWERS = {"answer": "answer", "give_final_answer": "answer"}
"""The moves of a unit that write an answer, with the need that holds its words."""


def enter_answers() -> None:
    """Called in the `ready` of the app."""
    for procedure in ("citizen_request", "enterprise_request"):
        register_form(procedure, "answer_directly", FROM_KNOWLEDGE)
        register_panel(procedure, "citizen_requests/desk/knowledge_from_case.html", worth_keeping, order=60)
        register_reply_check(procedure, writes=ANSWERS, judges=("pass_review", "send_back"))
