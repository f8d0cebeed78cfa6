"""纠纷清单: what the window has still to send on, what a head has to name somebody for, what a mediator works on.

Each reads what he may see and nothing else: a window no dispute whose mediator is named, a mediator his own.
"""

from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.disputes import vocabulary as v
from shiyu.disputes.desk.roles import WORKERS
from shiyu.web.lists import CaseList, ListTab
from shiyu.web.lists.narrowing import ListNarrow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case


def _marked(mark: str) -> ListNarrow:
    """The disputes that bear a mark."""

    def narrow(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
        return cases.filter(marks__contains=[mark])

    return narrow


NONE_OPEN = Words("没有在办的纠纷。指派调解员后，只有承办调解员看得到该件。",
                  "No dispute is open. Once a mediator is named, he alone sees it.")  # fmt: skip
DISPUTES = CaseList(
    name="disputes",
    title=Words("矛盾纠纷", "Disputes"),
    always={"procedure": "dispute"},
    roles=WORKERS,
    columns=("stage", "due", "place", "units", "opened"),
    filters=("stage", "place"),
    tabs=(
        ListTab(name="all", label=Words("在办", "Open"), always={"state": "open"}, empty=NONE_OPEN),
        ListTab(name="danger", label=Words("激化风险", "Danger"), narrow=_marked(v.DANGER), always={"state": "open"},
                empty=Words("没有标有激化风险的纠纷。", "No open dispute shows danger.")),
        ListTab(name="alike", label=Words("疑似同一纠纷", "Look-alikes"), narrow=_marked(v.LOOK_ALIKE),
                always={"state": "open"}, empty=Words("没有疑似重复登记的。", "Nothing looks registered twice.")),
        ListTab(name="ended", label=Words("已结束", "Ended"), always={"state": "closed"}, tick=False, counted=False,
                empty=Words("还没有结束的纠纷。", "No dispute has ended yet.")),
    ),
    template="disputes/list.html",
)  # fmt: skip
