"""The made session is told where nothing else moves the clock of what it tells."""

from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from shiyu.proposals.commands import app
from shiyu.proposals.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("environment", "beat", "said"),
    [
        ("test", "", "SHIYU_ENV=demo"),
        ("demo", "now()", "shiyu serve"),
        ("demo", "now() - interval '29 seconds'", "shiyu serve"),
    ],
)
def test_it_is_refused_where_it_would_do_harm(settings: Any, environment: str, beat: str, said: str) -> None:
    settings.SHIYU_ENV = environment
    if beat:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({beat})")
    answer = CliRunner().invoke(app, ["made-session"])
    assert answer.exit_code == 2
    assert said in answer.output
    assert Proposal.objects.count() == 0
