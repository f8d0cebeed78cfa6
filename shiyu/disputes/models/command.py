"""What the centre commands by: the way through the layers, the board as last counted, looks in need, training."""

from django.db import models
from django.db.models import Q


class Passage(models.Model):
    """漏斗: a dispute in one layer, from when it came there until it left, and how: settled there or passed on.

    Each layer passes on only what it could not end, so that the funnel is counted and not guessed. A dispute is in one
    layer at most: the moves that write here hold its lock.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="passages")
    layer = models.CharField(max_length=12)
    body_code = models.CharField(max_length=40, blank=True, default="")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("entered_at", "layer"), name="passage_entered"),
            models.Index(fields=("left_at", "layer"), name="passage_left", condition=Q(left_at__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(left_at=None, left_by="") | (Q(left_at__isnull=False) & ~Q(left_by="")),
                name="passage_left_by_some_way",
            ),
        )


class CountedBoard(models.Model):
    """The centre's board as a job counted it last: what is looked at costs the same however much is stored."""

    counted_at = models.DateTimeField()
    content = models.JSONField()


class BreakGlass(models.Model):
    """应急查看: who opened a dispute that was not his to see, why, and until when. Never deleted."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="opened_in_need")
    account = models.BigIntegerField()
    post_code = models.CharField(max_length=40)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("-opened_at",), name="break_glass_newest"),)
        constraints = (models.CheckConstraint(condition=Q(until__gt=models.F("opened_at")), name="break_glass_ends"),)


class Training(models.Model):
    """培训: hours a mediator was trained, noted by the centre."""

    account = models.BigIntegerField()
    on = models.DateField()
    hours = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=100)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "on", "subject"), name="training_once"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=200), name="training_hours"),
        )
