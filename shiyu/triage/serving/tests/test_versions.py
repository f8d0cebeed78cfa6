"""Which version answers: chosen, rolled back, and by two people at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections

from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.cases.actors import Clockwork
from shiyu.triage.models import LearnedModel, ModelChange
from shiyu.triage.serving.files import UnusableModel
from shiyu.triage.serving.tests.conftest import Teach, invented
from shiyu.triage.serving.training import train_version
from shiyu.triage.serving.versions import ChangedMeanwhile, NothingBefore, active, roll_back, use

BY = Clockwork(name="test")


def in_use() -> int:
    found = active("category")
    return found.version if found else 0


def three_versions(teach: Teach) -> None:
    """Three versions that were all in use, the newest last."""
    teach(category=invented(200))
    for _ in range(3):
        train_version("category", by=BY)
    for version in (2, 3):
        use("category", version, expects=in_use(), reason="试用", by=BY)


@pytest.mark.django_db
def test_back_and_back_again_to_the_rules(teach: Teach) -> None:
    three_versions(teach)
    assert [roll_back("category", expects=seen, reason="不准", by=BY) for seen in (3, 2, 1)] == [2, 1, 0]
    with pytest.raises(NothingBefore):
        roll_back("category", expects=0, reason="不准", by=BY)
    told = [(one.before, one.after, one.why, one.reason) for one in ModelChange.objects.order_by("-pk")[:3]]
    assert told == [(before, before - 1, "rolled_back", "不准") for before in (1, 2, 3)]


@pytest.mark.django_db
def test_a_damaged_version_is_passed_over_and_not_chosen(teach: Teach) -> None:
    three_versions(teach)
    (Path(settings.MODELS_ROOT) / LearnedModel.objects.get(version=2).file).unlink()
    with pytest.raises(UnusableModel):
        use("category", 2, expects=3, reason="", by=BY)
    with pytest.raises(NoSuchThing):
        use("category", 9, expects=3, reason="", by=BY)
    assert in_use() == 3
    assert roll_back("category", expects=3, reason="", by=BY) == 1


@pytest.mark.django_db
def test_whoever_saw_another_version_is_told(teach: Teach) -> None:
    three_versions(teach)
    roll_back("category", expects=3, reason="", by=BY)
    with pytest.raises(ChangedMeanwhile, match="第2版"):
        roll_back("category", expects=3, reason="", by=BY)
    assert in_use() == 2


def test_of_two_rollbacks_at_once_one_is_done(committed: None, teach: Teach) -> None:
    three_versions(teach)
    together = Barrier(2)

    def back() -> str:
        try:
            together.wait()
            return str(roll_back("category", expects=3, reason="", by=BY))
        except ShiyuError as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(one.result() for one in [pool.submit(back), pool.submit(back)])
    assert said == ["2", "model_changed_meanwhile"]
    assert in_use() == 2
