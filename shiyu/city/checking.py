"""Check a city pack before anything is loaded: every fault with its file, line and reason, all at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from shiyu.city.check_places import check_areas, check_city, check_divisions
from shiyu.city.check_rules import check_calendar, check_categories, check_duties, check_rules
from shiyu.city.check_sheets import check_dates_and_codes, check_plain_cells
from shiyu.city.check_units import check_posts, check_roles, check_units
from shiyu.city.findings import Finding, Gravity
from shiyu.city.reading import RawPack, read_pack

_CHECKS: tuple[Callable[[RawPack], Iterator[Finding]], ...] = (
    check_city,
    check_plain_cells,
    check_dates_and_codes,
    check_roles,
    check_divisions,
    check_areas,
    check_units,
    check_posts,
    check_rules,
    check_categories,
    check_duties,
    check_calendar,
)
PackCheck = Callable[[RawPack], Iterable[Finding]]
on_pack_checked: list[PackCheck] = []
"""What parts above the city say of the files that they read from a pack; entered in the `ready` of their app."""


def check_pack(path: Path, *, used_roles: Collection[str] | None = None) -> list[Finding]:
    """Everything wrong with the pack at `path`, errors and warnings, in order of file and line.

    `used_roles` are the roles some procedure uses; with them, a role nobody asks for is a warning.
    """
    return findings_of(read_pack(path), used_roles=used_roles)


def findings_of(pack: RawPack, *, used_roles: Collection[str] | None = None) -> list[Finding]:
    """Everything wrong with a pack already read."""
    found = list(pack.findings)
    for check in (*_CHECKS, *on_pack_checked):
        found += check(pack)
    if used_roles is not None:
        found += check_roles(pack, used_roles=used_roles)
    return sorted(set(found), key=lambda finding: (finding.file, finding.line, finding.kind))


def errors_of(findings: Collection[Finding]) -> list[Finding]:
    """Those that keep the pack out."""
    return [finding for finding in findings if finding.gravity is Gravity.ERROR]
