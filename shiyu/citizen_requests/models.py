"""Facts special to citizen requests: what is left out of which rate by whose decision; official answers."""

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
    """知识库: one version of the official answer to one question; the newest is current, none is ever changed.

    `number` is the question's, the same in every version. A withdrawn answer is a version too, and says why.
    """

    class State(models.TextChoices):
        IN_FORCE = "in_force"  # 有效
        WITHDRAWN = "withdrawn"  # 已撤下

    number = models.BigIntegerField()
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_FORCE)
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
    search = SearchVectorField(null=True)

    class Meta:
        indexes = (GinIndex(fields=("search",), name="knowledge_search", condition=Q(is_current=True)),)
        constraints = (
            models.UniqueConstraint(fields=("number", "version"), name="knowledge_version_once"),
            models.UniqueConstraint(
                fields=("number",), condition=Q(is_current=True), name="knowledge_one_current_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="knowledge_ends_after_it_begins",
            ),
        )
