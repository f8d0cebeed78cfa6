"""Whose word a party speaks, and until when it let whoever mediates now read what it had told another in confidence."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_warned")]
    operations = [
        migrations.AddField(
            "party",
            "stands_for",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="cases.party",
            ),
        ),
        migrations.AddField("party", "opened_at", models.DateTimeField(null=True)),
    ]  # fmt: skip
