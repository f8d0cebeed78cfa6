"""Proposals as an installed system: its procedures and what people find of them in the menu."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override


class ProposalsConfig(AppConfig):
    """政协提案."""

    name = "shiyu.proposals"
    label = "proposals"
    verbose_name = "政协提案 proposals"
    procedures: ClassVar[tuple[str, ...]] = (
        "shiyu.proposals.procedure.PROPOSAL",
        "shiyu.proposals.procedure.PROPOSAL_PROMISE",
    )

    @override
    def ready(self) -> None:
        """What members find, and where they go once they are known."""
        from shiyu.proposals.portal.entering import enter_portal  # noqa: PLC0415 -- importing asks models, ready now

        enter_portal()
