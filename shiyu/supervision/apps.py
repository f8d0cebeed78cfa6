"""Supervision as an installed system: its procedure, its figures, its pages."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override


class SupervisionConfig(AppConfig):
    """督查督办."""

    name = "shiyu.supervision"
    label = "supervision"
    verbose_name = "督查督办 supervision"
    procedures: ClassVar[tuple[str, ...]] = ("shiyu.supervision.procedure.SUPERVISION_ORDER",)

    @override
    def ready(self) -> None:
        """Registers what others show of it."""
