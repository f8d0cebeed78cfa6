"""研判记录: one row a request of what was suggested for it, so that figures can hold it against what became of it."""

from dataclasses import replace

from shiyu.cases.change import Change
from shiyu.cases.procedure import NEW
from shiyu.citizen_requests.models import Routing
from shiyu.triage.classifying import classifier
from shiyu.triage.seam import Answer, Matter, Suggestion
from shiyu.triage.serving.examples import What
from shiyu.triage.serving.held import held


def note_routing(change: Change, *, unit: Answer, matter: Matter) -> None:
    """Writes the row at the opening move, and over it where the request is routed again."""
    category = classifier().classify(replace(matter, category=""))
    (best_unit, unit_sure), (best_category, category_sure) = _best(unit), _best(category)
    said = {
        "at": change.now,
        "unit": best_unit.code if best_unit else "", "unit_sure": unit_sure,
        "unit_confidence": best_unit.confidence if best_unit else 0, "unit_model": unit.record.get("model", 0),
        "category": best_category.code if best_category else "", "category_sure": category_sure,
        "category_confidence": best_category.confidence if best_category else 0,
        "category_model": held(What.CATEGORY).version,
    }  # fmt: skip
    # A request opened before there were rows gets its first when it is routed again.
    before = None if NEW in change.move.start else Routing.objects.filter(case=change.case.pk).first()
    if before is None:
        change.batch.add(Routing(case=change.case, **said))
        return
    for name, value in said.items():
        setattr(before, name, value)
    change.batch.change(before)


def _best(answer: Answer) -> tuple[Suggestion | None, bool]:
    if isinstance(answer, Suggestion):
        return answer, True
    return (answer.offers[0] if answer.offers else None), False
