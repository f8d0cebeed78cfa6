"""What is handed to others as papers."""

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact
from shiyu.disputes import vocabulary as v
from shiyu.disputes.sides import open_dispute

GONE = Words("该单位已不存在", "this unit is no more")


def hand_papers(change: Change) -> None:
    """Remembers which unit receives the papers, and tells it; it is told number, kind and place, and no name."""
    unit = change.facts.given["unit"]
    if not unit.in_force(city_day(change.now)):
        raise BadFact(field="unit", label=v.TO_UNIT.label, reason=GONE)
    dispute = open_dispute(change)
    dispute.handed_to = unit.code
    change.batch.change(dispute)
    change.tell("dispute_handed", unit_code=unit.code, role="clerk")
