"""What the desk of disputes enters into the platform."""

from shiyu.base.words import Words
from shiyu.disputes.desk.forms import enter_forms
from shiyu.disputes.desk.menu import WAYS
from shiyu.disputes.desk.panels import advice_of, mediators_of, state_of
from shiyu.disputes.desk.referring import referred
from shiyu.disputes.marks import marks_of
from shiyu.web.hints import enter_hints
from shiyu.web.listing import register_marks
from shiyu.web.menu import enter_menu
from shiyu.web.panels import ANY_PROCEDURE, register_panel


def enter_desk() -> None:
    """Called in the `ready` of the system."""
    enter_forms()
    register_marks("dispute", marks_of)
    register_panel("dispute", "disputes/advice.html", advice_of, order=5)
    register_panel("dispute", "disputes/mediators.html", mediators_of, order=6)
    register_panel("dispute", "disputes/state.html", state_of, order=10)
    register_panel(ANY_PROCEDURE, "disputes/referred.html", referred, order=80)
    enter_menu(*WAYS)
    enter_hints(
        "disputes",
        Words("先登记，再研判分流；系统给出建议和理由。", "Register first, then send it on; the advice says why."),
        Words("指派调解员后，只有他和当事人看得到。", "Once a mediator is named, he and the parties alone see it."),
        Words("任何一方明确拒绝，即终止调解并告知其他途径。", "One clear refusal ends it, and other ways are told."),
    )  # fmt: skip
