"""The network fails and people press twice: the same key is answered twice and done once."""

import pytest

from shiyu.cases.models import Case, Entry, Notice
from tests.api.people import REPORT, Api, bearing, report, token_for, with_code

pytestmark = pytest.mark.django_db
OPEN = "/cases/citizen_request/report"


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


def counts() -> tuple[int, int, int]:
    return Case.objects.count(), Entry.objects.count(), Notice.objects.count()


def test_the_same_report_twice_is_one_case(client: Api) -> None:
    first = client.post(OPEN, {"facts": REPORT}, key="k1")
    after = counts()
    second = client.post(OPEN, {"facts": REPORT}, key="k1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["number"] == first.json()["number"]
    assert (first.json()["replayed"], second.json()["replayed"]) == (False, True)
    assert counts() == after


def test_a_newcomer_who_asks_again_gets_his_code_again() -> None:
    first, second = (Api().post(OPEN, {"facts": REPORT}, key="mine") for _ in range(2))
    assert second.json()["query_code"] == first.json()["query_code"] != ""


def test_a_key_used_for_something_else_is_refused(client: Api) -> None:
    client.post(OPEN, {"facts": REPORT}, key="k1")
    after = counts()
    other = client.post(OPEN, {"facts": {**REPORT, "title": "另一件"}}, key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert counts() == after


def test_one_actors_key_is_free_for_another(client: Api) -> None:
    client.post(OPEN, {"facts": REPORT}, key="k1")
    assert bearing(token_for("agent")).post(OPEN, {"facts": REPORT}, key="k1").status_code == 201


def test_the_same_move_twice_is_one_entry(client: Api) -> None:
    number = report(client).json()["number"]
    dispatcher = bearing(token_for("dispatcher"))
    first, second = (dispatcher.move(number, "dispatch", key="d1", lead="cgj") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == {**first.json(), "replayed": True}
    assert Entry.objects.filter(case__number=number).count() == 2


def test_who_decided_on_an_older_state_is_told(client: Api) -> None:
    number = report(client).json()["number"]
    dispatcher = bearing(token_for("dispatcher"))
    seen = dispatcher.get(f"/cases/{number}").headers["ETag"]
    assert seen == '"1"'
    dispatcher.move(number, "urge")
    body = {"facts": {"lead": "cgj"}}
    late = dispatcher.post(f"/cases/{number}/moves/dispatch", body, **{"If-Match": seen})
    assert (late.status_code, late.json()["code"], late.json()["facts"]) == (409, "stale", {"count": 2})
    told = dispatcher.post(f"/cases/{number}/moves/dispatch", {**body, "expects": 1})
    assert told.json()["code"] == "stale"
    assert dispatcher.post(f"/cases/{number}/moves/dispatch", body, **{"If-Match": '"2"'}).status_code == 200


def test_a_verdict_is_bound_to_the_answer_and_not_to_the_count(client: Api) -> None:
    opened = report(client).json()
    number, caller, dispatcher = opened["number"], with_code(opened["query_code"]), bearing(token_for("dispatcher"))
    seen = caller.get(f"/cases/{number}").json()["round"]
    assert dispatcher.move(number, "answer_directly", answer="已修好", outcome="resolved").status_code == 200
    body = {"facts": {"reason": "还是不亮"}}
    late = caller.post(f"/cases/{number}/moves/reopen", {**body, "of_answer": seen})
    assert (late.status_code, late.json()["code"], late.json()["facts"]) == (409, "answer_replaced", {"count": 1})
    one = {"number": number, "move": "reopen", **body}
    told = caller.post("/cases/moves", {"requests": [{**one, "of_answer": 0}, {**one, "of_answer": 1}]}).json()
    assert [o["made"]["stage"] if "made" in o else o["refused"]["code"] for o in told["outcomes"]] == [
        "answer_replaced", "to_dispatch",
    ]  # fmt: skip


def test_a_batch_answers_each_in_its_place(client: Api) -> None:
    number = report(client).json()["number"]
    dispatcher = bearing(token_for("dispatcher"))
    asked = [
        {"number": number, "move": "urge"},
        {"number": "SQ00000000000000", "move": "urge"},
        {"number": number, "move": "dispatch", "facts": {"lead": "nothing"}},
        {"number": number, "move": "dispatch", "facts": {"lead": "cgj"}},
        {"number": number, "move": "dispatch", "facts": {"lead": "zjj"}},
        {"procedure": "citizen_request", "move": "report", "facts": REPORT},
    ]
    answer = dispatcher.post("/cases/moves", {"requests": asked}, key="b1").json()
    told = [o["made"]["stage"] if "made" in o else o["refused"]["code"] for o in answer["outcomes"]]
    assert told == ["received", "no_such_case", "bad_fact", "to_sign", "wrong_stage", "not_your_move"]
    assert (answer["made"], answer["refused"]) == (2, 4)
    again = dispatcher.post("/cases/moves", {"requests": asked}, key="b1").json()
    assert [o["made"]["replayed"] for o in again["outcomes"] if "made" in o] == [True, True]
    assert Entry.objects.filter(case__number=number).count() == 3


def test_the_address_of_the_new_case_is_told(client: Api) -> None:
    made = report(client)
    caller = with_code(made.json()["query_code"])
    assert caller.client.get(made.headers["Location"], headers=caller.headers).status_code == 200
