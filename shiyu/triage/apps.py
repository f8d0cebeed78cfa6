"""Triage as an installed part: judgement, and the tables that rising topics live in."""

from typing import ClassVar

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Routing by category, place, words and duty list."""

    name = "shiyu.triage"
    label = "triage"
    verbose_name = "智能研判 triage"
    deletable: ClassVar[tuple[str, ...]] = ("Topic", "TopicMessage")
