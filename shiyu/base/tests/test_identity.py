"""Check characters of GB 11643, GB 32100 and ISO/IEC 7812."""

import pytest

from shiyu.base.identity import is_credit_code, is_id_number, passes_luhn

# Invented or printed in the standards; none belongs to a person.
ID_NUMBERS = [
    ("11010519491231002X", True),
    ("11010519491231002x", True),
    ("110105194912310021", False),
    ("110105194913310024", False),  # month 13
    ("01010519491231002X", False),
    ("1101051949123100X2", False),
    ("1101051949123100２X", False),
    ("11010519491231002", False),
    ("11010519491231002X0", False),
    ("", False),
]


@pytest.mark.parametrize(("number", "right"), ID_NUMBERS)
def test_id_number(number: str, right: bool) -> None:
    assert is_id_number(number) is right


def test_one_wrong_digit_or_two_swapped_are_noticed() -> None:
    number = "11010519491231002X"
    for i in range(17):
        wrong = number[:i] + str((int(number[i]) + 1) % 10) + number[i + 1 :]
        assert not is_id_number(wrong)
        swapped = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
        assert swapped == number or not is_id_number(swapped)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("91350100M000100Y43", True),
        ("91350100M000100Y44", False),
        ("91350100M000100y43", False),
        ("9135010OM000100Y43", False),
        ("91350100M000100Y4", False),
        ("", False),
    ],
)
def test_credit_code(code: str, right: bool) -> None:
    assert is_credit_code(code) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [("4111111111111111", True), ("4111111111111112", False), ("79927398713", True), ("", False), ("x", False)],
)
def test_luhn(number: str, right: bool) -> None:
    assert passes_luhn(number) is right
