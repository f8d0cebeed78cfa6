"""`{% w "签收" "Sign for" %}`: words in both languages, side by side where they are said."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import unescape_string_literal
from typing_extensions import override

from shiyu.base.words import Words

register = template.Library()


_QUOTES = "\"'"
_general = template.Library()


class _Said(template.Node):
    """A phrase without facts, which is nearly every one: nothing to resolve, nothing to escape."""

    def __init__(self, words: Words) -> None:
        self._words = words

    @override
    def render(self, context: template.Context) -> SafeString:
        return SafeString(self._words)


@register.tag(name="w")
def _w(parser: Any, token: Any) -> template.Node:
    bits: list[str] = token.split_contents()[1:]
    if len(bits) == 2 and all(bit[0] in _QUOTES and bit[-1] == bit[0] for bit in bits):
        zh, en = map(unescape_string_literal, bits)
        return _Said(Words(zh, en))
    node: template.Node = _general.tags["w"](parser, token)  # with facts, or kept under a name: `as said`
    return node


@_general.simple_tag(name="w")
def words(zh: str, en: str, **facts: object) -> SafeString:
    """The phrase in the reader's language, its `{fields}` filled and escaped."""
    said = Words(zh, en)
    escaped = {name: conditional_escape(str(fact)) for name, fact in facts.items()}
    return SafeString(str(said.fill(**escaped)) if facts else str(said))
