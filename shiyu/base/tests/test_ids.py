"""Codes a person can read out over the telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiyu.base import ids


def test_a_query_code_has_65_random_bits() -> None:
    codes = {ids.new_query_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {13}
    assert set("".join(codes)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD-EFGH-JKMN-P", "ABCDEFGHJKMNP"),
        (" abcd efgh jkmn p ", "ABCDEFGHJKMNP"),
        ("OIL0", "0110"),
        ("", ""),
    ],
)
def test_what_was_heard_is_what_was_said(typed: str, code: str) -> None:
    assert ids.read_query_code(typed) == code


@given(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=13, max_size=13))
def test_a_spoken_code_is_read_back(code: str) -> None:
    assert ids.read_query_code(ids.spoken(code)) == code
    assert ids.read_query_code(ids.spoken(code).lower()) == code


def test_spoken_in_groups() -> None:
    assert ids.spoken("ABCDEFGHJKMNP") == "ABCD-EFGH-JKMN-P"
