"""督查件清单: the list of orders, a tab for each light."""

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.supervision.desk.lights import DEFINITIONS, OPEN_LIGHTS, WORDS, light_column
from shiyu.supervision.desk.roles import READERS
from shiyu.supervision.queries import PROCEDURE
from shiyu.supervision.rules import Light
from shiyu.web.lists import Ask, CaseList, ListTab, VisibleCases

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

NONE_HERE = Words("没有这样的督查件。", "There is no such order.")


class OrdersByLight(VisibleCases):
    """Orders of one light where the tab names one. The common export knows no lights: the weekly ledger is exported."""

    exports: ClassVar[bool] = False

    @override
    def cases(self, ask: Ask) -> "QuerySet[Case]":
        found = super().cases(ask)
        if ask.tab not in {light.value for light in Light}:
            return found
        return found.annotate(light=light_column(now())).filter(light=ask.tab)


ORDERS = CaseList(
    name="supervision_orders",
    title=Words("督查件", "Supervision orders"),
    always={"procedure": PROCEDURE},
    roles=READERS,
    columns=("stage", "due", "units", "opened"),
    filters=("unit", "stage"),
    tabs=(
        ListTab(name="all", label=Words("在办", "Open"), always={"state": "open"}, empty=NONE_HERE),
        *(
            ListTab(
                name=light.value, label=WORDS[light],
                empty=Words(f"没有{WORDS[light].zh}的督查件：{DEFINITIONS[light].zh}",
                            f"No order is “{WORDS[light].en}”: {DEFINITIONS[light].en}"),
            )
            for light in OPEN_LIGHTS
        ),
        ListTab(name=Light.GREY.value, label=WORDS[Light.GREY], empty=NONE_HERE, tick=False, counted=False),
    ),
    source=OrdersByLight(),
    template="supervision/orders.html",
)  # fmt: skip
