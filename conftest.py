"""What every test stands on: settings for tests, and a database as the serving role sees it.

`pytest.mark.django_db` runs a test as `shiyu_app` in a transaction that is rolled back. A test that must commit asks
for the fixture `committed` instead (not for `transaction=True`, which would want to TRUNCATE as a role that may not).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent
_GIVEN = {
    "DJANGO_SETTINGS_MODULE": "shiyu.config.settings",
    "SHIYU_ENV": "test",
    "SHIYU_HOME": str(_ROOT / "var" / "test"),
    "SHIYU_CITY": str(_ROOT / "cities" / "jincheng"),
    "SHIYU_DB_POOL": "0",
    "SHIYU_MODEL_SECONDS": "0",  # a test that wants a model switches it on
    "SHIYU_HOSTS": "testserver,localhost,127.0.0.1",
}
# The operator's own settings do not reach the tests, except for the database he wants them run against.
for _name in [name for name in os.environ if name.startswith("SHIYU_") and name != "SHIYU_DB_USER"]:
    del os.environ[_name]
os.environ.update(_GIVEN)

import django  # noqa: E402 -- the environment above is read by the settings
import pytest  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402

from shiyu.city import directory  # noqa: E402
from tests import database, static_files  # noqa: E402
from tests.api.server import collect_static  # noqa: E402

# Slow on purpose where it guards something; here it would only take minutes.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# On a busy machine a second passes inside any test, and its pinned count of queries must not depend on that.
directory.LOOK_AGAIN_SECONDS = 3600.0


def pytest_configure() -> None:
    """Before any worker: WhiteNoise lists the folder when the first client is made, and warns where there is none."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    collect_static()
    static_files.list_once()


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    """Each test begins in the first language: a page that a test read in English leaves its thread in English."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """The worker's database, migrated by the owner role and loaded with the pack of Jincheng."""
    name = database.worker_name()
    with database.server():
        with django_db_blocker.unblock():
            database.make_database(name)
        yield
        with django_db_blocker.unblock():
            database.drop_database(name)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits on both aliases; afterwards the database is a fresh copy of the template."""
    with django_db_blocker.unblock():
        yield
        database.make_database(database.worker_name())
    directory.forget()


@pytest.fixture
def database_environment(django_db_setup: None) -> dict[str, str]:
    """DATABASE_URL and DATABASE_OWNER_URL of this test's database, for a process the test starts."""
    return database.environment()
