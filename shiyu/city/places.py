"""Which county holds a position: pure geometry over the polygons of the pack (longitude and latitude in degrees)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]


class OutsideCity(ShiyuError):
    """The position lies in no county of the city."""

    code = "outside_city"
    http_status = 422
    sentence = Words("该位置（{lon}，{lat}）不在本市范围内。", "The position ({lon}, {lat}) lies outside the city.")


@dataclass(frozen=True, slots=True)
class Area:
    """The polygons of one division: each an outer ring and its holes; `box` is west, south, east, north."""

    code: str
    box: Box
    polygons: tuple[tuple[Ring, ...], ...]

    @classmethod
    def from_geojson(cls, code: str, geometry: Mapping[str, Any]) -> "Area":
        """From a GeoJSON Polygon or MultiPolygon."""
        polygons = tuple(
            tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in polygon)
            for polygon in polygons_of(geometry)
        )
        return cls(code, box_of(polygon[0] for polygon in polygons), polygons)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the position lies in one of the polygons and in none of its holes."""
        west, south, east, north = self.box
        if not (west <= lon <= east and south <= lat <= north):
            return False
        return any(
            _inside(outer, lon, lat) and not any(_inside(hole, lon, lat) for hole in holes)
            for outer, *holes in self.polygons
        )


def polygons_of(geometry: Mapping[str, Any]) -> Sequence[Any]:
    """The polygons of a GeoJSON geometry; a plain Polygon is a list of one."""
    coordinates: Sequence[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def box_of(rings: Iterable[Iterable[Sequence[float]]]) -> Box:
    """West, south, east, north of all points."""
    points = [point for ring in rings for point in ring]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def area_at(lon: float, lat: float, areas: Iterable[Area]) -> Area:
    """The area that holds the position; raises `OutsideCity` where none does."""
    for area in areas:
        if area.holds(lon, lat):
            return area
    raise OutsideCity(lon=lon, lat=lat)


def _inside(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a ray from the position to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
