"""What a snapshot test compares with; `RENEW_SNAPSHOTS=1 pytest -k snapshot` writes the present state instead."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
RENEWING = os.environ.get("RENEW_SNAPSHOTS") == "1"


def assert_as_before(name: str, present: str) -> None:
    """Fails where `present` differs from the snapshot; a change that is meant is renewed and reviewed in the diff."""
    path = FOLDER / name
    if RENEWING:
        path.write_text(present, encoding="utf-8")
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    assert present == known, f"{name} has changed; if that is meant, run: RENEW_SNAPSHOTS=1 pytest -k snapshot"
