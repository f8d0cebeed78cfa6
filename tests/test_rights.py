"""The serving role may do with a table what its app says, and nothing more."""

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError


@pytest.mark.django_db
def test_tests_run_as_the_serving_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("shiyu_app",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "rights"),
    [
        ("django_session", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("procrastinate_jobs", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("auth_permission", {"SELECT", "INSERT", "UPDATE"}),
        ("django_migrations", {"SELECT"}),
    ],
)
def test_rights_of_a_table(table: str, rights: set[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = %s", [table])
        assert {row[0] for row in cursor.fetchall()} == rights


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["DELETE FROM auth_group", "TRUNCATE auth_group", "CREATE TABLE mine (id int)"])
def test_the_serving_role_is_refused(order: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(order)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_test_leaves_nothing(committed: None, turn: int) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('left behind')")
        cursor.execute("SELECT count(*) FROM auth_group")
        assert cursor.fetchone() == (1,)
