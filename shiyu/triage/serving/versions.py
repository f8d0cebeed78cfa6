"""Which version answers. A change names the version it was decided on, is made under a lock, and its reason is kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection, transaction
from django.db.models import Max

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, actor_record
from shiyu.triage.models import LearnedModel, ModelChange
from shiyu.triage.serving.files import Written, read_model

if TYPE_CHECKING:
    from django.db.models import QuerySet

RULES = 0
"""The version that stands for the rules of the city pack."""
_LOCK = {"category": 140500_71, "unit": 140500_72}
Why = ModelChange.Why


class ChangedMeanwhile(ShiyuError):
    """Somebody else changed the active version since it was looked at."""

    code: ClassVar[str] = "model_changed_meanwhile"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "正在使用的已是{now}，与您看到的不同，没有改动；请刷新后再决定。",
        "{now} is in use by now, other than you saw; nothing was changed. Look again before you decide.",
    )


class NothingBefore(ShiyuError):
    """The rules answer: there is nothing to go back to."""

    code: ClassVar[str] = "no_model_before"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "现在用的就是规则，没有更早的版本可退。", "The rules are in use; there is no version to go back to."
    )


def said_version(version: int) -> Words:
    """A version as people call it."""
    return Words(f"第{version}版", f"version {version}") if version else Words("规则", "the rules")


def versions(what: str) -> "QuerySet[LearnedModel]":
    """Every version, the newest first."""
    return LearnedModel.objects.filter(what=what).order_by("-version")


def changes(what: str) -> "QuerySet[ModelChange]":
    """What was put in use and why, the newest first."""
    return ModelChange.objects.filter(what=what).order_by("-pk")


def active(what: str) -> LearnedModel | None:
    """The version that answers; None for the rules."""
    return LearnedModel.objects.filter(what=what, is_active=True).first()


def enter_version(
    what: str,
    written: Written,
    *,
    head: Mapping[str, Any],
    metrics: Mapping[str, Any],
    wins_over: int | None,
    by: Actor,
) -> LearnedModel:
    """A trained model with its number; it answers from now on where it won over the version that still answers."""
    with _alone(what):
        newest = versions(what).aggregate(newest=Max("version"))["newest"] or 0
        model = LearnedModel.objects.create(
            what=what, version=newest + 1, file=written.name, checksum=written.checksum, size=written.size,
            data_hash=head["data_hash"], examples=head["examples"], labels=head["labels"], metrics=dict(metrics),
            made_at=now(),
        )  # fmt: skip
        if wins_over is not None and wins_over == _active_version(what):
            _put_in_use(what, model.version, why=Why.WON, reason="", by=by)
            model.refresh_from_db()
    return model


def use(what: str, version: int, *, expects: int, reason: str, by: Actor) -> None:
    """Another version answers; 0 is the rules. Raises `NoSuchThing`, `UnusableModel` and `ChangedMeanwhile`."""
    _check_usable(what, version)
    with _alone(what):
        _refuse_stale(what, expects)
        if version != expects:
            _put_in_use(what, version, why=Why.CHOSEN, reason=reason, by=by)


def roll_back(what: str, *, expects: int, reason: str, by: Actor) -> int:
    """The newest older version that once answered answers again, else the rules; its number.

    Of two who roll back at once the second is told (`ChangedMeanwhile`). A damaged version is passed over.
    """
    with _alone(what):
        _refuse_stale(what, expects)
        if expects == RULES:
            raise NothingBefore
        once = (
            changes(what).filter(after__gt=RULES, after__lt=expects).order_by("-after").values_list("after", flat=True)
        )
        target = next((version for version in once.distinct() if _is_usable(what, version)), RULES)
        _put_in_use(what, target, why=Why.ROLLED_BACK, reason=reason, by=by)
    return target


def _put_in_use(what: str, version: int, *, why: Why, reason: str, by: Actor) -> None:
    before = _active_version(what)
    LearnedModel.objects.filter(what=what, is_active=True).update(is_active=False)
    LearnedModel.objects.filter(what=what, version=version).update(is_active=True)
    ModelChange.objects.create(
        what=what, before=before, after=version, why=why, reason=reason[:200], by=actor_record(by), at=now()
    )


def _active_version(what: str) -> int:
    found = active(what)
    return found.version if found is not None else RULES


def _refuse_stale(what: str, expects: int) -> None:
    if (found := _active_version(what)) != expects:
        raise ChangedMeanwhile(now=said_version(found))


def _check_usable(what: str, version: int) -> None:
    if version == RULES:
        return
    model = versions(what).filter(version=version).first()
    if model is None:
        raise NoSuchThing(what=said_version(version))
    read_model(model.file, checksum=model.checksum)


def _is_usable(what: str, version: int) -> bool:
    try:
        _check_usable(what, version)
    except ShiyuError:
        return False
    return True


@contextmanager
def _alone(what: str) -> Iterator[None]:
    """One transaction, one at a time for each `what`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK[what]])
        yield
