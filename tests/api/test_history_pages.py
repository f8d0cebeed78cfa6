"""A long history is answered a page at a time: nothing is lost or told twice, for officers and for parties."""

from typing import Any

import pytest

from tests.api.people import Api, bearing, report, token_for, with_code

pytestmark = pytest.mark.django_db


def pages(reader: Api, number: str, limit: int) -> list[list[int]]:
    """The numbers of the entries, page by page from the newest to the oldest."""
    found, before = [], None
    for _ in range(20):
        asked: dict[str, Any] = {"limit": limit} if before is None else {"limit": limit, "before": before}
        page = reader.get(f"/cases/{number}/history", **asked).json()
        found.append([entry["seq"] for entry in page["entries"]])
        before = page["older"]
        if before is None:
            return found
    raise AssertionError(found)


def test_pages_join_into_the_whole_history() -> None:
    opened = report(Api()).json()
    number, agent, dispatcher = opened["number"], bearing(token_for("agent")), bearing(token_for("dispatcher"))
    for n in range(6):
        assert agent.move(number, "supplement", note=f"又来电{n}").status_code == 200
        assert dispatcher.move(number, "correct", urgent=n % 2 == 0).status_code == 200  # among the staff alone
    assert pages(dispatcher, number, 5) == [[9, 10, 11, 12, 13], [4, 5, 6, 7, 8], [1, 2, 3]]
    assert pages(dispatcher, number, 13) == [list(range(1, 14))]  # a page that is just full has none before it
    assert pages(with_code(opened["query_code"]), number, 3) == [[8, 10, 12], [2, 4, 6], [1]]
    beyond = dispatcher.get(f"/cases/{number}/history", before=1).json()
    assert (beyond["entries"], beyond["older"]) == ([], None)


@pytest.mark.parametrize("wanted", [{"before": "x"}, {"before": 0}, {"limit": 0}, {"limit": 100_000}, {"limit": "-1"}])
def test_a_page_that_is_none_is_refused_in_words(wanted: dict[str, Any]) -> None:
    number = report(Api()).json()["number"]
    answer = bearing(token_for("dispatcher")).get(f"/cases/{number}/history", **wanted)
    assert answer.status_code == 422
    assert answer.json()["sentence"]["zh"]
