"""What the templates of logging in need beside Django's own: words, and fields in the shape of the other pages."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shiyu.base.words import Words
from shiyu.city.demo import DemoLogin
from shiyu.web.login.demo import demo_roles
from shiyu.web.login.words import TEXTS
from shiyu.web.login.words import say as said

register = template.Library()


@register.simple_tag
def say(key: str, **facts: Any) -> Words:
    """A phrase of `shiyu.web.login.words`, its fields filled."""
    words = said(key)
    return words.fill(**facts) if facts else words


@register.filter
def label_of(field: BoundField) -> str:
    """The label of a field in our words, else its own."""
    return str(TEXTS.get(field.name, field.label))


@register.filter
def control(field: BoundField) -> SafeString:
    """A field as an input of the other pages' look."""
    kind = getattr(field.field.widget, "input_type", "text")
    shape = "form-check-input" if kind == "checkbox" else "form-control"
    wrong = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": shape + wrong, "placeholder": ""})


@register.simple_tag
def demo_choices(username: str) -> SafeString:
    """Whom a visitor of the demo may be, as the options of a select; the one he is now is chosen."""
    return choices_of(demo_roles(), username or "")


@lru_cache(maxsize=200)
def choices_of(roles: Sequence[DemoLogin], chosen: str) -> SafeString:
    """Drawn once for each of them: they stand on every page of a demo."""
    chosen_sign = SafeString(" selected")
    return format_html_join(
        "", '<option value="{}"{}>{} {} {}</option>',
        ((r.username, chosen_sign if r.username == chosen else "", r.unit, r.post, r.person) for r in roles),
    )  # fmt: skip


@register.filter
def as_json(data: Any) -> str:
    """Data for an attribute that our script reads; escaped by the template as any text."""
    return json.dumps(data, cls=DjangoJSONEncoder)
