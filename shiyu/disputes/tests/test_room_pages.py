"""The page of the room: what it costs, what a refused form keeps, what the script is answered; the rules of a seat."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import now
from shiyu.cases.models import Access
from shiyu.city.models import Account
from shiyu.disputes.models import RoomMessage
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.room.rules import ALL, As, Kind, Seat, asked_of, audiences_of, kinds_of, state_of, suits
from shiyu.disputes.tests.conftest import Story
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

Disputes = Callable[..., Story]
MOST_QUESTIONS = 24


@pytest.fixture
def story(dispute: Disputes) -> Story:
    """A dispute under mediation."""
    return dispute(until="mediating")


@pytest.fixture
def mediator(story: Story) -> Client:
    """The browser of the mediator."""
    client = Client()
    client.force_login(Account.objects.get(username="mediator"))
    return client


@pytest.fixture
def applicant(story: Story) -> Client:
    """The browser of a party who typed his code."""
    client = Client()
    session = client.session
    session[RESIDENT] = {"party": story.party("applicant").party_id, "phone": ""}
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.save()
    return client


def fill(story: Story, *, until: int) -> None:
    """So many messages, some of them offers."""
    for n in range(until):
        kind = Kind.OFFER if n % 4 == 0 else Kind.TEXT
        written = Written(audience="all", text=f"第{n}句", kind=kind)
        post_message(story.number, written, actor=story.people("mediator"), key=f"f{n}")


def questions(client: Client, address: str) -> int:
    """How many questions the page asks the database, the first time not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_long_talk_asks_no_more_than_a_short_one(story: Story, mediator: Client, applicant: Client) -> None:
    pages = ((mediator, f"/disputes/{story.number}/room"), (applicant, f"/disputes/mine/{story.number}/room"))
    fill(story, until=1)
    few = [questions(*page) for page in pages]
    fill(story, until=45)
    assert [questions(*page) for page in pages] == few
    assert max(few) <= MOST_QUESTIONS, few


def test_a_refused_form_keeps_what_was_typed_and_says_why(story: Story, applicant: Client) -> None:
    program = SimpleUploadedFile("证据.png", b"MZ\x90\x00 this is a program")
    own = f"side:{story.party('applicant').party_id}"
    sent = {"_key": "k1", "audience": own, "kind": "evidence", "detail": "我的话", "files": program}
    page = applicant.post(f"/disputes/mine/{story.number}/room", sent)
    shown = page.content.decode()
    assert (page.status_code, RoomMessage.objects.count()) == (422, 0)
    assert "我的话" in shown
    assert "证据.png" in shown


@pytest.mark.parametrize("audience", ["side:respondent", "mediators", "", "everybody"])
def test_a_party_cannot_choose_an_audience_that_is_not_offered(story: Story, applicant: Client, audience: str) -> None:
    sent = {"_key": "k1", "audience": audience, "kind": "text", "detail": "我的话"}
    assert applicant.post(f"/disputes/mine/{story.number}/room", sent).status_code == 403
    assert RoomMessage.objects.count() == 0


def test_a_look_at_nothing_new_is_not_logged(story: Story, applicant: Client) -> None:
    fill(story, until=2)
    first = RoomMessage.objects.order_by("seq")[0].pk
    looks = Access.objects.filter(case_id=story.case.pk, what="room")
    address = f"/disputes/mine/{story.number}/room/new"
    assert (applicant.get(f"{address}?after={first + 1}").status_code, looks.count()) == (204, 0)
    assert "第1句" in applicant.get(f"{address}?after={first}").content.decode()
    assert looks.count() == 1


EXPERT = Seat(as_=As.EXPERT, since=None)


def test_an_expert_speaks_to_all_and_offers_nothing() -> None:
    assert audiences_of(EXPERT, sides=("applicant", "respondent")) == (ALL,)
    assert set(kinds_of(EXPERT)) == {Kind.TEXT, Kind.EVIDENCE}


@pytest.mark.parametrize(
    ("answers", "asked", "state"),
    [
        ({}, ("b",), "open"), ({}, (), "open"), ({"b": "accepted"}, ("b",), "accepted"),
        ({"b": "accepted"}, ("b", "c"), "open"), ({"b": "accepted", "c": "refused"}, ("b", "c"), "refused"),
        ({"a": "withdrawn", "b": "accepted"}, ("b", "c"), "withdrawn"),
    ],
)  # fmt: skip
def test_how_an_offer_stands(answers: dict[str, str], asked: tuple[str, ...], state: str) -> None:
    assert state_of(answers, asked=asked) == state


def test_of_whom_an_answer_is_asked() -> None:
    sides = ("applicant", "respondent", "third_party")
    assert asked_of("all", author_side="respondent", sides=sides) == ("applicant", "third_party")
    assert asked_of("all", author_side="", sides=sides) == sides
    assert asked_of("side:respondent", author_side="", sides=sides) == ("respondent",)
    assert not suits(Kind.OFFER, "side:applicant", seat=Seat(as_=As.SIDE, side="applicant"))
