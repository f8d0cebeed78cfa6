"""Facts special to citizen requests: what is left out of a rate by whose decision; official answers and their use; what
was suggested for each request.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class Exclusion(models.Model):
    """剔除: one request left out of one rate. Its words lie in the history; here is what the figures count with.

    Written only by the moves of `procedure_rates`. A refused one stays as a record; a new proposal may follow it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"  # 待复核
        CONFIRMED = "confirmed"  # 已剔除
        REFUSED = "refused"  # 不予剔除

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    rate = models.CharField(max_length=20)
    reason = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.BigIntegerField()  # account
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("state", "-id"), name="exclusion_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "rate"), condition=Q(state__in=("proposed", "confirmed")), name="exclusion_once_a_rate"
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("proposed_by")), name="exclusion_by_two_people"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None) | Q(~Q(state="proposed"), decided_by__isnull=False),
                name="exclusion_decided_by_somebody",
            ),
        )


class Knowledge(models.Model):
    """知识库: one version of the official answer to one question. Its words never change; what becomes of it does.

    `number` is the question's, the same in every version. A version is a draft until a second person approves it; the
    one approved last is current. A withdrawn answer is a version too, and says why. Versions that were in force before
    two persons were asked for have nobody in `decided_by`.
    """

    class State(models.TextChoices):
        DRAFT = "draft"  # 待审核
        SET_ASIDE = "set_aside"  # 未采用: not approved, or replaced by another draft
        IN_FORCE = "in_force"  # 有效
        WITHDRAWN = "withdrawn"  # 已撤下

    number = models.BigIntegerField()
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    question = models.CharField(max_length=200)
    answer = models.TextField()
    unit_code = models.CharField(max_length=60)
    category_code = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=140, unique=True)  # account and form: sent twice, it is one version
    written_by = models.BigIntegerField()  # account
    written_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)  # account
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=200, blank=True)  # why it was set aside
    search = SearchVectorField(null=True)

    class Meta:
        indexes = (GinIndex(fields=("search",), name="knowledge_search", condition=Q(is_current=True)),)
        constraints = (
            models.UniqueConstraint(fields=("number", "version"), name="knowledge_version_once"),
            models.UniqueConstraint(
                fields=("number",), condition=Q(is_current=True), name="knowledge_one_current_version"
            ),
            models.UniqueConstraint(fields=("number",), condition=Q(state="draft"), name="knowledge_one_draft"),
            models.CheckConstraint(condition=~Q(decided_by=models.F("written_by")), name="knowledge_by_two_people"),
            models.CheckConstraint(
                condition=Q(state="draft", decided_at=None) | (~Q(state="draft") & Q(decided_at__isnull=False)),
                name="knowledge_draft_is_undecided",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state__in=("in_force", "withdrawn")),
                name="knowledge_draft_is_not_current",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="knowledge_ends_after_it_begins",
            ),
        )


class Routing(models.Model):
    """研判: what was suggested for one request when it was routed last: its unit and its category, for the figures.

    Codes, percentages and the version of the model (0: the rules); who took it stands in the case itself. A suggestion
    that was not sure stands here too, `…_sure` false: the likeliest of those offered, or empty.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="routing")
    at = models.DateTimeField()
    unit = models.CharField(max_length=40, blank=True)
    unit_sure = models.BooleanField()
    unit_confidence = models.PositiveSmallIntegerField()
    unit_model = models.PositiveIntegerField()
    category = models.CharField(max_length=20, blank=True)
    category_sure = models.BooleanField()
    category_confidence = models.PositiveSmallIntegerField()
    category_model = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("at",), name="routing_of_span"),)


class KnowledgeUse(models.Model):
    """采用: one answer given to a caller from an edition of the knowledge base. Written by the move that gives it."""

    number = models.BigIntegerField()
    version = models.PositiveIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    used_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("number", "version"), name="knowledge_use_of"),)


class KnowledgeConfirmation(models.Model):
    """仍然有效: somebody who answers for an approved version looked at it again and said that it still holds."""

    number = models.BigIntegerField()
    version = models.PositiveIntegerField()
    key = models.CharField(max_length=140, unique=True)  # account and form: sent twice, it is said once
    confirmed_by = models.BigIntegerField()  # account
    confirmed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("number", "version", "-confirmed_at"), name="knowledge_confirmed"),)
