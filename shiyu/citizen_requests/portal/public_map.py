"""公开地图: what may be public, on a map. Put together by a grid on the server, so an answer grows with the view alone.

The rule is that of the public list, and positions are those it publishes: about a hundred metres, a street and no home.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Max
from django.db.models.functions import Floor, Round
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from shiyu.citizen_requests.open311.services import service_name
from shiyu.citizen_requests.open311.shown import PLACES
from shiyu.citizen_requests.portal.public_filters import PERIODS, STATES, Filters, address_of, filters_of, found, groups
from shiyu.citizen_requests.portal.public_list import told
from shiyu.citizen_requests.public import public
from shiyu.city.directory import directory
from shiyu.city.places import Box

USUAL_PERIOD = "30"
"""The index by the day of opening bounds what a map reads, so there is always a period."""
LISTED = 20
MOST_CELLS = 2_000
DEGREES_OF_TILE = 360
CELLS_IN_TILE = 4  # a tile is 256 pixels wide, so a cell is 64
FLATTER = 0.8  # degrees of latitude look longer than those of longitude, here by a quarter
SINGLE_FROM = 17
"""From this zoom on nothing is put together but what lies at the very same place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the map that is looked at."""

    box: Box
    zoom: int

    @property
    def step(self) -> tuple[float, float]:
        """How wide and high a cell is, in degrees."""
        width = DEGREES_OF_TILE / 2**self.zoom / CELLS_IN_TILE
        fine = 10.0**-PLACES
        return (fine, fine) if self.zoom >= SINGLE_FROM else (max(width, fine), max(width * FLATTER, fine))


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """The page `/public/map`; without scripts the list and its filters are left."""
    filters = _filters(request)
    view = View(box=directory().city.box, zoom=9)
    context = {
        "filters": filters, "states": STATES, "periods": PERIODS, "groups": groups(), **_list(filters, view),
        "cells": address_of("public_map_cells", filters), "list_address": address_of("public", filters),
        "filtered": any(filters[name] for name in ("q", "place", "category", "state")),
    }  # fmt: skip
    return render(request, "citizen_requests/public_map.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def public_map_cells(request: HttpRequest) -> HttpResponse:
    """The cells of one view and the list beside it, at `/public/map/cells`."""
    filters, view = _filters(request), _view(request)
    listed = render_to_string("citizen_requests/_public_map_list.html", _list(filters, view), request=request)
    return JsonResponse({"cells": cells(_seen(filters, view), view), "list": listed})


def cells(seen: Any, view: View) -> list[dict[str, Any]]:
    """The points of a view by cells of a grid; what stands alone in its cell says what it is."""
    width, height = view.step
    placed = seen.annotate(x=Round("lon", PLACES), y=Round("lat", PLACES))
    grid = placed.annotate(column=Floor(F("x") / width), line=Floor(F("y") / height)).order_by()
    counted = grid.values("column", "line").annotate(n=Count("pk"), lon=Avg("x"), lat=Avg("y"), newest=Max("pk"))
    rows = list(counted.order_by("-n").values("n", "newest", lon_=F("lon"), lat_=F("lat"))[:MOST_CELLS])
    alone = _alone([row["newest"] for row in rows if row["n"] == 1])
    return [
        {"lon": round(row["lon_"], 5), "lat": round(row["lat_"], 5), "n": row["n"], "title": "", "address": ""}
        | (alone.get(row["newest"], {}) if row["n"] == 1 else {})
        for row in rows
    ]


def _alone(keys: list[int]) -> dict[int, dict[str, str]]:
    city = directory()
    rows = public().filter(pk__in=keys).values_list("pk", "number", "category_id")
    return {
        pk: {
            "title": str(service_name(city.categories.get_by_id(category or 0), city)),
            "address": reverse("public_case", args=[number]),
        }
        for pk, number, category in rows
    }


def _list(filters: Filters, view: View) -> dict[str, Any]:
    seen = _seen(filters, view)
    keys = list(seen.order_by("-pk").values_list("pk", flat=True)[:LISTED])
    return {"rows": told(keys), "total": seen.count(), "listed": LISTED}


def _seen(filters: Filters, view: View) -> Any:
    """The public requests of the period inside the view."""
    west, south, east, north = view.box
    return found(filters).filter(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)


def _filters(request: HttpRequest) -> dict[str, str]:
    asked = filters_of(request)
    return {**asked, "before": "", "period": asked["period"] or USUAL_PERIOD}


def _view(request: HttpRequest) -> View:
    """What the address asks for, no wider than the city; what cannot be read is the whole city."""
    box = directory().city.box
    west, south, east, north = (_number(request, name, side) for name, side in zip(_SIDES, box, strict=True))
    zoom = int(min(max(_number(request, "zoom", 9), 1), 20))
    kept = (max(west, box[0]), max(south, box[1]), min(east, box[2]), min(north, box[3]))
    return View(box=kept, zoom=zoom)


_SIDES = ("west", "south", "east", "north")


def _number(request: HttpRequest, name: str, otherwise: float) -> float:
    try:
        number = float(request.GET.get(name, ""))
    except ValueError:
        return otherwise
    return number if -180 <= number <= 180 else otherwise
