"""Triage as an installed part: judgement, and the versions of what was learnt."""

from typing import ClassVar

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Routing by category, place, words and duty list, or by a model learnt from closed cases."""

    name = "shiyu.triage"
    label = "triage"
    verbose_name = "智能研判 triage"
    append_only: ClassVar[tuple[str, ...]] = ("ModelChange",)
