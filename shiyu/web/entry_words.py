"""The free words of an entry, and which of them are the answer."""

import json
from typing import Any

from shiyu.cases.effects import DraftReply, GiveReply
from shiyu.cases.procedure import Move


def words_of(entry: Any) -> dict[str, str]:
    """The free words of an entry; none once they are erased."""
    text = getattr(entry, "text", None)
    found: dict[str, str] = json.loads(text.body) if text is not None and text.body is not None else {}
    return found


def answer_name(move: Move | None) -> str:
    """Under which name a move's words hold the answer."""
    for effect in move.effects if move else ():
        if isinstance(effect, DraftReply | GiveReply) and effect.text_from:
            return effect.text_from
    return "answer"
