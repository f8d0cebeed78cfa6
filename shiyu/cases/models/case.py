"""The case, its links to other cases, and its files."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from typing_extensions import override


class Case(models.Model):
    """件: one matter of any system. Changed by `shiyu.cases.door` alone.

    `stage` is derived from the last entry and kept here for lists; `head_hash` and `entry_count` are the tip of the
    history chain. `tally` counts the moves made so far by name. `round` is the number of answers given. `kind` is
    the system's own code for what kind of matter it is; `marks` are the codes by which lists pick cases out.
    `due_at` (with the level of its clock) is when the next running limit ends; the columns `turn_…` say whose move it
    is, where a post has it, and until when: see `shiyu.cases.turns`.
    """

    number = models.CharField(max_length=40, unique=True)
    procedure = models.CharField(max_length=40)
    procedure_version = models.PositiveSmallIntegerField()
    rule_set = models.ForeignKey("city.RuleSet", on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=40)
    is_open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=30, blank=True, default="")
    marks = models.JSONField(default=list)
    title = models.CharField(max_length=200, blank=True, default="")
    channel = models.CharField(max_length=30, blank=True, default="")
    category = models.ForeignKey("city.Category", null=True, on_delete=models.PROTECT, related_name="+")
    limit_class = models.CharField(max_length=30, blank=True, default="")
    division = models.ForeignKey("city.Division", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    place_code = models.CharField(max_length=15, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    external_ref = models.CharField(max_length=100, blank=True, default="")
    tally = models.JSONField(default=dict)
    round = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_level = models.PositiveSmallIntegerField(default=0, db_default=0)
    turn_role = models.CharField(max_length=40, blank=True, default="", db_default="")
    turn_in_place = models.BooleanField(default=False, db_default=False)
    turn_due_at = models.DateTimeField(null=True)
    turn_level = models.PositiveSmallIntegerField(default=0, db_default=0)
    entry_count = models.PositiveIntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=b"")
    search = SearchVectorField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("procedure", "stage", "-id"), name="case_by_stage"),
            models.Index(fields=("procedure", "-id"), name="case_open", condition=Q(is_open=True)),
            models.Index(fields=("procedure", "-id"), name="case_marked", condition=~Q(marks=[])),
            models.Index(fields=("place_code",), opclasses=("text_pattern_ops",), name="case_by_place"),
            GinIndex(fields=("search",), name="case_search"),
            models.Index(fields=("due_at", "id"), name="case_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=("-id",), name="case_warned", condition=Q(is_open=True, due_level=1)),
            models.Index(fields=("turn_role", "turn_due_at", "id"), name="case_turn", condition=~Q(turn_role="")),
            models.Index(fields=("turn_role", "turn_due_at", "id"), name="case_near_due", condition=Q(turn_level=1)),
            models.Index(
                fields=("turn_role", "place_code"),
                opclasses=("varchar_ops", "text_pattern_ops"),
                name="case_turn_in_place",
                condition=Q(turn_in_place=True),
            ),
            # For figures of a span: what was opened in it, what ended in it or later.
            models.Index(fields=("procedure", "opened_at"), name="case_opened"),
            models.Index(fields=("procedure", "closed_at"), name="case_closed", condition=Q(closed_at__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None) | Q(is_open=False, closed_at__isnull=False),
                name="case_closed_has_moment",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number


class Link(models.Model):
    """关联: one case points at another."""

    class Kind(models.TextChoices):
        MERGED_INTO = "merged_into"
        DUPLICATE_OF = "duplicate_of"
        REFERRED_TO = "referred_to"
        GROWN_FROM = "grown_from"

    source = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "target", "kind"), name="link_once"),
            models.UniqueConstraint(fields=("source",), condition=Q(kind="merged_into"), name="link_merged_into_one"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="link_not_itself"),
        )


class Attachment(models.Model):
    """A stored file of a case. `address` is its content address; images have a public copy without position."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="attachments")
    reference = models.UUIDField(unique=True)
    address = models.CharField(max_length=64)
    public_address = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    audience = models.CharField(max_length=40, blank=True, default="")
    seq = models.PositiveIntegerField(null=True)  # of the entry that joined it to the case
    uploaded_by = models.JSONField()
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("uploaded_at",), name="file_unused", condition=Q(case=None)),)
