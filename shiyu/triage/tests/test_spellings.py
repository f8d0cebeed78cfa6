"""Dialect words are put into everyday ones, and what was found is still found where it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiyu.triage.city_words import in_everyday_words
from shiyu.triage.classifying import classifier
from shiyu.triage.seam import Matter
from shiyu.triage.spellings import spellings_of

WORDS = spellings_of(
    [{"said": "后晌", "meant": "下午"}, {"said": "大后晌", "meant": "傍晚前"}, {"said": "茅房", "meant": "厕所"}]
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("昨天后晌停电", "昨天下午停电"),
        ("大后晌来", "傍晚前来"),
        ("公共茅房脏", "公共厕所脏"),
        ("没有方言", "没有方言"),
        ("", ""),
    ],
)
def test_the_longest_word_is_read(written: str, read: str) -> None:
    assert WORDS.read(written).text == read


@given(st.text(alphabet="后晌大茅房水", max_size=30))
def test_positions_lead_back(written: str) -> None:
    meant = WORDS.read(written)
    assert len(meant.origins) == len(meant.text) + 1
    assert meant.written(0, len(meant.text)) == (0, len(written))
    assert list(meant.origins) == sorted(meant.origins)


@pytest.mark.django_db
def test_the_pack_of_the_city_is_read_when_a_matter_is_classified() -> None:
    assert in_everyday_words("村里茅房") == "村里厕所"
    said, meant = (classifier().classify(Matter(title=f"公共{word}没人打扫")) for word in ("茅房", "厕所"))
    assert said == meant
