"""Whether two requests are one matter: what is compared, how it is weighed and learnt, and what people decide of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from shiyu.triage.bench_duplicates import figures_of
from shiyu.triage.bench_texts import TEXTS
from shiyu.triage.likeness.deciding import DecidedOtherwise, decide, take_back, told_apart
from shiyu.triage.likeness.features import FEATURES, compare
from shiyu.triage.likeness.learning import Decided, fit, with_threshold
from shiyu.triage.likeness.model import BY_HAND, SHIPPED
from shiyu.triage.likeness.relearning import EVERY, f1_of, in_force, relearn, relearn_if_due
from shiyu.triage.likeness.texts import Rarity, Told, places_in, take_apart
from shiyu.triage.models import LikenessDecision, LikenessWeights

STREAM = TEXTS / "stream.csv"
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE: dict[str, Any] = {"lon": 112.851, "lat": 35.49}
FAR_APART = FEATURES.index("far")
FAR: dict[str, Any] = {"lon": 112.95, "lat": 35.49}  # nine kilometres


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Told(title="东街路口三盏路灯不亮"), Told(title="路口的路灯坏了不亮"), True),
        (Told(title="东街路口路灯不亮", **HERE), Told(title="东街路口路灯不亮", **HERE), True),
        (Told(title="小区路灯不亮", **HERE), Told(title="小区路灯不亮", **FAR), False),
        (Told(title="凤鸣小区夜间施工噪音"), Told(title="凤鸣小区电梯停运"), False),
        (Told(title="东街路口路灯不亮"), Told(title="幼儿园招生咨询"), False),
        (Told(title="夜里太吵", detail="凤鸣小区搅拌站夜间生产，噪音扰民"), Told(title="凤鸣小区搅拌站噪音扰民"), True),
    ],
)
def test_what_a_city_begins_with(one: Told, other: Told, alike: bool) -> None:
    likely = SHIPPED.likeness(compare(take_apart(one), take_apart(other), rarity=Rarity()))
    assert (likely >= SHIPPED.threshold) is alike


def test_numbers_by_name() -> None:
    one = Told(title="凤鸣小区路灯", place="140502001001", at=NOON)
    same = compare(take_apart(one), take_apart(one), rarity=Rarity())
    assert dict(zip(FEATURES, same.numbers, strict=True)) == {
        "titles": 1.0, "within": 1.0, "matter": 1.0, "rarest": pytest.approx(3.4 / 6, abs=0.01), "same_place": 1.0,
        "other_place": 0.0, "near": 1.0, "far": 0.0, "apart": 0.0,
    }  # fmt: skip
    later = Told(title="黄华小区路灯", place="140525001001", at=NOON + timedelta(days=400))
    other = dict(zip(FEATURES, compare(take_apart(one), take_apart(later), rarity=Rarity()).numbers, strict=True))
    assert (other["same_place"], other["other_place"], other["near"], other["apart"]) == (0.0, 1.0, 0.0, 1.0)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_order_does_not_matter_and_numbers_stay_within_one(one: str, other: str) -> None:
    mine, theirs = take_apart(Told(title=one, at=NOON)), take_apart(Told(title=other, at=NOON))
    there, back = compare(mine, theirs, rarity=Rarity()), compare(theirs, mine, rarity=Rarity())
    assert there.numbers == pytest.approx(back.numbers)
    assert all(0 <= number <= 1 for number in there.numbers)


@pytest.mark.parametrize(
    ("text", "places"),
    [("A市A2区丽景新城3栋", {"丽景新城"}), ("泽州县金村镇黄华小区12号楼", {"黄华小区"}), ("没有地名", set())],
)
def test_places_are_named_bare(text: str, places: set[str]) -> None:
    assert places_in(text) == places


def invented(count: int, *, tells: int) -> list[Decided]:
    """Pairs of which the feature at `tells` alone says whether they are the same."""
    rows = []
    for n in range(count):
        numbers = [0.3 + 0.4 * (n % 3 == 0)] * len(FEATURES)
        numbers[tells] = float(n % 2)
        rows.append(Decided(tuple(numbers), n % 2 == 1))
    return rows


@pytest.mark.parametrize("tells", range(len(FEATURES)))
def test_fitting_finds_the_number_that_tells(tells: int) -> None:
    free = fit(invented(200, tells=tells), strength=0.01)  # nearly free of what was set by hand
    learnt = with_threshold(free, invented(50, tells=tells))
    assert f1_of(learnt, invented(80, tells=tells)) == 1.0
    assert free == fit(invented(200, tells=tells), strength=0.01)


def test_of_one_kind_only_nothing_is_learnt() -> None:
    assert fit([Decided((1.0,) * len(FEATURES), same=True)] * 50) == BY_HAND
    assert fit([]) == BY_HAND
    assert with_threshold(BY_HAND, []) == BY_HAND


@pytest.mark.django_db
def test_the_first_word_counts_and_is_for_everybody() -> None:
    kept = decide(8, 5, same=False, account_id=1)
    assert decide(5, 8, same=False, account_id=2).is_new is False
    with pytest.raises(DecidedOtherwise) as told:
        decide(5, 8, same=True, account_id=2)
    assert "不是同一件事" in told.value.words.zh
    assert (told_apart(5), told_apart(8), told_apart(9)) == ({8}, {5}, set())
    take_back([kept.key])
    assert decide(5, 8, same=True, account_id=2).is_new
    assert told_apart(5) == set()


def test_of_two_who_press_at_once_one_is_told(committed: None) -> None:
    def say(same: bool) -> str:
        try:
            decide(1, 2, same=same, account_id=int(same))
        except DecidedOtherwise:
            return "told"
        finally:
            connections.close_all()
        return "kept"

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(say, (True, False))) == ["kept", "told"]
    assert LikenessDecision.objects.count() == 1
    connection.close()


def _keep(pairs: list[Decided]) -> None:
    LikenessDecision.objects.bulk_create(
        LikenessDecision(
            first=n, second=10_000 + n, same=p.same, numbers=list(p.numbers), decided_by=1, decided_at=NOON
        )
        for n, p in enumerate(pairs)
    )


@pytest.mark.django_db
def test_decisions_are_learnt_from_when_there_are_enough_of_both() -> None:
    _keep(invented(30, tells=FAR_APART))
    assert relearn().is_new is False
    assert in_force() == SHIPPED
    LikenessDecision.objects.all().delete()
    _keep(invented(300, tells=FAR_APART))  # here, what lies far apart is the same: not what was shipped
    learnt = relearn()
    assert (learnt.is_new, learnt.decisions) == (True, 300)
    assert learnt.f1_after is not None
    assert learnt.f1_before is not None
    assert learnt.f1_after > learnt.f1_before
    assert in_force().weights == learnt.weights.weights
    assert in_force().weights[FAR_APART] > SHIPPED.weights[FAR_APART] + 1


@pytest.mark.django_db
def test_it_is_learnt_by_itself_after_so_many_and_weights_of_another_version_do_not_count() -> None:
    _keep(invented(300, tells=FAR_APART))
    relearn_if_due(EVERY + 1)
    assert not LikenessWeights.objects.exists()
    relearn_if_due(EVERY * 3)
    assert LikenessWeights.objects.count() == 1
    LikenessWeights.objects.create(bias=0.0, weights=[1.0], threshold=0.5, made_at=NOON)
    assert in_force() == SHIPPED


@pytest.mark.story
@pytest.mark.skipif(not STREAM.exists(), reason="the folder shared/data/requests is not on this machine")
def test_the_model_finds_more_than_the_score_before_it_on_real_messages() -> None:
    figures = figures_of(STREAM)
    assert figures["model"]["f1"] > figures["baseline_best"]["f1"]
    assert figures["model"]["shown"]["random"] <= 0.01
