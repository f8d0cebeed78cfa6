"""Random codes that a person can read out, and numbers that never run out."""

import secrets

# Crockford's alphabet: no I, L, O, U, so a code read over the telephone is heard right.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
QUERY_CODE_LENGTH = 13  # 13 × 5 = 65 random bits, above the 60 the architecture asks for


def new_query_code() -> str:
    """A resident's query code: 13 characters, 65 random bits, printed in groups by `spoken`."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(QUERY_CODE_LENGTH))


def read_query_code(typed: str) -> str:
    """What a person typed, as the code it stands for: case, spaces, dashes and look-alikes do not matter."""
    return typed.strip().upper().translate(_HEARD_AS)


def spoken(code: str) -> str:
    """A code in groups of four for the eye: `ABCD-EFGH-JKMN-P`."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
