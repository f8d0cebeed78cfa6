"""What kind of matter a case is, the marks of lists, and the indexes of a crowd of callers."""

from django.db import migrations, models

# So far the kind stood in the facts of the opening entry alone, which lists and rules cannot ask.
KINDS = """
UPDATE cases_case SET kind = entry.facts ->> 'type' FROM cases_entry AS entry
WHERE entry.case_id = cases_case.id AND entry.seq = 1 AND entry.facts ? 'type'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_figures_of_a_span")]
    operations = [
        migrations.AddField("case", "kind", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("case", "marks", models.JSONField(default=list)),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        migrations.AddIndex(
            "case", models.Index(condition=~models.Q(marks=[]), fields=["procedure", "-id"], name="case_marked")
        ),
        migrations.AddIndex(
            "party",
            models.Index(
                condition=models.Q(joined_from__isnull=False), fields=["case", "verdict"], name="party_of_crowd"
            ),
        ),
        migrations.AddIndex(
            "party",
            models.Index(condition=models.Q(joined_from__isnull=False), fields=["joined_from"], name="party_joined"),
        ),
        migrations.RemoveConstraint("verdict", "verdict_once_a_round"),
        migrations.AddConstraint(
            "verdict",
            models.UniqueConstraint(
                condition=~models.Q(grade="no_feedback"), fields=["party", "round"], name="verdict_said_once_a_round"
            ),
        ),
    ]
