"""The guide for programs: the tree, and where answers lead. Nothing that is asked here is kept."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.clock import today
from shiyu.disputes.guide.reading import guide
from shiyu.disputes.guide.showing import shown_tree, shown_walk
from shiyu.disputes.guide.tree import Tree
from shiyu.disputes.guide.walking import LONGEST, walk
from shiyu.web.answers import as_json
from shiyu.web.describing import OPEN_TO_ALL
from shiyu.web.refusals import NoSuchAddress

router = Router(tags=["矛盾纠纷 Disputes"])


class Answered(Schema):
    """The answers so far: codes joined by dots, a day as 20240501, `-` for a day that is not known."""

    answers: str = Field("", max_length=LONGEST)


@router.get("/disputes/guide", summary="纠纷引导 The guided start", **OPEN_TO_ALL)
def show_guide(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- ninja gives it to every verb
    """The whole tree: questions, ends with their law and what to bring, periods, where a person is to be reached."""
    return as_json(shown_tree(_tree()))


@router.get("/disputes/guide/walk", summary="按回答走一遍 Where answers lead", **OPEN_TO_ALL)
def walk_guide(request: HttpRequest, asked: Query[Answered]) -> HttpResponse:  # noqa: ARG001 -- the same
    """The next question, or the end with its periods reckoned from the days that were named."""
    tree = _tree()
    return as_json(shown_walk(tree, walk(tree, asked.answers), today=today()))


def _tree() -> Tree:
    tree = guide()
    if tree is None:
        raise NoSuchAddress
    return tree
