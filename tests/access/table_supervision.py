"""The rows of supervision: see `tests.access.table`. The scene's officers hold no post of the supervision office."""

from typing import Any

from tests.access.rows import OK, ON, row
from tests.access.table import DESK

_READERS: dict[str, Any] = {"auditor": OK, "clerk_cgj": OK, "clerk_zjj": OK, "head_cgj": OK}
"""Those who watch over every order, and units: they find their own."""

SUPERVISION = (
    *(row(f"supervision{page}", **DESK, **_READERS) for page in ("", "/orders", "/ledger", "/projects")),
    row("supervision/units", **DESK, auditor=OK, head_cgj=OK),
    row("supervision/circular", **DESK),
    row("supervision/circular", "POST", **DESK),
    row("supervision/refer/<str:number>", "POST", **DESK, supervisor=ON),
)
