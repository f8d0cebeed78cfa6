"""The chain of a case: each entry's hash covers its content and the hash before it (SM3).

Free words are covered by the salted hash of their text, so erasing the text leaves the chain valid.
"""

import json
from datetime import UTC, datetime
from typing import Any

from shiyu.base.crypto import new_salt, salted_sm3, sm3
from shiyu.cases.models import Case, Entry, EntryText

GENESIS = bytes(32)
"""The hash before the first entry."""


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8; what is no text (half a character) is escaped."""
    spelled = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return spelled.encode(errors="backslashreplace")


def entry_hash(entry: Entry, *, number: str) -> bytes:
    """The hash of an entry, from what is stored and nothing else, so that anybody can recompute it."""
    content = {
        "case": number,
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "move": entry.move,
        "from": entry.from_stage,
        "to": entry.to_stage,
        "facts": entry.facts,
        "audience": entry.audience,
        "version": entry.procedure_version,
        "text": bytes(entry.text_hash).hex() if entry.text_hash is not None else None,
    }
    return sm3(bytes(entry.previous_hash) + canonical(content))


def text_hash(salt: bytes, body: str) -> bytes:
    """The salted hash of an entry's words."""
    return salted_sm3(salt, body.encode())


def begin(case: Case, *, move: str, actor: dict[str, Any], facts: dict[str, Any], audience: str, at: datetime) -> Entry:
    """The next entry of a case, still open: effects may point at it and add coded facts until `finish`."""
    return Entry(
        case=case,
        seq=case.entry_count + 1,
        at=at,
        actor=actor,
        move=move,
        from_stage=case.stage,
        facts=facts,
        audience=audience,
        procedure_version=case.procedure_version,
        previous_hash=bytes(case.head_hash) or GENESIS,
    )


def finish(entry: Entry, *, to_stage: str, texts: dict[str, str]) -> EntryText | None:
    """Closes an entry: hashes it and moves the chain's head on. Answers its text row, if it has words.

    The case counts as changed by every entry, also by the clock's own, so that the next seal covers it.
    """
    case, text = entry.case, None
    entry.to_stage = to_stage
    if texts:
        salt, body = new_salt(), canonical(texts).decode()
        text = EntryText(entry=entry, salt=salt, body=body)
        entry.text_hash = text_hash(salt, body)
    entry.hash = entry_hash(entry, number=case.number)
    case.entry_count, case.head_hash, case.stage, case.changed_at = entry.seq, entry.hash, to_stage, entry.at
    return text
