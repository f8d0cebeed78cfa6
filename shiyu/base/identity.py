"""Numbers of persons and organisations, and whether they can be right by their check character."""

from datetime import date

# GB 11643-1999: weights of the first 17 digits; the remainder picks the check character.
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_CHECKS = "10X98765432"
_PERSON_LENGTH = 18

# GB 32100-2015: the alphabet leaves out I, O, S, V, Z; weights are the powers of 3 modulo 31.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_CREDIT_LENGTH = 18


def _is_ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits[:2] in ("18", "19", "20")


def is_id_number(text: str) -> bool:
    """Whether `text` can be a citizen's number 公民身份号码 (GB 11643): its form, its birthday, its check."""
    if len(text) != _PERSON_LENGTH or not _is_ascii_digits(text[:-1]) or text[0] == "0" or not _is_date(text[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_PERSON_WEIGHTS, text[:-1], strict=True))
    return text[-1].upper() == _PERSON_CHECKS[total % 11]


def is_credit_code(text: str) -> bool:
    """Whether `text` can be an organisation's 统一社会信用代码 (GB 32100): its form and its check."""
    values = [_CREDIT_ALPHABET.find(character) for character in text]
    if len(text) != _CREDIT_LENGTH or min(values) < 0 or not _is_ascii_digits(text[2:8]):
        return False
    total = sum(weight * value for weight, value in zip(_CREDIT_WEIGHTS, values[:-1], strict=True))
    return values[-1] == -total % 31


def passes_luhn(digits: str) -> bool:
    """Whether the last of `digits` is the Luhn check digit (ISO/IEC 7812), as on every bank card."""
    if not _is_ascii_digits(digits):
        return False
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
