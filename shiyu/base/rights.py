"""Which table the serving role may read, add to, change and delete from, said by the apps and granted after migrating.

The role that migrates owns everything; the role that serves gets SELECT, INSERT and UPDATE. An app's config narrows or
widens this with two attributes holding names of its models: `append_only` (SELECT and INSERT: history) and `deletable`
(DELETE too: records that are no history). See docs/operations.md.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from psycopg import sql

CHANGE = ("SELECT", "INSERT", "UPDATE")
APPEND = ("SELECT", "INSERT")
DELETE = (*CHANGE, "DELETE")


def rights_of(model: type[Model], *, config: AppConfig) -> tuple[str, ...]:
    """The rights of the serving role on the table of `model`; a relation's own table may lose rows with its owner."""
    name = model.__name__
    if config.label in settings.FULL_RIGHTS_APPS or name in _named(config, "deletable"):
        return DELETE
    if name in _named(config, "append_only"):
        return APPEND
    return CHANGE


def grant_rights(*, app_config: AppConfig, using: str, **_: Any) -> None:
    """Receiver of `post_migrate`: bring the rights on the tables of one app to what the app says."""
    _refuse_unknown_names(app_config)
    app_role = connections[DEFAULT_DB_ALIAS].settings_dict["USER"]
    connection = connections[using]
    if connection.vendor != "postgresql" or connection.settings_dict["USER"] == app_role:
        return  # one role for everything: there is nothing to grant to itself
    role = sql.Identifier(app_role)
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for model in app_config.get_models(include_auto_created=True):
            if model._meta.db_table in present:
                table = sql.Identifier(model._meta.db_table)
                rights = sql.SQL(", ").join(sql.SQL(right) for right in rights_of(model, config=app_config))
                cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(table, role))
                cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(rights, table, role))
        cursor.execute(sql.SQL("GRANT SELECT ON django_migrations TO {}").format(role))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))


def _named(config: AppConfig, attribute: str) -> Iterable[str]:
    names: Iterable[str] = getattr(config, attribute, ())
    return names


def _refuse_unknown_names(config: AppConfig) -> None:
    """A misspelt model in `append_only` would silently leave history open to change."""
    models = {model.__name__ for model in config.get_models(include_auto_created=True)}
    for attribute in ("append_only", "deletable"):
        unknown = sorted(set(_named(config, attribute)) - models)
        if unknown:
            raise LookupError(f"{config.name}: {attribute} names no model: {', '.join(unknown)}")
