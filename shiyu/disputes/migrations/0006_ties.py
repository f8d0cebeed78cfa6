"""关系申报: a mediator declares ties by name, with a last day, and takes them back."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("disputes", "0005_sides")]
    operations = [
        migrations.RemoveConstraint("tie", "tie_once"),
        migrations.AlterField("tie", "phone_index", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("tie", "name", models.BinaryField(null=True)),
        migrations.AddField("tie", "name_index", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("tie", "valid_until", models.DateField(null=True)),
        migrations.AddField("tie", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "tie",
            models.UniqueConstraint(
                fields=("account", "name_index", "ground"), condition=Q(withdrawn_at=None), name="tie_declared_once"
            ),
        ),
    ]
