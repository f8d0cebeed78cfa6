"""Up to where turns have been reckoned anew after a release."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_turns_stored")]
    operations = [
        migrations.CreateModel(
            name="Reckoned",
            fields=[
                ("name", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("upto", models.BigIntegerField(default=0)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("looked_again_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
