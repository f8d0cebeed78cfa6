"""What people said of a pair: one matter or not. The first word counts, and a pair told apart is offered to nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.triage.models import LikenessDecision

DIFFERENT, SAME = Words("不是同一件事", "not the same matter"), Words("是同一件事", "the same matter")


class DecidedOtherwise(ShiyuError):
    """Somebody was quicker and said the opposite of this pair."""

    code: ClassVar[str] = "decided_otherwise"
    http_status: ClassVar[int] = 409
    sentence: ClassVar[Words] = Words(
        "刚才已有人判定这两件{said}，以先判定的为准；确需改变，请用件页的“并单”。",
        "Somebody has just said of these two: {said}. The first word counts; “Merge” on the request’s page changes it.",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision that stands. `is_new` unless the same had been said before."""

    key: int
    same: bool
    is_new: bool


def decide(one: int, other: int, *, same: bool, account_id: int, numbers: Sequence[float] = ()) -> Kept:
    """Keeps what was said of two cases, by their keys. Raises `DecidedOtherwise` where the opposite was said before."""
    if one == other:
        raise ValueError(one)
    first, second = sorted((one, other))
    kept, is_new = LikenessDecision.objects.get_or_create(
        first=first, second=second,
        defaults={"same": same, "numbers": list(numbers), "decided_by": account_id, "decided_at": now()},
    )  # fmt: skip
    if kept.same is not same:
        raise DecidedOtherwise(said=SAME if kept.same else DIFFERENT)
    return Kept(key=kept.pk, same=kept.same, is_new=is_new)


def take_back(keys: Sequence[int]) -> None:
    """Undoes decisions of this very transaction, whose joining was refused."""
    LikenessDecision.objects.filter(pk__in=keys).delete()


def told_apart(key: int) -> set[int]:
    """The cases of which somebody said that they are not the same matter as this one."""
    found = LikenessDecision.objects.filter(Q(first=key) | Q(second=key), same=False).values_list("first", "second")
    return {other for pair in found for other in pair if other != key}


def apart_among(keys: Collection[int]) -> set[tuple[int, int]]:
    """The pairs among these cases that were told apart, the lower key first; at one question."""
    found = LikenessDecision.objects.filter(first__in=keys, second__in=keys, same=False)
    return set(found.values_list("first", "second")) if keys else set()
