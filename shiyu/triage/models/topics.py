"""Rising topics as they are kept, so that a restart loses nothing: no word of a message, no person's key.

Messages are named by the number their feeder gave them (for requests the id of the case); signs are slots of a hash.
"""

from django.db import models


class TopicStream(models.Model):
    """One feeder's stream: how far it has been read. Its row is the lock under which topics are changed.

    `edition` goes up with every change, so that a process knows whether what it has in memory is of today.
    """

    name = models.CharField(max_length=40, primary_key=True)
    cursor = models.BigIntegerField(default=0)
    edition = models.BigIntegerField(default=0)
    next_key = models.PositiveBigIntegerField(default=1)
    total = models.FloatField(default=0.0)


class Topic(models.Model):
    """热点话题: see `shiyu.triage.topics.message.Topic`, of which this is the kept shape.

    `rank` orders topics by their heat at any moment (`heat.rank`). `alarms` counts the crossings of the threshold;
    `declared` is the number of the case that stands for it as a mass event. One that is no longer `living` was let go
    and only stays until its messages are too old to be read once more.
    """

    stream = models.ForeignKey(TopicStream, on_delete=models.PROTECT, related_name="topics", db_index=False)
    key = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    heat_at = models.DateTimeField()
    peak_at = models.DateTimeField()
    heat = models.FloatField()
    voices = models.FloatField()
    peak = models.FloatField()
    messages = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    named = models.PositiveIntegerField()
    usual = models.FloatField()
    place = models.CharField(max_length=40, blank=True, default="")
    category = models.CharField(max_length=40, blank=True, default="")
    signs = models.JSONField(default=dict)
    best = models.JSONField(default=dict)
    rank = models.FloatField()
    alarmed = models.BooleanField(default=False)
    alarms = models.PositiveIntegerField(default=0)
    alarmed_at = models.DateTimeField(null=True)
    living = models.BooleanField(default=True)
    declared = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stream", "key"), name="topic_key"),)
        indexes = (
            models.Index(fields=("stream", "-rank", "-id"), name="topic_by_heat", condition=models.Q(living=True)),
        )


class TopicMessage(models.Model):
    """That one message went into a topic; its words stay where they are."""

    stream = models.ForeignKey(TopicStream, on_delete=models.PROTECT, related_name="+", db_index=False)
    ref = models.BigIntegerField()
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="of", db_index=False)
    at = models.DateTimeField()
    counts = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stream", "ref"), name="topic_message_once"),)
        indexes = (models.Index(fields=("topic", "-at"), name="topic_message_of"),)


class SignCount(models.Model):
    """How often a sign was said, by its slot, growing with time (`heat.growing`)."""

    stream = models.ForeignKey(TopicStream, on_delete=models.PROTECT, related_name="+", db_index=False)
    slot = models.PositiveIntegerField()
    grown = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stream", "slot"), name="topic_sign_once"),)


class UsualCount(models.Model):
    """How many voices a place brings in a category, growing with time."""

    stream = models.ForeignKey(TopicStream, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    grown = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stream", "place", "category"), name="topic_usual_once"),)
