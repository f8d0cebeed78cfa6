"""代理: a colleague acts for the holder of a post while he is away."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from shiyu.base import clock
from shiyu.city.models.dated import Dated
from shiyu.city.models.people import Account
from shiyu.city.models.units import Post

STANDING = Q(ended_at=None)
"""Ended before its time it counts no more, whatever its days say."""


def _once(name: str, key: str) -> ExclusionConstraint:
    pairs: list[tuple[Any, str]] = [
        ("post", RangeOperators.EQUAL),
        (key, RangeOperators.EQUAL),
        ("validity", RangeOperators.OVERLAPS),
    ]
    return ExclusionConstraint(name=f"city_delegation_{name}", expressions=pairs, condition=STANDING)


class Delegation(Dated):
    """`delegate` acts from the post of `absent` on the days of `validity`, unless it was ended (`ended_at`) before."""

    key_fields: ClassVar[tuple[str, ...]] = ("post", "absent")

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    absent = models.ForeignKey(Account, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Account, models.PROTECT, related_name="delegations_taken")
    note = models.CharField("说明", max_length=200, blank=True)
    named_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField(default=clock.now)
    ended_by = models.ForeignKey(Account, models.PROTECT, related_name="+", null=True, db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            _once("one_delegate", "absent"),
            _once("one_absent", "delegate"),
            models.CheckConstraint(name="city_delegation_to_another", condition=~Q(absent=F("delegate"))),
            models.CheckConstraint(
                name="city_delegation_has_days",
                condition=Q(
                    validity__isempty=False, validity__startswith__isnull=False, validity__endswith__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="city_delegation_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.delegate} {self.post} {self.absent}"
