"""Official papers as an installed part."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override


class DocumentsConfig(AppConfig):
    """A paper that was issued is never changed: a corrected one is a new paper that names the old."""

    name = "shiyu.documents"
    label = "documents"
    verbose_name = "公文 documents"
    default_auto_field = "django.db.models.BigAutoField"
    append_only: ClassVar[tuple[str, ...]] = ("Paper",)

    @override
    def ready(self) -> None:
        """Joins the check of templates and code-words to that of the city pack."""
        from shiyu.city import checking  # noqa: PLC0415 -- the city's models are there only now
        from shiyu.documents.checking import check_papers  # noqa: PLC0415 -- the same

        if check_papers not in checking.on_pack_checked:
            checking.on_pack_checked.append(check_papers)
