"""The same report five times at the same moment, with real commits: one case, and five answers that name it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from shiyu.cases.models import Attachment, Case
from shiyu.citizen_requests.tests.open311.conftest import App
from shiyu.citizen_requests.tests.open311.test_posting import picture
from tests.api.people import token_for

pytestmark = pytest.mark.usefixtures("committed")
TIMES = 5


def together(ask: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(TIMES)

    def run(_: int) -> Any:
        try:
            barrier.wait()
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


@pytest.mark.parametrize("with_picture", [False, True])
def test_five_at_once_are_one(with_picture: bool) -> None:
    key = token_for("api_client")
    answers = together(lambda: App(key).post(media=picture() if with_picture else None))
    assert sorted(answer.status_code for answer in answers) == [200] * (TIMES - 1) + [201]
    assert len({answer.json()[0]["service_request_id"] for answer in answers}) == 1
    assert Case.objects.count() == 1
    assert Attachment.objects.exclude(case=None).count() == with_picture
