"""Notices: written with the move, sent afterwards, tried again, and never lost or recorded twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Lock, current_thread
from time import sleep

import pytest
from django.db import transaction
from typing_extensions import override

from shiyu.base.clock import now, standing_at
from shiyu.base.errors import NoSuchThing
from shiyu.base.ids import spoken
from shiyu.base.words import Words
from shiyu.cases import outbox, sending
from shiyu.cases.actors import Newcomer
from shiyu.cases.channels import FolderChannel, Message, Recipient, Route, SendingFailed
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Notice, Party
from shiyu.cases.outbox import TRIES, drain, drain_all, send_again
from shiyu.cases.tests.counting import cost_of
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.tests.desk import MONDAY, Desk, clock_of
from shiyu.cases.tick import tick

State = Notice.State


class Postman:
    """A way out that keeps what it was given, and fails as often as it is told to."""

    def __init__(self, *, fails: int = 0, by: Callable[[], Exception] = lambda: SendingFailed(reason="线路忙")) -> None:
        self.sent: list[Message] = []
        self._fails, self._by, self._lock = fails, by, Lock()

    def send(self, message: Message) -> str:
        with self._lock:
            if self._fails:
                self._fails -= 1
                raise self._by()
            self.sent.append(message)
            return f"r{len(self.sent)}"


@pytest.mark.django_db
def test_a_notice_is_written_with_its_move_or_not_at_all(engine: None, desk: Desk) -> None:
    with transaction.atomic():
        desk.workshop()
        assert Notice.objects.count() == 1
        transaction.set_rollback(True)
    assert Notice.objects.count() == 0


@pytest.mark.django_db
def test_sent_once(engine: None, desk: Desk) -> None:
    desk.workshop()
    postman = Postman()
    assert (drain(out=postman), drain(out=postman)) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.receipt, notice.sent_at) == (State.SENT, 1, "r1", MONDAY)
    assert [message.notice_id for message in postman.sent] == [notice.pk]


@pytest.mark.django_db
def test_tried_again_after_longer_and_longer_and_then_given_up(engine: None, desk: Desk) -> None:
    desk.workshop()
    postman, waits, moment = Postman(fails=TRIES), [], MONDAY
    for _ in range(TRIES):
        with standing_at(moment):
            assert drain(out=postman) == 1
            assert drain(out=postman) == 0  # not before its time
        notice = Notice.objects.get()
        if notice.next_at is not None:
            waits.append((notice.next_at - moment).total_seconds())
            moment = notice.next_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920]
    assert (notice.state, notice.attempts, notice.error) == (State.FAILED, 8, "发送失败：线路忙")
    with standing_at(moment + timedelta(days=30)):
        assert drain(out=postman) == 0
        assert send_again([notice.pk]) == 1
        assert drain(out=postman) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.error, len(postman.sent)) == (State.SENT, 1, "", 1)


@pytest.mark.django_db
def test_only_what_failed_is_sent_again_by_hand(engine: None, desk: Desk) -> None:
    desk.workshop()
    notice = Notice.objects.get()
    for state in (State.WAITING, State.SENT):
        Notice.objects.update(state=state)
        with pytest.raises(NoSuchThing):
            send_again([notice.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("by", [lambda: SendingFailed(reason="x"), lambda: OSError("x"), ZeroDivisionError])
def test_one_that_fails_does_not_hold_up_the_others(engine: None, desk: Desk, by: Callable[[], Exception]) -> None:
    for _ in range(3):
        desk.workshop()
    postman = Postman(fails=1, by=by)
    assert drain(out=postman) == 3
    assert list(Notice.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "sent", "sent"]


@pytest.mark.django_db
def test_a_missing_template_fails_that_notice_alone(engine: None, desk: Desk) -> None:
    desk.workshop()
    Notice.objects.update(template="poem")
    desk.workshop()
    assert drain(out=Postman()) == 2
    assert list(Notice.objects.order_by("pk").values_list("state", "error")) == [("waiting", "KeyError"), ("sent", "")]


class Crash(BaseException):
    """The machine goes down."""


def test_a_crash_after_sending_sends_again_and_records_once(committed_engine: None, desk: Desk) -> None:
    for _ in range(3):
        desk.workshop()
    postman = Postman()

    class Dying(Postman):
        @override
        def send(self, message: Message) -> str:
            postman.send(message)
            if len(postman.sent) == 2:
                raise Crash
            return "r"

    with pytest.raises(Crash):
        drain(out=Dying())
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["sent", "waiting", "waiting"]
    drain(out=postman)
    ids = list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    assert [message.notice_id for message in postman.sent] == [ids[0], ids[1], ids[1], ids[2]]
    assert list(Notice.objects.order_by("pk").values_list("state", "attempts")) == [("sent", 1)] * 3


def test_two_drains_share_the_work(committed_engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "CLAIMED_TOGETHER", 4)
    for _ in range(12):
        desk.workshop()
    barrier = Barrier(2)

    class Slow(Postman):
        @override
        def send(self, message: Message) -> str:
            sleep(0.005)
            return super().send(message)

    postmen = [Slow(), Slow()]

    def work(postman: Postman) -> int:
        barrier.wait()
        return drain(out=postman)

    tried = all_at_once([lambda postman=postman: work(postman) for postman in postmen])  # type: ignore[misc]
    sent = [message.notice_id for postman in postmen for message in postman.sent]
    assert sum(tried) == len(sent) == len(set(sent)) == 12
    assert all(postman.sent for postman in postmen)


class Gateways(Postman):
    """A way out that asks gateways, and notes which thread asked."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def routes(self, recipient: Recipient, *, template: str) -> list[Route]:
        return [Route("sms", "13800000000")]

    @override
    def send(self, message: Message) -> str:
        self.threads.add(current_thread().name)
        return super().send(message)


@pytest.mark.parametrize("waiting", [outbox.SENDERS - 1, 40])
def test_where_much_waits_several_ask_the_gateways_at_once(
    committed_engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    way_out = Gateways()
    monkeypatch.setattr(outbox, "channel", lambda: way_out)
    for _ in range(waiting):
        desk.workshop()
    drain_all()
    sent = [message.notice_id for message in way_out.sent]
    assert len(sent) == len(set(sent)) == waiting == Notice.objects.filter(state=State.SENT).count()
    apart = {name for name in way_out.threads if name.startswith("outbox")}
    assert bool(apart) == (waiting > outbox.SENDERS)
    drain_all()
    assert len(way_out.sent) == waiting  # nothing is left, and nothing goes twice


@pytest.mark.django_db
def test_a_crowd_is_told_in_few_questions(engine: None, desk: Desk) -> None:
    costs = []
    for crowd in (3, 90):
        for _ in range(crowd):
            desk.workshop()
        costs.append(cost_of(lambda: drain(out=Postman())))
    assert costs[0] == costs[1]
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}


EVERY_FIELD = "{number}|{title}|{stage}|{outcome}|{due}|{code}|{unit}|{rule}|{hotline}|{city}"


@pytest.mark.django_db
def test_the_fields_of_a_template(engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {name: Words(EVERY_FIELD, EVERY_FIELD) for name in ("test", "clock_warned")}
    monkeypatch.setattr(sending, "notice_templates", lambda: words)
    number = desk.workshop(until="working")
    with standing_at(MONDAY + timedelta(days=3, hours=3)):
        tick()
        postman = Postman()
        drain(out=postman)
    party = Party.objects.get(case__number=number)
    code, due = spoken(open_contact(party)["code"]), "2026-03-06 00:00"
    assert clock_of(number, "handle").due_at.isoformat() == "2026-03-05T16:00:00+00:00"
    assert [(message.to, message.text) for message in postman.sent] == [
        ("13700000000", f"{number}|井盖|甲||{due}|{code}|||12345|测试市"),
        ("unit:T-STREET", f"{number}|井盖|甲||{due}||T-STREET||12345|测试市"),
        ("unit:T-STREET", f"{number}|井盖|甲||{due}||T-STREET|办理|12345|测试市"),
    ]


@pytest.mark.django_db
def test_somebody_who_left_no_number_is_told_on_the_portal_alone(engine: None, desk: Desk) -> None:
    desk.move("test_workshop", "raise", Newcomer(role="caller"), title="井盖")
    postman = Postman()
    drain(out=postman)
    assert ([message.to for message in postman.sent], Party.objects.get().anonymous) == ([""], True)


@pytest.mark.django_db
def test_the_erased_are_told_nothing(engine: None, desk: Desk) -> None:
    number = desk.workshop()
    Party.objects.filter(case__number=number).update(contact=None, erased_at=now())
    postman = Postman()
    drain(out=postman)
    assert [(message.to, message.text) for message in postman.sent] == [("", f"{number} ")]


@pytest.mark.django_db
def test_a_notice_holds_no_words(engine: None, desk: Desk) -> None:
    desk.workshop(title="欧阳家的井盖", contact={"name": "欧阳某", "phone": "13812345678"})
    stored = str(list(Notice.objects.values()))
    assert not any(word in stored for word in ("欧阳", "13812345678"))


@pytest.mark.django_db
def test_the_folder_shows_what_was_sent(engine: None, desk: Desk, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    desk.workshop()
    drain(out=FolderChannel(folder))
    (line,) = (folder / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"to": "13700000000"' in line
