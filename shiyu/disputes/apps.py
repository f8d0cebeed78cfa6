"""Disputes as an installed system."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override

from shiyu.city import checking


class DisputesConfig(AppConfig):
    """矛盾纠纷多元化解."""

    name = "shiyu.disputes"
    label = "disputes"
    verbose_name = "矛盾纠纷多元化解 disputes"
    procedures: ClassVar[tuple[str, ...]] = ()

    @override
    def ready(self) -> None:
        """Enters the check of the guide into that of the pack, and the guide where residents find it."""
        from shiyu.disputes.guide.checking import check_guide  # noqa: PLC0415 -- nothing of it before the apps are there
        from shiyu.disputes.portal.home import enter_guide  # noqa: PLC0415 -- the same

        enter_guide()
        if check_guide not in checking.on_pack_checked:
            checking.on_pack_checked.append(check_guide)
