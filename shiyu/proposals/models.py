"""Facts special to proposals: the sessions, the register of those who propose, and what figures count of a proposal."""

from django.db import models
from django.db.models import F, Q
from typing_extensions import override


class Session(models.Model):
    """届次: 案号 run within it. It takes proposals from `accepts_from` until the next one does.

    `opened` and `closed` are the days of the plenary (both inclusive); what is submitted before `cut_off` is 会议提案.
    """

    code = models.CharField(max_length=20, unique=True)  # 7-5
    name = models.CharField(max_length=60)  # 七届五次
    name_en = models.CharField(max_length=60)
    accepts_from = models.DateField(unique=True)
    opened = models.DateField()
    closed = models.DateField()
    cut_off = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(accepts_from__lte=F("opened"), opened__lte=F("closed")), name="session_days_in_order"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.code


class Submitter(models.Model):
    """提案者名册: somebody who may propose. `contact` is sealed, `phone_index` a keyed hash; `valid_to` exclusive."""

    number = models.PositiveIntegerField(unique=True)  # 名册编号
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    sector = models.CharField(max_length=40, blank=True)  # 界别
    contact = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    invited_on = models.DateField(null=True)  # the last day on which he invited co-signers, and how many that day
    invited = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("phone_index",), name="submitter_by_phone", condition=Q(phone_index__isnull=False)),
        )


class Proposal(models.Model):
    """提案: what lists and figures need beside the case. Written by the moves alone, in their transaction."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="proposal")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="proposals", db_index=False)
    submitter = models.ForeignKey(Submitter, null=True, on_delete=models.PROTECT, related_name="+")
    submitter_kind = models.CharField(max_length=20)
    serial = models.PositiveIntegerField(null=True)  # 案号, gapless within its session
    time_class = models.CharField(max_length=10, blank=True, default="")
    theme = models.CharField(max_length=20, blank=True, default="")
    channel = models.CharField(max_length=20, blank=True, default="")
    reply_class = models.CharField(max_length=1, blank=True, default="")  # as now; see ClassChange
    proposed_class = models.CharField(max_length=1, blank=True, default="")  # by a supplementary answer, unconfirmed
    may_publish = models.BooleanField(null=True)
    grounds = models.JSONField(default=list)
    forwarded_as = models.CharField(max_length=20, blank=True, default="")
    is_key = models.BooleanField(default=False)
    leading_post = models.CharField(max_length=60, blank=True, default="")
    supervising_post = models.CharField(max_length=60, blank=True, default="")
    weekly_from = models.PositiveSmallIntegerField(null=True)
    weekly_to = models.PositiveSmallIntegerField(null=True)
    responsible = models.JSONField(default=dict)  # unit → {head, deputy, clerk}, posts
    drafted_by = models.BigIntegerField(null=True)  # account
    drafted_class = models.CharField(max_length=1, blank=True, default="")
    drafted_promises = models.JSONField(default=list)  # [{text, due, unit}] until the answer is out
    consultations = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    months_extended = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)
    last_answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("session", "channel", "reply_class"), name="proposal_of_session"),)
        constraints = (
            models.UniqueConstraint(fields=("session", "serial"), name="proposal_serial_once"),
            models.CheckConstraint(
                condition=Q(serial=None, filed_at=None) | Q(serial__gte=1, filed_at__isnull=False),
                name="proposal_filed_with_number",
            ),
        )


class ClassChange(models.Model):
    """类别变更: each class an answer had, first and later; the newest is that of the proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="class_changes")
    before = models.CharField(max_length=1, blank=True)
    after = models.CharField(max_length=1)
    by = models.BigIntegerField()  # account
    at = models.DateTimeField()


class OpinionForm(models.Model):
    """征询意见表: one submitter's or co-signer's form on one answer. Its comment lies in the history, erasable."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="forms")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    attitude = models.CharField(max_length=20)
    result = models.CharField(max_length=20)
    way = models.CharField(max_length=10)
    times = models.PositiveSmallIntegerField(null=True)
    on_paper = models.BooleanField(default=False)  # typed in by the committee's clerk
    given_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("party", "round"), name="opinion_form_once_a_round"),)
