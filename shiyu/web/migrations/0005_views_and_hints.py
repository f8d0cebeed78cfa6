"""Views that staff save of a list, and hints an account has put away."""

from django.db import migrations, models

ID = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}


class Migration(migrations.Migration):
    dependencies = [("web", "0004_drafts")]
    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(**ID)),
                ("account_id", models.BigIntegerField()),
                ("list", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=40)),
                ("query", models.CharField(blank=True, default="", max_length=2000)),
                ("unit_code", models.CharField(blank=True, default="", max_length=60)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unit_code", ""), _negated=True),
                        fields=["unit_code", "list"],
                        name="view_of_unit",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account_id", "list", "name"), name="view_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HintsSeen",
            fields=[
                ("id", models.BigAutoField(**ID)),
                ("account_id", models.BigIntegerField()),
                ("page", models.CharField(max_length=40)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account_id", "page"), name="hints_seen_once")],
            },
        ),
    ]
