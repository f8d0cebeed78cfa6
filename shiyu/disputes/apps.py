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
        """Enters the papers of the dossier."""
        from shiyu.disputes.papers_outcome import PAPERS  # noqa: PLC0415 -- once every app is loaded
        from shiyu.documents.kinds import enter_paper  # noqa: PLC0415 -- the same

        enter_paper(*PAPERS)
