"""What a template with a map needs: where the outlines are, which box is the city, the key of the tiles."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shiyu.city.directory import directory
from shiyu.web.maps.areas import areas_address, tile_key

register = template.Library()


@register.simple_tag
def map_data() -> SafeString:
    """The attributes that our script reads: nothing of them is a style or a script."""
    west, south, east, north = directory().city.box
    return format_html(
        'data-areas="{}" data-box="{},{},{},{}" data-tiles="{}" data-module="{}" data-sheet="{}"',
        areas_address(), west, south, east, north, tile_key(), static("built/map.js"), static("built/map.css"),
    )  # fmt: skip
