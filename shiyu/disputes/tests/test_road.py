"""The main road, walked through the door, from the window to the visit after all is performed."""

from collections.abc import Callable

from shiyu.disputes.models import Dispute, DisputeParty
from shiyu.disputes.tests.conftest import Story


def test_a_dispute_goes_the_whole_way(dispute: Callable[..., Story]) -> None:
    story = dispute(until="closed")
    case = story.case
    assert (case.is_open, case.outcome, case.title) == (False, "performed", "劳动争议纠纷（北街街道）")
    row = Dispute.objects.get(case=case)
    assert (row.track, row.body_code, row.oral, str(row.perform_by)) == ("labour", "tw-laodong", False, "2026-03-20")
    assert row.in_force_on is not None
    assert DisputeParty.objects.filter(party__case=case, rights_told_by="portal").count() == len("ab")
