"""The city's numbers, each with its definition. Who may ask, and about whom, stands in `shiyu.web.figure_table`."""

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.clock import today
from shiyu.base.figures import By, all_figures, figure
from shiyu.web.answers import as_json
from shiyu.web.callers import actor_of
from shiyu.web.describing import READING
from shiyu.web.figure_table import divided, reader, scope_for, show_divided, show_figure

router = Router(tags=["指标 Figures"])


class Asked(Schema):
    """A span of the city's days, both ends included (this month unless given), of which part, and how divided."""

    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    by: Literal["", "unit", "place", "type", "month"] = ""
    unit: str = Field("", max_length=40)
    place: str = Field("", max_length=20)


@router.get("/figures", summary="指标目录 Which figures there are", **READING)
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure with its definition and the ways it can be divided."""
    reader(actor_of(request))
    return as_json({"figures": [show_figure(one) for one in all_figures()]})


@router.get("/figures/{name}", summary="指标 A figure", **READING)
def one_figure(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:
    """One figure for a span: the whole, and its parts with how far each can be told apart from the mean.

    Parts stand by the lower bound of their share, months in their order. A head of unit gets the own unit's numbers.
    """
    actor = reader(actor_of(request))
    end = asked.end or today()
    scope = scope_for(actor, start=asked.start or end.replace(day=1), end=end, unit=asked.unit, place=asked.place)
    return as_json(show_divided(divided(figure(name), scope, by=By(asked.by))))
