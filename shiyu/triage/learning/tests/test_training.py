"""What can be learnt from, what cannot, and how honest the probabilities are."""

import subprocess
import sys

import numpy as np
import pytest

from shiyu.triage.learning.measuring import measure, measure_guesses
from shiyu.triage.learning.splitting import parts_of
from shiyu.triage.learning.terms import count, normal, spelled, vocabulary_of
from shiyu.triage.learning.tests.invented import invented
from shiyu.triage.learning.training import Untrainable, train


def test_unseen_texts_of_the_same_kind_are_told_apart() -> None:
    model = train(*invented(240))
    found = measure(model, *invented(120, seed=9))
    assert found.texts == 120
    assert found.macro_f1 > 0.95
    assert found.accuracy_surest >= found.accuracy


def test_the_same_texts_and_seed_give_the_same_model() -> None:
    one, other = (train(*invented(90)).arrays() for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(
    ("texts", "labels", "said"),
    [
        ([], [], "没有一条可用的文本"),
        ([("路灯", "不亮")] * 5, ["城管"] * 5, "只有一个类别“城管”"),
        ([("路灯", "不亮"), ("工资", "没发")], ["城管", "劳动"], "没有一条可用的文本"),
        ([("路灯", "不亮")] * 3 + [("工资", "没发")], ["城管"] * 3 + ["劳动"], "只有一个类别“城管”"),
        ([("", "。")] * 4, ["城管", "城管", "劳动", "劳动"], "没有文字"),
    ],
    ids=["no rows", "one label", "all alone", "one label left", "no letters"],
)
def test_what_cannot_be_learnt_is_said(texts: list[tuple[str, str]], labels: list[str], said: str) -> None:
    with pytest.raises(Untrainable, match=said):
        train(texts, labels)


def test_a_label_with_one_text_is_kept_out_and_named() -> None:
    texts, labels = invented(60)
    heard: list[str] = []
    model = train([*texts, ("公交", "不来")], [*labels, "交通"], tell=heard.append)
    assert "交通" not in model.labels
    assert any("交通" in said for said in heard)


@pytest.mark.parametrize("count", [4, 6, 12, 30])
def test_few_texts_make_a_model_that_is_never_sure_or_honest(count: int) -> None:
    texts, labels = invented(count * 3)
    two = [row for row, label in enumerate(labels) if label != "教育"][:count]
    model = train([texts[row] for row in two], [labels[row] for row in two])
    assert model.labels == ("劳动", "城市管理")
    assert model.guess("拖欠工资", "没有签合同")[0].label == "劳动"
    assert count < 12 or model.guess("垃圾没人清", "占道经营")[0].label == "城市管理"
    assert (model.sure_at > 1) is (count < 20)


def test_labels_drawn_by_lot_make_no_sure_model() -> None:
    texts, labels = invented(300)
    mixed = list(np.random.default_rng(3).permutation(labels))
    model = train(texts, mixed)
    said = [sure for _, sure in model.guess_many(invented(90, seed=5)[0])]
    assert np.mean(said) < 0.6
    assert sum(sure >= model.sure_at for sure in said) < 9


def test_copies_fall_into_one_part() -> None:
    texts, _ = invented(200)
    long = "我家住在河边，每天夜里工厂的机器响到天亮，孩子睡不着，老人也受不了，打过很多次电话，没有人来看。"
    copies = [("", long), ("", f"{long}谢谢！"), ("", long.replace("，", " ").upper()), ("", f"{long}盼复")]
    parts = parts_of([*texts, *copies], parts=50)
    assert len(set(parts[-4:])) == 1
    assert len(set(parts)) > 30
    assert list(parts_of([*copies, *texts], parts=50)) == [*parts[-4:], *parts[:-4]]


def test_the_measures_by_hand() -> None:
    found = measure_guesses([("a", 0.95), ("a", 0.9), ("b", 0.65), ("b", 0.55), ("a", 0.35)], ["a", "a", "b", "a", "b"])
    assert found.accuracy == pytest.approx(3 / 5)
    assert found.accuracy_surest == pytest.approx(3 / 4)
    assert found.labels["a"].f1 == pytest.approx(2 * 2 / (3 + 3))
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 * 1 / 4) / 2)
    assert found.calibration_error == pytest.approx((0.05 + 0.1 + 0.35 + 0.55 + 0.35) / 5)
    assert found.confusion["b", "a"] == 1


def test_answering_brings_no_scikit_learn() -> None:
    code = "import sys; import shiyu.triage.learning.model; print('sklearn' in sys.modules, 'scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_more_texts_than_can_be_held_are_drawn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shiyu.triage.learning.training.MOST", 60)
    heard: list[str] = []
    model = train(*invented(300), tell=heard.append)
    assert heard[0] == "共 300 条，随机取 60 条学习"
    assert model.guess("拖欠工资", "没有签合同")[0].label == "劳动"


def test_texts_counted_in_several_goes_are_counted_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    written = [normal(*text) for text in invented(50)[0]]
    vocabulary = vocabulary_of(written, least=2)
    whole = count(written, vocabulary)
    monkeypatch.setattr("shiyu.triage.learning.terms.AT_ONCE", 7)
    parts = count(written, vocabulary)
    for name in ("text", "term", "times"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
    at = int(np.flatnonzero(whole.text == 3)[0])
    assert whole.times[at] == written[3].count(spelled(int(vocabulary[whole.term[at]])))
