"""How moments, days and limits are written: Chinese order, the zone of the city."""

from datetime import datetime

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from shiyu.web.lamps import Lamp

register = template.Library()


@register.filter
def moment(at: datetime | None) -> SafeString:
    """`2026-11-24 09:30` in the city's zone, with the exact moment for machines."""
    if at is None:
        return SafeString("")
    local = localtime(at)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), local.strftime("%Y-%m-%d %H:%M"))


@register.filter
def day(at: datetime | None) -> SafeString:
    """`2026-11-24` in the city's zone; the full moment on hover."""
    if at is None:
        return SafeString("")
    local = localtime(at)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(), local.strftime("%Y-%m-%d %H:%M"), local.strftime("%Y-%m-%d"),
    )  # fmt: skip


@register.simple_tag
def lamp(given: Lamp) -> SafeString:
    """A lamp with its sign, its words and the remaining time; the exact date and its reason on hover."""
    return lamp_html(given, str(given.words))


def lamp_html(given: Lamp, said: str) -> SafeString:
    """The same in words already chosen; fifty stand in a list, and only the words could need escaping."""
    return SafeString(
        f'<span class="lamp" data-lamp="{given.colour.value}" title="{given.exact}">'
        f'<span aria-hidden="true">{given.sign}</span>{escape(said)}</span>'
    )
