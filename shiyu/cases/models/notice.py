"""What somebody is to be told, and who looked at what."""

from django.db import models
from django.db.models import Q

from shiyu.cases.models.case import Case
from shiyu.cases.models.history import Entry
from shiyu.cases.models.party import Party


class Notice(models.Model):
    """通知: written with the move, sent afterwards; it holds no words, only what to say and to whom."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"  # given up after the last try; can be sent again by hand

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notices", db_index=False)
    template = models.CharField(max_length=60)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    unit_code = models.CharField(max_length=40, blank=True, default="")
    role = models.CharField(max_length=40, blank=True, default="")
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=200, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("next_at", "id"), name="notice_waiting", condition=Q(state="waiting")),
            models.Index(fields=("-id",), name="notice_failed", condition=Q(state="failed")),
            models.Index(fields=("unit_code", "role", "-id"), name="notice_of_staff", condition=Q(party=None)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "template", "party", "unit_code", "role"),
                nulls_distinct=False,
                name="notice_once",
            ),
        )


class Access(models.Model):
    """One view of a case or of a person's data, with its purpose. Partitioned by month; never changed."""

    at = models.DateTimeField()
    case_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=20)  # case, contact, file, export, search
    purpose = models.CharField(max_length=30)
    actor = models.JSONField()
    detail = models.JSONField(default=dict)
    id = models.BigAutoField(primary_key=True)

    class Meta:
        managed = False
        db_table = "cases_access"
