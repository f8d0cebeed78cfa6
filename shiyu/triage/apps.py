"""Triage as an installed part: judgement, versions of what was learnt, decisions it learns from, rising topics."""

from typing import ClassVar

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Routing by rules or by a model learnt from closed cases; finding what is one matter."""

    name = "shiyu.triage"
    label = "triage"
    verbose_name = "智能研判 triage"
    append_only: ClassVar[tuple[str, ...]] = ("LikenessWeights", "ModelChange")
    deletable: ClassVar[tuple[str, ...]] = ("LikenessDecision", "Topic", "TopicMessage")
    """A joining that was refused leaves nothing behind; topics that went cold are let go."""
