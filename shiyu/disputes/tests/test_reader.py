"""What a reader may is asked in one question, and is what asking for each right by itself gives."""

from collections.abc import Callable

import pytest

from shiyu.cases.gate import holds_for
from shiyu.disputes.tests.conftest import People, Story
from shiyu.web.reader import Reader, reader_of

Make = Callable[..., Story]


@pytest.mark.parametrize("stage", ["to_appoint", "mediating", "closed"])
def test_rights_asked_together_are_those_asked_one_by_one(dispute: Make, people: People, stage: str) -> None:
    case = dispute(stage).case
    found = set()
    for login in ("dispute-window", "mediation-head", "mediator", "mediator2", "auditor", "dispatcher"):
        reader = reader_of(case, actor=people(login))
        each = [
            holds_for(case, ways, actor=reader.actor)
            for ways in (reader.procedure.sees_contact, reader.procedure.reads_every_side)
        ]
        assert [reader.opens_contact, reader.reads_every_side] == each
        assert reader.sees_contact == each[0]  # nobody is anonymous here
        found.add(tuple(each))
    assert len(found) > 1 or stage == "closed"


def test_what_parts_of_a_page_share_is_asked_once_for_each_reader(dispute: Make, people: People) -> None:
    case = dispute("mediating").case
    asked: list[Reader] = []

    def number(reader: Reader) -> int:
        asked.append(reader)
        return len(asked)

    one, other = (reader_of(case, actor=people(login)) for login in ("mediator", "mediation-head"))
    assert [one.once(number), one.once(number), other.once(number)] == [1, 1, 2]
    assert asked == [one, other]
