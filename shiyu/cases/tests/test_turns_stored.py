"""Turns after a release that changes who owns a stage: found, reckoned in batches, gone on with where it broke off."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError

from shiyu.base.clock import standing_at
from shiyu.base.prepared import ask
from shiyu.cases import registry, turns_stored
from shiyu.cases.models import Assignment, Case, Reckoned
from shiyu.cases.tests.desk import MONDAY, Desk
from shiyu.cases.tests.test_visibility import cases
from shiyu.cases.who import Holds, OfUnit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
KEY = ("test_formal", 1)


@pytest.fixture
def released(desk: Desk) -> Iterator[list[str]]:
    """Two cases stored under the old table; the new one gives their stage to the supervisor, and handling to nobody."""
    numbers = [desk.formal(until=stage) for stage in ("to_assign", "to_assign", "handling")]
    assert turns_stored.keep_up()
    turns_stored.keep_up()
    known = registry.registered()
    old = known[KEY]
    owners = {"to_assign": Holds("supervisor"), "handling": Holds("arbiter")}
    stages = tuple(replace(stage, owner=owners.get(stage.name, stage.owner)) for stage in old.stages)
    known[KEY] = replace(old, stages=stages)
    try:
        yield numbers
    finally:
        known[KEY] = old


def turns() -> list[str]:
    return [*Case.objects.order_by("pk").values_list("turn_role", flat=True)]


def test_a_release_that_changes_an_owner_is_found_and_followed(released: list[str]) -> None:
    assert turns() == ["dispatcher", "dispatcher", ""]
    assert dict(Assignment.objects.values_list("kind", "turn_role")) == {"lead": "clerk", "joint": "clerk"}
    assert turns_stored.keep_up()
    assert turns() == ["supervisor", "supervisor", "arbiter"]
    # The stage is no longer the lead's; the joint unit still owes its opinion.
    assert dict(Assignment.objects.values_list("kind", "turn_role")) == {"lead": "", "joint": "clerk"}
    assert turns_stored.keep_up()  # once more, for what the old release moved meanwhile
    assert not turns_stored.keep_up()


def test_what_moved_under_the_old_release_meanwhile_is_looked_at_again(released: list[str], desk: Desk) -> None:
    turns_stored.keep_up()
    with standing_at(MONDAY.replace(hour=2)):
        Case.objects.filter(number=released[0]).update(turn_role="dispatcher", changed_at=MONDAY.replace(hour=2))
        assert turns_stored.keep_up()
    assert turns() == ["supervisor", "supervisor", "arbiter"]


def test_it_goes_on_from_the_last_whole_batch(released: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_stored, "STEP", 1)
    reckon, done = turns_stored._reckon, list[int]()

    def breaking(span: dict[str, int], **more: Any) -> None:
        if len(done) == 1:
            raise DatabaseError("the machine stops")
        done.append(span["first"])
        reckon(span, **more)

    monkeypatch.setattr(turns_stored, "_reckon", breaking)
    with pytest.raises(DatabaseError):
        turns_stored.keep_up()
    assert turns() == ["supervisor", "dispatcher", ""]
    assert Reckoned.objects.get().upto == done[0] + 1
    seen: list[int] = []

    def going_on(span: dict[str, int], **more: Any) -> None:
        seen.append(span["first"])
        reckon(span, **more)

    monkeypatch.setattr(turns_stored, "_reckon", going_on)
    assert turns_stored.keep_up()
    assert turns() == ["supervisor", "supervisor", "arbiter"]
    assert seen[0] == done[0] + 1


def test_the_fingerprint_is_the_same_until_an_owner_changes() -> None:
    before = turns_stored.fingerprint()
    known = registry.registered()
    old = known[KEY]
    for stage in old.stages:
        if isinstance(stage.owner, Holds | OfUnit):
            other = Holds("auditor") if isinstance(stage.owner, OfUnit) else OfUnit("clerk")
            known[KEY] = replace(
                old, stages=tuple(replace(s, owner=other) if s.name == stage.name else s for s in old.stages)
            )
            try:
                assert turns_stored.fingerprint() != before, stage.name
            finally:
                known[KEY] = old
    assert turns_stored.fingerprint() == before


def test_rows_that_are_right_are_not_written(desk: Desk) -> None:
    cases(desk)
    versions = "SELECT array_agg(xmin::text ORDER BY id) FROM cases_case"
    before = ask(versions, ())
    turns_stored.rewrite()
    assert ask(versions, ()) == before
