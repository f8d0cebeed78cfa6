"""What a reader asks the list of all cases for: a plain GET form, each field judged with a sentence beside it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from shiyu.base.words import Words
from shiyu.cases.registry import all_newest, registered
from shiyu.city.directory import directory
from shiyu.city.facts import CategoryFact
from shiyu.web.case_list import Wanted
from shiyu.web.listing import channel_words
from shiyu.web.typed import typed_day

LONGEST = 200
STATES = {
    "open": Words("在办", "Open"),
    "near": Words("将到期", "Near due"),
    "late": Words("逾期", "Overdue"),
    "closed": Words("已结", "Closed"),
}
LEVELS = ("city", "county", "township")
OF_PROCEDURE = ("stage", "channel")
PLAIN = ("q", "procedure", "stage", "unit", "category", "place", "channel", "state", "since", "until")


@dataclass(slots=True)
class Asked:
    """The form as filled in: what was typed, what is wrong with it, and what it comes to."""

    typed: dict[str, str]
    faults: dict[str, Words] = field(default_factory=dict)
    procedure: str = ""

    @classmethod
    def of(cls, query: QueryDict, *, names: Collection[str] = PLAIN, procedure: str = "") -> "Asked":
        """Reads the fields `names`; what is too long or no text is told and kept as far as it goes.

        With `procedure` the list holds cases of that one alone, and only its stages and channels are known.
        """
        found = {name: query.get(name, "").replace("\x00", "").strip() if name in names else "" for name in PLAIN}
        asked = cls(found, procedure=procedure)
        for name, value in asked.typed.items():
            if len(value) > LONGEST:
                asked.faults[name] = Words(f"不超过{LONGEST}字", f"at most {LONGEST} characters")
                asked.typed[name] = value[:LONGEST]
        asked._judge()
        return asked

    def _judge(self) -> None:
        for name, choices in _known(self.procedure).items():
            value = self.typed[name]
            if value and name not in self.faults and value not in choices:
                shown = value[:40]
                self.faults[name] = Words(
                    f"没有“{shown}”，请从列表中选择", f"there is no “{shown}”; choose from the list"
                )
        for name in ("since", "until"):
            if self.typed[name] and typed_day(self.typed[name]) is None:
                self.faults[name] = Words("请写成 2026-01-31 的样子", "write it like 2026-01-31")
        since, until = typed_day(self.typed["since"]), typed_day(self.typed["until"])
        if since and until and until < since:
            self.faults["until"] = Words("不能早于开始日期", "cannot be before the first day")

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(self.typed.values())

    def wanted(self, *, always: Mapping[str, str] | None = None) -> Wanted:
        """The same as the list behind the API takes it; `always` holds whatever was typed."""
        typed = self.typed | dict(always or {})
        return Wanted(
            procedure=typed["procedure"], stage=typed["stage"], unit=typed["unit"], category=typed["category"],
            place=typed["place"], channel=typed["channel"], q=typed["q"],
            open={"open": True, "near": True, "late": True, "closed": False}.get(typed["state"]),
            late=True if typed["state"] == "late" else None, near=True if typed["state"] == "near" else None,
            since=typed_day(typed["since"]), until=typed_day(typed["until"]),
        )  # fmt: skip


def _known(procedure: str) -> Mapping[str, Mapping[str, Words]]:
    """The choices of each list of the form."""
    return _by_code(directory().edition_id, procedure, tuple(registered()))


@lru_cache(maxsize=32)
def _by_code(edition: int, procedure: str, keys: tuple[Any, ...]) -> Mapping[str, Mapping[str, Words]]:
    return {name: dict(options) for name, options in _choices(edition, procedure, keys).items()}


@lru_cache(maxsize=32)
def _choices(_edition: int, procedure: str, _keys: tuple[Any, ...]) -> dict[str, tuple[tuple[str, Words], ...]]:
    """Drawn once for each loaded edition: procedures, stages, channels, units, categories, places in their order."""
    city = directory()
    procedures = [one for one in all_newest() if procedure in {"", one.name}]
    stages = {stage.name: stage.label for one in procedures for stage in one.stages}
    channels = {code: words for one in procedures for code, words in channel_words(one).items()}
    places = sorted((d for d in city.divisions.current() if d.level in LEVELS), key=lambda d: d.code)
    return {
        "procedure": tuple((one.name, one.label) for one in procedures),
        "stage": tuple(stages.items()),
        "channel": tuple(channels.items()),
        "unit": tuple((u.code, u.label) for u in sorted(city.units.current(), key=lambda unit: unit.pinyin)),
        "category": tuple((c.code, _indented(c.label, c.level)) for c in _tree(city.categories.current())),
        "place": tuple((d.code, _indented(d.label, LEVELS.index(d.level))) for d in places),
        "state": tuple(STATES.items()),
    }


def _tree(categories: Iterable[CategoryFact]) -> list[CategoryFact]:
    return sorted(categories, key=lambda fact: fact.path)


def _indented(label: Words, level: int) -> Words:
    pad = "\u3000" * max(0, level)
    return Words(pad + label.zh, pad + label.en)


def options(name: str, chosen: str, *, procedure: str = "") -> SafeString:
    """The options of a select: what is chosen first, then everything, drawn once a language and edition."""
    choices = _known(procedure)[name]
    first = (
        f'<option value="{escape(chosen)}" selected>{escape(str(choices[chosen]).strip())}</option>'
        if chosen in choices
        else ""
    )
    own = procedure if name in OF_PROCEDURE else ""
    return mark_safe(first + _drawn(name, own, get_language() or "", (directory().edition_id, *registered())))  # noqa: S308 -- escaped below


@lru_cache(maxsize=256)
def _drawn(name: str, procedure: str, _language: str, _keys: tuple[Any, ...]) -> str:
    choices = _choices(directory().edition_id, procedure, tuple(registered()))[name]
    return "".join(f'<option value="{escape(code)}">{escape(str(words))}</option>' for code, words in choices)
