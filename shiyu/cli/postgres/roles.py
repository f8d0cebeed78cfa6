"""The two roles of the platform and its database, made through the superuser of the embedded server."""

from typing import Any, LiteralString

import psycopg
from psycopg import sql

from shiyu.cli.postgres.places import APP_ROLE, DATABASE, OWNER_ROLE, PORT, SUPERUSER, Places

_ROLE: LiteralString = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"


def connect(places: Places, *, database: str = "postgres", role: str = SUPERUSER) -> psycopg.Connection[Any]:
    """A connection over the socket, as superuser unless told, each statement its own transaction."""
    return psycopg.connect(
        host=str(places.socket), port=PORT, user=role, dbname=database, autocommit=True, connect_timeout=10
    )


def make_roles(places: Places, *, extension: bool = True) -> None:
    """The roles, the database of the owner and the extension its constraints need; nothing where all is there.

    Without `extension` the database stays empty, as a restore wants it.
    """
    with connect(places) as server:
        for role in (OWNER_ROLE, APP_ROLE):
            if not _there(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                server.execute(sql.SQL(_ROLE).format(sql.Identifier(role)))
        if not _there(server, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            make_database(server, DATABASE)
    if not extension:
        return
    # As the owner, who may restore and drop what he made himself; the extension is one PostgreSQL trusts him with.
    with connect(places, database=DATABASE, role=OWNER_ROLE) as inside:
        inside.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def make_database(server: psycopg.Connection[Any], name: str) -> None:
    """An empty database that belongs to the owner role."""
    server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER_ROLE)))


def _there(server: psycopg.Connection[Any], question: LiteralString, name: str) -> bool:
    return server.execute(question, [name]).fetchone() is not None
