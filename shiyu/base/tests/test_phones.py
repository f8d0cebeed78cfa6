"""Telephone numbers: one spelling for one number, and a sentence for what is none."""

import pytest

from shiyu.base.errors import BadInput
from shiyu.base.phones import spelt


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 138 0000 4321", "13800004321"), ("0086-138-0000-4321", "13800004321"), ("１３８00004321", "13800004321"),
        ("0356-1234567", "0356-1234567"), ("0356－1234567 转 801", "0356-1234567转801"),
        ("(0356) 1234567", "03561234567"),
        ("12345", "12345"), ("400-820-1234", "400-820-1234"), ("+44 20 7946 0000", "+442079460000"), ("110", "110"),
    ],
)  # fmt: skip
def test_kept_as(typed: str, kept: str) -> None:
    assert spelt(typed) == kept


@pytest.mark.parametrize("typed", ["19900004321x", "12", "电话没有", "138 0000 abcd", "+", "-", "1" * 30, "转801"])
def test_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        spelt(typed)
    assert "电话" in refused.value.words.zh
