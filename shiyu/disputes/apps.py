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
    append_only: ClassVar[tuple[str, ...]] = ("RoomMessage", "RoomAnswer")

    @override
    def ready(self) -> None:
        """Joins the room to the engine and to the pages."""
        from shiyu.disputes.room.entering import enter_room  # noqa: PLC0415 -- it asks models, which are there only now

        enter_room()
