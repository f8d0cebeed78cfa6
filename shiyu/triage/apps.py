"""Triage as an installed part: judgement, versions of what was learnt, and decisions that it learns from."""

from typing import ClassVar

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Routing by rules or by a model learnt from closed cases; finding what is one matter."""

    name = "shiyu.triage"
    label = "triage"
    verbose_name = "智能研判 triage"
    append_only: ClassVar[tuple[str, ...]] = ("LikenessWeights", "ModelChange")
    deletable: ClassVar[tuple[str, ...]] = ("LikenessDecision",)  # a joining that was refused leaves nothing behind
