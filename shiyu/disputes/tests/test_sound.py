"""The procedure is sound in the loaded city: nothing dead, nothing ownerless, no end without a told reason."""

import pytest

from shiyu.cases.soundness import city_surroundings, faults
from shiyu.disputes.procedure import DISPUTE

pytestmark = pytest.mark.django_db


def test_the_procedure_is_sound() -> None:
    assert [str(fault) for fault in faults(DISPUTE, city_surroundings())] == []
