"""移送与接收: to which unit a dispute was handed, and its receipt."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_sides"), ("disputes", "0006_ties")]
    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("unit_code", models.CharField(max_length=40)),
                ("handed_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by", models.BigIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed_over", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit_code", "-id"], name="hand_over_of_unit")],
                "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="hand_over_once")],
            },
        ),
    ]
