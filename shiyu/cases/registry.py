"""The procedures that the systems bring, found by name: an app config with a `procedures` attribute."""

from functools import cache
from importlib import import_module

from django.apps import apps

from shiyu.cases.errors import NoSuchProcedure
from shiyu.cases.procedure import Procedure


@cache
def registered() -> dict[tuple[str, int], Procedure]:
    """Every procedure in every version still kept, by name and version."""
    found: dict[tuple[str, int], Procedure] = {}
    for config in apps.get_app_configs():
        for dotted in getattr(config, "procedures", ()):
            module, _, name = dotted.rpartition(".")
            add(found, getattr(import_module(module), name))
    return found


def add(found: dict[tuple[str, int], Procedure], procedure: Procedure) -> None:
    """Adds a procedure to a register; two of one name and version are a mistake of the release."""
    key = (procedure.name, procedure.version)
    if key in found:
        raise ValueError(f"Procedure {procedure.name} version {procedure.version} is registered twice.")
    found[key] = procedure


def versions(name: str) -> list[Procedure]:
    """The kept versions of a procedure, newest first."""
    return sorted((p for p in registered().values() if p.name == name), key=lambda p: -p.version)


def newest(name: str) -> Procedure:
    """The version new cases are opened under. Raises `NoSuchProcedure`."""
    kept = versions(name)
    if not kept:
        raise NoSuchProcedure(procedure=name[:60])
    return kept[0]


def procedure_of(name: str, version: int) -> Procedure:
    """The procedure a case was opened under, in that version. Raises `NoSuchProcedure`."""
    try:
        return registered()[name, version]
    except KeyError:
        raise NoSuchProcedure(procedure=f"{name} {version}") from None


def all_newest() -> list[Procedure]:
    """The newest version of every procedure, by name."""
    return [newest(name) for name in sorted({name for name, _ in registered()})]
