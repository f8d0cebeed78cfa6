"""The outlines of the counties for maps, from the loaded city pack."""

import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from shiyu.city.directory import directory

TILES = "https://*.tianditu.gov.cn"
"""Where the tiles come from: the only foreign address a page may load pictures from, and only where a key is set."""
KEPT, LOOKED_AGAIN = "public, max-age=31536000, immutable", "public, max-age=300"


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """GeoJSON at `/map/areas`; kept for good under the edition of the pack that the address names."""
    edition = directory().edition_id
    answer = HttpResponse(_drawn(edition), content_type="application/geo+json")
    answer.headers["Cache-Control"] = KEPT if request.GET.get("edition") == str(edition) else LOOKED_AGAIN
    return answer


def areas_address() -> str:
    """Where the outlines of the present edition stand."""
    return f"{reverse('map_areas')}?edition={directory().edition_id}"


def tile_key() -> str:
    """The key of 天地图; empty where the city has none."""
    return str(settings.MAP_KEY)


@lru_cache(maxsize=2)
def _drawn(_edition: int) -> bytes:
    city = directory()
    features = []
    for area in city.areas:
        division = city.division(area.code)
        said = {"code": area.code, "zh": division.label.zh, "en": division.label.en} if division else {}
        geometry = {"type": "MultiPolygon", "coordinates": area.polygons}
        features.append({"type": "Feature", "properties": said, "geometry": geometry})
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
