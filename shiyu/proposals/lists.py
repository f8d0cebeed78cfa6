"""提案的清单: what reviewers, assigners and units look at, each list one value.

A tab is a set of stages, and what an officer of a channel or of a unit has to do with; both narrow what the gate shows.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.who import LIVE
from shiyu.proposals.procedure_people import ASKING, EXTENDING, TO_ASSIGN
from shiyu.proposals.queries import PROCEDURE, gone_units
from shiyu.proposals.vocabulary import CHANNELS
from shiyu.web.lists import CaseList, ListTab
from shiyu.web.lists.narrowing import ListNarrow

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


def _filed_and_open(_actor: PostHolder) -> Q:
    return Q(is_open=True, proposal__serial__isnull=False)


def _with_gone_units(_actor: PostHolder) -> Q:
    return Q(assignments__unit__in=gone_units(), assignments__state__in=LIVE, is_open=True)


def _only(part: Part) -> ListNarrow:
    """What a list or one of its tabs holds. In a question of its own: a list and its tab may each look at the shares
    of units, and not at the same share."""

    def narrow(cases: "QuerySet[Case]", actor: PostHolder) -> "QuerySet[Case]":
        return cases.filter(pk__in=type(cases)(cases.model).filter(part(actor)).values("pk"))

    return narrow


def _tab(name: str, label: Words, part: Part, *, tick: bool = True, counted: bool = True) -> ListTab:
    return ListTab(name=name, label=label, narrow=_only(part), tick=tick, counted=counted)


PROPOSAL_REVIEW = CaseList(
    name="proposal_review",
    title=Words("提案审查", "Review of proposals"),
    always={"procedure": PROCEDURE},
    roles=REVIEWERS,
    columns=COLUMNS,
    filters=FILTERS,
    tabs=(
        _tab("submitted", Words("待初审", "To be reviewed"), at("submitted")),
        _tab("second", Words("待复审", "Second review"), at("second_review")),
        _tab("committee", Words("待审定", "Committee"), at("committee")),
        _tab("deciding", Words("待议定", "To decide"), at("to_decide")),
        _tab("returned", Words("退回修改", "Returned"), at("returned"), tick=False),
        _tab("filed", Words("已立案在办", "Filed and open"), _filed_and_open),
        _tab("tracking", Words("跟踪问效", "Tracked"), at("tracking")),
        _tab("ended", Words("已结", "Ended"), at(*ENDED), tick=False, counted=False),
    ),
    empty=Words("这里没有提案。", "No proposal stands here."),
    template="proposals/review.html",
)

PROPOSAL_ASSIGNING = CaseList(
    name="proposal_assigning",
    title=Words("提案交办", "Assigning proposals"),
    always={"procedure": PROCEDURE},
    roles=ASSIGNERS,
    columns=COLUMNS,
    filters=FILTERS,
    tabs=(
        _tab("assign", Words("待交办", "To assign"), at(*TO_ASSIGN)),
        _tab("returns", Words("退办待审", "Returns asked"), at(*ASKING)),
        _tab("extensions", Words("延期待批", "Extensions asked"), at(*EXTENDING)),
        _tab("unsigned", Words("待签收", "Not signed for"), at("to_sign")),
        _tab("handled", Words("办理中", "With units"), at(*WORKED_ON)),
        _tab("answered", Words("已答复、跟踪", "Answered, tracked"), at("answered", "tracking")),
        _tab(
            "gone",
            Words("承办单位已撤并", "Unit is no more"),
            _with_gone_units,
        ),
        _tab("ended", Words("已结", "Ended"), at(*ENDED), tick=False, counted=False),
    ),
    narrow=_only(_of_my_channel),
    empty=Words("这里没有本系统的提案。", "No proposal of your channel stands here."),
    template="proposals/assigning.html",
)

PROPOSAL_UNIT = CaseList(
    name="proposal_unit",
    title=Words("本单位提案", "Proposals of my unit"),
    always={"procedure": PROCEDURE},
    roles=OFFICERS,
    columns=COLUMNS,
    filters=("state", "stage"),
    tabs=(
        _tab("unsigned", Words("待签收", "To sign for"), _share((), "sent", kinds=("lead", "joint", "separate"))),
        _tab("handled", Words("主办在办", "We lead"), _share(("handling", *EXTENDING, "rework"), "signed")),
        _tab(
            "opinions",
            Words("待会办、分办", "Our opinion or part is due"),
            _share((), "signed", kinds=("joint", "separate")),
        ),
        _tab("signing", Words("待审签签发", "To be signed off"), _share(("to_review", "to_issue"), "signed")),
        _tab("answered", Words("待反馈", "Awaiting feedback"), _share(("answered",), "submitted")),
        _tab("tracking", Words("跟踪问效", "Tracked"), at("tracking")),
        _tab("ended", Words("已结", "Ended"), at(*ENDED), tick=False, counted=False),
    ),
    narrow=_only(_of_my_unit),
    empty=Words("这里没有本单位的提案。", "No proposal of your unit stands here."),
    template="proposals/unit.html",
)
