"""A unit's share of a case, and the limits that run on it."""

from django.db import models
from django.db.models import Q

from shiyu.cases.models.case import Case
from shiyu.cases.who import LIVE, AssignmentKind


class Assignment(models.Model):
    """交办: one unit's share of a case. `turn_role` is the role in the unit whose move it is, `due_at` until when."""

    class State(models.TextChoices):
        SENT = "sent"  # 待签收
        SIGNED = "signed"  # 办理中
        DISPUTED = "disputed"  # 申请退单
        SUBMITTED = "submitted"  # 已提交
        RETURNED = "returned"  # 已退单
        WITHDRAWN = "withdrawn"  # 已收回
        CLOSED = "closed"  # 已办结

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey("city.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in AssignmentKind])
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    round = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    handlers = models.JSONField(default=list)  # accounts that signed for it, returned it or submitted it
    return_code = models.CharField(max_length=40, blank=True, default="")
    turn_role = models.CharField(max_length=40, blank=True, default="", db_default="")
    due_at = models.DateTimeField(null=True)
    due_level = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (
            models.Index(fields=("unit", "-case"), name="assignment_of_unit"),
            models.Index(fields=("unit", "state", "-case"), name="assignment_live", condition=Q(state__in=LIVE)),
            models.Index(
                fields=("unit", "turn_role", "due_at", "case"),
                name="assignment_turn",
                condition=~Q(turn_role="") & ~Q(state="sent"),
            ),
            models.Index(
                fields=("unit", "turn_role", "due_at", "case"), name="assignment_to_sign", condition=Q(state="sent")
            ),
            models.Index(
                fields=("unit", "turn_role", "due_at", "case"), name="assignment_near_due", condition=Q(due_level=1)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(kind="lead", state__in=LIVE), name="assignment_one_lead"
            ),
            models.UniqueConstraint(
                fields=("case", "unit"), condition=Q(state__in=LIVE), name="assignment_once_a_unit"
            ),
        )


class Clock(models.Model):
    """时限: a running limit on a case or an assignment, and everything needed to say why it is due then.

    `next_at` is the moment the clock has something to do (warn, be overdue, escalate); `level` is what it has done:
    0 nothing, 1 warned, 2 overdue, 3 and 4 escalated once and twice.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        STOPPED = "stopped"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks", db_index=False)
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="clocks", db_index=False
    )
    rule = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    rolls = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    provisional = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)  # [[from, to], …] ISO moments; the last may lack its end
    extensions = models.JSONField(default=list)  # [amount, …] in the clock's own unit
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("case", "id"), name="clock_of_case"),
            models.Index(fields=("next_at", "id"), name="clock_next", condition=Q(state="running")),
            models.Index(fields=("id",), name="clock_provisional", condition=Q(provisional=True, stopped_at=None)),
            # For figures of a span: which limits ended in it, which are past their moment, which ended too late.
            models.Index(fields=("rule", "stopped_at"), name="clock_ended", condition=Q(stopped_at__isnull=False)),
            models.Index(fields=("rule", "due_at"), name="clock_due", condition=Q(stopped_at=None)),
            models.Index(
                fields=("rule", "stopped_at"), name="clock_missed", condition=Q(stopped_at__gt=models.F("due_at"))
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case", "assignment", "rule"),
                condition=Q(state__in=("running", "paused")),
                nulls_distinct=False,
                name="clock_one_running",
            ),
        )

    @property
    def met(self) -> bool | None:
        """Whether it was stopped before its due moment (the first that is too late); None while it runs."""
        return None if self.stopped_at is None else self.stopped_at < self.due_at
