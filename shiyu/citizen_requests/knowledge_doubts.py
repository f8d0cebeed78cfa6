"""待核对: which approved answers may hold no more, why, and the word of who answers for them that they do.

Three reasons, none of which takes an answer away by itself: nobody has confirmed it for a year; its unit was abolished
or merged; a rule it cites was replaced in the city pack after it was last confirmed. Whoever keeps the answer says
仍然有效, revises it or withdraws it. A unit that is gone is answered by a revision alone: somebody must answer for it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from shiyu.base.clock import city_zone, now, today
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import GuardRefused
from shiyu.citizen_requests.knowledge import ANY_UNIT, Answered, NotForThatUnit, may_approve, may_write, shown
from shiyu.citizen_requests.models import Knowledge, KnowledgeConfirmation
from shiyu.city.directory import RuleSetFact, directory
from shiyu.city.names import unit_words

AGE = timedelta(days=365)
"""After so long without a word an answer is looked at again. 设计: a year, as most notices of rates hold for one."""
LISTED = 100
OLD = Words("自 {day} 起一年多没有核对", "nobody has confirmed it since {day}")
NO_UNIT = Words("责任单位“{unit}”已撤销或并入其他单位", "the unit “{unit}” was abolished or merged")
REPLACED = Words("所依据的“{rule}”已于 {day} 更新", "“{rule}”, which it cites, was replaced on {day}")
NOT_IN_FORCE = Words("这一版不是现行答复，请刷新后再看", "that version is not in force; look again")
_CITED = re.compile(
    "《([^》]{3,60})》|([一-鿿]{0,6}〔20[0-9]{2}〕[0-9]{1,5}号)|([一-鿿]{2,20}(?:法|条例|规则|办法|规定))"
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document that a rule set of the pack stood on, and the day another took its place."""

    name: str
    day: date


def replaced_rules() -> list[Replaced]:
    """The documents of the pack's rule sets that hold no more."""
    return replaced_among(directory().rule_sets.by_id.values(), on=today())


def replaced_among(facts: Iterable[RuleSetFact], *, on: date) -> list[Replaced]:
    """The laws and notices that ended rule sets stood on and that no rule set in force stands on; with the last day."""
    held = list(facts)
    standing = {name for fact in held if fact.in_force(on) for name in _named(fact.doc_no)}
    ended: dict[str, date] = {}
    for fact in held:
        if fact.span.end is not None and fact.span.end <= on:
            for name in _named(fact.doc_no) - standing:
                ended[name] = max(fact.span.end, ended.get(name, fact.span.end))
    return [Replaced(name, day) for name, day in sorted(ended.items())]


def _named(text: str) -> set[str]:
    return {next(part for part in found.groups() if part) for found in _CITED.finditer(text)}


def doubtful(*, unit: str = "") -> list[Answered]:
    """Answers in force that somebody should look at, the longest unconfirmed first; at most `LISTED`."""
    wanted = Q(said_at__lt=now() - AGE) | Q(unit_code__in=_gone_units())
    for rule in replaced_rules():
        wanted |= (Q(answer__contains=rule.name) | Q(note__contains=rule.name)) & Q(said_at__lt=_beginning(rule.day))
    found = _in_force().filter(wanted)
    if unit:
        found = found.filter(unit_code=unit)
    return with_doubts([shown(row) for row in found.order_by("said_at", "number")[:LISTED]])


def with_doubts(answers: Sequence[Answered]) -> list[Answered]:
    """The same answers, each with why it may hold no more; one question for all."""
    numbers = {one.number for one in answers}
    said = dict(_in_force().filter(number__in=numbers).values_list("number", "said_at")) if numbers else {}
    rules = replaced_rules() if numbers else []
    return [replace(one, doubts=tuple(_doubts(one, said.get(one.number), rules))) for one in answers]


def confirm(number: int, version: int, *, actor: PostHolder, key: str) -> Answered:
    """仍然有效: noted with who and when; sent twice it is one.

    Raises `NoSuchThing`, `NotForThatUnit`, and `GuardRefused` where another version holds by now.
    """
    row = Knowledge.objects.filter(number=number, version=version).defer("search").first()
    if row is None:
        raise NoSuchThing(what=Words("这条答复", "that answer"))
    if not may_confirm(actor, row.unit_code):
        raise NotForThatUnit(what=row.unit_code)
    own = f"{actor.account_id}:{key}"
    with transaction.atomic():
        # Whoever revises or withdraws it locks its first version: one of the two comes first.
        Knowledge.objects.select_for_update().filter(number=number, version=1).values_list("pk", flat=True).first()
        standing = Knowledge.objects.filter(number=number, version=version, is_current=True)
        if not standing.filter(state=Knowledge.State.IN_FORCE).exists():
            raise GuardRefused(why=NOT_IN_FORCE)
        _note(number, version, actor=actor, key=own)
    return with_doubts([shown(row)])[0]


def _note(number: int, version: int, *, actor: PostHolder, key: str) -> None:
    try:
        with transaction.atomic():
            KnowledgeConfirmation.objects.create(
                number=number, version=version, key=key, confirmed_by=actor.account_id, confirmed_at=now()
            )
    except IntegrityError:  # the same press, sent twice
        return


def may_confirm(actor: PostHolder, unit_code: str | None = None) -> bool:
    """Whether the actor may say that an answer still holds: who writes there, and who approves."""
    return may_approve(actor) or may_write(actor, unit_code)


def units_kept_by(actor: PostHolder) -> str:
    """The unit whose answers the actor keeps; empty where he keeps those of all."""
    return "" if may_approve(actor) or actor.roles & ANY_UNIT else actor.unit_code


def confirmations(number: int) -> list[tuple[int, datetime]]:
    """When which version was confirmed, the newest first; the last twenty."""
    found = KnowledgeConfirmation.objects.filter(number=number).order_by("-confirmed_at")
    return list(found.values_list("version", "confirmed_at")[:20])


def _in_force() -> "QuerySet[Any]":
    """Answers in force with the moment somebody last stood by them as `said_at`."""
    last = KnowledgeConfirmation.objects.filter(number=OuterRef("number"), version=OuterRef("version"))
    newest = Subquery(last.order_by("-confirmed_at").values("confirmed_at")[:1])
    said = Coalesce(Greatest(newest, "decided_at"), "decided_at", "written_at")
    standing = Q(valid_until=None) | Q(valid_until__gte=today())
    rows = Knowledge.objects.filter(standing, is_current=True, state=Knowledge.State.IN_FORCE)
    return rows.defer("search").annotate(said_at=said)


def _gone_units() -> list[str]:
    codes = Knowledge.objects.filter(is_current=True).values_list("unit_code", flat=True).distinct()
    return [code for code in codes.order_by("unit_code") if directory().units.find(code) is None]


def _doubts(one: Answered, said_at: datetime | None, rules: Sequence[Replaced]) -> list[Words]:
    if said_at is None:  # not in force: nobody is told it
        return []
    found = [OLD.fill(day=said_at.astimezone(city_zone()).date())] if said_at < now() - AGE else []
    if directory().units.find(one.unit_code) is None:
        found.append(NO_UNIT.fill(unit=unit_words(one.unit_code)))
    text = f"{one.answer}\n{one.note}"
    found += [
        REPLACED.fill(rule=rule.name, day=rule.day)
        for rule in rules
        if rule.name in text and said_at < _beginning(rule.day)
    ]
    return found


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), city_zone())
