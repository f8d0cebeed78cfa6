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
        from shiyu.citizen_requests.desk.beside_cases import show_beside_cases  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.columns import register_desk_columns  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.desk.hints import enter_desk_hints  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.examples import offer_examples  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.figures import register_figures  # noqa: PLC0415 -- figures ask models, ready now
        from shiyu.citizen_requests.import_task import IMPORT  # noqa: PLC0415 -- importing asks models, ready now
        from shiyu.citizen_requests.portal.home import section  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.progress import told  # noqa: PLC0415 -- the same
        from shiyu.citizen_requests.queries import routing_words  # noqa: PLC0415 -- the same
        from shiyu.web.everyday import enter_teller  # noqa: PLC0415 -- the same

        register_figures()
        offer_examples()
        enter_kind(IMPORT)
        enter_desk_hints()
        register_desk_columns()
        say_fact("route", label=Words("派单建议", "Routing suggestion"), words=routing_words)
        say_fact("call_back", label=Words("回访抽取", "Call-back draw"), words=draw_words)
        for procedure in ("citizen_request", "enterprise_request"):
            enter_teller(procedure, told)
        show_beside_cases()
        enter_resident_home(HOME)
        enter_home(HomeSection(name="requests", template="citizen_requests/home.html", context=section, order=10))
        enter_menu(
            *WAYS,
            Way(name="report", label=Words("反映问题", "Report"), order=10, public=True),
            Way(name="my_cases", label=Words("我的件", "My cases"), order=20, public=True, under="/my"),
            Way(name="public", label=Words("公开件", "Public list"), order=30, public=True),
        )
