"""How a fact is said that no need of a move describes: a system tells it once, for every page and answer."""

from collections.abc import Callable
from typing import Any

from shiyu.base.words import Words

_SAID: dict[str, tuple[Words, Callable[[Any], Words]]] = {}


def say_fact(name: str, *, label: Words, words: Callable[[Any], Words]) -> None:
    """Registers what the fact `name` is called and how its value reads; called in a system's `ready`."""
    _SAID[name] = (label, words)


def said(name: str, value: Any) -> tuple[Words, Words | None]:
    """The label of a fact and its value in words; the bare name where nobody told."""
    if name not in _SAID:
        return Words(name, name), None
    label, words = _SAID[name]
    return label, words(value)
