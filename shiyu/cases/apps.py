"""The engine as an installed part of the platform."""

from typing import ClassVar

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from typing_extensions import override


class CasesConfig(AppConfig):
    """Cases and their history. What happened is only ever added to."""

    name = "shiyu.cases"
    label = "cases"
    verbose_name = "办件引擎"
    default_auto_field = "django.db.models.BigAutoField"
    append_only: ClassVar[tuple[str, ...]] = ("Entry", "Seal", "SealedHead", "Access", "Link", "Verdict")
    deletable: ClassVar[tuple[str, ...]] = ("Attachment",)  # uploads no case took

    @override
    def ready(self) -> None:
        """Joins the engine to migrating and to loading a city pack."""
        from shiyu.cases import checks, upkeep  # noqa: F401, PLC0415 -- models are there only now; checks join themselves
        from shiyu.city import loading  # noqa: PLC0415

        post_migrate.connect(upkeep.after_migrating, sender=self)
        if upkeep.open_work_of not in loading.on_unit_abolished:
            loading.on_unit_abolished.append(upkeep.open_work_of)
