"""Papers that were issued, and how far each row of numbers has come."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


class Counter(models.Model):
    """发文字号: the last number that a code-word has reached in a year. The row is locked while a number is taken."""

    code_word = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code_word", "year"), name="counter_once"),)


class Paper(models.Model):
    """公文: one paper that was issued; inserted and read, never changed.

    `address` is the SM3 of the file and its place in the archive; `template_sm3` tells which edition of the template it
    was made of. `parties`, `units`, `roles`, `everyone` and `sent_to` (`unit:role`, who need not see the case) say to
    whom it is addressed: `shiyu.documents.gate`.
    """

    reference = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True, default="")
    code_word = models.CharField(max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(null=True)
    unit_code = models.CharField(max_length=40)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry_seq = models.PositiveIntegerField(null=True)  # of the entry whose move issued it
    dated = models.DateField()
    signed_by = models.JSONField()
    signed_at = models.DateTimeField()
    address = models.CharField(max_length=64)
    template_sm3 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    personal = models.BooleanField(default=False)
    parties = ArrayField(models.BigIntegerField(), default=list)
    units = ArrayField(models.CharField(max_length=40), default=list)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    everyone = models.BooleanField(default=False)
    sent_to = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        indexes = (
            models.Index(fields=("case", "-id"), name="paper_of_case"),
            models.Index(fields=("unit_code", "-id"), name="paper_of_unit"),
            GinIndex(fields=("units",), name="paper_to_units"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("code_word", "year", "sequence"), condition=Q(sequence__isnull=False), name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(sequence=None, number="") | (Q(sequence__gt=0) & ~Q(number="") & ~Q(code_word="")),
                name="paper_number_whole",
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="paper_not_its_own_correction"),
        )
