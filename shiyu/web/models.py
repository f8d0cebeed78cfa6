"""The tables of the doors themselves: what is forgotten soon, and what an account has set for its own pages."""

import uuid

from django.db import models


class Tries(models.Model):
    """Wrong guesses of one address since `began`; the address is kept as a keyed hash only."""

    kind = models.CharField(max_length=20)
    address = models.BinaryField(max_length=32)
    count = models.PositiveIntegerField()
    began = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("began",), name="tries_began"),)
        constraints = (models.UniqueConstraint(fields=("kind", "address"), name="tries_once"),)


class Kept(models.Model):
    """What somebody typed into a form whose login had ended: sealed, for his browser alone, for a short while."""

    key = models.BinaryField(max_length=32, unique=True)
    browser = models.BinaryField(max_length=32)
    account_id = models.BigIntegerField(null=True)
    sealed = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("until",), name="kept_until"),)


class Draft(models.Model):
    """What an officer is writing into a form: sealed, his alone, until it is sent, thrown away or too old.

    `place` names the form, `key` is a keyed hash of the form's request key. Once the form was sent, `sealed` is empty:
    a saving that was still on its way finds that and keeps nothing.
    """

    account_id = models.BigIntegerField()
    key = models.BinaryField(max_length=32)
    place = models.CharField(max_length=120)
    sealed = models.BinaryField()
    typed_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("until",), name="draft_until"),)
        constraints = (models.UniqueConstraint(fields=("account_id", "key"), name="draft_once_a_form"),)


class Spent(models.Model):
    """A one-time code that was used: a keyed hash, until the code is worth nothing anyway."""

    key = models.BinaryField(max_length=32, unique=True)
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("until",), name="spent_until"),)


class PhoneCode(models.Model):
    """A code asked for by a telephone number; kept the same way whether anybody is known by that number or not."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        NOBODY = "nobody"
        FAILED = "failed"
        USED = "used"

    phone = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)

    class Meta:
        indexes = (
            models.Index(fields=("phone", "-asked_at"), name="phonecode_lately"),
            models.Index(fields=("asked_at",), name="phonecode_asked"),
        )


class ReadUpTo(models.Model):
    """The newest message an account has read at a post: whatever is newer is unread."""

    account_id = models.BigIntegerField()
    post_code = models.CharField(max_length=60)
    notice_id = models.BigIntegerField(default=0)
    read_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account_id", "post_code"), name="read_once_a_post"),)


class Task(models.Model):
    """Work too long for one request: asked for by one account at one post, and seen by it alone until `until`.

    `sealed` is what was asked, since it may hold words that somebody typed; `said` are sentences about how it ended.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    account_id = models.BigIntegerField()
    post_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    title = models.JSONField()
    sealed = models.BinaryField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    did = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    said = models.JSONField(default=list)
    result_name = models.CharField(max_length=80, default="")
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    until = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("account_id", "-asked_at"), name="task_own"),
            models.Index(fields=("until",), name="task_until"),
        )
        constraints = (models.UniqueConstraint(fields=("account_id", "key"), name="task_once"),)


class SavedView(models.Model):
    """视图: filters, columns and order of a list under a name; `unit_code` where it is shared with that unit."""

    account_id = models.BigIntegerField()
    list = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=2000, blank=True, default="")
    unit_code = models.CharField(max_length=60, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("unit_code", "list"), name="view_of_unit", condition=~models.Q(unit_code="")),)
        constraints = (models.UniqueConstraint(fields=("account_id", "list", "name"), name="view_named_once"),)


class HintsSeen(models.Model):
    """The hints of a page that an account has put away: they are shown once."""

    account_id = models.BigIntegerField()
    page = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account_id", "page"), name="hints_seen_once"),)


class HandOver(models.Model):
    """交接: which open cases went from one holder of a post to another; `seen_at`: the taker has looked.

    `key` is that of the request that asked for it, `asked` a keyed hash of what it asked for.
    """

    post_code = models.CharField(max_length=60)
    giver = models.BigIntegerField()
    taker = models.BigIntegerField()
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    numbers = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True, default="")
    seen_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, blank=True, default="", db_default="")
    asked = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = (
            models.Index(fields=("taker", "-id"), name="handover_taken"),
            models.Index(fields=("post_code", "-id"), name="handover_of_post"),
        )
        constraints = (
            models.UniqueConstraint(fields=("made_by", "key"), condition=~models.Q(key=""), name="handover_once"),
        )


class OwnPhrase(models.Model):
    """A common phrase somebody keeps for himself, or a unit for its people (`unit_code`), in order.

    `key` is that of the request that added it, until somebody changes it.
    """

    account_id = models.BigIntegerField(null=True)
    unit_code = models.CharField(max_length=40, blank=True, default="")
    scene = models.CharField(max_length=40, blank=True, default="")
    text = models.CharField(max_length=500)
    place = models.PositiveSmallIntegerField(default=0)
    made_by = models.BigIntegerField()
    changed_at = models.DateTimeField()
    key = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=("account_id", "place", "id"), name="phrase_own"),
            models.Index(fields=("unit_code", "place", "id"), name="phrase_of_unit", condition=~models.Q(unit_code="")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(account_id=None) ^ models.Q(unit_code=""), name="phrase_of_one_or_of_a_unit"
            ),
            models.UniqueConstraint(fields=("made_by", "key"), condition=~models.Q(key=""), name="phrase_once"),
        )


class Reminder(models.Model):
    """提醒: somebody wants to be reminded of a case on a day; gone when it is done, or when the case has ended."""

    account_id = models.BigIntegerField()
    post_code = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    ended = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("account_id", "post_code", "on", "id"), name="reminder_mine", condition=models.Q(done_at=None)
            ),
            models.Index(fields=("case_id",), name="reminder_of_case", condition=models.Q(done_at=None)),
        )
