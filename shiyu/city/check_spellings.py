"""Checks of `rules/spellings.toml`: how people here say it, and what is meant."""

from collections.abc import Iterator, Mapping
from typing import Any

from shiyu.city.findings import Finding, fault

SPELLINGS = "spellings"
_SHORTEST, _LONGEST = 2, 12


def check_spellings(file: str, body: Any) -> Iterator[Finding]:
    """Each row has `said` (two to twelve signs, once) and `meant`; what is meant is not itself put into other words."""
    rows = body.get("words", ()) if isinstance(body, Mapping) else ()
    seen: dict[str, int] = {}
    for place, row in enumerate(rows if isinstance(rows, list) else (None,), 1):
        said, meant = _pair(row)
        if not said or not meant:
            yield fault(file, 0, "spelling_incomplete", place=place)
        elif not _SHORTEST <= len(said) <= _LONGEST or len(meant) > _LONGEST or said in meant:
            yield fault(file, 0, "bad_spelling", said=said, meant=meant)
        elif said in seen:
            yield fault(file, 0, "spelling_twice", said=said, first=seen[said])
        seen.setdefault(said, place)
    for row in rows if isinstance(rows, list) else ():
        said, meant = _pair(row)
        if again := next((other for other in seen if other and other != said and other in meant), ""):
            yield fault(file, 0, "spelling_chain", said=said, meant=meant, again=again)


def _pair(row: Any) -> tuple[str, str]:
    """What a row says, empty where it is not text."""
    cells = row if isinstance(row, Mapping) else {}
    said, meant = cells.get("said"), cells.get("meant")
    return (said.strip() if isinstance(said, str) else ""), (meant.strip() if isinstance(meant, str) else "")
