"""民企直通车: the same road with a desk, a party and limits of its own."""

from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Newcomer
from shiyu.cases.contact_view import shown_parties
from shiyu.cases.door import open_case
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.models import Case
from shiyu.cases.soundness import city_surroundings, faults
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST, ENTERPRISE_REQUEST
from shiyu.citizen_requests.tests.conftest import OTHER, People, Story

pytestmark = pytest.mark.django_db
FIRM = {
    "organisation": True, "name": "晋城某某商贸有限公司", "credit_code": "91350100M000100Y43", "contact_person": "王某",
    "phone": "0356-0000009",
}  # fmt: skip
SAID = {"title": "门口占道施工影响经营", "detail": "已影响两周", "contact": FIRM}


def opened(people: People, by: str = "enterprise_desk", **facts: Any) -> Story:
    actor = Newcomer(role="caller") if by == "caller" else people(by)
    made = open_case("enterprise_request", "report", actor=actor, key="k", facts=SAID | facts)
    return Story(people, made)


@pytest.mark.parametrize(
    ("by", "contact", "comes_of_it"),
    [
        ("enterprise_desk", FIRM, "opened"), ("caller", FIRM, "opened"),
        ("agent", FIRM, "not_your_move"), ("dispatcher", FIRM, "not_your_move"),
        ("enterprise_desk", FIRM | {"organisation": False}, "bad_fact"),
        ("enterprise_desk", FIRM | {"credit_code": "91350100M000100Y44"}, "bad_fact"),
        ("enterprise_desk", FIRM | {"credit_code": ""}, "bad_fact"),
        ("enterprise_desk", FIRM | {"contact_person": ""}, "bad_fact"),
        ("caller", {"name": "张某"}, "bad_fact"),
    ],
)  # fmt: skip
def test_who_asks_is_an_enterprise(people: People, by: str, contact: dict[str, Any], comes_of_it: str) -> None:
    try:
        outcome = "opened" if opened(people, by, contact=contact).number.startswith("QY") else ""
    except ShiyuError as refused:
        outcome = refused.code
    assert outcome == comes_of_it


def test_the_desk_dispatches_and_the_limits_are_shorter(people: People) -> None:
    story = opened(people)
    with pytest.raises(ShiyuError):
        story.do("dispatch", "dispatcher", lead=OTHER)
    assert story.do("dispatch", "enterprise_desk", lead=OTHER) == "to_sign"
    story.do("sign", f"clerk@{OTHER}")
    handle = Case.objects.get(number=story.number).clocks.get(rule="handle")
    assert (handle.amount, handle.unit) == (3, "working_days")
    assert handle.due_at - handle.started_at < timedelta(days=5)
    assert story.do("answer", f"clerk@{OTHER}", answer="已协调。", outcome="resolved") == "review"
    assert story.do("pass_review", "reviewer") == "call_back"
    assert story.do("call_back", "callback_officer", verdict="satisfied", solved=True) == "closed"


def test_its_name_is_masked_as_any_and_its_code_is_public(people: People) -> None:
    story = opened(people)
    case = get_case(story.number, actor=people("enterprise_desk"), purpose=Purpose.HANDLING)
    (party,) = shown_parties(case, actor=people("enterprise_desk"))
    assert (party.fields["credit_code"], party.fields["contact_person"]) == (FIRM["credit_code"], "王*")


def test_it_is_sound_and_made_from_the_same_rows() -> None:
    assert [str(fault) for fault in faults(ENTERPRISE_REQUEST, city_surroundings())] == []
    left_out = {m.name for m in CITIZEN_REQUEST.moves} - {m.name for m in ENTERPRISE_REQUEST.moves}
    assert left_out == {
        "join", "declare_event", "inform_callers", "propose_exclusion", "confirm_exclusion", "refuse_exclusion",
    }  # fmt: skip
    assert [s.name for s in ENTERPRISE_REQUEST.stages] == [s.name for s in CITIZEN_REQUEST.stages]
