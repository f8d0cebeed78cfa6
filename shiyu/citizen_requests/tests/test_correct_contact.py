"""更正联系方式 of a citizen request: who, when, and where the caller is found and told afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.contact import open_contact
from shiyu.cases.known import parties_by_phone, party_by_code, phone_index
from shiyu.cases.models import Entry, Notice, Party
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.tests.conftest import OTHER, People, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
NEW = "13911112222"
TRIES: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("received", "caller", {}, "received"), ("closed", "caller", {}, "closed"), ("received", "agent", {}, "received"),
    ("call_back", "callback_officer", {}, "call_back"), ("handling", f"clerk@{OTHER}", {}, "handling"),
    ("handling", "clerk@zjj", {}, "no_such_case"), ("handling", "dispatcher", {}, "not_your_move"),
    ("closed", f"clerk@{OTHER}", {}, "not_your_move"),  # the unit no longer has the case
    ("received", "agent", {"type": "tipoff"}, "not_your_move"),  # not even the agent opens who tips off
    ("received", "caller", {"type": "tipoff"}, "received"),
)  # fmt: skip


@pytest.mark.parametrize(("stage", "who", "facts", "comes_of_it"), TRIES)
def test_line(report: Report, stage: str, who: str, facts: dict[str, Any], comes_of_it: str) -> None:
    story = report(**facts).to(stage)
    try:
        outcome = story.do("correct_contact", who, contact={"phone": NEW})
    except ShiyuError as refused:
        outcome = refused.code
    assert outcome == comes_of_it
    phone = open_contact(Party.objects.get())["phone"]
    assert phone == (NEW if comes_of_it == stage else "0356-0000001")


def test_he_is_found_and_told_by_the_new_number(report: Report) -> None:
    story = report()
    caller = party_by_code(story.code)
    story.do("correct_contact", caller, contact={"phone": NEW})
    assert [one.party_id for one in parties_by_phone(phone_index(NEW))] == [caller.party_id]
    assert parties_by_phone(phone_index("0356-0000001")) == []
    assert party_by_code(story.code) == caller  # his code is as before
    entry = Entry.objects.get(move="correct_contact")
    assert entry.facts["contact_fields"] == ["phone"]
    assert NEW not in str(entry.facts)
    assert [n.template for n in Notice.objects.filter(entry=entry)] == ["request_contact_corrected"]
    assert verify_all() == ()


def test_one_caller_of_many_says_which_he_is_for_staff(report: Report, people: People) -> None:
    main, joined = report(), report()
    joined.do("merge", "dispatcher", main_case=main.number)
    first, second = Party.objects.filter(case__number=main.number).order_by("pk")
    with pytest.raises(ShiyuError) as refused:
        main.do("correct_contact", "agent", contact={"phone": NEW})
    assert (refused.value.code, refused.value.facts["field"]) == ("bad_fact", "party")
    main.do("correct_contact", "agent", contact={"phone": NEW}, party=second.pk)
    first.refresh_from_db()
    assert open_contact(first)["phone"] == "0356-0000001"
    held: list[PartyActor | PostHolder] = [*parties_by_phone(phone_index(NEW))]
    assert [one.number for one in held if isinstance(one, PartyActor)] == [main.number]
