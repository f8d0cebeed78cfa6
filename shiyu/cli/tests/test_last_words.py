"""What the command says last when something of the database went wrong: what really happened."""

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from shiyu.base.errors import DatabaseBusy, NoDatabase
from shiyu.cli.main import _in_words


def test_a_lock_that_somebody_holds_is_told_as_busy_and_not_as_no_database(committed: None) -> None:
    with connections["owner"].cursor() as owner, connection.cursor() as cursor:
        owner.execute("BEGIN")
        owner.execute("LOCK TABLE auth_group IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET lock_timeout = '100ms'")
        with pytest.raises(OperationalError) as met:
            cursor.execute("SELECT name FROM auth_group")
        owner.execute("ROLLBACK")
        cursor.execute("RESET lock_timeout")
    status, said = _in_words(met.value)
    assert (status, type(said)) == (1, DatabaseBusy)
    assert "稍后再试" in str(said)
    assert "连不上" not in str(said)


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (psycopg.errors.LockNotAvailable(), DatabaseBusy), (psycopg.errors.DeadlockDetected(), DatabaseBusy),
        (psycopg.errors.AdminShutdown(), NoDatabase), (psycopg.OperationalError(), NoDatabase),
    ],
)  # fmt: skip
def test_only_what_passes_is_called_busy(cause: Exception, said: type[Exception]) -> None:
    error = OperationalError("connection failed")
    error.__cause__ = cause
    assert isinstance(_in_words(error)[1], said)
