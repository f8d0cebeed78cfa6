"""Statements that come again and again: bound on the server, so each connection plans them once.

Django binds on the client, which makes every statement a new text to PostgreSQL; for the few questions that stand
before every request, planning costs more than answering.
"""

import time
from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def ask(question: str, parameters: Sequence[Any] | dict[str, Any]) -> tuple[Any, ...] | None:
    """The first row of the answer, on Django's default connection; its errors are Django's."""
    return next(iter(ask_all(question, parameters)), None)


def ask_all(question: str, parameters: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every row of the answer.

    Keep conditions of partial indexes out of the parameters: a plan made for any value cannot use those.
    """
    connection.ensure_connection()
    begun = time.monotonic()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(question.encode(), parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if connection.queries_logged:  # so that tests that count questions see it
        connection.queries_log.append({"sql": question, "time": f"{time.monotonic() - begun:.3f}"})
    return rows


Question = tuple[str, Sequence[Any]]


def ask_together(questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
    """All rows of the answer to each question, in one round trip; its errors are Django's.

    The server works on one after the other: what a later question sees, it sees after an earlier one got its locks.
    """
    connection.ensure_connection()
    begun, link = time.monotonic(), connection.connection
    with connection.wrap_database_errors, link.pipeline():
        cursors = [Cursor(link).execute(question.encode(), parameters) for question, parameters in questions]
        answers: list[list[tuple[Any, ...]]] = [cursor.fetchall() for cursor in cursors]
    if connection.queries_logged:
        said = "; ".join(question for question, _ in questions)
        connection.queries_log.append({"sql": said, "time": f"{time.monotonic() - begun:.3f}"})
    return answers
