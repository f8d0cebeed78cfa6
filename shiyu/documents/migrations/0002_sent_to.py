"""主送: a paper that goes to a unit which does not see its case."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers")]
    operations = [
        migrations.AddField(
            "paper",
            "sent_to",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), default=list, db_default=[], size=None
            ),
        ),
    ]
