"""漏斗: when a dispute comes into a layer and how it leaves it; written by the moves that do either."""

from shiyu.cases.change import Change
from shiyu.disputes.models import Passage

SETTLED, PASSED_ON, ENDED = "settled", "passed_on", "ended"
LEFT_BY = {"close": SETTLED, "refer_on": PASSED_ON}
"""How a dispute leaves its layer by the move that ends it; any other ends it without agreement."""


def enter_layer(change: Change, layer: str, *, body_code: str) -> None:
    """It comes into a layer; the one where it was passes it on. To the same body again is the same passage."""
    here = _open_passage(change)
    if here is not None and (here.layer, here.body_code) == (layer, body_code):
        return
    leave_layer(change, by=PASSED_ON)
    change.batch.add(Passage(case=change.case, layer=layer, body_code=body_code, entered_at=change.now))


def leave_layer(change: Change, *, by: str) -> None:
    """It leaves the layer where it is; nothing where it is in none."""
    here = _open_passage(change)
    if here is not None:
        here.left_at, here.left_by = change.now, by
        change.batch.change(here)


def _open_passage(change: Change) -> Passage | None:
    touched = [row for row in change.batch.changed(Passage) if row.case_id == change.case.pk]
    if touched:
        return next((row for row in touched if row.left_at is None), None)
    return Passage.objects.filter(case=change.case, left_at=None).first()
