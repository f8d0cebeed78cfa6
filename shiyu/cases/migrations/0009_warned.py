"""Open cases whose next limit has warned: few of many, read as a list."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_reckoned")]
    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["-id"], name="case_warned", condition=Q(is_open=True, due_level=1))
        ),
    ]
