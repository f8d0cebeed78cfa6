"""What a trained model answers, to good texts and bad ones."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiyu.triage.learning.model import TextModel
from shiyu.triage.learning.tests.invented import SAID, invented
from shiyu.triage.learning.training import train


@pytest.fixture(scope="module")
def model() -> TextModel:
    return train(*invented(240))


def test_a_text_gets_its_label_with_the_words_that_spoke_for_it(model: TextModel) -> None:
    guesses = model.guess("路灯不亮", "我们小区的路灯坏了，希望尽快处理")
    assert guesses[0].label == "城市管理"
    assert len(guesses) == 3
    assert guesses[0].probability >= model.sure_at
    assert sum(guess.probability for guess in guesses) == pytest.approx(1, abs=1e-5)
    assert "路灯" in guesses[0].words
    assert all(word in "路灯不亮我们小区的路灯坏了，希望尽快处理" for guess in guesses for word in guess.words)


def test_words_speak_for_the_label_they_are_named_with(model: TextModel) -> None:
    by_label = {guess.label: guess.words for guess in model.guess("拖欠工资", "学校食堂拖欠工资，没有签合同")}
    assert "拖欠工资" in by_label["劳动"]
    assert "拖欠工资" not in by_label["教育"]
    assert "学校食堂" in by_label["教育"]


def test_one_by_one_and_many_at_once_are_the_same(model: TextModel) -> None:
    texts, _ = invented(700, seed=2)  # more than are worked on together
    together = model.guess_many([*texts, ("", "")])
    single = [model.guess(*text, most=1)[0] for text in [*texts, ("", "")]]
    assert [label for label, _ in together] == [guess.label for guess in single]
    assert [sure for _, sure in together] == pytest.approx([guess.probability for guess in single], abs=1e-5)
    assert model.guess_many([]) == []


def test_stored_as_arrays_it_answers_the_same(model: TextModel, tmp_path: Path) -> None:
    arrays: dict[str, Any] = model.arrays()
    np.savez(tmp_path / "model.npz", **arrays)
    with np.load(tmp_path / "model.npz", allow_pickle=False) as stored:
        again = TextModel.of(stored)
    assert again.labels == model.labels
    assert again.sure_at == model.sure_at
    assert again.guess("工伤", "不认定") == model.guess("工伤", "不认定")


@pytest.mark.parametrize("part", ["labels", "vocabulary", "rarity", "weights", "bias", "leaning", "numbers"])
def test_arrays_that_do_not_fit_are_refused(model: TextModel, part: str) -> None:
    arrays = model.arrays()
    with pytest.raises(KeyError):
        TextModel.of({name: array for name, array in arrays.items() if name != part})
    with pytest.raises(ValueError, match=r"\w+"):
        TextModel.of({**arrays, part: arrays[part][:-1]})


def test_arrays_that_hold_no_numbers_are_refused(model: TextModel) -> None:
    arrays = model.arrays()
    with pytest.raises(ValueError, match="weights"):
        TextModel.of({**arrays, "weights": arrays["weights"] * np.nan})
    with pytest.raises(ValueError, match="vocabulary"):
        TextModel.of({**arrays, "vocabulary": arrays["vocabulary"][::-1]})


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t", "。，！", "路", "Σ κόσμε", "the street lamp is out", "الشارع مظلم", "🔥🚒🔥", "\x00\x01\x1b[31m",
        "\ud800", "路\udc00灯", "𠮷野家", "①②③", "ﬀ" * 50, "a" * 100_000, "İ" * 3000,
    ],
    ids=repr,
)  # fmt: skip
def test_any_text_is_answered(model: TextModel, text: str) -> None:
    for pair in ((text, ""), ("", text), (text, text)):
        guesses = model.guess(*pair)
        assert sorted(guess.label for guess in guesses) == sorted(SAID)
        assert all(0 <= guess.probability <= 1 for guess in guesses)


@pytest.mark.parametrize("text", ["", "🔥", "the street lamp is out"])
def test_a_text_that_says_nothing_is_abstained_from(model: TextModel, text: str) -> None:
    best = model.guess(text, text)[0]
    assert best.probability < model.sure_at
    assert best.words == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_is_written_is_answered(model: TextModel, title: str, detail: str) -> None:
    guesses = model.guess(title, detail)
    assert len(guesses) == 3
    assert sum(guess.probability for guess in guesses) == pytest.approx(1, abs=1e-4)
    assert [guess.probability for guess in guesses] == sorted((guess.probability for guess in guesses), reverse=True)
    assert model.guess_many([(title, detail)])[0][1] == pytest.approx(guesses[0].probability, abs=1e-5)


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.characters(codec="utf-16", categories=["Cs", "Co", "Cc", "So", "Lo"]) | st.just("\ud83d"), max_size=200)
)
def test_half_characters_are_answered(model: TextModel, text: str) -> None:
    assert len(model.guess(text, text)) == 3


def test_a_text_of_any_length_costs_the_same(model: TextModel) -> None:
    """Only a bounded beginning is looked at. Processor time, the best of ten: others use this machine too."""
    long = "路灯不亮，拖欠工资，学校食堂。" * 7_000
    took = []
    for _ in range(10):
        began = time.thread_time()
        model.guess(long, long)
        took.append(time.thread_time() - began)
    assert len(long) > 100_000
    assert min(took) <= 0.005
    assert model.guess("路灯不亮", long) == model.guess("路灯不亮", long + "社保没有交" * 9_000)
