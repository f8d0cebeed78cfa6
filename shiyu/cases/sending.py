"""Sending one notice by every way it has to go, and what is to be recorded of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import structlog

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError, places_of
from shiyu.cases.channels import Channel, Message, Recipient, Route, RoutingChannel, SendingFailed, SendingRefused
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Notice
from shiyu.cases.notice_words import filled
from shiyu.cases.templates_of_pack import notice_templates

log = structlog.get_logger(__name__)
NO_WAY_OUT = "no_way_out"
BETWEEN_FAULTS = "; "
Stored = tuple[str, int, datetime | None]


@dataclass(slots=True)
class Claimed:
    """A notice leased to us. Its attempts and the end of the lease are the token by which failures are recorded."""

    notice: Notice
    token: Stored
    was_due: datetime | None

    @classmethod
    def of(cls, notice: Notice, *, until: datetime) -> Self:
        """Claims a locked notice until then; its row is still to be written."""
        was_due, notice.next_at = notice.next_at, until
        notice.attempts += 1
        return cls(notice, (notice.state, notice.attempts, until), was_due)

    def sent(self) -> None:
        """It went out by every way."""
        self.notice.state, self.notice.sent_at = Notice.State.SENT, now()
        self.notice.next_at, self.notice.error = None, ""

    def failed(self, why: str, *, wait: timedelta | None) -> None:
        """It did not; it is tried again after `wait`, or given up where there is none."""
        self.notice.error = why[:300]
        self.notice.next_at = None if wait is None else now() + wait
        if wait is None:
            self.notice.state = Notice.State.FAILED

    def give_back(self) -> None:
        """It was not tried."""
        self.notice.attempts -= 1
        self.notice.next_at = self.was_due


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try: empty `why` where every way took it; `final` where trying again is useless."""

    why: str = ""
    final: bool = False


def send(notice: Notice, way_out: Channel, *, due: datetime | None) -> Outcome:
    """Takes every way that has not taken the notice yet. Never raises what a way or a template did wrong."""
    faults: dict[str, Exception] = {}
    try:
        recipient = recipient_of(notice)
        routes = _routes(notice, recipient, way_out)
        if not routes:
            return Outcome(NO_WAY_OUT, final=True)
        taken = ways_taken(notice)
        for route in (route for route in routes if route.way not in taken):
            message = _message(notice, recipient=recipient, route=route, due=due)
            try:
                _note_taken(notice, route, way_out.send(message))
            except Exception as error:  # noqa: BLE001 -- whatever one way does, the others are taken and it is recorded
                faults[route.way] = error
    except Exception as error:  # noqa: BLE001 -- a notice that cannot be put into words must not stop the others
        faults[""] = error
    return _outcome(notice, faults)


def _outcome(notice: Notice, faults: dict[str, Exception]) -> Outcome:
    for way, error in faults.items():
        _log(notice, way, error)
    why = BETWEEN_FAULTS.join(f"{way}:{reason_of(error)}" if way else _sentence(error) for way, error in faults.items())
    return Outcome(why, final=all(isinstance(error, SendingRefused) for error in faults.values()))


def _routes(notice: Notice, recipient: Recipient, way_out: Channel) -> Sequence[Route]:
    if isinstance(way_out, RoutingChannel):
        return way_out.routes(recipient, template=notice.template)
    return (_only_route(notice, recipient),)


def _only_route(notice: Notice, recipient: Recipient) -> Route:
    to = f"unit:{notice.unit_code}" if notice.unit_code else f"role:{notice.role}"
    return Route("", to if recipient.contact is None else recipient.contact.get("phone", ""))


def ways_taken(notice: Notice) -> set[str]:
    """The ways that took this notice already: `receipt` holds one word `way=receipt` for each."""
    return {way for way, sign, _ in (word.partition("=") for word in notice.receipt.split()) if sign}


def _note_taken(notice: Notice, route: Route, receipt: str) -> None:
    """Kept at once, so that a later try does not repeat a way that is done."""
    if not route.way:
        notice.receipt = receipt[:200]
        return
    notice.receipt = f"{notice.receipt} {route.way}={receipt[:40]}".strip()[:200]
    Notice.objects.filter(pk=notice.pk, state=Notice.State.WAITING).update(receipt=notice.receipt)


def reason_of(error: Exception) -> str:
    """Why a gateway failed, in a word; never the message of an error, which may hold a number or a name."""
    if isinstance(error, SendingFailed):
        return str(error.facts.get("reason") or error.code)
    return error.code if isinstance(error, ShiyuError) else type(error).__name__


def _sentence(error: Exception) -> str:
    """Our own errors hold no personal data; of any other only its kind is kept."""
    return str(error) if isinstance(error, ShiyuError) else type(error).__name__


def _log(notice: Notice, way: str, error: Exception) -> None:
    log.warning(
        "notice_not_sent",
        notice=notice.pk,
        way=way,
        reason=reason_of(error),
        attempt=notice.attempts,
        places=[] if isinstance(error, ShiyuError) else places_of(error, most=8),
    )


def recipient_of(notice: Notice) -> Recipient:
    """Whom it is for; contact data is opened here and kept nowhere."""
    contact = open_contact(notice.party) if notice.party is not None else None
    return Recipient(contact=contact, unit_code=notice.unit_code, role=notice.role)


def message_of(notice: Notice, *, due: datetime | None = None) -> Message:
    """A notice in words, as a channel of one way gets it. `due` is the nearest due moment of the case."""
    recipient = recipient_of(notice)
    return _message(notice, recipient=recipient, route=_only_route(notice, recipient), due=due)


def _message(notice: Notice, *, recipient: Recipient, route: Route, due: datetime | None) -> Message:
    return filled(notice_templates()[notice.template], notice, recipient=recipient, route=route, due=due)
