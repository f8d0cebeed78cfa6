"""Facts special to disputes. What was said and who is meant stand in the case and its sealed parties, not here."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from shiyu.disputes.vocabulary import PERSON


class Dispute(models.Model):
    """纠纷 of one case. Written only by the moves of the procedure.

    `amount` is in yuan; `track` decides the limit of mediation; `body_code` is the body it was sent to, `advised` the
    one the rules advised; `mediator` the account named; `longer` the amount of more time being asked for, in the unit
    of the limit; `layer` and `entered_layer_at` say where in the funnel (漏斗) it is.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="dispute")
    source = models.CharField(max_length=20)
    amount = models.BigIntegerField(null=True)
    willing = models.CharField(max_length=12, blank=True, default="")
    track = models.CharField(max_length=12, blank=True, default="")
    layer = models.CharField(max_length=12, blank=True, default="")
    entered_layer_at = models.DateTimeField(null=True)
    body_code = models.CharField(max_length=40, blank=True, default="")
    advised = models.CharField(max_length=40, blank=True, default="")
    mediator = models.BigIntegerField(null=True)  # account
    dangers = models.JSONField(default=list)
    longer = models.PositiveSmallIntegerField(null=True)
    in_force_on = models.DateField(null=True)
    perform_by = models.DateField(null=True)
    oral = models.BooleanField(default=False)
    ruling = models.CharField(max_length=12, blank=True, default="")
    way = models.CharField(max_length=24, blank=True, default="")
    handed_to = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("body_code", "-case"), name="dispute_by_body"),
            models.Index(fields=("mediator", "-case"), name="dispute_by_mediator", condition=Q(mediator__isnull=False)),
            models.Index(fields=("source", "-case"), name="dispute_by_source"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(in_force_on=None) | Q(perform_by__isnull=False), name="dispute_in_force_has_time_limit"
            ),
        )


class DisputeParty(models.Model):
    """What a party of a dispute is beyond its side: itself, or guardian, agent or representative of another.

    Those who stand for somebody are of the same side and speak for him (`stands_for`). `wish` is the account of the
    mediator he would choose; the other fields say what he agreed to since it was last asked.
    """

    party = models.OneToOneField("cases.Party", on_delete=models.PROTECT, related_name="in_dispute")
    kind = models.CharField(max_length=12, default=PERSON)
    capacity = models.CharField(max_length=16, default="self")
    stands_for = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="stood_for_by")
    minor = models.BooleanField(default=False)
    wish = models.BigIntegerField(null=True)  # account
    rights_told_at = models.DateTimeField(null=True)
    rights_told_by = models.CharField(max_length=8, blank=True, default="")
    longer = models.BooleanField(default=False)
    expert = models.BooleanField(default=False)
    asked_court_at = models.DateTimeField(null=True)
    performance = models.CharField(max_length=8, blank=True, default="")
    satisfaction = models.CharField(max_length=14, blank=True, default="")
    hidden_danger = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(capacity="self", stands_for=None) | (~Q(capacity="self") & Q(stands_for__isnull=False)),
                name="dispute_party_stands_for_somebody",
            ),
        )


def _held() -> Func:
    return Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


class Session(models.Model):
    """调解安排: a session that was convened; where and with what words stands in the entry `seq` of the history.

    `room` is the code of a room of the centre, held from `starts_at` to `ends_at`, empty for a session elsewhere;
    `freed_at`: it was called off, or was over early, and holds nothing any more.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sessions")
    seq = models.PositiveIntegerField()
    on = models.DateField()
    unit_code = models.CharField(max_length=40)
    convened_at = models.DateTimeField()
    room = models.CharField(max_length=40, blank=True, default="")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    freed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("on", "unit_code"), name="session_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="session_once"),
            models.CheckConstraint(
                condition=Q(room="") | Q(ends_at__gt=F("starts_at"), starts_at__isnull=False),
                name="session_in_a_room_has_its_time",
            ),
            ExclusionConstraint(
                name="room_holds_one_session", condition=Q(freed_at=None) & ~Q(room=""),
                expressions=[("room", RangeOperators.EQUAL), (_held(), RangeOperators.OVERLAPS)],
            ),
        )  # fmt: skip


class HandOver(models.Model):
    """移送: what the entry `seq` handed to a unit, and who of it acknowledged the receipt (接收回执), when."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="handed_over")
    seq = models.PositiveIntegerField()
    unit_code = models.CharField(max_length=40)
    handed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)  # account

    class Meta:
        indexes = (models.Index(fields=("unit_code", "-id"), name="hand_over_of_unit"),)
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="hand_over_once"),)


class SteppedBack(models.Model):
    """回避、更换: who is not named in this dispute again, and on what ground."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="stepped_back")
    account = models.BigIntegerField()
    ground = models.CharField(max_length=12)
    at = models.DateTimeField()


class Tie(models.Model):
    """关系申报: kin and other ties of a mediator, declared by himself and shown to nobody else.

    The name is sealed; to find it among the parties there are keyed hashes of name and number. What was taken back, or
    whose last day is over, is not looked at; taken back, nothing is kept but of what kind it was and when.
    """

    account = models.BigIntegerField()
    ground = models.CharField(max_length=12)
    name = models.BinaryField(null=True)
    name_index = models.BinaryField(max_length=32, null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    valid_until = models.DateField(null=True)
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "name_index", "ground"), condition=Q(withdrawn_at=None), name="tie_declared_once"
            ),
        )
