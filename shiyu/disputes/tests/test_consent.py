"""自愿: one refusal ends it, silence is no consent, a minor is spoken for, and nobody reads why the other refused."""

from collections.abc import Callable

import pytest

from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Party
from shiyu.cases.tests.ticked import at
from shiyu.disputes.tests.conftest import AGREEMENT, Story, days, paper

Make = Callable[..., Story]
WARD = {"name": "骆小满", "phone": "13900007003"}
GUARDIAN = {"name": "骆青禾", "phone": "13900007004"}


def stances(story: Story) -> list[str]:
    """What each party said, in the order they joined."""
    return list(Party.objects.filter(case__number=story.number).order_by("pk").values_list("stance", flat=True))


def test_mediation_begins_when_every_side_agrees(dispute: Make) -> None:
    story = dispute(until="asking")
    assert [story.do("agree", "b"), story.do("agree", "a")] == ["asking", "mediating"]


@pytest.mark.parametrize("who", ["a", "b"])
def test_one_clear_refusal_ends_it(dispute: Make, who: str) -> None:
    story = dispute(until="asking")
    assert story.do("refuse", who, reason="不想再谈") == "failed"
    assert story.case.outcome == "refused"


def test_a_refusal_while_it_is_mediated_ends_it_too(dispute: Make) -> None:
    assert dispute(until="mediating").do("refuse", "b") == "failed"


def test_why_somebody_refuses_is_his_own_affair(dispute: Make) -> None:
    story = dispute(until="asking")
    story.do("refuse", "b", reason="对方欠我人情")
    read = {who: texts(story, who) for who in ("a", "b", "mediator")}
    assert ["对方欠我人情" in words for words in read.values()] == [False, True, True]


def texts(story: Story, who: str) -> str:
    """All words of the history that somebody may read."""
    actor = story.people(who) if len(who) > 1 else story.party("applicant" if who == "a" else "respondent")
    entries = readable_entries(story.case, actor=actor)
    return "".join(str(entry.text.body) for entry in entries if hasattr(entry, "text"))


def test_silence_is_no_consent(dispute: Make) -> None:
    story = dispute(until="asking")
    story.do("agree", "a")
    with at(days(9)):
        assert (story.case.stage, story.case.outcome) == ("failed", "refused")


def test_consent_on_paper_wants_the_paper(dispute: Make) -> None:
    story = dispute(until="asking")
    a, b = (story.party(role).party_id for role in ("applicant", "respondent"))
    with pytest.raises(BadFact, match="签名"):
        story.do("record_consent", "mediator", party=a, stance="agrees")
    by = story.people("mediator")
    assert story.do("record_consent", "mediator", party=a, stance="agrees", files=[paper(by)]) == "asking"
    assert story.do("record_consent", "mediator", party=b, stance="refuses", note="电话中明确拒绝") == "failed"


def test_a_minor_alone_is_not_mediated(dispute: Make) -> None:
    story = dispute()
    story.do("add_party", "dispute-window", side="applicant", capacity="self", minor=True, contact=WARD)
    with pytest.raises(GuardRefused, match="监护人"):
        story.do("triage", "dispute-window", kind="labour", body="tw-laodong")
    ward = story.party("applicant", 1)
    story.do("add_party", "dispute-window", side="applicant", capacity="guardian", stands_for=ward.party_id,
             contact=GUARDIAN)  # fmt: skip
    assert story.do("triage", "dispute-window", kind="labour", body="tw-laodong") == "to_appoint"


def test_a_guardian_speaks_for_the_minor_who_does_not_speak_himself(dispute: Make) -> None:
    story = dispute()
    story.do("add_party", "dispute-window", side="applicant", capacity="self", minor=True, contact=WARD)
    ward = story.party("applicant", 1)
    story.do("add_party", "dispute-window", side="applicant", capacity="guardian", stands_for=ward.party_id,
             contact=GUARDIAN)  # fmt: skip
    story.to("asking")
    with pytest.raises(GuardRefused, match="监护人"):
        story.do("agree", ward)
    story.do("agree", story.party("applicant", 2))
    assert stances(story) == ["", "", "agrees", "agrees"]
    assert [story.do("agree", "a"), story.do("agree", "b")] == ["asking", "mediating"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"side": "applicant", "capacity": "agent"}, "stands_for"),
        ({"side": "applicant", "capacity": "agent", "stands_for": "respondent"}, "stands_for"),
        ({"side": "applicant", "capacity": "self", "stands_for": "applicant"}, "stands_for"),
    ],
)
def test_who_stands_for_somebody_stands_on_his_side(dispute: Make, facts: dict[str, str], field: str) -> None:
    story = dispute()
    whom = {"stands_for": story.party(facts["stands_for"]).party_id} if "stands_for" in facts else {}
    with pytest.raises(BadFact) as refused:
        story.do("add_party", "dispute-window", **facts | whom, contact=GUARDIAN)
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("move", ["hold_session", "draft_agreement", "record_oral"])
def test_nobody_settles_before_his_rights_were_told(dispute: Make, move: str) -> None:
    story = dispute(until="asking")
    story.do("agree", "a")
    story.do("agree", "b")
    facts = {"on": "2026-03-05", "present": "双方", "minutes": "…"} if move == "hold_session" else AGREEMENT
    story.do("told_rights", "a")
    with pytest.raises(GuardRefused, match="权利义务"):
        story.do(move, "mediator", **facts)
    by = story.people("mediator")
    story.do("told_rights", "mediator", party=story.party("respondent").party_id, files=[paper(by)])
    assert story.do(move, "mediator", **facts) in {"mediating", "signing", "performing"}


def test_an_agent_signs_for_his_side(dispute: Make) -> None:
    story = dispute()
    b = story.party("respondent")
    story.do("add_party", "dispute-window", side="respondent", capacity="representative", stands_for=b.party_id,
             contact=GUARDIAN)  # fmt: skip
    story.to("signing")
    assert story.do("sign", "a") == "signing"
    assert story.do("sign", story.party("respondent", 1)) == "performing"


def test_two_sides_are_needed(dispute: Make) -> None:
    story = dispute(respondent=None)
    with pytest.raises(GuardRefused, match="被申请人"):
        story.do("triage", "dispute-window", kind="labour", body="tw-laodong")
