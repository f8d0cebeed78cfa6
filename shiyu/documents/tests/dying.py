"""A worker that does a batch task until it comes to a point, says so, and waits there for its end.

`python -m shiyu.documents.tests.dying FOLDER REFERENCE POINT PARTS`: files of the test lie in FOLDER; POINT is
`between` (PARTS parts are committed, the next has not begun) or `inside` (it has its numbers and stored its files).
"""

import os
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import django

REACHED = "reached"
AT_ONCE = 4


def main(folder: str, reference: str, point: str, parts: str) -> None:
    """Reaches the point and never returns from it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shiyu.config.settings")
    django.setup()
    from django.conf import settings

    from shiyu.cases.door import make_moves
    from shiyu.documents.models import Paper
    from shiyu.documents.tests.conftest import entered
    from shiyu.web.background import batches, running

    settings.SHIYU_HOME = settings.MEDIA_ROOT = Path(folder)
    left = int(parts)

    def stopping(real: Any, *, where: str) -> Any:
        def called(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            if point == where and not left:
                sys.stdout.write(f"{REACHED}\n")
                sys.stdout.flush()
                sys.stdin.read()
            left -= point == where
            return real(*args, **kwargs)

        return called

    with (
        entered(),
        patch.object(batches, "AT_ONCE", AT_ONCE),
        patch.object(batches, "make_moves", stopping(make_moves, where="between")),
        patch.object(Paper.objects, "bulk_create", stopping(Paper.objects.bulk_create, where="inside")),
    ):
        running.work_on(UUID(reference))


if __name__ == "__main__":
    main(*sys.argv[1:])
