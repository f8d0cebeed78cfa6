"""What stands beside a request: panels of its page, help in its forms, the section of a unit's page."""

from shiyu.citizen_requests.desk.from_knowledge import FROM_KNOWLEDGE
from shiyu.citizen_requests.desk.knowledge_from_case import worth_keeping
from shiyu.citizen_requests.desk.likely_category import missing_category
from shiyu.citizen_requests.desk.same_matter import may_be_same
from shiyu.citizen_requests.desk.unit_rates import rates_of
from shiyu.triage.web.reply_check import register_reply_check
from shiyu.web.forms import register_form
from shiyu.web.panels import register_panel
from shiyu.web.unit_page import register_unit_section

ANSWERS = {"answer": "answer", "give_final_answer": "answer"}
"""The moves of a unit that write an answer, with the need that holds its words."""


def show_beside_cases() -> None:
    """Registers all of it, once, when the models are ready."""
    register_unit_section("citizen_requests/desk/unit_rates.html", rates_of)
    for procedure in ("citizen_request", "enterprise_request"):
        register_form(procedure, "answer_directly", FROM_KNOWLEDGE)
        register_panel(procedure, "citizen_requests/desk/knowledge_from_case.html", worth_keeping, order=60)
        register_reply_check(procedure, writes=ANSWERS, judges=("pass_review", "send_back"))
    register_panel("citizen_request", "citizen_requests/desk/may_be_same.html", may_be_same, order=15)
    register_panel("citizen_request", "citizen_requests/desk/missing_category.html", missing_category, order=14)
