"""提案的清单: what reviewers, assigners and units look at, each list one value.

A tab is a set of stages, and what an officer of a channel or of a unit has to do with; both narrow what the gate shows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from django.db.models import Q
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.proposals.procedure_people import ASKING, EXTENDING, TO_ASSIGN
from shiyu.proposals.queries import LIVE, PROCEDURE, gone_units
from shiyu.proposals.vocabulary import CHANNELS
from shiyu.web.lists import CaseList, ListTab
from shiyu.web.lists.asking import Ask
from shiyu.web.lists.visible import VisibleCases

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

REVIEWERS = frozenset({"proposal_clerk", "proposal_reviewer", "proposal_committee"})
ASSIGNERS = frozenset({f"{channel}_assigner" for channel in CHANNELS})
OFFICERS = frozenset({"clerk", "deputy_head", "unit_head"})
FILTERS = ("state", "stage", "unit")
COLUMNS = ("stage", "due", "units", "opened")
WORKED_ON = ("handling", "to_review", "to_issue", "rework")
ENDED = ("closed", "merged", "not_filed", "withdrawn", "lapsed")

Part = Callable[[PostHolder], Q]


def at(*stages: str) -> Part:
    """The proposals that stand at one of these stages."""
    return lambda _actor: Q(stage__in=stages)


def _share(stages: Sequence[str], *states: str, kinds: Sequence[str] = ("lead",)) -> Part:
    """The proposals at these stages of which the officer's unit has such a share."""

    def part(actor: PostHolder) -> Q:
        own = Q(assignments__unit=actor.unit_id, assignments__kind__in=kinds, assignments__state__in=states)
        return own & Q(stage__in=stages) if stages else own

    return part


def _of_my_channel(actor: PostHolder) -> Q:
    return Q(kind__in=[channel for channel in CHANNELS if f"{channel}_assigner" in actor.roles])


def _of_my_unit(actor: PostHolder) -> Q:
    return Q(assignments__unit=actor.unit_id, assignments__state__in=(*LIVE, "closed"))


@dataclass
class Parts(VisibleCases):
    """Cases by the part a tab stands for; `mine` holds in every tab."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    mine: Part | None = None
    exports: ClassVar[bool] = False

    @override
    def chosen(self, ask: Ask) -> "QuerySet[Case]":
        """What the gate shows, narrowed to the tab and to what is the reader's."""
        cases = super().chosen(ask)
        rules = [rule(ask.actor) for rule in (self.mine, self.parts.get(ask.tab)) if rule is not None]
        # One after the other: each may look at the shares of units, and not at the same share.
        for rule in rules:
            cases = cases.filter(pk__in=type(cases)(cases.model).filter(rule).values("pk"))
        return cases


def _tab(name: str, zh: str, en: str, *, tick: bool = True, counted: bool = True) -> ListTab:
    return ListTab(name=name, label=Words(zh, en), tick=tick, counted=counted)


REVIEW_TABS = {
    "submitted": at("submitted"), "second": at("second_review"), "committee": at("committee"),
    "returned": at("returned"), "filed": lambda _actor: Q(is_open=True, proposal__serial__isnull=False),
    "tracking": at("tracking"), "ended": at(*ENDED),
}  # fmt: skip
PROPOSAL_REVIEW = CaseList(
    name="proposal_review",
    title=Words("提案审查", "Review of proposals"),
    always={"procedure": PROCEDURE},
    roles=REVIEWERS,
    columns=COLUMNS,
    filters=FILTERS,
    tabs=(
        _tab("submitted", "待初审", "To be reviewed"),
        _tab("second", "待复审", "Second review"),
        _tab("committee", "待审定", "Committee"),
        _tab("returned", "退回修改", "Returned", tick=False),
        _tab("filed", "已立案在办", "Filed and open"),
        _tab("tracking", "跟踪问效", "Tracked"),
        _tab("ended", "已结", "Ended", tick=False, counted=False),
    ),
    source=Parts(parts=REVIEW_TABS),
    empty=Words("这里没有提案。", "No proposal stands here."),
    template="proposals/review.html",
)

ASSIGNING_TABS = {
    "assign": at(*TO_ASSIGN), "returns": at(*ASKING), "extensions": at(*EXTENDING),
    "unsigned": at("to_sign"), "handled": at(*WORKED_ON), "answered": at("answered", "tracking"),
    "gone": lambda _actor: Q(assignments__unit__in=gone_units(), assignments__state__in=LIVE, is_open=True),
    "ended": at(*ENDED),
}  # fmt: skip
PROPOSAL_ASSIGNING = CaseList(
    name="proposal_assigning",
    title=Words("提案交办", "Assigning proposals"),
    always={"procedure": PROCEDURE},
    roles=ASSIGNERS,
    columns=COLUMNS,
    filters=FILTERS,
    tabs=(
        _tab("assign", "待交办", "To assign"),
        _tab("returns", "退办待审", "Returns asked"),
        _tab("extensions", "延期待批", "Extensions asked"),
        _tab("unsigned", "待签收", "Not signed for"),
        _tab("handled", "办理中", "With units"),
        _tab("answered", "已答复、跟踪", "Answered, tracked"),
        _tab("gone", "承办单位已撤并", "Unit is no more"),
        _tab("ended", "已结", "Ended", tick=False, counted=False),
    ),
    source=Parts(parts=ASSIGNING_TABS, mine=_of_my_channel),
    empty=Words("这里没有本系统的提案。", "No proposal of your channel stands here."),
    template="proposals/assigning.html",
)

UNIT_TABS = {
    "unsigned": _share((), "sent", kinds=("lead", "joint", "separate")),
    "handled": _share(("handling", *EXTENDING, "rework"), "signed"),
    "opinions": _share((), "signed", kinds=("joint", "separate")),
    "signing": _share(("to_review", "to_issue"), "signed"),
    "answered": _share(("answered",), "submitted"),
    "tracking": at("tracking"),
    "ended": at(*ENDED),
}
PROPOSAL_UNIT = CaseList(
    name="proposal_unit",
    title=Words("本单位提案", "Proposals of my unit"),
    always={"procedure": PROCEDURE},
    roles=OFFICERS,
    columns=COLUMNS,
    filters=("state", "stage"),
    tabs=(
        _tab("unsigned", "待签收", "To sign for"),
        _tab("handled", "主办在办", "We lead"),
        _tab("opinions", "待会办、分办", "Our opinion or part is due"),
        _tab("signing", "待审签签发", "To be signed off"),
        _tab("answered", "待反馈", "Awaiting feedback"),
        _tab("tracking", "跟踪问效", "Tracked"),
        _tab("ended", "已结", "Ended", tick=False, counted=False),
    ),
    source=Parts(parts=UNIT_TABS, mine=_of_my_unit),
    empty=Words("这里没有本单位的提案。", "No proposal of your unit stands here."),
    template="proposals/unit.html",
)
