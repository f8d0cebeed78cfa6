"""The procedures are sound in the loaded city: nothing dead, nothing ownerless, no end without an answer."""

import pytest

from shiyu.cases.procedure import Procedure
from shiyu.cases.soundness import city_surroundings, faults
from shiyu.proposals.procedure import PROPOSAL, PROPOSAL_PROMISE
from shiyu.proposals.vocabulary import CHANNELS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("procedure", [PROPOSAL, PROPOSAL_PROMISE], ids=lambda p: p.name)
def test_the_procedure_is_sound(procedure: Procedure) -> None:
    assert [str(fault) for fault in faults(procedure, city_surroundings())] == []


def test_a_unit_has_no_move_by_which_it_passes_a_proposal_on() -> None:
    """自行转办: only an assigner names a unit that is to have the proposal."""
    naming = {
        move.name: {getattr(way, "role", "") for way in move.who}
        for move in PROPOSAL.moves
        if any(type(effect).__name__ == "Assign" for effect in move.effects)
    }
    assert naming == {
        f"{move}_{channel}": {f"{channel}_assigner"} for move in ("assign", "reassign_tracking") for channel in CHANNELS
    }
