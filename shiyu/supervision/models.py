"""Facts special to supervision orders: what was ordered beyond units and limits, and the set dates."""

from django.db import models
from django.db.models import Q


class Order(models.Model):
    """督查事项 of one case. Written only by the moves of the procedure; the words lie in the history.

    `leader_post` is the code of the responsible leader's post (包联); `proposed_by` the account that asked for
    approval, which never approves or clears it; `in_time` and `late` count the reports made.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="supervision_order")
    source = models.CharField(max_length=20)
    complexity = models.CharField(max_length=10, default="ordinary")
    planned_lead = models.CharField(max_length=40, blank=True, default="")
    planned_joint = models.JSONField(default=list)  # codes of units
    leader_post = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True)
    weekly_from = models.DateField(null=True)
    weekly_until = models.DateField(null=True)
    proposed_by = models.BigIntegerField(null=True)  # account
    ordered_at = models.DateTimeField(null=True)
    grade = models.CharField(max_length=10, blank=True, default="")
    in_time = models.PositiveSmallIntegerField(default=0)
    late = models.PositiveSmallIntegerField(default=0)
    urged = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("source", "-case"), name="order_by_source"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(weekly_from=None, weekly_until=None) | Q(weekly_from__lte=models.F("weekly_until")),
                name="order_weekly_span_whole",
            ),
        )


class Node(models.Model):
    """时间节点: one set date of an order. A plan that takes the place of an earlier one drops what was not reported."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="supervision_nodes")
    seq = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=40)
    due_on = models.DateField()
    set_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="node_once"),
            models.CheckConstraint(condition=Q(reported_at=None) | Q(dropped_at=None), name="node_reported_or_dropped"),
        )
