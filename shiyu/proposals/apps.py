"""Proposals as an installed system: its procedures and what people find of them in the menu."""

from typing import ClassVar

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """政协提案."""

    name = "shiyu.proposals"
    label = "proposals"
    verbose_name = "政协提案 proposals"
    procedures: ClassVar[tuple[str, ...]] = (
        "shiyu.proposals.procedure.PROPOSAL",
        "shiyu.proposals.procedure.PROPOSAL_PROMISE",
    )
