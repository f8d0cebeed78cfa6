"""What colleagues arranged, where pages show it: phrases beside a field of free words, reminders that are due."""

from collections.abc import Sequence
from typing import Any

from django import template

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.web.forms import Block
from shiyu.web.team.phrases import phrases_offered
from shiyu.web.team.reminders import Shown, listed

register = template.Library()
DUE = 5
CITY = Words("市级", "The city's")


@register.simple_tag(takes_context=True)
def phrase_groups(context: Any, block: Block) -> list[tuple[Words, Sequence[str]]]:
    """The groups that have a phrase for this field; asked of the database once a page."""
    request, shell = context.get("request"), context.get("shell")
    staff = getattr(shell, "staff", None)
    found: list[tuple[Words, Sequence[str]]] = []
    if isinstance(staff, PostHolder) and request is not None:
        if not hasattr(request, "phrases_offered"):
            request.phrases_offered = phrases_offered(staff)
        found = [(label, texts) for label, rows in request.phrases_offered
                 if (texts := [row.text for row in rows if not row.scene or row.scene in block.scene])]  # fmt: skip
    return [*found, (CITY, block.phrases)] if block.phrases else found


@register.simple_tag(takes_context=True)
def reminders_due(context: Any) -> list[Shown]:
    """The first reminders of the officer who looks that are due."""
    staff = getattr(context.get("shell"), "staff", None)
    return listed(staff, due_only=True, most=DUE) if isinstance(staff, PostHolder) else []
