"""Proposals as an installed system: its procedures, what stands in lists, and what officers find in the menu."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.proposals.roles import FIGURE_READERS, IMPORTERS
from shiyu.web.menu import Way, enter_menu


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
        """Registers the marks of the lists, the figures, the import, the report, the pages of members, the menu."""
        from shiyu.proposals.fact_words import enter_fact_words  # noqa: PLC0415 -- the same as below
        from shiyu.proposals.figures import register_figures  # noqa: PLC0415 -- the same
        from shiyu.proposals.forms import enter_forms  # noqa: PLC0415 -- the same
        from shiyu.proposals.imports import IMPORT, PAGE  # noqa: PLC0415 -- the same
        from shiyu.proposals.lists import ASSIGNERS, OFFICERS, REVIEWERS  # noqa: PLC0415 -- they ask models, ready now
        from shiyu.proposals.marks import marks_of  # noqa: PLC0415 -- the same
        from shiyu.proposals.papers_shown import enter_papers  # noqa: PLC0415 -- the same
        from shiyu.proposals.portal.entering import enter_portal  # noqa: PLC0415 -- the same
        from shiyu.web.background.kinds import enter_kind  # noqa: PLC0415 -- the same
        from shiyu.web.listing import register_marks  # noqa: PLC0415 -- the same

        enter_fact_words()
        enter_forms()
        enter_papers()
        register_figures()
        enter_kind(IMPORT)
        register_marks("proposal", marks_of)
        enter_menu(
            Way(
                name="proposal_review",
                label=Words("提案审查", "Proposals"),
                order=5,
                roles=REVIEWERS,
                first_for=REVIEWERS,
            ),
            Way(
                name="proposal_assigning",
                label=Words("提案交办", "Assign proposals"),
                order=5,
                roles=ASSIGNERS,
                first_for=ASSIGNERS,
            ),
            Way(name="proposal_unit", label=Words("本单位提案", "Proposals"), order=12, roles=OFFICERS),
            Way(name="proposal_figures", label=Words("提案统计", "Proposal figures"), order=30, roles=FIGURE_READERS),
            Way(name="proposal_import", label=PAGE, order=70, roles=IMPORTERS, rare=True),
        )
        enter_portal()
