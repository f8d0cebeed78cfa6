"""Hostile and broken input, by kind of fact: refused with a named error, and nothing stored."""

from typing import Any

import pytest

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Refused
from shiyu.cases.errors import BadFact, NoSuchCase, NoSuchMove, NoSuchProcedure, UnknownFacts
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.models import Case, Entry
from shiyu.cases.tests.counting import row_counts
from shiyu.cases.tests.desk import Desk
from shiyu.cases.tests.small_city import CATEGORY, TOWN, WEST_COUNTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

NUL, HALF = "\x00", "\ud800"
WRONG_TYPES: tuple[Any, ...] = (1, 1.5, True, ["x"], {"x": 1}, [[["x"]]])
PROMISE = {"text": "修", "due": "2026-12-31", "unit": "T-STREET"}
REFUSED: dict[str, list[Any]] = {
    "title": [*WRONG_TYPES, "字" * 101, f"路{NUL}灯", f"路{HALF}灯", "   ", "\u200b"],
    "channel": ["pigeon", "PHONE", 1, ["phone"], {"phone": 1}, f"phone{NUL}"],
    "count": ["3", 0, 10, 10**30, 2.5, True, [3], {"n": 3}, float("nan")],
    "unit": ["T-NOWHERE", 9_000_000, ["T-STREET"], {"code": "T-STREET"}, f"T-STREET{NUL}", "字" * 10_000],
    "units": ["T-STREET", ["T-NOWHERE"], [["T-STREET"]], {"T-STREET": 1}, ["T-STREET"] * 51, 1, [NUL], [None]],
    "category": ["X99", 1, [CATEGORY], NUL, HALF],
    "place": [
        1, [TOWN], "999999", NUL, {"division": "999999999999"}, {"division": TOWN, "postcode": "048000"},
        {"division": 1}, {"division": 0}, {"lon": 101.5}, {"lat": 20.5}, {"lon": "101.5", "lat": "20.5"},
        {"lon": True, "lat": 20.5},
        {"lon": 116.4, "lat": 39.9}, {"lon": 1e308, "lat": 1e308}, {"lon": float("nan"), "lat": 20.5},
        {"lon": float("inf"), "lat": 20.5}, {"lon": 10**400, "lat": 20.5}, {"division": TOWN, "address": "路" * 201},
        {"division": TOWN, "address": NUL}, {"division": TOWN, "address": ["路"]}, {1: 2},
    ],
    "day": ["2026-02-30", "2026-13-01", "tomorrow", "23.11.2026", 20261123, ["2026-11-23"], NUL, "9" * 5000],
    "other_case": [1, ["TW1"], {"number": "TW1"}, NUL, HALF, "字" * 41],
    "party": ["1", 1.0, True, [1], {"id": 1}, -(10**30), 10**30],
    "contact": [
        "张某", ["张某"], {"name": 1}, {"nickname": "老张"}, {"name": "名" * 61}, {"phone": "1" * 31}, {"name": NUL},
        {"email": HALF}, {"address": ["路"]}, {"name": "张某", "anonymous": "yes"}, {"organisation": 1}, {1: "x"},
    ],
    "files": ["x", ["x"], [1], [NUL], ["00000000-0000-0000-0000-000000000000"], {"file": 1}, ["0" * 32] * 21, [HALF]],
    "promises": [
        "修", {"text": "修"}, ["修"], [{"text": "修"}], [{**PROMISE, "due": "soon"}],
        [{**PROMISE, "unit": "T-NOWHERE"}], [{**PROMISE, "unit": ["T-STREET"]}], [{**PROMISE, "text": NUL}],
        [{**PROMISE, "text": 1}], [{**PROMISE, "text": ""}], [{**PROMISE, "more": 1}], [PROMISE] * 101,
    ],
    "urgent": ["yes", 1, 0, [True], "true"],
}  # fmt: skip


@pytest.mark.parametrize("fact", list(REFUSED))
def test_refused_and_nothing_stored(desk: Desk, fact: str) -> None:
    before = row_counts()
    caller = Newcomer(role="caller")
    sent = [{"title": "井盖", fact: value} for value in REFUSED[fact]]
    outcomes = desk.ask(desk.request("test_workshop", "raise", caller, **facts) for facts in sent)
    told = [
        (repr(facts[fact])[:60], type(o.error) if isinstance(o, Refused) else o)
        for facts, o in zip(sent, outcomes, strict=True)
    ]
    assert told == [(shown, BadFact) for shown, _ in told]
    assert {o.error.facts["field"] for o in outcomes if isinstance(o, Refused)} == {fact}
    assert row_counts() == before


@pytest.mark.parametrize("fact", list(REFUSED))
def test_each_refusal_alone(desk: Desk, fact: str) -> None:
    """Alone a request takes the short way through the door; it is refused there just the same."""
    for value in REFUSED[fact]:
        sent = {"title": "井盖", fact: value}
        assert (repr(value)[:60], desk.try_move("test_workshop", "raise", Newcomer(role="caller"), **sent)) == (
            repr(value)[:60],
            BadFact,
        )


TAKEN: list[tuple[str, Any, Any]] = [
    ("title", " 井盖\u200b坏了 ", None),
    ("channel", "phone", "phone"),
    ("count", 9, 9),
    ("unit", "T-STREET", "T-STREET"),
    ("units", ["T-STREET", "T-WATER", "T-STREET"], ["T-STREET", "T-WATER"]),
    ("category", CATEGORY, CATEGORY),
    ("place", TOWN, TOWN),
    ("place", {"division": TOWN, "address": "长平街1号"}, TOWN),
    ("place", {"division": TOWN, "lon": 101.5, "lat": 20.5}, TOWN),
    ("place", {"lon": 101.5, "lat": 20.5}, WEST_COUNTY),
    ("place", {"lon": 101, "lat": 20.5}, BadFact),
    ("day", "2026-12-31", "2026-12-31"),
    ("contact", {"name": "张某", "anonymous": True}, None),
    (
        "promises",
        [{"text": "修", "due": "2026-12-31", "unit": "T-STREET"}],
        [{"due": "2026-12-31", "unit": "T-STREET"}],
    ),
    ("urgent", False, False),
]


@pytest.mark.parametrize(("fact", "value", "kept"), TAKEN)
def test_what_history_keeps(desk: Desk, fact: str, value: Any, kept: Any) -> None:
    sent = {"title": "井盖", fact: value}
    (outcome,) = desk.ask([desk.request("test_workshop", "raise", Newcomer(role="caller"), **sent)])
    if kept is BadFact:
        assert isinstance(outcome, Refused)
        return
    entry = Entry.objects.get(case__number=getattr(outcome, "number", ""))
    assert entry.facts.get(fact) == kept
    words = ("张某", "长平街", "井盖", "修")
    assert not any(word in str(entry.facts) for word in words)  # free words and contacts are never in history


def test_no_personal_data_in_clear(desk: Desk) -> None:
    number = desk.workshop(contact={"name": "欧阳某", "phone": "13812345678", "id_number": "140502199001011234"})
    party = Case.objects.get(number=number).parties.get()
    stored = bytes(party.contact or b"") + bytes(party.phone_index or b"") + bytes(party.code_index or b"")
    assert not any(text.encode() in stored for text in ("欧阳", "13812345678", "140502199001011234"))


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({}, BadFact),
        ({"title": None}, BadFact),
        ({"title": ""}, BadFact),
        ({"title": "井盖", "mood": "bad"}, UnknownFacts),
        ({"title": "井盖", "": 1}, UnknownFacts),
        ({"title": "井盖", NUL: 1}, UnknownFacts),
        ({"title": "井盖", **{f"f{n}": n for n in range(1000)}}, UnknownFacts),
    ],
)
def test_missing_and_unknown_facts(desk: Desk, facts: dict[str, Any], error: type[ShiyuError]) -> None:
    assert desk.try_move("test_workshop", "raise", Newcomer(role="caller"), **facts) is error


@pytest.mark.parametrize("number", ["", "TW1", NUL, HALF, "字" * 5000, "'; DROP TABLE cases_case; --", "TW%"])
def test_a_number_that_is_no_case(desk: Desk, number: str) -> None:
    assert desk.try_move(number, "note", desk.dispatcher, text="x") is NoSuchCase
    with pytest.raises(NoSuchCase):
        get_case(number, actor=desk.dispatcher, purpose=Purpose.HANDLING)


@pytest.mark.parametrize("name", ["", "fly", NUL, HALF, "字" * 5000])
def test_a_move_or_procedure_that_is_none(desk: Desk, name: str) -> None:
    assert desk.try_move(desk.workshop(), name, desk.dispatcher) is NoSuchMove
    assert desk.try_move("test_workshop", name, desk.dispatcher) is NoSuchMove
    assert desk.try_move(f"test_{name}", "raise", desk.dispatcher, title="x") is NoSuchProcedure


def test_refusals_speak_both_languages(desk: Desk) -> None:
    (outcome,) = desk.ask([desk.request("test_workshop", "raise", Newcomer(role="caller"), title="字" * 101)])
    assert isinstance(outcome, Refused)
    assert (outcome.error.words.zh, outcome.error.words.en) == (
        "标题：文字最多 100 个字，现有 101 个字。",
        "title: Text: at most 100 characters, there are 101.",
    )
