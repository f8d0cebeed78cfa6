"""What can be done in the background: each kind is entered by the folder that does it, under a name of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder


class Stopped(ShiyuError):
    """The person who asked for it stopped it; what was done so far stays done."""

    code = "task_stopped"
    http_status = 409
    sentence = Words("任务已由本人停止。", "The task was stopped by the person who asked for it.")


class NoLongerHeld(ShiyuError):
    """Work is done with the rights of the post it was asked from, as they are when it is done."""

    code = "post_no_longer_held"
    http_status = 403
    sentence = Words(
        "您已不担任提交任务时的岗位，任务没有执行。",
        "You no longer hold the post you asked from, so the task was not done.",
    )


@dataclass(slots=True, kw_only=True)
class Going:
    """One task under way, as the folder that does it sees it.

    `step` tells how far it is and raises `Stopped` where it was told to stop: call it between parts that may stand
    alone. `result` is written by the folder; `name` and `form` are what it is called when it is fetched.
    """

    actor: PostHolder
    order: Mapping[str, Any]
    given: Path
    result: Path
    step: Callable[[int, int], None]
    name: str = "result"
    form: str = "csv"
    done: int = 0
    refused: int = 0
    said: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of work. It may be begun again from its start after a worker was killed, and must do nothing twice."""

    name: str
    label: Words
    work: Callable[[Going], None]


_KINDS: dict[str, Kind] = {}


def enter_kind(kind: Kind) -> None:
    """Called in the `ready` of a folder's app."""
    _KINDS[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The kind, unless the folder that did it is gone."""
    return _KINDS.get(name)
