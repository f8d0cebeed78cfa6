"""Counting rows, to show that nothing was left behind, and questions to the database, to show that they stay few."""

from collections.abc import Callable

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext


def row_counts() -> dict[str, int]:
    """How many rows each table of the engine has."""
    models: list[type[Model]] = list(apps.get_app_config("cases").get_models())
    return {model.__name__: model._default_manager.count() for model in models}


def cost_of(work: Callable[[], object]) -> tuple[int, int]:
    """How many questions `work` waits for, and how many tables it adds rows to.

    Rows are added and changed in one pipeline, or by COPY a table at a time; neither waits for each row. Savepoints
    count: they are round trips too.
    """
    with CaptureQueriesContext(connection) as queries:
        work()
    asked = [query for query in queries.captured_queries if "waited" not in query]
    said = [query["sql"].split(" (")[0] for query in queries.captured_queries]
    added = [sql for sql in said if sql.startswith(("INSERT", "COPY"))]
    return sum(not query["sql"].startswith("INSERT") for query in asked), len({sql.split()[-1] for sql in added})
