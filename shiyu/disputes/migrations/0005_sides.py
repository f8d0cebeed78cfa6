"""A side is a party with whoever stands for him: what was said by role is rewritten, strictly, to the party it was for."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

Rows = Callable[[str], Any]


def name_sides(apps: Any, editor: Any) -> None:
    """Sets whom a party stands for, and gives each line of a room for a role to one party of that role.

    To the author's side where a party wrote it, else to the first of the role: two of one role no longer share it.
    Lines of the history keep what they were written with, for they are hashed.
    """

    def rows(model: str) -> Any:
        return apps.get_model(model).objects.using(editor.connection.alias)

    for party_id, principal in rows("disputes.DisputeParty").exclude(stands_for=None).values_list(
        "party_id", "stands_for_id"
    ):
        rows("cases.Party").filter(pk=party_id).update(stands_for=principal)
    sides, first = _sides(rows)
    for line in rows("disputes.RoomMessage").filter(audience__startswith="side:"):
        own = sides.get(line.author.get("party", 0)) or first.get((line.case_id, line.audience.removeprefix("side:")))
        if own is not None:
            rows("disputes.RoomMessage").filter(pk=line.pk).update(audience=f"side:{own}")
    _answers(rows, sides)


def _sides(rows: Rows) -> tuple[dict[int, int], dict[tuple[int, str], int]]:
    """The side of each party, and the first side of each role of a case."""
    cases = {*rows("disputes.RoomMessage").values_list("case_id", flat=True).distinct()}
    sides: dict[int, int] = {}
    first: dict[tuple[int, str], int] = {}
    found = rows("cases.Party").filter(case__in=cases).order_by("pk")
    for pk, case, role, principal in found.values_list("pk", "case_id", "role", "stands_for_id"):
        sides[pk] = principal or pk
        first.setdefault((case, role), sides[pk])
    return sides, first


def _answers(rows: Rows, sides: dict[int, int]) -> None:
    """Answers to offers, and the lines that tell of them."""
    for answer in rows("disputes.RoomAnswer").exclude(side=""):
        own = sides.get(answer.author.get("party", 0))
        if own is None:
            continue
        said = f"{answer.answer}:{answer.message_id}:"
        told = rows("disputes.RoomText").filter(message__kind="system", body=f"{said}{answer.side}")
        told.update(body=f"{said}{own}")
        rows("disputes.RoomAnswer").filter(pk=answer.pk).update(side=str(own))


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_sides"), ("disputes", "0004_centre")]
    operations = [migrations.RunPython(name_sides, migrations.RunPython.noop)]
