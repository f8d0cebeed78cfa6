"""Checks of the city itself, its divisions and their polygons."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shiyu.city.check_sheets import one_of, parents_in_circle
from shiyu.city.findings import Finding, fault
from shiyu.city.layout import AREAS_FILE, CITY_FILE, CITY_KEYS, DIVISIONS
from shiyu.city.places import box_of, polygons_of
from shiyu.city.reading import RawPack, Row

LEVELS = ("city", "county", "township", "village", "grid")
# Digits of a code that name the division of each level; the rest are zeros.
_OWN_DIGITS = {"city": 4, "county": 6, "township": 9, "village": 12, "grid": 15}
_SHAPES = {
    "city": (re.compile(r"\d{4}0{8}", re.ASCII), "4+8个0"),
    "county": (re.compile(r"\d{6}0{6}", re.ASCII), "6+6个0"),
    "township": (re.compile(r"\d{9}0{3}", re.ASCII), "9+3个0"),
    "village": (re.compile(r"\d{12}", re.ASCII), "12"),
    "grid": (re.compile(r"\d{15}", re.ASCII), "12+3=15"),
}


def check_city(pack: RawPack) -> Iterator[Finding]:
    """`city.toml` is whole, its zone exists, its box and office hours are in order."""
    city = pack.city
    if city is None:
        return
    for key in CITY_KEYS:
        if not city.get(key):
            yield fault(CITY_FILE, 0, "city_incomplete", key=key)
    code = city.get("code")
    if code and not (isinstance(code, str) and re.fullmatch(r"\d{4}00", code, re.ASCII)):
        yield fault(CITY_FILE, 0, "wrong_code_shape", code=code, rule="4+00")
    if city.get("time_zone") and not _zone_exists(city["time_zone"]):
        yield fault(CITY_FILE, 0, "unknown_zone", zone=city["time_zone"])
    if city.get("bbox") and box_of_city(city) is None:
        yield fault(CITY_FILE, 0, "bbox_reversed", bbox=city["bbox"])
    if city.get("office_hours") and not _hours_in_order(city["office_hours"]):
        yield fault(CITY_FILE, 0, "bad_office_hours", hours=city["office_hours"])


def box_of_city(city: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of `city.toml`, or `None` where they are not four numbers in that order."""
    box = city.get("bbox")
    if not isinstance(box, list) or len(box) != 4 or not all(_is_number(side) for side in box):
        return None
    west, south, east, north = (float(side) for side in box)
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None


def check_divisions(pack: RawPack) -> Iterator[Finding]:
    """Codes have the shape of their level and begin like their parent, one level up."""
    rows = pack.rows(DIVISIONS)
    yield from one_of(rows, "level", allowed=LEVELS)
    levels = {row["code"]: row["level"] for row in rows}
    for row in rows:
        yield from _check_shape(row)
        yield from _check_parent(row, levels)
    parents = {row["code"]: row["parent"] for row in rows if row["parent"] in levels}
    for path in parents_in_circle(parents):
        line = next(row.line for row in rows if row["code"] == path[0])
        yield fault(DIVISIONS.file, line, "cycle", path=" → ".join(path))


def check_areas(pack: RawPack) -> Iterator[Finding]:
    """Every county has a polygon that is closed and lies in the city's box."""
    counties = {row["code"] for row in pack.rows(DIVISIONS) if row["level"] == "county" and not row["valid_to"]}
    drawn: set[str] = set()
    for feature in pack.areas.get("features", []):
        code = area_code(feature)
        drawn.add(code)
        if code not in counties:
            yield fault(AREAS_FILE, 0, "polygon_of_nothing", code=code)
        yield from _check_geometry(code, feature, box=box_of_city(pack.city or {}))
    if pack.areas:
        for code in sorted(counties - drawn):
            yield fault(AREAS_FILE, 0, "county_without_polygon", code=code)


def area_code(feature: Any) -> str:
    """The division code of a GeoJSON feature, from its property `code`."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return str(properties.get("code", "")) if isinstance(properties, dict) else ""


def _check_shape(row: Row) -> Iterator[Finding]:
    if row["level"] in _SHAPES:
        shape, rule = _SHAPES[row["level"]]
        if not shape.fullmatch(row["code"]):
            yield fault(row.file, row.line, "wrong_code_shape", code=row["code"], rule=rule)


def _check_parent(row: Row, levels: Mapping[str, str]) -> Iterator[Finding]:
    parent = row["parent"]
    if row["level"] not in LEVELS or (row["level"] == "city" and not parent):
        return
    if parent not in levels:
        yield fault(row.file, row.line, "unknown_parent", code=parent)
        return
    above = LEVELS[LEVELS.index(row["level"]) - 1] if row["level"] != "city" else ""
    begins = parent[: _OWN_DIGITS.get(levels[parent], 0)]
    if levels[parent] != above or not row["code"].startswith(begins):
        yield fault(row.file, row.line, "level_mismatch", code=row["code"], parent=parent)


def _check_geometry(code: str, feature: Any, *, box: tuple[float, float, float, float] | None) -> Iterator[Finding]:
    rings = _rings(feature)
    if rings is None:
        yield fault(AREAS_FILE, 0, "polygon_malformed", code=code)
        return
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        yield fault(AREAS_FILE, 0, "polygon_not_closed", code=code)
    west, south, east, north = box_of(rings)
    if box and not (box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]):
        yield fault(AREAS_FILE, 0, "polygon_outside", code=code)


def _rings(feature: Any) -> Sequence[Sequence[Sequence[float]]] | None:
    """Every ring of a feature, or `None` where it is no polygon of points."""
    try:
        geometry = feature["geometry"]
        if geometry["type"] not in {"Polygon", "MultiPolygon"}:
            return None
        rings = [ring for polygon in polygons_of(geometry) for ring in polygon]
    except (KeyError, TypeError):
        return None
    fits = rings and all(ring and all(_is_point(point) for point in ring) for ring in rings)
    return rings if fits else None


def _is_point(point: Any) -> bool:
    return isinstance(point, list) and len(point) >= 2 and all(_is_number(part) for part in point)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e9 < value < 1e9


def _zone_exists(zone: Any) -> bool:
    try:
        return bool(ZoneInfo(zone).key)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        return False


def _hours_in_order(hours: Any) -> bool:
    try:
        times = [time.fromisoformat(moment) for opens, closes in hours for moment in (opens, closes)]
    except (TypeError, ValueError):
        return False
    return all(one < later for one, later in pairwise(times))
