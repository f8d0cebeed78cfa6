"""What happened: entries that are never changed, their erasable texts, and the daily seals over them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform

from shiyu.cases.models.case import Case


class Entry(models.Model):
    """办理记录: one line of a case's history; the application's database role may insert and read it, nothing else.

    `facts` holds codes, dates and numbers only. `request_key` is the idempotency key of the request that made it,
    `request_print` the hash of what was asked, so that a key used twice for different things is told.
    `audience` is empty (everyone who sees the case), `staff`, or `side:<party role>`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.JSONField()
    move = models.CharField(max_length=40)
    from_stage = models.CharField(max_length=40, blank=True, default="")
    to_stage = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    audience = models.CharField(max_length=40, blank=True, default="")
    procedure_version = models.PositiveSmallIntegerField()
    text_hash = models.BinaryField(max_length=32, null=True)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    request_key = models.CharField(max_length=160, null=True)  # noqa: DJ001 -- unique where there is one
    request_print = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = (
            # What a post has done, newest first.
            models.Index(
                KeyTransform("post", "actor"), F("id").desc(), name="entry_by_post", condition=Q(actor__has_key="post")
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="entry_seq"),
            models.UniqueConstraint(
                fields=("request_key",), condition=Q(request_key__isnull=False), name="entry_request_once"
            ),
        )


class EntryText(models.Model):
    """The words of an entry, as JSON of its text facts; erasing clears `body` and `salt` and nothing else."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="text")
    salt = models.BinaryField(max_length=16, null=True)
    body = models.TextField(null=True)  # noqa: DJ001 -- null is erased, empty is not
    erased_at = models.DateTimeField(null=True)
    erased_why = models.CharField(max_length=200, blank=True, default="")


class Seal(models.Model):
    """A signed day: Ed25519 over the hash of the heads sealed that day and of the seal before it."""

    day = models.DateField()
    made_at = models.DateTimeField()
    heads = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    previous_digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    public_key = models.BinaryField(max_length=32)


class SealedHead(models.Model):
    """Where one case's chain stood when sealed. No foreign key: it must outlive a case that vanishes."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed")
    case_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    entry_count = models.PositiveIntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = (models.Index(fields=("case_id", "-seal"), name="sealed_by_case"),)
