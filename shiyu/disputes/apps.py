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
        """Enters the papers of the dossier, its binding, and the panel of agreement and dossier."""
        from shiyu.disputes.agreements.pages_dossier import panel  # noqa: PLC0415 -- asks models, ready now
        from shiyu.disputes.agreements.tasks_dossier import DOSSIER  # noqa: PLC0415 -- the same
        from shiyu.disputes.papers_outcome import PAPERS  # noqa: PLC0415 -- the same
        from shiyu.disputes.procedure import DISPUTE  # noqa: PLC0415 -- the same
        from shiyu.documents.kinds import enter_paper  # noqa: PLC0415 -- the same
        from shiyu.documents.panel import show_papers  # noqa: PLC0415 -- the same
        from shiyu.web.background.kinds import enter_kind  # noqa: PLC0415 -- the same
        from shiyu.web.panels import register_panel  # noqa: PLC0415 -- the same

        enter_paper(*PAPERS)
        show_papers(DISPUTE)
        enter_kind(DOSSIER)
        register_panel(DISPUTE.name, "disputes/panel.html", panel, order=20)
