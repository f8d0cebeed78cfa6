"""Triage as an installed part: it brings no table, only judgement."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Routing by category, place, words and duty list."""

    name = "shiyu.triage"
    label = "triage"
    verbose_name = "智能研判 triage"
