"""Refuse models without their migration, and two last migrations in one folder. Needs no database."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader


def main() -> int:
    """0 when every model has its migration."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shiyu.config.settings")
    os.environ.setdefault("SHIYU_ENV", "test")
    os.environ.setdefault("SHIYU_HOME", "var/test")
    import django
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader as Loader
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    django.setup()
    translation.deactivate_all()  # as makemigrations does: labels in the words they were written in
    loader = Loader(None)
    faults = [f"{label}: several last migrations: {', '.join(sorted(names))}" for label, names in _conflicts(loader)]
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    for label, migrations in detector.changes(graph=loader.graph).items():
        faults += [f"{label}: no migration yet for: {step.describe()}" for one in migrations for step in one.operations]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _conflicts(loader: "MigrationLoader") -> list[tuple[str, list[str]]]:
    return sorted(loader.detect_conflicts().items())


if __name__ == "__main__":
    sys.exit(main())
