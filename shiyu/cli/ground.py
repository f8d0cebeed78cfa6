"""What a command stands on when it runs: Django, and a database that answers. Nothing of this is needed for --help."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from shiyu.base.words import Words
    from shiyu.cli.postgres.cluster import Cluster


def django_ready() -> None:
    """Set Django up once; sentences are in the language of the operator's shell, Chinese where it names none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shiyu.config.settings")
    import django
    from django.utils import translation

    django.setup()
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    translation.activate("en" if spoken.startswith("en") else "zh-hans")


def embedded() -> "Cluster | None":
    """The embedded server of this installation; None where DATABASE_URL names another."""
    django_ready()
    from django.conf import settings

    from shiyu.cli.postgres.cluster import Cluster

    if settings.DATABASE_URL:
        return None
    older = Path(settings.SHIYU_DB_OLDER) if settings.SHIYU_DB_OLDER else None
    return Cluster(settings.SHIYU_HOME, user=settings.SHIYU_DB_USER, older=older)


@contextmanager
def database() -> Iterator["Cluster | None"]:
    """A database that answers inside the block; the embedded one is started for it and stopped by its last user."""
    cluster = embedded()
    if cluster is None:
        yield None
        return
    from django.db import connections

    with cluster.running():
        try:
            yield cluster
        finally:
            for alias in connections:
                leave(alias)


def leave(alias: str) -> None:
    """Close the connection of `alias` and every pooled one, so that nothing of ours is left in the database."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection = connections[alias]
    connection.close()
    if isinstance(connection, DatabaseWrapper) and connection.pool:
        connection.close_pool()


def say(words: "Words") -> None:
    """Tell the operator something."""
    typer.echo(str(words))


def refuse(words: "Words", *, status: int = 1) -> NoReturn:
    """End the command with a sentence on standard error."""
    typer.echo(str(words), err=True)
    raise typer.Exit(status)
