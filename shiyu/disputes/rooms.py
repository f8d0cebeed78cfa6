"""调解室: the rooms of the centre as the pack names them, when one is taken, what `shiyu city check` says of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from shiyu.base.clock import city_zone
from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.city.findings import Finding
from shiyu.city.reading import RawPack
from shiyu.disputes.models import Session

RULE_SET = "disputes"
HOLDING = ("to_appoint", "asking", "recusal", "mediating", "signing")
"""Stages of a dispute whose sessions may still take place: at any other its rooms are free (设计)."""
_CODE = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)
NOT_A_TABLE = Words("调解室“{code}”应为一张表。", "Room “{code}” must be a table.")
BAD_CODE = Words(
    "调解室代码“{code}”只能用小写字母、数字和连字符。", "Room code “{code}”: small letters, digits and hyphens."
)
NO_NAME = Words("调解室“{code}”没有名称（name）。", "Room “{code}” has no name.")
NAME_TWICE = Words("调解室“{code}”与“{other}”同名。", "Room “{code}” has the name of “{other}”.")
BAD_SEATS = Words("调解室“{code}”的座位数（seats）应为正整数。", "Room “{code}”: seats must be a whole number above 0.")
BAD_EQUIPMENT = Words(
    "调解室“{code}”的设备（equipment、equipment_en）应为文字的列表。",
    "Room “{code}”: equipment, equipment_en: lists of words.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room of the centre."""

    code: str
    label: Words
    seats: int
    equipment: Words | None = None

    @property
    def told(self) -> Words:
        """Its name with seats and equipment, for whoever chooses."""
        more = Words(f"、{self.equipment.zh}", f", {self.equipment.en}") if self.equipment else Words("", "")
        return Words(f"{self.label.zh}（{self.seats}座{more.zh}）", f"{self.label.en} ({self.seats} seats{more.en})")


def rooms() -> Mapping[str, Room]:
    """The rooms in force today, by code, in the order of the pack."""
    found = directory().rule_set(RULE_SET)
    return {room.code: room for room in _read(found.body if found else {})}


def _read(body: Mapping[str, Any]) -> Iterator[Room]:
    for code, table in body.get("rooms", {}).items():
        label = Words(table["name"], table.get("name_en") or table["name"])
        things, in_english = table.get("equipment", ()), table.get("equipment_en") or table.get("equipment", ())
        equipment = Words("、".join(things), ", ".join(in_english)) if things else None
        yield Room(code=code, label=label, seats=table["seats"], equipment=equipment)


def taken(sessions: "QuerySet[Session]") -> "QuerySet[Session]":
    """Those among sessions that hold a room: not called off or over, of a dispute that is still mediated."""
    return sessions.filter(freed_at=None, case__is_open=True, case__stage__in=HOLDING).exclude(room="")


def standing(sessions: "QuerySet[Session]") -> "QuerySet[Session]":
    """Those that were not called off: one that was over early has begun before its room was free."""
    return sessions.exclude(Q(freed_at__isnull=False) & (Q(starts_at=None) | Q(freed_at__lt=F("starts_at"))))


def read_time(typed: str) -> time | None:
    """A time of the day as 9:30 or 09：30; None for anything else."""
    found = _TIME.fullmatch(typed.strip())
    return time(int(found[1]), int(found[2])) if found else None


def span(on: date, start: time, minutes: int) -> tuple[datetime, datetime]:
    """From when until when, in the time of the city."""
    begins = datetime.combine(on, start, tzinfo=city_zone())
    return begins, begins + timedelta(minutes=minutes)


def times_of(session: Session) -> str:
    """09:30–11:00 in the time of the city; empty for a session that holds no room."""
    if session.starts_at is None or session.ends_at is None:
        return ""
    zone = city_zone()
    return f"{session.starts_at.astimezone(zone):%H:%M}–{session.ends_at.astimezone(zone):%H:%M}"


def meets(one: Session, other: Session) -> bool:
    """Both hold the same room at some moment; one that ends as the other begins does not."""
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.room == other.room and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def check_rooms(pack: RawPack) -> Iterator[Finding]:
    """Every room of the rule set has a code, a name of its own, seats, and words for its equipment."""
    for rule in pack.rules:
        body = rule.content.get("body")
        if rule.content.get("name") == RULE_SET and isinstance(body, Mapping):
            for words in _faults(body.get("rooms", {})):
                yield Finding(rule.file, 0, "room", words)


def _faults(tables: Any) -> Iterator[Words]:
    if not isinstance(tables, Mapping):
        yield NOT_A_TABLE.fill(code="rooms")
        return
    names: dict[str, str] = {}
    for code, table in tables.items():
        if not isinstance(table, Mapping):
            yield NOT_A_TABLE.fill(code=code)
            continue
        yield from (words.fill(code=code) for words in _wrong(code, table))
        name = str(table.get("name", ""))
        if name and names.setdefault(name, code) != code:
            yield NAME_TWICE.fill(code=code, other=names[name])


def _wrong(code: str, table: Mapping[str, Any]) -> Iterable[Words]:
    seats, equipment = table.get("seats"), [table.get(key, []) for key in ("equipment", "equipment_en")]
    if not _CODE.fullmatch(code):
        yield BAD_CODE
    if not isinstance(table.get("name"), str) or not table["name"].strip():
        yield NO_NAME
    if not isinstance(seats, int) or isinstance(seats, bool) or seats < 1:
        yield BAD_SEATS
    if not all(
        isinstance(things, list) and all(isinstance(one, str) and one for one in things) for things in equipment
    ):
        yield BAD_EQUIPMENT
