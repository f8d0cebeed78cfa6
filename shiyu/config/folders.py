"""Which folders of `shiyu` are installed: every one with an `apps.py`, so a new system adds its folder and no more."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# The order of the layers, from the ground up; folders not named here are systems and stand above them all.
GROUND = ("base", "city", "cases", "web", "triage", "documents")


def installed_folders() -> list[str]:
    """Names of the folders that are Django apps, the ground first, then the systems by name."""
    found = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    return [name for name in GROUND if name in found] + sorted(found.difference(GROUND))


def folders_with(module: str) -> list[str]:
    """Installed folders that bring the module `module`, such as `commands`, `tasks` or `urls`."""
    return [name for name in installed_folders() if (PACKAGE / name / f"{module}.py").exists()]
