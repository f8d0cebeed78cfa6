"""The text room of a dispute: what was said, to whom it was meant, what was offered and how each side answered."""

from django.db import models
from django.db.models import Q


class RoomMessage(models.Model):
    """留言: one line of the room; the application's database role may insert and read it, nothing else.

    `audience` is `all`, `side:<party role>` (that side and the mediators) or `mediators`. `author` is `actor_record`:
    codes and ids, never a name. `files` are references of attachments kept beside the history. `request_key` is the
    idempotency key of the request, `request_print` the keyed hash of what was asked.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="room_messages", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    author = models.JSONField()
    audience = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    files = models.JSONField(default=list)
    request_key = models.CharField(max_length=160)
    request_print = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="room_message_seq"),
            models.UniqueConstraint(fields=("case", "request_key"), name="room_message_once"),
        )


class RoomText(models.Model):
    """The words of a message; erasing clears `body` and nothing else."""

    message = models.OneToOneField(RoomMessage, on_delete=models.PROTECT, primary_key=True, related_name="text")
    body = models.TextField(null=True)  # noqa: DJ001 -- null is erased, empty is not
    erased_at = models.DateTimeField(null=True)
    erased_why = models.CharField(max_length=200, blank=True, default="")


class RoomAnswer(models.Model):
    """What a side said to an offer, once; `withdrawn` is said by who made it. Empty `side`: the mediators."""

    message = models.ForeignKey(RoomMessage, on_delete=models.PROTECT, related_name="answers", db_index=False)
    side = models.CharField(max_length=30, blank=True, default="")
    answer = models.CharField(max_length=10)
    author = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "side"), name="room_answer_once"),)


class RoomSeen(models.Model):
    """Up to which message somebody has read: an account or a party, by whom he is told anew of what came later."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="room_seen", db_index=False)
    account = models.ForeignKey("city.Account", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "account", "party"), nulls_distinct=False, name="room_seen_once"),
            models.CheckConstraint(
                condition=Q(account=None, party__isnull=False) | Q(account__isnull=False, party=None),
                name="room_seen_by_one",
            ),
        )
