"""调解室: which room of the centre a session holds, from when until when; one room holds one session at a time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import migrations, models
from django.db.models import F, Func, Q

HELD = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


class Migration(migrations.Migration):
    dependencies = [("disputes", "0007_hand_overs"), ("city", "0001_begin")]
    operations = [
        migrations.AddField("session", "room", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("session", "starts_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "ends_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "freed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "session",
            models.CheckConstraint(
                condition=Q(room="") | Q(ends_at__gt=F("starts_at"), starts_at__isnull=False),
                name="session_in_a_room_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            "session",
            ExclusionConstraint(
                name="room_holds_one_session", condition=Q(freed_at=None) & ~Q(room=""),
                expressions=[("room", "="), (HELD, "&&")],
            ),
        ),
    ]  # fmt: skip
