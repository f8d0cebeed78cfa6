"""Checks of roles, units and posts."""

import re
from collections.abc import Collection, Iterator

from shiyu.city.cells import read_words
from shiyu.city.check_sheets import codes_of, known, one_of, parents_in_circle
from shiyu.city.findings import Finding, caution, fault
from shiyu.city.layout import DIVISIONS, POSTS, ROLES, UNITS
from shiyu.city.models import UnitKind
from shiyu.city.reading import RawPack

_ROLE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)


def check_roles(pack: RawPack, *, used_roles: Collection[str] | None = None) -> Iterator[Finding]:
    """Roles are snake_case; one that no post holds, or no procedure uses, is told as a warning."""
    held = {role for row in pack.rows(POSTS) for role in read_words(row["roles"])}
    for row in pack.rows(ROLES):
        role = row["name"]
        if not _ROLE_NAME.fullmatch(role):
            yield fault(row.file, row.line, "bad_role_name", role=role)
        elif role not in held:
            yield caution(row.file, row.line, "role_without_post", role=role)
        if used_roles is not None and role not in used_roles:
            yield caution(row.file, row.line, "role_without_procedure", role=role)


def check_units(pack: RawPack) -> Iterator[Finding]:
    """Units have a known kind, a known place, and parents that do not run in a circle."""
    rows = pack.rows(UNITS)
    units = codes_of(pack, UNITS)
    yield from one_of(rows, "kind", allowed=UnitKind.values)
    yield from known(pack, UNITS, "parent", kind="unknown_parent", among=units)
    yield from known(pack, UNITS, "division", kind="unknown_division", among=codes_of(pack, DIVISIONS))
    parents = {row["code"]: row["parent"] for row in rows if row["parent"] in units}
    for path in parents_in_circle(parents):
        line = next(row.line for row in rows if row["code"] == path[0])
        yield fault(UNITS.file, line, "cycle", path=" → ".join(path))


def check_posts(pack: RawPack) -> Iterator[Finding]:
    """Posts stand in known units and carry known roles."""
    yield from known(pack, POSTS, "unit", kind="unknown_unit", among=codes_of(pack, UNITS))
    roles = {row["name"] for row in pack.rows(ROLES)}
    for row in pack.rows(POSTS):
        for role in read_words(row["roles"]):
            if role not in roles:
                yield fault(row.file, row.line, "unknown_role", role=role)
