"""Turns of the cases stored so far, some thousands in a transaction; indexes built while the city works."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform

DUE = ["turn_role", "turn_due_at", "id"]
SHARE = ["unit", "turn_role", "due_at", "case"]


def reckon(_apps: Any, editor: Any) -> None:
    from shiyu.cases.turns_stored import rewrite

    rewrite(using=editor.connection.alias)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0006_turns")]
    operations = [
        migrations.RunPython(reckon, migrations.RunPython.noop),
        AddIndexConcurrently(
            "case", models.Index(fields=["due_at", "id"], name="case_due", condition=Q(due_at__isnull=False))
        ),
        AddIndexConcurrently("case", models.Index(fields=DUE, name="case_turn", condition=~Q(turn_role=""))),
        AddIndexConcurrently("case", models.Index(fields=DUE, name="case_near_due", condition=Q(turn_level=1))),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["turn_role", "place_code"],
                opclasses=("varchar_ops", "text_pattern_ops"),
                name="case_turn_in_place",
                condition=Q(turn_in_place=True),
            ),
        ),
        AddIndexConcurrently(
            "assignment",
            models.Index(fields=SHARE, name="assignment_turn", condition=~Q(turn_role="") & ~Q(state="sent")),
        ),
        AddIndexConcurrently(
            "assignment", models.Index(fields=SHARE, name="assignment_to_sign", condition=Q(state="sent"))
        ),
        AddIndexConcurrently(
            "assignment", models.Index(fields=SHARE, name="assignment_near_due", condition=Q(due_level=1))
        ),
        AddIndexConcurrently(
            "entry",
            models.Index(
                KeyTransform("post", "actor"), F("id").desc(), name="entry_by_post", condition=Q(actor__has_key="post")
            ),
        ),
    ]
