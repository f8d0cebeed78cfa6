"""Supervision as an installed system: its procedure, its figures, its pages."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.supervision.desk.menu import WAYS
from shiyu.web.menu import enter_menu

LEGAL_WAY = Words(
    "涉密事项不得录入，按《保守国家秘密法》由机要渠道办理；选“是”或带密级标志的不会保存。",
    "Classified matter must not be entered; it goes by the confidential channel. Nothing marked is kept.",
)
LEADERS = Words("填岗位名称或代码，如：副市长（城建交通）", "The title or code of the post, e.g. zfb-leader-works")


class SupervisionConfig(AppConfig):
    """督查督办."""

    name = "shiyu.supervision"
    label = "supervision"
    verbose_name = "督查督办 supervision"
    procedures: ClassVar[tuple[str, ...]] = ("shiyu.supervision.procedure.SUPERVISION_ORDER",)

    @override
    def ready(self) -> None:
        """Registers the figures, the panels on pages of cases, what forms hint at, and the menu."""
        from shiyu.supervision.classified import must_not_be_kept  # noqa: PLC0415 -- asks the city, ready now
        from shiyu.supervision.desk.lights import lamps_of  # noqa: PLC0415 -- asks models
        from shiyu.supervision.desk.marks import marks_of  # noqa: PLC0415 -- asks models
        from shiyu.supervision.desk.panels import checkpoints, under_supervision  # noqa: PLC0415 -- asks models
        from shiyu.supervision.figures import register_figures  # noqa: PLC0415 -- figures ask models, ready now
        from shiyu.supervision.papers_shown import enter_papers, named_before  # noqa: PLC0415 -- the same
        from shiyu.web.forms import FormOfMove, register_form  # noqa: PLC0415 -- the same
        from shiyu.web.hints import enter_hints  # noqa: PLC0415 -- the same
        from shiyu.web.kept import never_keep  # noqa: PLC0415 -- the same
        from shiyu.web.listing import register_marks  # noqa: PLC0415 -- the same
        from shiyu.web.own_lamps import register_lamps  # noqa: PLC0415 -- the same
        from shiyu.web.panels import ANY_PROCEDURE, register_panel  # noqa: PLC0415 -- the same

        register_figures()
        never_keep(must_not_be_kept)
        register_marks("supervision_order", marks_of)
        register_lamps("supervision_order", lamps_of)
        register_panel("supervision_order", "supervision/checkpoints.html", checkpoints, order=10)
        register_panel(ANY_PROCEDURE, "supervision/under_supervision.html", under_supervision, order=90)
        register_form("supervision_order", "propose", FormOfMove(hints={"classified": LEGAL_WAY}))
        register_form("supervision_order", "ask_approval", FormOfMove(hints={"leader": LEADERS}, initial=named_before))
        enter_papers()
        enter_menu(*WAYS)
        enter_hints(
            "supervision",
            Words(
                "数字点开就是清单；红灯是节点已过还没有反馈的。",
                "Each number opens its list; red is past and not reported.",
            ),
            Words(
                "逾期会自动催办，每两日再催一次，并逐级报告。",
                "What is late is urged by itself, again every two days, and goes up.",
            ),
            Words(
                "任何系统的件都可在其页面上纳入督查。", "A case of any system can be put under supervision on its page."
            ),
        )
