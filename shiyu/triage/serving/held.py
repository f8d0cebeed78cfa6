"""The active models as one process holds them: read once, exchanged soon after another version is put in use.

The first who asks waits for the look; later looks are made behind the asker's back, at most one in
`SHIYU_MODEL_SECONDS`, so that a request asks the database nothing for it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import structlog
from django.conf import settings

from shiyu.base.behind import Behind
from shiyu.base.words import Words
from shiyu.triage.models import LearnedModel
from shiyu.triage.serving.files import UnusableModel, read_model
from shiyu.triage.serving.versions import RULES, active

if TYPE_CHECKING:
    from shiyu.triage.learning.model import TextModel

log = structlog.get_logger(__name__)
SWITCHED_OFF = Words("模型已停用（SHIYU_MODEL_SECONDS=0）", "models are switched off (SHIYU_MODEL_SECONDS=0)")
NONE_YET = Words("还没有启用过的模型", "no model has been put in use")


@dataclass(frozen=True, slots=True)
class Held:
    """What answers: a version and its model, or the rules (version 0, no model) and why."""

    version: int = RULES
    model: "TextModel | None" = field(default=None, compare=False)  # its checksum says which it is
    why: Words = NONE_YET
    checksum: str = ""


@dataclass
class _Shelf:
    held: Mapping[str, Held] = field(default_factory=dict)
    looked_at: float | None = None


_shelf = _Shelf()
_first_look = Lock()
_behind = Behind("models")


def held(what: str) -> Held:
    """What answers for `what` in this process."""
    seconds: int = settings.SHIYU_MODEL_SECONDS
    if not seconds:
        return Held(why=SWITCHED_OFF)
    if _shelf.looked_at is None:
        with _first_look:
            if _shelf.looked_at is None:
                look_again()
    elif time.monotonic() - _shelf.looked_at > seconds:
        _behind.send("look", look_again, said="models_not_looked_at", failed=_put_off)
    return _shelf.held[what]


def look_again() -> None:
    """Look now which versions are active, and read those that this process does not hold yet."""
    before = _shelf.held
    _shelf.held = {what: _held_now(what, before.get(what)) for what in LearnedModel.What.values}
    _shelf.looked_at = time.monotonic()
    for what, now in _shelf.held.items():
        if now != before.get(what, Held()):
            log.warning("another_model_answers", what=what, version=now.version, why=now.why.en)


def forget() -> None:
    """Hold nothing, as a process that has just begun."""
    _shelf.held, _shelf.looked_at = {}, None


def standing(what: str) -> Held:
    """What a process that looks at this moment would answer by: for pages and commands that say how it stands."""
    return _held_now(what, _shelf.held.get(what))


def _held_now(what: str, before: Held | None) -> Held:
    found = active(what)
    if found is None:
        return Held()
    if before is not None and before.checksum == found.checksum and before.model is not None:
        return before
    try:
        _, model = read_model(found.file, checksum=found.checksum)
    except UnusableModel as problem:
        return Held(why=problem.words)
    return Held(found.version, model, Words("", ""), found.checksum)


def _put_off() -> None:
    """What is held answers on, and who asks in a while has it looked at again."""
    _shelf.looked_at = time.monotonic()
