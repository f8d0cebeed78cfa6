"""No page, answer, export, search, notice or log tells a message, a name or a number to the wrong side.

Rooms are generated; every message, name and number is a word that stands nowhere else. Who may read which is said by
the plot (`plots.py`), who looks and where by `looking.py`. The same test asks that whoever is meant finds it: a room
that shows nothing would leak nothing.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as given_by

from shiyu.cases.outbox import drain_all
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.tests.conftest import Story
from shiyu.disputes.tests.looking import Onlooker, listening, onlookers, tables_with, text_of
from shiyu.disputes.tests.plots import EVERYBODY_SPEAKS, LEFT, OPPOSED, PLOTS, Plot, Told, tell

Disputes = Callable[..., Story]
ROOMS, MANY_ROOMS = 1, 6
TWO = Plot(joined=(), lines=(), deeds=(), replaced=False)


@given_by(max_examples=ROOMS, deadline=None, derandomize=True, database=None,
          phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))  # fmt: skip
@given(plot=PLOTS)
@example(plot=EVERYBODY_SPEAKS)
@example(plot=OPPOSED)
@example(plot=LEFT)
def test_nothing_leaks(dispute: Disputes, plot: Plot) -> None:
    _prove_beside_strangers(plot, dispute)


@pytest.mark.story
@given_by(max_examples=MANY_ROOMS, deadline=None, database=None,
          phases=(Phase.generate,), suppress_health_check=list(HealthCheck))  # fmt: skip
@given(plot=PLOTS)
def test_nothing_leaks_in_rooms_nobody_thought_of(dispute: Disputes, plot: Plot) -> None:
    _prove_beside_strangers(plot, dispute)


def _prove_beside_strangers(plot: Plot, dispute: Disputes) -> None:
    with transaction.atomic():
        _prove(tell(plot, dispute), strangers=tell(TWO, dispute, family=3))
        transaction.set_rollback(True)


def _prove(told: Told, *, strangers: Told) -> None:
    drain_all()
    before = _sent()
    with listening() as log:
        people = onlookers(told, strangers)
        assert _leaks(people, told) == []
        assert _not_found(people, told) == []
        assert _wrong_files(people, told) == []
        assert _found_by_search(people, told) == []
    drain_all()
    secrets = [secret.word for secret in told.secrets]
    assert [word for word in secrets for line in log if word in line] == []
    said = [line for line in _sent() if line not in before] + before
    assert [word for word in secrets for text in map(_words_of, said) if word in text] == []
    messages = [secret.word for secret in told.secrets if secret.in_room]
    assert tables_with(messages, but=frozenset({"disputes_roomtext"})) == []


def _leaks(people: list[Onlooker], told: Told) -> list[tuple[str, str, str]]:
    """Who was told what where that is not for him."""
    return [
        (one.name, path, secret.word)
        for one in people
        for path, text in one.answers(told)
        for secret in told.secrets
        if secret.word in text and one.name not in told.may_read(secret)
    ]


def _not_found(people: list[Onlooker], told: Told) -> list[tuple[str, str]]:
    """Who does not find in the room what is meant for him."""
    shown = {one.name: one.room(told) for one in people}
    return [
        (name, secret.word)
        for name, text in shown.items()
        for secret in told.secrets
        if secret.in_room and name in told.may_read(secret) and text.count(secret.word) < len(("page", "api"))
    ]


def _wrong_files(people: list[Onlooker], told: Told) -> list[tuple[str, set[int]]]:
    """Who is answered otherwise than he should about a file: 200 for whom it is, else there is none, or a login.

    Of the files that the same people may read one is asked for: nothing but its bytes tells it from the others.
    """
    wrong = []
    for reference, secret in {frozenset(told.may_read(file[1])): file for file in told.files}.values():
        for one in people:
            got = one.opens(told, reference)
            may = one.name in told.may_read(secret)
            if (got != {200}) if may else not got <= {302, 401, 403, 404}:
                wrong.append((one.name, got))
    return wrong


def _found_by_search(people: list[Onlooker], told: Told) -> list[tuple[str, str]]:
    """Whom a search leads to the dispute by a word of its room; the page of a search says again what was asked."""
    words = [secret.word for secret in told.secrets if secret.in_room][:2]
    return [
        (one.name, word)
        for one in people
        for word in words
        for ask in (one.page, one.api)
        if told.story.number in text_of(ask(f"/cases?q={word}"))
    ]


def _sent() -> list[str]:
    path = settings.SHIYU_HOME / "outbox" / "sent.jsonl"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _words_of(line: str) -> str:
    """What was sent, without to whom: a short message goes to the number it goes to."""
    return json.dumps({name: value for name, value in json.loads(line).items() if name != "to"}, ensure_ascii=False)


def test_a_side_cannot_count_what_is_said_to_the_other(dispute: Disputes) -> None:
    """What the respondent is shown is the same, whether or not the mediator talks with the applicant in between."""
    shown = []
    for private in (False, True):
        with transaction.atomic():
            told = tell(TWO, dispute)
            for line in ("一", "二", "三"):
                _say(told, "mediator", line, to="all")
                if private:
                    own = f"side:{told.parties[0].party_id}"
                    _say(told, "mediator", f"私{line}", to=own)
                    _say(told, "p0", f"回{line}", to=own)
            respondent = next(one for one in onlookers(told, told) if one.name == "p1")
            shown.append(_without_ids(respondent.api(f"/disputes/{told.story.number}/room").json()))
            transaction.set_rollback(True)
    assert shown[0] == shown[1]
    assert [message["text"] for message in shown[0]["messages"]] == ["一", "二", "三"]


def _say(told: Told, name: str, text: str, *, to: str) -> None:
    actor = told.parties[int(name[1:])] if name.startswith("p") else told.story.people(name)
    post_message(told.story.number, Written(audience=to, text=text), actor=actor, key=f"{to}{text}")


def _without_ids(answer: dict[str, Any]) -> dict[str, Any]:
    """What is left when the ids, which count the whole city's messages, and the number are taken out."""
    rows = [{name: value for name, value in row.items() if name != "id"} for row in answer["messages"]]
    return {"messages": rows, "older": answer["older"]}


@pytest.mark.parametrize("login", ["dispute-window", "dispute-lead", "mediation-head", "mediator2", "auditor"])
def test_the_room_is_not_there_for_others(dispute: Disputes, login: str) -> None:
    told = tell(TWO, dispute)
    one = next(one for one in onlookers(told, told) if one.name == login)
    number = told.story.number
    assert {one.page(f"/disputes/{number}/room{part}").status_code for part in ("", "/new?after=0")} == {404}
    assert one.api(f"/disputes/{number}/room").json()["code"] == "no_room"
