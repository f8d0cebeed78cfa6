"""Whose move it is and until when, on the case and on each share: columns a running older release need not know."""

from typing import Any

from django.db import migrations, models

LEVEL: dict[str, Any] = {"default": 0, "db_default": 0}
ROLE: dict[str, Any] = {"max_length": 40, "blank": True, "default": "", "db_default": ""}


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_messages_of_staff")]
    operations = [
        migrations.AddField("case", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "due_level", models.PositiveSmallIntegerField(**LEVEL)),
        migrations.AddField("case", "turn_role", models.CharField(**ROLE)),
        migrations.AddField("case", "turn_in_place", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("case", "turn_due_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "turn_level", models.PositiveSmallIntegerField(**LEVEL)),
        migrations.AddField("assignment", "turn_role", models.CharField(**ROLE)),
        migrations.AddField("assignment", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("assignment", "due_level", models.PositiveSmallIntegerField(**LEVEL)),
    ]
