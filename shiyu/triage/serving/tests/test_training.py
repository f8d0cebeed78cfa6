"""Training from closed cases: what makes a version, what makes it answer, and what is refused."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from shiyu.cases.actors import Clockwork
from shiyu.triage.learning.training import Untrainable
from shiyu.triage.models import LearnedModel, ModelChange
from shiyu.triage.serving.examples import Example, What
from shiyu.triage.serving.files import read_model
from shiyu.triage.serving.tests.conftest import Teach, invented
from shiyu.triage.serving.training import LEAST, Underway, train_version

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
BY = Clockwork(name="test")


def folder() -> Path:
    return Path(settings.MODELS_ROOT)


@pytest.mark.parametrize("what", What.values)
def test_a_model_that_beats_the_rules_is_put_in_use(teach: Teach, what: str) -> None:
    teach(**{what: invented(300, what=what)})
    made = train_version(what, by=BY)
    assert (made.rival, made.own.net > made.other.net, made.model.is_active) == (0, True, True)
    assert [(one.before, one.after, one.why) for one in ModelChange.objects.all()] == [(0, 1, "won")]
    head, model = read_model(made.model.file, checksum=made.model.checksum)
    assert (head["what"], head["examples"], head["data_hash"]) == (what, 300, made.model.data_hash)
    assert len(model.labels) == made.model.labels == 3
    assert (folder() / made.model.file).stat().st_mode & 0o077 == 0


def test_a_model_that_is_no_better_is_kept_and_not_used(teach: Teach) -> None:
    teach(category=invented(300))
    first, second = train_version("category", by=BY), train_version("category", by=BY)
    assert (second.rival, second.own == second.other, second.model.is_active) == (1, True, False)
    assert LearnedModel.objects.get(is_active=True).version == first.model.version
    assert first.model.data_hash == second.model.data_hash


def test_held_out_texts_are_the_same_for_every_version(teach: Teach) -> None:
    teach(category=invented(200))
    few = train_version("category", by=BY).model.metrics["texts"]
    teach(category=invented(400))
    many = train_version("category", by=BY).model.metrics["texts"]
    assert 0 < few < many < 2 * few + 40


def test_copies_of_one_text_count_once(teach: Teach) -> None:
    flood = [Example(title="路灯不亮", detail="请修", label="010204")] * 10_000
    teach(category=[*flood, *invented(200)])
    assert train_version("category", by=BY).model.examples == 201


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ([], f"只有 0 件可用，至少要 {LEAST} 件"),
        (invented(LEAST - 1), f"只有 {LEAST - 1} 件可用"),
        (invented(200, among=("010204",)), "只有一个类别“010204”"),
    ],
    ids=["no cases", "too few", "one class"],
)
def test_too_little_to_learn_from_is_said_and_changes_nothing(teach: Teach, cases: list[Example], said: str) -> None:
    teach(category=cases)
    with pytest.raises(Untrainable, match=said):
        train_version("category", by=BY)
    assert not LearnedModel.objects.exists()
    assert [*folder().glob("*")] == []


def test_a_second_training_at_once_is_told(teach: Teach) -> None:
    teach(category=invented(200))
    with connections["owner"].cursor() as other:
        other.execute("SELECT pg_advisory_lock(14050073)")
        with pytest.raises(Underway):
            train_version("category", by=BY)
        other.execute("SELECT pg_advisory_unlock(14050073)")
    assert train_version("category", by=BY).model.version == 1


def test_a_training_killed_while_it_writes_leaves_nothing_in_use(teach: Teach, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(category=invented(200))
    folder().mkdir()
    (folder() / "0123456789abcdef.part").write_bytes(b"SHIYU-MODEL\nhalf of it")  # of one that kill -9 ended

    def killed(_descriptor: int) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", killed)
        with pytest.raises(SystemExit):
            train_version("category", by=BY)
    assert not LearnedModel.objects.exists()
    assert [*folder().glob("*")] == []
    assert train_version("category", by=BY).model.is_active
