"""受理: registered twice, referred, dangerous, sent wrongly, a relative for mediator: each named, none half done."""

from collections.abc import Callable

import pytest

from shiyu.base.crypto import blind_index
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.known import party_by_id
from shiyu.cases.models import Notice, Party
from shiyu.cases.referring import refer
from shiyu.city.models import Account, Person
from shiyu.disputes.models import Dispute, DisputeParty
from shiyu.disputes.tests.conftest import ANNA, BERND, MATTER, People, Story
from shiyu.disputes.ties import declare, take_back

Make = Callable[..., Story]
A_SIDE, B_SIDE = {"name": "骆青禾", "phone": ANNA}, {"name": "远山餐饮店", "phone": BERND}


def test_a_resident_applies_himself(people: People) -> None:
    made = open_case("dispute", "apply", actor=Newcomer(role="applicant"), key="own", facts=MATTER)
    assert (made.stage, bool(made.query_code)) == ("registered", True)
    roles = Party.objects.filter(case=made.case_id).order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["applicant", "respondent"]
    assert Dispute.objects.get(case=made.case_id).source == "application"


@pytest.mark.parametrize("side", ["contact", "respondent"])
@pytest.mark.parametrize("given", [{"anonymous": True}, {"phone": ANNA}, {"name": "某", "anonymous": True}])
def test_a_party_of_a_dispute_has_a_name(people: People, side: str, given: dict[str, object]) -> None:
    with pytest.raises(BadFact) as refused:
        open_case("dispute", "apply", actor=Newcomer(role="applicant"), key="own", facts=MATTER | {side: given})
    assert refused.value.facts["field"] == side


def test_the_applicant_is_given_his_own_code_and_not_the_respondents(people: People) -> None:
    made = open_case("dispute", "apply", actor=Newcomer(role="applicant"), key="own", facts=MATTER)
    applicant = Party.objects.get(case=made.case_id, role="applicant")
    assert bytes(applicant.code_index or b"") == blind_index(made.query_code, purpose="query_code")


def test_the_same_dispute_at_two_windows_is_noticed(dispute: Make) -> None:
    dispute()
    twice = dispute(kind="contract")
    assert "look_alike" in twice.case.marks
    with pytest.raises(GuardRefused, match="同一纠纷"):
        twice.do("triage", "dispute-window", kind="labour", body="tw-laodong")
    twice.do("keep_apart", "dispute-window", reason="另一笔工资")
    assert twice.do("triage", "dispute-window", kind="labour", body="tw-laodong") == "to_appoint"


def test_one_party_in_common_is_no_look_alike(dispute: Make) -> None:
    dispute()
    assert dispute(respondent={"name": "另一家", "phone": "13900007009"}).case.marks == []


def test_the_other_side_at_another_window_is_merged_to_its_own_side(dispute: Make) -> None:
    main = dispute(until="mediating")
    mirror = dispute(contact=B_SIDE, respondent=A_SIDE)
    his = mirror.party("applicant")
    assert mirror.do("merge", "dispute-window", same_as=main.number, reason="同一笔工资") == "not_accepted"
    there = party_by_id(his.party_id)
    assert (there.number, there.role) == (main.number, "respondent")
    twin = DisputeParty.objects.get(party=there.party_id)
    assert twin.stands_for_id == main.party("respondent").party_id


def test_one_who_was_merged_in_signs_with_the_voice_he_has_there(dispute: Make) -> None:
    main = dispute(until="mediating")
    mirror = dispute(contact=B_SIDE, respondent=A_SIDE)
    mirror.do("merge", "dispute-window", same_as=main.number, reason="同一笔工资")
    main.to("signing")
    assert [main.do("sign", "a"), main.do("sign", party_by_id(mirror.party("applicant").party_id))] == [
        "signing", "performing",
    ]  # fmt: skip


def test_strangers_are_not_merged(dispute: Make) -> None:
    main = dispute(contact={"name": "甲", "phone": "13900007011"}, respondent={"name": "乙", "phone": "13900007012"})
    other = dispute()
    with pytest.raises(GuardRefused, match="两位相同"):
        other.do("merge", "dispute-window", same_as=main.number, reason="看错了")
    assert other.case.stage == "registered"


def test_a_body_that_is_not_advised_wants_a_reason(dispute: Make) -> None:
    story = dispute()
    with pytest.raises(BadFact) as refused:
        story.do("triage", "dispute-window", kind="labour", body="tw-zonghe")
    assert refused.value.facts["field"] == "why"
    story.do("triage", "dispute-window", kind="labour", body="tw-zonghe", why="劳动调委会本周满员")
    assert Dispute.objects.get(case=story.case).advised == "tw-laodong"


@pytest.mark.parametrize("body", ["ldzcw", "140502fy", "zjj"])
def test_only_a_body_that_mediates_is_given_a_dispute(dispute: Make, body: str) -> None:
    with pytest.raises(BadFact) as refused:
        dispute().do("triage", "dispute-window", kind="labour", body=body, why="…")
    assert refused.value.facts["field"] == "body"


def test_a_mediator_of_the_name_of_a_party_is_not_named(dispute: Make) -> None:
    story = dispute(contact={"name": "闻人静", "phone": ANNA}).to("to_appoint")
    with pytest.raises(GuardRefused, match="回避"):
        story.do("appoint", "mediation-head", mediator="mediator")
    assert story.do("appoint", "mediation-head", mediator="池砚秋") == "asking"


def test_a_mediator_with_the_number_of_a_party_is_not_named(dispute: Make) -> None:
    Person.objects.filter(accounts__username="mediator").update(office_phone=BERND)
    with pytest.raises(GuardRefused, match="回避"):
        dispute(until="to_appoint").do("appoint", "mediation-head", mediator="mediator")


def test_a_mediator_who_declared_kin_is_not_named(dispute: Make) -> None:
    story = dispute(until="to_appoint")
    account = Account.objects.get(username="mediator").pk
    tie = declare(account, ground="kinship", name="表姐", phone=BERND)
    with pytest.raises(GuardRefused, match="近亲属") as refused:
        story.do("appoint", "mediation-head", mediator="mediator")
    assert "表姐" not in str(refused.value.words)
    assert not [words for words in (b"\xe8\xa1\xa8", BERND.encode()) if words in bytes(tie.name or b"")]
    assert take_back(account, tie.pk)
    assert story.do("appoint", "mediation-head", mediator="mediator") == "asking"


def test_who_stepped_back_is_not_named_again(dispute: Make) -> None:
    story = dispute(until="asking")
    assert story.do("step_back", "mediator", ground="kinship", reason="表亲") == "to_appoint"
    with pytest.raises(GuardRefused, match="已回避"):
        story.do("appoint", "mediation-head", mediator="mediator")


@pytest.mark.parametrize("named", ["mediator-wuye", "clerk", "nobody", "mediation-head-wuye"])
def test_a_head_names_only_a_mediator_of_his_own_body(dispute: Make, named: str) -> None:
    with pytest.raises(BadFact) as refused:
        dispute(until="to_appoint").do("appoint", "mediation-head", mediator=named)
    assert refused.value.facts["field"] == "mediator"


def test_a_head_may_mediate_himself(dispute: Make) -> None:
    story = dispute(until="to_appoint")
    assert story.do("appoint", "mediation-head", mediator="mediation-head") == "asking"
    assert story.do("assess_danger", "mediation-head", danger="none", seen="双方平和") == "asking"


def test_each_side_may_wish_for_a_mediator(dispute: Make) -> None:
    story = dispute()
    story.do("pick_mediator", "b", mediator="mediator2")
    wish = DisputeParty.objects.get(party=story.party("respondent").party_id).wish
    assert wish == Account.objects.get(username="mediator2").pk


def test_a_body_passes_it_on_and_sees_it_no_more(dispute: Make) -> None:
    story = dispute(until="to_appoint")
    assert story.do("pass_on", "mediation-head", body="tw-zonghe", reason="全体须回避") == "to_appoint"
    assert story.do("appoint", "mediation-head-zonghe", mediator="mediator-zonghe") == "asking"


def test_a_head_gives_back_what_nobody_mediated_yet(dispute: Make) -> None:
    story = dispute(until="to_appoint")
    assert story.do("give_back", "mediation-head", reason="不属劳动争议") == "registered"
    again = dispute(contact={"name": "别人", "phone": "13900007021"}).to("mediating")
    again.do("other_mediator", "a", reason="换人")
    with pytest.raises(GuardRefused, match="不退回窗口"):
        again.do("give_back", "mediation-head", reason="…")


def test_danger_is_told_the_police_with_a_record(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("assess_danger", "mediator", danger="violence", seen="扬言动手，已劝离")
    assert Dispute.objects.get(case=story.case).dangers == ["violence"]
    assert Notice.objects.filter(case=story.case, template="dispute_danger", unit_code="gaj", role="clerk").count() == 1
    assert story.do("to_police", "mediator", danger="crime", reason="已构成伤害") == "police"
    assert (story.case.outcome, story.case.is_open) == ("police", False)


def test_no_sign_of_danger_tells_nobody(dispute: Make) -> None:
    story = dispute()
    story.do("assess_danger", "dispute-window", danger="none", seen="平和")
    assert not Notice.objects.filter(case=story.case, template="dispute_danger").exists()


def test_a_declined_dispute_says_the_way(dispute: Make) -> None:
    story = dispute()
    assert story.do("decline", "dispute-window", way="reconsideration", reason="属行政争议") == "not_accepted"
    assert Dispute.objects.get(case=story.case).way == "reconsideration"
    assert Notice.objects.filter(case=story.case, template="dispute_not_accepted", party__role="applicant").exists()


def test_a_request_is_referred_completed_and_told_back(people: People, dispute: Make) -> None:
    """诉求转调解: no name goes over; when the dispute ends those who have the request are told, and see the outcome."""
    report = {"channel": "phone", "title": "欠薪", "detail": "老板欠薪", "contact": {"name": "骆青禾", "phone": ANNA}}
    request = open_case("citizen_request", "report", actor=people("agent"), key="r", facts=report)
    made = refer(request.number, to="dispute", actor=people("dispatcher"), key="ref", reason="双方愿意调解")
    story = Story(people, made)
    assert "incomplete" in story.case.marks
    assert not Party.objects.filter(case=story.case).exists()
    with pytest.raises(GuardRefused, match="补全"):
        story.do("triage", "dispute-window", kind="labour", body="tw-laodong")
    story.do("complete", "dispute-window", **MATTER)
    story.to("closed")
    told = Notice.objects.get(template="dispute_back")
    assert (told.case.number, told.role) == (request.number, "dispatcher")


def test_a_commission_of_the_court_runs_before_the_suit(people: People) -> None:
    facts = MATTER | {"source": "court_before", "reference": "（2026）晋0502诉前调1号"}
    made = open_case("dispute", "accept_commission", actor=people("dispute-window"), key="court", facts=facts)
    story = Story(people, made).to("mediating")
    assert story.case.limit_class == "pre_suit"
