"""Disputes as an installed system: its procedure, its pages."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override


class DisputesConfig(AppConfig):
    """矛盾纠纷多元化解."""

    name = "shiyu.disputes"
    label = "disputes"
    verbose_name = "矛盾纠纷多元化解 disputes"
    procedures: ClassVar[tuple[str, ...]] = ("shiyu.disputes.procedure.DISPUTE",)

    @override
    def ready(self) -> None:
        """Registers the figures, the pages' ways and what else the parts of the system enter."""
        from shiyu.disputes.desk.centre import enter_centre  # noqa: PLC0415 -- figures ask models, ready now

        enter_centre()
