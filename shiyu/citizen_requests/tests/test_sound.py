"""The procedure is sound in the loaded city: nothing dead, nothing ownerless, no end without an answer."""

import pytest

from shiyu.cases.soundness import city_surroundings, faults
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST

pytestmark = pytest.mark.django_db


def test_the_procedure_is_sound() -> None:
    assert [str(fault) for fault in faults(CITIZEN_REQUEST, city_surroundings())] == []
