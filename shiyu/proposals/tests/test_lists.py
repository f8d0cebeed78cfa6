"""提案的清单: each officer finds what is his, in the part where it stands, at one number of questions."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.cases.models import Case
from shiyu.city import directory as directories
from shiyu.proposals.tests.conftest import ANSWER_B, GOOD, JOINT, LEAD, OTHER, Story
from shiyu.web.tests.officers import browser
from shiyu.web.tests.test_batch_page import form_of

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
FILE = {"theme": "society"}


@pytest.fixture(autouse=True)
def standing_city() -> Iterator[None]:
    directories.directory()
    directories._shelf.looked_at = float("inf")
    yield
    directories.forget()


def shown(client: Client, path: str, tab: str) -> list[str]:
    answer = client.get(path, {"tab": tab, "sort": "old"})
    assert answer.status_code == 200
    return re.findall(r'<div class="sub">(TA\d+)</div>', answer.content.decode())


def test_the_committee_finds_each_at_its_stage(propose: Propose) -> None:
    draft, submitted, second = propose(), propose().to("submitted"), propose().to("second_review")
    committee, filed, ended = propose().to("committee"), propose().to("handling"), propose().to("closed")
    client = browser("proposal_clerk")
    parts = ("submitted", "second", "committee", "filed", "ended")
    found = {tab: shown(client, "/proposals/review", tab) for tab in parts}
    stories = (submitted, second, committee, filed, ended)
    assert found == {tab: [story.number] for tab, story in zip(parts, stories, strict=True)}
    assert all(draft.number not in numbers for numbers in found.values())
    assert "七届五次第1号" in client.get("/proposals/review", {"tab": "filed"}).content.decode()


def test_an_assigner_finds_his_own_channel(propose: Propose) -> None:
    mine, theirs = propose().to("to_assign_government"), propose().to("committee")
    theirs.do("file", "proposal_committee", channel="party", **FILE)
    asked = propose().to("to_sign")
    asked.do("ask_return", f"clerk@{LEAD}", return_reason="not_our_duty", basis="三定方案")
    government, party = browser("government_assigner"), browser("party_assigner")
    assert shown(government, "/proposals/assigning", "assign") == [mine.number]
    assert shown(party, "/proposals/assigning", "assign") == [theirs.number]
    assert shown(government, "/proposals/assigning", "returns") == [asked.number]
    assert shown(party, "/proposals/assigning", "returns") == []


def test_a_unit_finds_what_it_has_to_do(propose: Propose) -> None:
    sent = propose().to("to_sign")
    joint = propose().to("handling", joint=False)
    helped = propose().to("to_assign_government")
    helped.do("assign_government", "government_assigner", lead=OTHER, joint=[LEAD])
    helped.do("sign", f"clerk@{LEAD}")
    helped.do("sign", f"clerk@{OTHER}")
    signing = propose().to("to_review")
    tracked = propose().to("answered", answer=ANSWER_B)
    tracked.do("judge", "submitter", **GOOD)
    client = browser("clerk", unit=LEAD)
    found = {
        tab: shown(client, "/proposals/unit", tab)
        for tab in ("unsigned", "handled", "opinions", "signing", "answered", "tracking")
    }
    assert found == {
        "unsigned": [sent.number], "handled": [joint.number], "opinions": [helped.number],
        "signing": [signing.number], "answered": [], "tracking": [tracked.number],
    }  # fmt: skip
    assert shown(browser("clerk", unit=JOINT), "/proposals/unit", "handled") == []


@pytest.mark.parametrize(
    ("path", "role", "unit"),
    [
        ("/proposals/review", "government_assigner", None),
        ("/proposals/assigning", "proposal_clerk", None),
        ("/proposals/unit", "dispatcher", None),
        ("/proposals/review", "clerk", LEAD),
    ],
)
def test_a_list_is_refused_to_others(path: str, role: str, unit: str | None) -> None:
    assert browser(role, unit=unit).get(path).status_code == 403


def test_a_whole_tab_is_passed_at_once_and_one_that_moved_on_is_told(propose: Propose) -> None:
    """Batch work of the committee: one preview, one confirmation; what somebody else moved meanwhile is left alone."""
    stories = [propose().to("submitted") for _ in range(5)]
    client = browser("proposal_clerk")
    chosen = {"n": [story.number for story in stories], "move": "pass_preliminary"}
    form = form_of(client.get("/cases/batch", chosen))
    stories[2].do("return_for_revision", "proposal_committee", reason="一案多事")
    answer = client.post("/cases/batch", {**form, "note": ""})
    assert answer.status_code == 200
    stages = [Case.objects.get(number=story.number).stage for story in stories]
    assert stages == ["second_review", "second_review", "returned", "second_review", "second_review"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "role", "unit", "stage"),
    [
        ("/proposals/review?tab=submitted", "proposal_clerk", None, "submitted"),
        ("/proposals/assigning?tab=assign", "government_assigner", None, "to_assign_government"),
        ("/proposals/unit?tab=handled", "clerk", LEAD, "handling"),
    ],
)
def test_a_list_costs_the_same_whatever_it_holds(
    propose: Propose, django_assert_num_queries: DjangoAssertNumQueries, rows: int, path: str, role: str,
    unit: str | None, stage: str,
) -> None:  # fmt: skip
    numbers = [propose().to(stage).number for _ in range(rows)]
    client = browser(role, unit=unit)
    client.get(path)
    with django_assert_num_queries(8):  # as every list, with the counts of the tabs and the marks of the rows
        page = client.get(path).content.decode()
    assert [number for number in numbers if number in page] == numbers


def test_the_grounds_are_boxes_and_several_may_be_ticked(propose: Propose) -> None:
    story = propose().to("committee")
    client, path = browser("proposal_committee"), f"/cases/{story.number}/moves/decline_filing"
    page = client.get(path)
    assert page.content.decode().count('type="checkbox" name="ground_') == 10
    form = {**form_of(page), "reason": "没有具体建议", "forward_as": "opinion"}
    none = client.post(path, form)
    assert (none.status_code, story.case().stage) == (409, "committee")
    sent = client.post(path, {**form, "ground_vague": "yes", "ground_private": "yes"})
    assert (sent.status_code, story.case().stage) == (302, "not_filed")
    assert sorted(story.row().grounds) == ["private", "vague"]
