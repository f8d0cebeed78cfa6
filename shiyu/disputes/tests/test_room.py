"""The room through its door: who may say what to whom, what is refused, offers, keys, erasure, notices."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from shiyu.base.errors import ShiyuError
from shiyu.base.media_errors import KindNotTaken
from shiyu.base.text import TooLong
from shiyu.cases.actors import Actor, PartyActor, PostHolder
from shiyu.cases.attachments import readable_attachments, store_upload
from shiyu.cases.erasure import erase
from shiyu.cases.errors import BadFact, KeyReused
from shiyu.cases.models import Attachment, Notice
from shiyu.cases.outbox import drain
from shiyu.disputes.models import RoomMessage, RoomText
from shiyu.disputes.room.door import Written, answer_offer, post_message
from shiyu.disputes.room.errors import (
    EmptyMessage,
    MinorDoesNotAnswer,
    NoFile,
    NoRoom,
    NoSuchOffer,
    NotYourAudience,
    NotYoursToAnswer,
    NotYourWord,
    OfferSettled,
    RoomClosed,
    TooManyFiles,
)
from shiyu.disputes.room.reading import mark_seen, newest_of, newest_page, readable_messages, room_of
from shiyu.disputes.room.rules import LONGEST, MOST_FILES, Answer, Kind
from shiyu.disputes.tests.conftest import Story, paper

Disputes = Callable[..., Story]
A, B = "side:applicant", "side:respondent"
AUDIENCES = ("all", A, B, "side:third_party", "mediators", "staff", "")
MAY = {"a": {"all", A}, "b": {"all", B}, "mediator": {"all", A, B, "mediators"}}
"""Nobody is a third party yet, so that nobody speaks to one."""


@pytest.fixture
def story(dispute: Disputes) -> Story:
    """A dispute under mediation."""
    return dispute(until="mediating")


def who(story: Story, name: str) -> PostHolder | PartyActor:
    """A login, or `a` and `b`."""
    return story.party({"a": "applicant", "b": "respondent"}[name]) if name in {"a", "b"} else story.people(name)


def meant(story: Story, to: str) -> str:
    """The audience by which the first party of a role is meant."""
    return f"side:{story.party(to.removeprefix('side:')).party_id}" if to in {A, B} else to


def say(story: Story, name: str, text: str = "您好。", *, to: str = "all", kind: Kind = Kind.TEXT,
        files: tuple[UUID, ...] = (), key: str = "") -> int:  # fmt: skip
    """Says something and answers the id of the message."""
    written = Written(audience=meant(story, to), text=text, kind=kind, files=files)
    return post_message(story.number, written, actor=who(story, name), key=key or uuid4().hex).message_id


def heard(story: Story, actor: Actor) -> list[str]:
    """The words somebody reads."""
    return [message.text.body or "" for message in readable_messages(story.case, actor=actor)]


def refused(doing: Callable[[], object]) -> type[ShiyuError] | None:
    """The class of the refusal, None where it was done; nothing of either stays."""
    try:
        with transaction.atomic():
            doing()
            transaction.set_rollback(True)
    except ShiyuError as error:
        return type(error)
    return None


def answer(story: Story, offer: int, name: str, said: Answer) -> str:
    """Answers an offer and says how it stands."""
    return answer_offer(story.number, offer, said, actor=who(story, name))


@pytest.mark.parametrize("name", ["a", "b", "mediator"])
def test_each_speaks_to_those_he_may(story: Story, name: str) -> None:
    got = {to for to in AUDIENCES if refused(lambda to=to: say(story, name, to=to)) is None}  # type: ignore[misc]
    assert got == MAY[name]
    assert refused(lambda: say(story, name, to="side:nobody")) is NotYourAudience


def test_each_reads_what_is_meant_for_him(story: Story) -> None:
    for name, to in (("a", "all"), ("a", A), ("b", B), ("mediator", A), ("mediator", B), ("mediator", "mediators")):
        say(story, name, f"{name}>{to}", to=to)
    assert heard(story, who(story, "a")) == ["a>all", f"a>{A}", f"mediator>{A}"]
    assert heard(story, who(story, "b")) == ["a>all", f"b>{B}", f"mediator>{B}"]
    assert len(heard(story, who(story, "mediator"))) == 6


@pytest.mark.parametrize(
    "login", ["dispute-window", "dispute-lead", "mediation-head", "mediator2", "mediator-wuye", "auditor", "security"]
)
def test_nobody_else_sits_there(story: Story, login: str) -> None:
    say(story, "a", "只在这里")
    assert heard(story, story.people(login)) == []
    assert refused(lambda: say(story, login)) is NoRoom
    assert refused(lambda: room_of(story.number, actor=story.people(login), purpose=None)) is NoRoom


def test_a_party_of_another_dispute_hears_nothing(story: Story, dispute: Disputes) -> None:
    other = dispute(until="mediating", contact={"name": "甘棠", "phone": "13900007003"})
    say(story, "a", "只在这里")
    assert heard(story, other.party("applicant")) == []
    stranger = other.party("applicant")
    posing = PartyActor(party_id=stranger.party_id, case_id=story.case.pk, role="applicant", number=story.number)
    assert heard(story, posing) == []


def test_a_mediator_who_stepped_back_hears_nothing_more(story: Story) -> None:
    say(story, "a", "先前")
    before = story.people("mediator")
    story.do("step_back", "mediator", ground="relation", reason="相识")
    assert heard(story, before) == []
    story.do("appoint", "mediation-head", mediator="mediator2")
    assert (heard(story, before), heard(story, story.people("mediator2"))) == ([], ["先前"])


@pytest.mark.parametrize(
    ("stage", "want"),
    [("registered", RoomClosed), ("asking", RoomClosed), ("mediating", None), ("signing", None), ("performing", None),
     ("closed", RoomClosed)],
)  # fmt: skip
def test_the_room_is_open_from_mediation_to_the_visit(
    dispute: Disputes, stage: str, want: type[ShiyuError] | None
) -> None:
    story = dispute(until=stage)
    assert refused(lambda: say(story, "a")) is want


def test_what_is_said_is_read_after_the_end(dispute: Disputes) -> None:
    story = dispute(until="mediating")
    say(story, "a", "留下的话")
    story.to("closed")
    assert [heard(story, who(story, name)) for name in ("a", "b", "mediator")] == [["留下的话"]] * 3


def test_what_cannot_be_taken_is_named(story: Story) -> None:
    for text, want in (("", EmptyMessage), (" \n\t ", EmptyMessage), ("\u200b\x07", EmptyMessage),
                       ("字" * (LONGEST + 1), TooLong), ("字" * LONGEST, None)):  # fmt: skip
        assert refused(lambda text=text: say(story, "a", text)) is want, text[:5]  # type: ignore[misc]
    assert refused(lambda: say(story, "a", "见附件", kind=Kind.EVIDENCE)) is NoFile
    assert refused(lambda: say(story, "a", "开会", kind=Kind.CALL)) is NotYourWord
    assert refused(lambda: say(story, "a", "假的", kind=Kind.SYSTEM)) is NotYourWord
    assert refused(lambda: say(story, "a", "私下的方案", to=A, kind=Kind.OFFER)) is NotYourWord
    assert refused(lambda: say(story, "a", "多", files=tuple(uuid4() for _ in range(MOST_FILES + 1)))) is TooManyFiles


def test_invisible_signs_are_taken_out(story: Story) -> None:
    say(story, "a", "一\u202e二\x00\x07三".replace("\x00", ""))
    assert heard(story, who(story, "a")) == ["一二三"]


def test_files_are_for_whom_the_message_is(story: Story) -> None:
    own = UUID(paper(who(story, "a"), "病历.png"))
    say(story, "a", "证据", to=A, kind=Kind.EVIDENCE, files=(own,))
    file = Attachment.objects.get(reference=own)
    assert (file.case, file.seq) == (story.case, None)
    for name in ("a", "b", "mediator"):
        assert readable_attachments(story.case, actor=who(story, name)) == []  # beside the history: not of its entries
    assert refused(lambda: say(story, "a", "再用", files=(own,))) is BadFact  # used
    of_b = UUID(paper(who(story, "b")))
    assert refused(lambda: say(story, "a", "别人的", files=(of_b,))) is BadFact
    with pytest.raises(KindNotTaken):
        store_upload("病历.pdf", BytesIO(b"MZ\x90\x00 no document"), actor=who(story, "a"))


def test_the_same_key_is_the_same_message(story: Story) -> None:
    written = Written(audience="all", text="一次")
    first = post_message(story.number, written, actor=who(story, "a"), key="k")
    again = post_message(story.number, written, actor=who(story, "a"), key="k")
    assert (again.message_id, again.replayed, first.replayed) == (first.message_id, True, False)
    assert refused(lambda: say(story, "a", "另一句", key="k")) is KeyReused
    assert say(story, "b", "一次", key="k") != first.message_id  # another's key is his own
    assert list(RoomMessage.objects.filter(case=story.case).values_list("seq", flat=True).order_by("seq")) == [1, 2]


def test_an_offer_waits_for_the_other_sides(story: Story) -> None:
    offer = say(story, "a", "一万二，月底前", kind=Kind.OFFER)
    assert refused(lambda: answer(story, offer, "a", Answer.ACCEPTED)) is NotYoursToAnswer
    assert refused(lambda: answer(story, offer, "mediator", Answer.ACCEPTED)) is NotYoursToAnswer
    assert refused(lambda: answer(story, offer, "b", Answer.WITHDRAWN)) is NotYoursToAnswer
    assert answer(story, offer, "b", Answer.ACCEPTED) == "accepted"
    assert answer(story, offer, "b", Answer.ACCEPTED) == "accepted"  # said twice, kept once
    assert refused(lambda: answer(story, offer, "b", Answer.REFUSED)) is OfferSettled
    assert refused(lambda: answer(story, offer, "a", Answer.WITHDRAWN)) is OfferSettled
    assert RoomMessage.objects.filter(case=story.case, kind="system").count() == 1


def test_an_offer_to_one_side_is_nothing_to_the_other(story: Story) -> None:
    offer = say(story, "mediator", "对方可让到一万", to=A, kind=Kind.OFFER)
    assert refused(lambda: answer_offer(story.number, offer, Answer.ACCEPTED, actor=who(story, "b"))) is NoSuchOffer
    assert answer_offer(story.number, offer, Answer.REFUSED, actor=who(story, "a")) == "refused"
    assert heard(story, who(story, "b")) == []


def test_an_offer_is_withdrawn_by_who_made_it(story: Story) -> None:
    offer = say(story, "mediator", "各让一步", kind=Kind.OFFER)
    assert answer_offer(story.number, offer, Answer.ACCEPTED, actor=who(story, "a")) == "open"  # b has not answered
    assert answer_offer(story.number, offer, Answer.WITHDRAWN, actor=who(story, "mediator")) == "withdrawn"
    assert refused(lambda: answer_offer(story.number, offer, Answer.ACCEPTED, actor=who(story, "b"))) is OfferSettled


def test_a_minor_binds_himself_to_nothing(dispute: Disputes) -> None:
    story = dispute()
    first = story.party("applicant").party_id
    story.do("add_party", "dispute-window", side="applicant", capacity="self", minor=True,
             contact={"name": "骆小禾"})  # fmt: skip
    child = story.party("applicant", 1)
    story.do("add_party", "dispute-window", side="applicant", capacity="guardian", stands_for=child.party_id,
             contact={"name": "骆大禾", "phone": "13900007004"})  # fmt: skip
    story.to("asking")
    for party in (story.party("applicant"), story.party("applicant", 2), story.party("respondent")):
        story.do("told_rights", party)
        story.do("agree", party)
    assert (story.stage, first) == ("mediating", story.party("applicant").party_id)
    offer = say(story, "mediator", "各让一步", kind=Kind.OFFER)
    assert refused(lambda: answer_offer(story.number, offer, Answer.ACCEPTED, actor=child)) is MinorDoesNotAnswer
    assert answer_offer(story.number, offer, Answer.ACCEPTED, actor=story.party("applicant", 2)) == "open"


def test_pages_go_upwards_by_fifty(story: Story) -> None:
    ids = [say(story, "a", str(n), to=A if n % 3 == 0 else "all") for n in range(120)]
    room = room_of(story.number, actor=who(story, "a"), purpose=None)
    pages, before = [], None
    for _ in range(3):
        page = newest_page(room, before=before)
        pages.append([message.pk for message in page.messages])
        before = page.older
    assert (pages[2] + pages[1] + pages[0], before) == (ids, None)
    other = room_of(story.number, actor=who(story, "b"), purpose=None)
    assert len(newest_page(other, before=ids[60]).messages) == 0  # an id of a message that is not for him says nothing
    assert len(newest_page(other, before=ids[61]).messages) == 40


def test_the_word_is_kept_as_it_was_and_erased_with_the_case(story: Story) -> None:
    message = say(story, "a", "要删的话")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomMessage.objects.create(case=story.case, seq=1, at=story.case.opened_at, author={}, audience="all",
                                   kind="text", request_key="x", request_print=b"x")  # fmt: skip
    story.do("withdraw", "a", reason="已和好")
    erase(story.number, actor=story.people("security"), reason="本人要求", key="e")
    text = RoomText.objects.get(message=message)
    assert (text.body, bool(text.erased_at), text.erased_why) == (None, True, "本人要求")
    assert RoomMessage.objects.filter(pk=message).exists()


def test_a_notice_says_that_there_is_something_and_nothing_else(story: Story) -> None:
    drain()
    say(story, "a", "秘密的话", to=A)
    say(story, "a", "大家的话")
    found = Notice.objects.filter(case=story.case, template="dispute_room_message").order_by("pk")
    told = {(notice.party_id, notice.unit_code, notice.role) for notice in found}
    b = story.party("respondent").party_id
    assert (b, "", "") in told
    assert {party for party, _, _ in told} == {b, None}
    assert all(notice.facts == {} for notice in found)


def test_who_has_looked_is_told_anew_and_nobody_twice(story: Story) -> None:
    b = story.party("respondent")
    room = room_of(story.number, actor=b, purpose=None)
    waiting = Notice.objects.filter(party=b.party_id, template="dispute_room_message", state=Notice.State.WAITING)
    got = []
    for look in (False, False, True):
        if look:
            mark_seen(room, seq=newest_of(story.case))
        say(story, "a")
        got.append(waiting.count())
        drain()
    assert got == [1, 0, 1]
