"""协议: what was agreed, signed and is to be performed. Its words stand in the erasable text of the case, not here."""

import uuid

from django.db import models
from django.db.models import Q


class Agreement(models.Model):
    """调解协议的一稿: the draft of a round or, once `effective_at` is set, the agreement in force.

    Its words are those of the entry `seq` of the case (人民调解法 29: facts, content, manner, time limit); `sm3` is the
    hash of the whole text that was laid before the parties, names among them. `confirmable` says whether a
    court may confirm it at all. A draft that was taken back keeps its row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="agreements")
    round = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    sm3 = models.CharField(max_length=64)
    oral = models.BooleanField(default=False)
    time_limit = models.DateField()
    confirmable = models.CharField(max_length=12)
    drafted_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "version"), name="agreement_version_once"),
            models.CheckConstraint(
                condition=Q(effective_at=None) | Q(withdrawn_at=None), name="agreement_in_force_is_not_withdrawn"
            ),
        )


class PerformanceItem(models.Model):
    """履行事项: the line `nth` of an agreement: by which side (empty: all), how much in fen, until when, done when.

    What is to be done are words and stand with those of the agreement. `done_seq` is the entry that says it was done,
    with its proofs; `reminded_on` the last day on which the clock reminded of it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="items")
    nth = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, blank=True, default="")
    amount = models.BigIntegerField(null=True)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_seq = models.PositiveIntegerField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("due",), name="item_open_by_due", condition=Q(done_at=None)),)
        constraints = (
            models.UniqueConstraint(fields=("agreement", "nth"), name="item_once"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="item_amount_positive"),
        )


class Signature(models.Model):
    """签署: by whom, how, when, and the hash of the text that he signed. `stands_for` is the party he signed for."""

    CODE, WET = "code", "wet"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="+")
    stands_for = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=4)
    at = models.DateTimeField()
    sm3 = models.CharField(max_length=64)
    file = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "party"), name="signature_once"),
            models.CheckConstraint(
                condition=Q(way="code", file=None) | Q(way="wet", file__isnull=False), name="wet_signature_has_its_file"
            ),
        )


class SigningLink(models.Model):
    """签署链接: one for a party and a draft, good once. Of its token only the hash is kept, once it was sent.

    `code` is the row of the one-time code sent to the party's telephone last; `confirmed_at` when it was typed.
    """

    WAITING, SENT, FAILED = "waiting", "sent", "failed"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="links")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="+")
    token = models.BinaryField(max_length=32, null=True, unique=True)
    state = models.CharField(max_length=8, default=WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    code = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("next_at",), name="link_to_send", condition=Q(state="waiting")),)
