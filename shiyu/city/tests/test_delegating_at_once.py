"""Two people who name each other at the same moment: one is told, the other's stands."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from shiyu.base.errors import ShiyuError
from shiyu.city.delegating import Wanted, delegate
from shiyu.city.tests.test_delegating import somebody, wanted

pytestmark = pytest.mark.usefixtures("committed")


def test_two_who_name_each_other_at_once() -> None:
    head, clerk = somebody("head", "zjj-head"), somebody("clerk", "zjj-clerk")
    asked = [wanted("zjj-head", head, clerk), wanted("zjj-clerk", clerk, head)]
    outcomes: list[object] = []
    together = Barrier(2)

    def ask(one: Wanted) -> None:
        try:
            together.wait()
            outcomes.append(delegate(one))
        except ShiyuError as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    threads = [Thread(target=ask, args=(one,)) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["Delegation", "DelegationRefused"]
