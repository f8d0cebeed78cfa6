"""What taking over from a list does beyond the engine: number and days kept, the submitter found, units once.

Everything that can refuse the row comes before anything is written, so that a refused row leaves no name behind.
"""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from shiyu.base.clock import city_day, city_zone
from shiyu.base.words import Words
from shiyu.cases import clocks
from shiyu.cases.apply.opening import join
from shiyu.cases.change import Change
from shiyu.cases.facts import Contact
from shiyu.proposals import sentences as s
from shiyu.proposals.keeping import bad
from shiyu.proposals.models import Proposal, Session, Submitter
from shiyu.proposals.register import (
    ORGANISATIONS,
    Wanted,
    contact_of,
    enter_new,
    find,
    known_since,
    next_session,
    split_names,
)
from shiyu.proposals.rules import cap

if TYPE_CHECKING:
    from collections.abc import Iterable

NOON = time(12)
"""A list names days; the moment kept for one is its noon."""


def know_from_list(change: Change) -> None:
    """The session, the number and the units hold; the submitter is found in the register or entered there."""
    session = _session(change)
    _check_number(change, session)
    _check_day(change, session)
    _check_units(change)
    _check_order(change)
    _check_text(change)
    day: date = change.facts.get("submitted_on")
    names = split_names(change.facts.texts.pop("co_signers", ""))
    people = [_wanted(change), *(Wanted(kind="member", name=name) for name in names)]
    if len({(one.kind, one.name) for one in people}) < len(people):
        raise bad(change, "co_signers", s.ALREADY_THERE)
    found = [_found(change, one, day) for one in people]
    since = session.accepts_from
    known = [
        known_since(one, since) if one else enter_new(want, valid_from=since)
        for one, want in zip(found, people, strict=True)
    ]
    change.facts.given |= {"session": session, "submitters": known, "contact": _as_contact(known[0])}
    change.facts.texts.pop("sector", None)
    change.facts.codes["session"] = session.code


def take_over(change: Change) -> None:
    """The row beside the case, filed under the number of the list on the moment it is taken over."""
    facts = change.facts
    session: Session = facts.get("session")
    submitter, *others = facts.get("submitters")
    submitted, filed = facts.get("submitted_on"), facts.get("filed_on")
    time_class = "plenary" if submitted <= city_day(session.cut_off) else "ordinary"
    change.case.channel = ""  # the channel of assigning is the kind of the case, not the way it came in
    facts.texts.pop("session", None)
    facts.codes["time_class"] = time_class
    change.batch.add(
        Proposal(
            case=change.case, session=session, submitter=submitter, submitter_kind=submitter.kind,
            serial=facts.get("serial"), time_class=time_class, theme=facts.get("theme"),
            channel=facts.get("channel"), may_publish=facts.get("may_publish"),
            submitted_at=_moment(change, submitted), filed_at=_moment(change, filed) if filed else change.now,
        )
    )  # fmt: skip
    for one in others:
        join(change, role="co_signer", contact=_as_contact(one))
    change.query_code = ""  # nobody who typed a list sees the codes of those who signed


def date_filed(change: Change) -> None:
    """What waits for its assigner has waited since it was filed, where the list says since when."""
    change.start_clock("assign")
    day: date | None = change.facts.get("filed_on")
    if day is not None:
        _date_clocks(change, day)


def date_assigned(change: Change) -> None:
    """The units have had it since it was assigned, where the list says since when: their limits run from that day."""
    day: date | None = change.facts.get("assigned_on")
    if day is not None:
        _date_clocks(change, day)
        for share in change.state.live():
            share.sent_at = _moment(change, day)


def _date_clocks(change: Change, day: date) -> None:
    """The limits run from that day. One that has passed since gives no warning any more: it is overdue."""
    for clock in change.state.open_clocks():
        clock.started_at = _moment(change, day)
        numbers, calendar = change.numbers(clock.rule), change.city.calendar
        clocks.set_due(clock, numbers=numbers, calendar=calendar)
        if clock.due_at <= change.now:
            clock.warn_at = None
            clocks.set_next(clock, numbers=numbers, calendar=calendar)


def _moment(change: Change, day: date) -> datetime:
    return min(datetime.combine(day, NOON, city_zone()).astimezone(UTC), change.now)


def _session(change: Change) -> Session:
    """The session named, held until the transaction ends: two lists at one moment do not take one number."""
    code = change.facts.text("session")
    held = (row.session for row in change.batch.added(Proposal))  # by an earlier row of this batch
    found = next((session for session in held if session.code == code), None)
    found = found or Session.objects.select_for_update(no_key=True).filter(code=code).first()
    if found is None:
        raise bad(change, "session", s.NO_SUCH_SESSION)
    return found


def _check_number(change: Change, session: Session) -> None:
    serial = change.facts.get("serial")
    planned: Iterable[Proposal] = (*change.batch.added(Proposal), *change.batch.changed(Proposal))
    taken = any(row.session_id == session.pk and row.serial == serial for row in planned)
    if taken or Proposal.objects.filter(session=session, serial=serial).exists():
        raise bad(change, "serial", s.SERIAL_TAKEN.fill(serial=serial))


def _check_day(change: Change, session: Session) -> None:
    day: date = change.facts.get("submitted_on")
    following = next_session(session)
    too_late = following is not None and day >= following.accepts_from
    if too_late or not session.accepts_from <= day <= city_day(change.now):
        raise bad(change, "submitted_on", s.DAY_OUT_OF_SESSION.fill(session=session.code))


def _check_order(change: Change) -> None:
    """Submitted, filed, assigned: in this order, and none of it to come."""
    facts = change.facts
    if facts.get("assigned_on") and facts.get("lead") is None:
        raise bad(change, "assigned_on", s.ASSIGNED_TO_NOBODY)
    before: date = facts.get("submitted_on")
    for field in ("filed_on", "assigned_on"):
        day: date | None = facts.get(field)
        if day is not None and not before <= day <= city_day(change.now):
            raise bad(change, field, s.DAYS_OUT_OF_ORDER)
        before = day or before


def _check_units(change: Change) -> None:
    facts = change.facts
    lead, joint, separate = facts.get("lead"), facts.get("joint") or [], facts.get("separate") or []
    if lead is None and (joint or separate):
        raise bad(change, "lead", s.NO_LEAD)
    codes = [unit.code for unit in ((lead,) if lead else ()) + (*joint, *separate)]
    if len(set(codes)) < len(codes):
        raise bad(change, "lead", s.UNIT_TWICE)


def _check_text(change: Change) -> None:
    most = cap(change.rules.body, "characters")
    now = sum(len("".join(change.facts.text(name).split())) for name in ("detail", "suggestions"))
    if now > most:
        raise bad(change, "detail", s.TOO_LONG.fill(most=most, now=now))


def _wanted(change: Change) -> Wanted:
    contact: Contact = change.facts.get("contact")
    name = contact.fields.get("name", "")
    if not name:
        raise bad(change, "contact", Words("必须写明提案者", "name the submitter"))
    return Wanted(
        kind=change.facts.get("submitter_kind"), name=name, sector=change.facts.text("sector"),
        phone=contact.fields.get("phone", ""),
    )  # fmt: skip


def _found(change: Change, wanted: Wanted, day: date) -> Submitter | None:
    """The one in the register; None where he is new. Several of one name are told apart by sector or not at all."""
    found = find(wanted, on=day)
    if len(found) > 1:
        raise bad(change, "contact", s.SEVERAL_OF_NAME)
    return found[0] if found else None


def _as_contact(submitter: Submitter) -> Contact:
    return Contact(fields=contact_of(submitter), organisation=submitter.kind in ORGANISATIONS)
