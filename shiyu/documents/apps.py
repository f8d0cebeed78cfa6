"""Official papers as an installed part."""

from typing import ClassVar

from django.apps import AppConfig
from typing_extensions import override

from shiyu.base.words import Words


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
        from shiyu.documents.issuing import FACT  # noqa: PLC0415 -- the same
        from shiyu.documents.panel import papers_said  # noqa: PLC0415 -- the same
        from shiyu.web.fact_words import say_fact  # noqa: PLC0415 -- the same

        say_fact(FACT, label=Words("文书", "Papers"), words=papers_said)

        if check_papers not in checking.on_pack_checked:
            checking.on_pack_checked.append(check_papers)
