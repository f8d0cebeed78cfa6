"""Maps: outlines from our own origin, kept for good under their edition; a foreign address only where a key is set."""

import json
from typing import Any

import pytest
from django.test import Client

from shiyu.web.maps.areas import TILES, areas_address

pytestmark = pytest.mark.django_db


def test_the_outlines_of_the_counties(client: Client) -> None:
    answer = client.get(areas_address())
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert "immutable" in answer.headers["Cache-Control"]
    found = json.loads(answer.content)
    names = {one["properties"]["code"]: one["properties"]["zh"] for one in found["features"]}
    assert names["140581000000"] == "高平市"
    assert len(names) == 6
    assert len(found["features"][0]["geometry"]["coordinates"][0][0]) > 3


def test_an_address_of_another_edition_is_looked_at_again(client: Client) -> None:
    assert "immutable" not in client.get("/map/areas?edition=x").headers["Cache-Control"]


@pytest.mark.parametrize(("key", "named"), [("", False), ("ab" * 16, True)])
def test_a_page_may_load_tiles_only_where_a_key_is_set(client: Client, settings: Any, key: str, *, named: bool) -> None:
    settings.MAP_KEY = key
    answer = client.get("/public/map")
    assert (TILES in answer.headers["Content-Security-Policy"]) is named
    assert f'data-tiles="{key}"' in answer.content.decode()
