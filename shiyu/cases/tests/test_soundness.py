"""A procedure that is not sound is refused, with a sentence that names the fault in both languages."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from shiyu.base.words import Words
from shiyu.cases import registry, soundness
from shiyu.cases.effects import (
    GiveReply,
    OnReaching,
)
from shiyu.cases.models import Case
from shiyu.cases.soundness import Surroundings, check_all, city_surroundings, faults
from shiyu.cases.tests.breaking import move, of
from shiyu.cases.tests.broken_effects import BROKEN_EFFECTS
from shiyu.cases.tests.broken_shape import BROKEN_SHAPE
from shiyu.cases.tests.desk import Desk
from shiyu.cases.tests.procedures import TEST_PROCEDURES
from shiyu.cases.tests.procedures.small import SMALL
from shiyu.cases.tests.small_city import NUMBERS
from shiyu.cases.who import ByClock, Holds

AROUND = Surroundings(
    roles=frozenset({"dispatcher", "clerk", "arbiter", "supervisor"}),
    templates=frozenset({"test"}),
    procedures={procedure.name: procedure for procedure in TEST_PROCEDURES},
    numbers={"test_rules": NUMBERS}.get,
)
BROKEN = {**BROKEN_SHAPE, **BROKEN_EFFECTS}


def sentences(found: Iterable[soundness.Fault]) -> list[tuple[str, str]]:
    return [(fault.words.zh, fault.words.en) for fault in found]


def test_the_small_procedure_is_sound() -> None:
    assert sentences(faults(SMALL, AROUND)) == []


@pytest.mark.parametrize("fault", list(BROKEN))
def test_broken(fault: str) -> None:
    broken, said = BROKEN[fault]
    found = faults(broken(SMALL), AROUND)
    assert sentences(found) == said
    assert {f.procedure for f in found} == {"test_small"}


def test_an_answer_on_reaching_the_end_counts() -> None:
    answering = GiveReply(text_from="answer")
    sound = move("answer", effects=(OnReaching(stage="closed", effects=(answering,)),))(SMALL)
    assert sentences(faults(sound, AROUND)) == []


def test_a_clock_needs_no_typed_reason() -> None:
    assert of("give_up").who == (ByClock(),)
    typed = move("give_up", who=(ByClock(), Holds("dispatcher")))(SMALL)
    assert [en for _, en in sentences(faults(typed, AROUND))] == [
        "end “closed” can be reached without an answer or a told reason",
        "move “give_up”: effect TellReason reads “reason”, which it does not ask for",
    ]


@pytest.mark.django_db
def test_every_registered_procedure_is_sound(engine: None) -> None:
    """The test procedures and those of every system, against the loaded pack."""
    assert [str(fault) for fault in check_all()] == []
    assert {p.name for p in TEST_PROCEDURES} <= city_surroundings().procedures.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "value"), [("stage", "limbo"), ("procedure_version", 9)])
def test_a_release_that_strands_an_open_case_is_refused(engine: None, desk: Desk, column: str, value: object) -> None:
    number = desk.formal()
    Case.objects.filter(number=number).update(**{column: value})
    stage_name, version = ("limbo", 1) if column == "stage" else ("to_assign", 9)
    assert sentences(check_all()) == [
        (
            f"有未办结的件停在第 {version} 版的“{stage_name}”，本版本不认识",
            f"open cases stand on stage “{stage_name}” of version {version}, which this release does not know",
        )
    ]


@pytest.mark.django_db
def test_a_pack_without_the_clocks_notices_is_refused(engine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {name: Words("", "") for name in city_surroundings().templates - {"clock_overdue"}}
    monkeypatch.setattr(soundness, "notice_templates", lambda: words)
    assert sentences(check_all()) == [("缺少通知模板“clock_overdue”", "notice template “clock_overdue” is missing")]


def test_one_name_and_version_is_registered_once() -> None:
    known = {(SMALL.name, 1): SMALL}
    with pytest.raises(ValueError, match="test_small version 1 is registered twice"):
        registry.add(known, SMALL)
    registry.add(known, replace(SMALL, version=2))
    assert sorted(known) == [("test_small", 1), ("test_small", 2)]
