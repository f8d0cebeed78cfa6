"""Who is reached how, and what is recorded when ways are slow, fail, or are cut off in the middle."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connections

from shiyu.base.clock import now, standing_at
from shiyu.cases.actors import Newcomer
from shiyu.cases.channels import Message, Recipient, Route, SendingFailed, SendingRefused
from shiyu.cases.models import Notice
from shiyu.cases.outbox import LEASE_OF_GATEWAYS, TRIES, drain, send_again
from shiyu.cases.templates_of_pack import Delivery
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.tests.desk import MONDAY, Desk
from shiyu.cases.tests.listeners import Asked, http, listening, says
from shiyu.cases.ways import gateways
from shiyu.cases.ways.gateways import GatewayChannel, Way, routes_to

State = Notice.State
ALL = frozenset(Way)
NO_GATEWAY = frozenset({Way.IN_APP})
PHONE, LANDLINE, MAIL = {"phone": "138 1234 5678"}, {"phone": "0356-2012345"}, {"email": "an@example.cn"}
CODE = {"code": "ABCDEFGHJKMNP"}

PARTIES: list[tuple[dict[str, str], frozenset[str], frozenset[str], list[tuple[str, str]]]] = [
    # contact, ways the template allows, ways the settings offer, routes
    (PHONE | CODE, ALL, ALL, [("sms", "13812345678")]),
    (PHONE | MAIL | CODE, ALL, ALL, [("sms", "13812345678")]),
    (PHONE | MAIL | CODE, ALL, ALL - {Way.SMS}, [("email", "an@example.cn")]),
    (PHONE | MAIL | CODE, frozenset({Way.EMAIL}), ALL, [("email", "an@example.cn")]),
    (LANDLINE | MAIL | CODE, ALL, ALL, [("email", "an@example.cn")]),
    (MAIL | CODE, ALL, ALL, [("email", "an@example.cn")]),
    (CODE, ALL, ALL, [("in_app", "")]),
    (CODE, ALL, NO_GATEWAY, [("in_app", "")]),
    (PHONE | CODE, NO_GATEWAY, ALL, [("in_app", "")]),
    (PHONE | CODE, ALL, NO_GATEWAY, []),  # he was promised a message, and there is no gateway
    (LANDLINE | CODE, ALL, ALL, []),
    ({"email": "nonsense"} | CODE, ALL, ALL, []),
    ({"email": "a@b.cn\nBcc: x@y.cn"} | CODE, ALL, ALL, []),
    ({}, ALL, ALL, []),  # erased
    (CODE, frozenset({Way.SMS}), ALL, []),
]


@pytest.mark.parametrize(("contact", "allowed", "offered", "expected"), PARTIES)
def test_how_a_party_is_reached(contact: dict, allowed: frozenset, offered: frozenset, expected: list) -> None:
    routes = routes_to(Recipient(contact=contact), allowed=allowed, offered=offered)
    assert [(route.way, route.to) for route in routes] == expected


STAFF = [
    ("T-STREET", "clerk", ALL, [("in_app", "unit:T-STREET"), ("webhook", "unit:T-STREET")]),
    ("T-STREET", "clerk", NO_GATEWAY, [("in_app", "unit:T-STREET")]),
    ("", "supervisor", ALL, [("in_app", "role:supervisor"), ("webhook", "role:supervisor")]),
    ("T-GONE", "clerk", ALL, []),
    ("", "nobody", ALL, []),
]


@pytest.mark.django_db
def test_how_staff_is_reached(engine: None) -> None:
    found = [
        [
            (route.way, route.to)
            for route in routes_to(Recipient(contact=None, unit_code=unit, role=role), allowed=ALL, offered=offered)
        ]
        for unit, role, offered, _ in STAFF
    ]
    assert found == [expected for *_, expected in STAFF]


@pytest.mark.django_db
def test_a_template_may_be_for_the_platform_alone(engine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateways, "delivery_of", lambda _name: Delivery(ways=frozenset({"in_app"})))
    assert GatewayChannel().routes(Recipient(contact=PHONE | CODE), template="x") == (Route(Way.IN_APP, ""),)


class Ways:
    """A channel of ways that keeps what each was given; a way in `faults` fails with the next of its faults."""

    def __init__(self, *ways: str, faults: dict[str, list[Exception]] | None = None) -> None:
        self.ways, self.faults = ways, faults or {}
        self.sent: list[str] = []

    def routes(self, recipient: Recipient, *, template: str) -> Sequence[Route]:
        return [Route(way, "somebody") for way in self.ways]

    def send(self, message: Message) -> str:
        if self.faults.get(message.way):
            raise self.faults[message.way].pop(0)
        self.sent.append(message.way)
        return f"r-{message.way}"


def the_notice() -> Notice:
    return Notice.objects.get()


@pytest.mark.django_db
def test_a_way_that_is_done_is_not_repeated(engine: None, desk: Desk) -> None:
    desk.workshop()
    ways = Ways("in_app", "webhook", "email", faults={"webhook": [SendingFailed(reason="http_503")]})
    assert drain(out=ways) == 1
    notice = the_notice()
    assert (ways.sent, notice.state, notice.error) == (["in_app", "email"], State.WAITING, "webhook:http_503")
    with standing_at(notice.next_at or MONDAY):
        drain(out=ways)
    notice = the_notice()
    assert (ways.sent, notice.state, notice.error) == (["in_app", "email", "webhook"], State.SENT, "")
    assert notice.receipt == "in_app=r-in_app email=r-email webhook=r-webhook"


@pytest.mark.django_db
def test_sent_again_by_hand_only_by_the_way_that_failed(engine: None, desk: Desk) -> None:
    desk.workshop()
    ways = Ways("in_app", "webhook", faults={"webhook": [SendingRefused(reason="gone")]})
    drain(out=ways)
    assert (the_notice().state, the_notice().attempts) == (State.FAILED, 1)
    send_again([the_notice().pk])
    drain(out=ways)
    assert (ways.sent, the_notice().state) == (["in_app", "webhook"], State.SENT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "state", "error"),
    [
        (SendingFailed(reason="timeout"), State.WAITING, "sms:timeout"),
        (SendingRefused(reason="invalid_phone"), State.FAILED, "sms:invalid_phone"),
        (OSError("13812345678"), State.WAITING, "sms:OSError"),
        (ValueError("张三"), State.WAITING, "sms:ValueError"),
    ],
)
def test_what_a_fault_means(engine: None, desk: Desk, fault: Exception, state: str, error: str) -> None:
    desk.workshop()
    drain(out=Ways("sms", faults={"sms": [fault]}))
    assert (the_notice().state, the_notice().error, the_notice().receipt) == (state, error, "")


@pytest.mark.django_db
def test_without_any_way_it_is_recorded_as_such_and_not_as_sent(engine: None, desk: Desk) -> None:
    desk.workshop()  # a telephone number, and no gateway in the settings
    assert drain(out=GatewayChannel()) == 1
    notice = the_notice()
    assert (notice.state, notice.error, notice.sent_at, notice.receipt) == (State.FAILED, "no_way_out", None, "")


@pytest.mark.django_db
def test_who_left_no_number_reads_it_with_his_code(engine: None, desk: Desk) -> None:
    desk.move("test_workshop", "raise", Newcomer(role="caller"), title="井盖")
    drain(out=GatewayChannel())
    assert (the_notice().state, the_notice().receipt) == (State.SENT, "in_app=kept")


@pytest.mark.django_db
def test_a_lease_that_ran_out_is_taken_up_again(engine: None, desk: Desk) -> None:
    desk.workshop()
    killed(MONDAY)
    assert drain(out=Ways("sms")) == 0  # still leased to the one who was killed
    with standing_at(MONDAY + LEASE_OF_GATEWAYS):
        assert drain(out=(ways := Ways("sms"))) == 1
    assert (ways.sent, the_notice().state, the_notice().attempts) == (["sms"], State.SENT, 2)


@pytest.mark.django_db
def test_one_that_kills_whoever_sends_it_is_given_up(engine: None, desk: Desk) -> None:
    desk.workshop()
    for n in range(TRIES):
        killed(MONDAY + n * LEASE_OF_GATEWAYS)
    with standing_at(MONDAY + TRIES * LEASE_OF_GATEWAYS):
        assert drain(out=(ways := Ways("sms"))) == 1
    assert (ways.sent, the_notice().state, the_notice().error) == ([], State.FAILED, "interrupted")


def killed(at: datetime) -> None:
    """A worker claims what waits and is killed before it sends."""
    from shiyu.cases.outbox import _claim

    with standing_at(at):
        assert len(_claim(1, lease=LEASE_OF_GATEWAYS)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("late", "expected"), [("sent", State.SENT), ("failed", State.WAITING)])
def test_one_who_comes_late(engine: None, desk: Desk, late: str, expected: str) -> None:
    """His success counts; his failure does not touch what the second one, who has the lease now, is doing."""
    desk.workshop()

    class Late(Ways):
        def send(self, message: Message) -> str:  # type: ignore[explicit-override]
            killed(now() + LEASE_OF_GATEWAYS)
            if late == "failed":
                raise SendingRefused(reason="invalid_phone")
            return super().send(message)

    drain(out=Late("sms"), limit=1)
    assert (the_notice().state, the_notice().attempts) == (expected, 1 if late == "sent" else 2)


@pytest.mark.django_db
def test_told_to_stop_it_gives_back_what_it_claimed(engine: None, desk: Desk) -> None:
    desk.workshop()
    before = Notice.objects.values("state", "attempts", "next_at", "error").get()

    class Stopping(Ways):
        def send(self, message: Message) -> str:  # type: ignore[explicit-override]
            raise SystemExit

    with pytest.raises(SystemExit):
        drain(out=Stopping("sms"))
    assert Notice.objects.values("state", "attempts", "next_at", "error").get() == before


def test_a_gateway_that_hangs_holds_no_lock_and_nobody_up(committed_engine: None, desk: Desk) -> None:
    for _ in range(3):
        desk.workshop()
    asked, go_on = Event(), Event()

    class Hanging(Ways):
        def send(self, message: Message) -> str:  # type: ignore[explicit-override]
            asked.set()
            assert go_on.wait(20)
            return super().send(message)

    hanging, quick = Hanging("sms"), Ways("sms")

    def others() -> list[int]:
        assert asked.wait(20)
        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'")
            tried = [drain(out=quick)]
            Notice.objects.filter(state=State.WAITING).update(error="looked at")  # needs the lock of the hanging one
        finally:
            go_on.set()
        return tried

    tried = all_at_once([lambda: [drain(out=hanging, limit=1)], others])
    assert tried == [[1], [2]]
    assert list(Notice.objects.values_list("state", flat=True)) == [State.SENT] * 3
    assert (len(hanging.sent), len(quick.sent)) == (1, 2)


CANARY = {"name": "金丝雀", "phone": "13987654321", "email": "canary@example.cn"}


@pytest.fixture
def gateway(settings: Any) -> Iterator[Asked]:
    """An SMS gateway that finds every number wrong and says so with the number."""
    asked = Asked()
    answer = {"code": f"invalid {CANARY['phone']}", "message": f"{CANARY['phone']} {CANARY['name']}"}
    with listening(http(says(answer), asked)) as port:
        settings.SHIYU_SMS_URL = f"http://127.0.0.1:{port}/"
        settings.SHIYU_SMS_ACCOUNT, settings.SHIYU_SMS_KEY = "city", "canary-key-canary-key"
        settings.SHIYU_EMAIL_URL = ""
        yield asked


@pytest.mark.django_db
def test_no_log_and_no_row_holds_a_number_or_a_key(
    engine: None, desk: Desk, gateway: Asked, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    desk.workshop(contact=CANARY, title="金丝雀家的井盖")
    for fault in (None, OSError(CANARY["phone"]), RuntimeError(CANARY["name"])):
        drain(out=GatewayChannel() if fault is None else Ways("sms", faults={"sms": [fault]}))
        Notice.objects.update(next_at=now() - timedelta(seconds=1))
    assert gateway.json()["phone"] == CANARY["phone"]
    written = "".join(capfd.readouterr()) + caplog.text + json.dumps(list(Notice.objects.values()), default=str)
    assert "notice_not_sent" in written
    assert [word for word in (*CANARY.values(), "canary-key") if word in written] == []
