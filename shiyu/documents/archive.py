"""Where the files of papers lie: beside the attachments, but apart, since who sweeps those knows nothing of papers."""

from collections.abc import Container
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from shiyu.base.files import FileStore, FolderStore
from shiyu.documents.models import Paper

KEPT_UNUSED = timedelta(days=2)
"""How long a file is kept whose paper was rolled back."""


@cache
def _store(root: Path) -> FileStore:
    return FolderStore(root)


def store() -> FileStore:
    """The archive of papers: files under their SM3."""
    return _store(Path(settings.MEDIA_ROOT) / "papers")


def sweep() -> int:
    """Takes away files of papers that were rolled back; answers how many."""
    known: Container[str] = set(Paper.objects.values_list("address", flat=True))
    return len(store().sweep_orphans(known, older_than=KEPT_UNUSED))
