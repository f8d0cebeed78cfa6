"""What clerks said of pairs of cases, and the weights learnt from it."""

from django.db import models
from django.db.models import F


class LikenessDecision(models.Model):
    """One pair of cases, and whether somebody said it is one matter: once for a pair, whoever says it first.

    Cases stand by their keys, the smaller first; no words are kept, only how the two compared when it was decided.
    """

    first = models.BigIntegerField()
    second = models.BigIntegerField()
    same = models.BooleanField()
    numbers = models.JSONField(default=list)  # by likeness.features.FEATURES; empty where they were not compared
    decided_by = models.BigIntegerField()  # account
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="likeness_once_a_pair"),
            models.CheckConstraint(condition=models.Q(first__lt=F("second")), name="likeness_pair_in_order"),
        )
        indexes = (models.Index(fields=("second", "first"), name="likeness_by_second"),)


class LikenessWeights(models.Model):
    """Weights learnt from decisions; the newest are in force. `measured` says what they were measured on."""

    bias = models.FloatField()
    weights = models.JSONField()
    threshold = models.FloatField()
    measured = models.JSONField(default=dict)
    made_at = models.DateTimeField()
