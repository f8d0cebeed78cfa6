"""Citizen requests as an installed system: its procedure and its figures."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.citizen_requests.desk.menu import WAYS
from shiyu.citizen_requests.vocabulary import draw_words
from shiyu.web.background.kinds import enter_kind
from shiyu.web.fact_words import say_fact
from shiyu.web.home_sections import HomeSection, enter_home
from shiyu.web.menu import Way, enter_menu
from shiyu.web.resident_home import ResidentHome, enter_resident_home

HOME = ResidentHome(
    label=Words("我的诉求", "My requests"),
    lead=Words("反映的问题：进度、答复、评价", "What I reported: progress, answers"),
    procedures=("citizen_request", "enterprise_request"), cases="my_cases", case="my_case", order=10,
)  # fmt: skip
ANSWERS = {"answer": "answer", "give_final_answer": "answer"}
"""The moves of a unit that write an answer, with the need that holds its words."""


class CitizenRequestsConfig(AppConfig):
    """市民诉求."""

    name = "shiyu.citizen_requests"
    label = "citizen_requests"
    verbose_name = "市民诉求 citizen requests"
    append_only: ClassVar[tuple[str, ...]] = ("KnowledgeUse", "KnowledgeConfirmation")
    procedures: ClassVar[tuple[str, ...]] = (
        "shiyu.citizen_requests.procedure.CITIZEN_REQUEST",
        "shiyu.citizen_requests.procedure.ENTERPRISE_REQUEST",
    )

    @override
    def ready(self) -> None:
        """Registers the figures, how the routing is said, and what residents and officers find in the menu."""
        from shiyu.citizen_requests.desk.columns import register_desk_columns  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.from_knowledge import FROM_KNOWLEDGE  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.hints import enter_desk_hints  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.knowledge_from_case import worth_keeping  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.same_matter import may_be_same  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.unit_rates import rates_of  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.figures import register_figures  # noqa: PLC0415 -- figures ask models, ready now
        from shiyu.citizen_requests.import_task import IMPORT  # noqa: PLC0415 -- importing asks models, ready now
        from shiyu.citizen_requests.portal.home import section  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.progress import told  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.queries import routing_words  # noqa: PLC0415 -- the same
        from shiyu.triage.web.reply_check import register_reply_check  # noqa: PLC0415 -- the same
        from shiyu.web.everyday import enter_teller  # noqa: PLC0415 -- the same
        from shiyu.web.forms import register_form  # noqa: PLC0415 -- the same
        from shiyu.web.panels import register_panel  # noqa: PLC0415 -- the same
        from shiyu.web.unit_page import register_unit_section  # noqa: PLC0415 -- the same

        register_figures()
        enter_kind(IMPORT)
        enter_desk_hints()
        register_desk_columns()
        say_fact("route", label=Words("派单建议", "Routing suggestion"), words=routing_words)
        say_fact("call_back", label=Words("回访抽取", "Call-back draw"), words=draw_words)
        for procedure in ("citizen_request", "enterprise_request"):
            enter_teller(procedure, told)
        register_unit_section("citizen_requests/desk/unit_rates.html", rates_of)
        for procedure in ("citizen_request", "enterprise_request"):
            register_form(procedure, "answer_directly", FROM_KNOWLEDGE)
            register_panel(procedure, "citizen_requests/desk/knowledge_from_case.html", worth_keeping, order=60)
            register_reply_check(procedure, writes=ANSWERS, judges=("pass_review", "send_back"))
        register_panel("citizen_request", "citizen_requests/desk/may_be_same.html", may_be_same, order=15)
        enter_resident_home(HOME)
        enter_home(HomeSection(name="requests", template="citizen_requests/home.html", context=section, order=10))
        enter_menu(
            *WAYS,
            Way(name="report", label=Words("反映问题", "Report"), order=10, public=True),
            Way(name="my_cases", label=Words("我的件", "My cases"), order=20, public=True, under="/my"),
            Way(name="public", label=Words("公开件", "Public list"), order=30, public=True),
        )
