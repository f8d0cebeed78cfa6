"""The words of one notice: its template filled with how the case stands now."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Min

from shiyu.base.clock import city_zone
from shiyu.base.ids import spoken
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.channels import Message, Recipient, Route
from shiyu.cases.models import Clock, Notice
from shiyu.cases.registry import procedure_of
from shiyu.cases.templates_of_pack import fields_of
from shiyu.city.directory import directory

HOTLINE = "12345"
LONGEST_TITLE = 100
"""Signs of a title that a notice repeats: enough to know one's own matter, and an SMS stays within its parts."""


def due_dates(case_ids: Collection[int]) -> Mapping[int, datetime]:
    """The nearest running limit of each case that has one."""
    running = Clock.objects.filter(case_id__in=case_ids, state=Clock.State.RUNNING).order_by()
    return dict(running.values("case_id").annotate(at=Min("due_at")).values_list("case_id", "at"))


def filled(words: Words, notice: Notice, *, recipient: Recipient, route: Route, due: datetime | None) -> Message:
    """A notice in words, in Chinese, as it goes out by one way."""
    fields = fields_for(notice, recipient=recipient, due=due)
    named = {name: fields[name] for name in fields_of(words.zh)}
    return Message(
        notice_id=notice.pk,
        to=route.to,
        text=words.fill(**fields).zh,
        way=route.way,
        template=notice.template,
        subject=f"{directory().label.zh}{HOTLINE}：{notice.case.number}",
        unit_code=notice.unit_code,
        parameters={name: value.zh if isinstance(value, Words) else value for name, value in named.items()},
    )


NO_LIMIT = Words("（已不计时）", "(no longer counted)")
"""Where a template names a limit and none runs any more: an old message is read after its case has ended."""


def fields_for(notice: Notice, *, recipient: Recipient, due: datetime | None) -> dict[str, Words | str]:
    """Every field a template may name, for this recipient; the query code is his own.

    What goes to staff is read in chats and lists: numbers in a title are masked.
    """
    title = _clipped(notice.case.title)
    if recipient.contact is None:
        return _fields(notice, code="", title=redact(title), due=due)
    return _fields(notice, code=spoken(recipient.contact.get("code", "")), title=title, due=due)


def _clipped(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def _fields(notice: Notice, *, code: str, title: str, due: datetime | None) -> dict[str, Words | str]:
    case, city = notice.case, directory()
    procedure = procedure_of(case.procedure, case.procedure_version)
    if "due" in notice.facts:  # a clock speaks of its own moment
        due = datetime.fromisoformat(notice.facts["due"])
    rule, unit, nothing = notice.facts.get("rule"), city.units.find(notice.unit_code), Words("", "")
    return {
        "number": case.number,
        "title": title,
        "stage": procedure.stage(case.stage).label,
        "outcome": procedure.outcomes.get(case.outcome, nothing),
        "due": f"{due.astimezone(city_zone()):%Y-%m-%d %H:%M}" if due else NO_LIMIT,
        "code": code,
        "unit": unit.label if unit else nothing,
        "rule": procedure.clock(rule).label if rule else nothing,
        "hotline": HOTLINE,
        "city": city.label,
    }
