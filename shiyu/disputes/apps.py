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
    append_only: ClassVar[tuple[str, ...]] = ("RoomMessage", "RoomAnswer", "BreakGlass")

    @override
    def ready(self) -> None:
        """Enters the desk, the centre, the agreements with their papers, the room, parties' pages, residents' guide."""
        from shiyu.disputes.agreements.entering import enter_agreements  # noqa: PLC0415 -- it asks models, ready now
        from shiyu.disputes.desk.centre import enter_centre  # noqa: PLC0415 -- the same
        from shiyu.disputes.desk.entering import enter_desk  # noqa: PLC0415 -- the same
        from shiyu.disputes.portal.entering import enter_portal  # noqa: PLC0415 -- the same
        from shiyu.disputes.portal.home import enter_guide  # noqa: PLC0415 -- the same
        from shiyu.disputes.room.entering import enter_room  # noqa: PLC0415 -- the same

        enter_desk()
        enter_centre()
        enter_agreements()
        enter_room()
        enter_portal()
        enter_guide()
