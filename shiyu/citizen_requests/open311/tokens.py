"""Tokens: a number that proves it was given out here. This server answers a POST with the number at once, so a token is
only for clients that keep one; it opens nothing that the number does not open.
"""

import hmac

from shiyu.base.crypto import blind_index
from shiyu.cases.facts import CASE_NUMBER
from shiyu.citizen_requests.open311.errors import NoSuchRequest

_SIGNS = 20


def token_of(number: str) -> str:
    """The token of a request."""
    return f"{number}-{_signature(number)}"


def number_of(token: str) -> str:
    """The number a token stands for. Raises `NoSuchRequest` for a token we did not give out."""
    number, _, signature = token.rpartition("-")
    if not CASE_NUMBER.fullmatch(number) or not hmac.compare_digest(_signature(number), signature):
        raise NoSuchRequest(id=token[:60])
    return number


def _signature(number: str) -> str:
    return blind_index(number, purpose="open311_token").hex()[:_SIGNS]
