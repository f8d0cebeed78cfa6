"""督查件清单: the list of orders, a tab for each light."""

from typing import TYPE_CHECKING

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.supervision.desk.lights import DEFINITIONS, OPEN_LIGHTS, WORDS, light_column
from shiyu.supervision.desk.roles import READERS
from shiyu.supervision.queries import PROCEDURE
from shiyu.supervision.rules import Light
from shiyu.web.lists import CaseList, ListTab
from shiyu.web.lists.narrowing import ListNarrow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

NONE_HERE = Words("没有这样的督查件。", "There is no such order.")


def _lit(light: Light) -> ListNarrow:
    """The orders that show this light now."""

    def narrow(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
        return cases.annotate(light=light_column(now())).filter(light=light.value)

    return narrow


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
                name=light.value, label=WORDS[light], narrow=_lit(light),
                empty=Words(f"没有{WORDS[light].zh}的督查件：{DEFINITIONS[light].zh}",
                            f"No order is “{WORDS[light].en}”: {DEFINITIONS[light].en}"),
            )
            for light in OPEN_LIGHTS
        ),
        ListTab(name=Light.GREY.value, label=WORDS[Light.GREY], narrow=_lit(Light.GREY), empty=NONE_HERE, tick=False,
                counted=False),
    ),
    template="supervision/orders.html",
)  # fmt: skip
