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
        """Enters the guide: its check into that of the pack, its page where residents look for it."""
        from shiyu.disputes.portal.home import enter_guide  # noqa: PLC0415 -- the city's models are there only now

        enter_guide()
