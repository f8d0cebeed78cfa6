"""The kinds of paper that systems enter, and the facts each is made from.

A system says in its `ready` what its papers are; the city's template says how they look. The sample of a fact gives its
shape: what is filled in when a template is checked, and what a system must give when a paper is made.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.documents.errors import BadPaperFact, NoSuchPaperKind

Form = Literal["document", "letter"]
Sample = str | date | tuple[str, ...] | tuple[Mapping[str, str], ...]

NUMBER, DATE, ISSUER, TITLE = "number", "date", "issuer", "title"
COMMON = (NUMBER, DATE, ISSUER, TITLE)
"""Known to every template without being declared: 发文字号, 成文日期, 发文机关, 标题."""
LONGEST, MOST_ROWS, LONGEST_TITLE = 20_000, 2_000, 200
# What XML cannot hold, and what a template would read as an order to break a line or a page.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MISSING = Words("未给出", "is missing")
_EMPTY = Words("不能为空", "must not be empty")
_LONG = Words(f"超过 {LONGEST} 字", f"is longer than {LONGEST} characters")
_MANY = Words(f"超过 {MOST_ROWS} 行", f"has more than {MOST_ROWS} rows")


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One fact of a kind of paper.

    `sample` is an invented value; its shape is the fact's: a `str`, a `date`, a tuple of `str` (paragraphs), or a tuple
    of dicts with the same keys (rows of a table). An `optional` fact may be left out; a template then sees it empty.
    `personal`: it names or reaches a person, so that only those who may see contacts of the case take the file.
    """

    name: str
    label: Words
    sample: Sample
    optional: bool = False
    personal: bool = False


def fact(  # noqa: PLR0917 -- a name, its two languages and its sample, as a table has them
    name: str, zh: str, en: str, sample: Sample, *, optional: bool = False, personal: bool = False
) -> PaperFact:
    """One fact of a paper, with its name in both languages and a sample that gives its shape."""
    return PaperFact(name, Words(zh, en), sample, optional=optional, personal=personal)


@dataclass(frozen=True, slots=True, eq=False)
class PaperKind:
    """公文种类: `template` is a file in `templates/papers/` of the city pack.

    `form`: `document` 公文 or `letter` 信函. `series` is added to the unit's code-word, so that papers of the kind have
    a row of numbers of their own (函). `numbering` is how a number stands on paper where a field has a form of its own
    (卷号: （2026）…人调字第1号); its fields are `word`, `year` and `sequence`.
    """

    name: str
    label: Words
    template: str
    form: Form
    numbered: bool
    facts: tuple[PaperFact, ...]
    series: str = ""
    numbering: str = "{word}〔{year}〕{sequence}号"

    @property
    def known(self) -> tuple[str, ...]:
        """Every fact a template of the kind may name."""
        return (*COMMON, *(fact.name for fact in self.facts))

    @property
    def personal(self) -> bool:
        """Whether a paper of the kind names or reaches a person."""
        return any(fact.personal for fact in self.facts)

    def samples(self) -> dict[str, Any]:
        """The declared facts with their samples, as a template gets them."""
        return {fact.name: _shown(fact.sample) for fact in self.facts}


_KINDS: dict[str, PaperKind] = {}


def enter_paper(*kinds: PaperKind) -> None:
    """Called in the `ready` of a system's app. Raises `ValueError` for a second kind of one name."""
    for kind in kinds:
        if _KINDS.get(kind.name, kind) is not kind:
            raise ValueError(f"Two kinds of paper are called {kind.name}.")
        _KINDS[kind.name] = kind


def all_papers() -> tuple[PaperKind, ...]:
    """Every kind entered, by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))


def paper_kind(name: str) -> PaperKind:
    """The kind of that name. Raises `NoSuchPaperKind`."""
    try:
        return _KINDS[name]
    except KeyError:
        raise NoSuchPaperKind(kind=name[:60]) from None


def label_of(name: str) -> Words:
    """What a kind is called; a kind no release knows any more, by its name."""
    kind = _KINDS.get(name)
    return kind.label if kind else Words(name, name)


def checked(kind: PaperKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as a template gets them. Raises `BadPaperFact` that names the first one wrong."""
    declared = {fact.name: fact for fact in kind.facts}
    if unknown := sorted(set(facts) - set(declared)):
        known = "、".join(sorted(declared))
        raise _refused(kind, unknown[0], Words(f"没有这项，已有：{known}", f"is unknown; known are: {known}"))
    return {name: _value(kind, fact, facts.get(name)) for name, fact in declared.items()}


def clean_title(kind: PaperKind, title: str) -> str:
    """A title in one line. Raises `BadPaperFact` where it is empty or too long."""
    line = " ".join(_clean(title).split())
    if not line or len(line) > LONGEST_TITLE:
        raise _refused(kind, TITLE, _LONG if line else _EMPTY)
    return line


def day_words(day: date) -> str:
    """成文日期: Arabic figures, no leading zero (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _value(kind: PaperKind, fact: PaperFact, given: Any) -> Any:
    if given is None or given in ("", (), []):
        if not fact.optional:
            raise _refused(kind, fact.name, _MISSING if given is None else _EMPTY)
        return "" if isinstance(fact.sample, str | date) else []
    if isinstance(fact.sample, str):
        return _text(kind, fact, given)
    if isinstance(fact.sample, date):
        if not isinstance(given, date):
            raise _wrong(kind, fact, Words("日期", "a date"))
        return day_words(city_day(given) if isinstance(given, datetime) else given)
    return (_paragraphs if isinstance(fact.sample[0], str) else _rows)(kind, fact, given)


def _text(kind: PaperKind, fact: PaperFact, given: Any) -> str:
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise _wrong(kind, fact, Words("文字", "text"))
    text = _clean(str(given)).strip()
    if len(text) > LONGEST:
        raise _refused(kind, fact.name, _LONG)
    if not text and not fact.optional:
        raise _refused(kind, fact.name, _EMPTY)
    return text


def _paragraphs(kind: PaperKind, fact: PaperFact, given: Any) -> list[str]:
    """Several paragraphs; words typed into a field are one for each line."""
    if not isinstance(given, str | list | tuple) or not all(isinstance(part, str) for part in given):
        raise _wrong(kind, fact, Words("若干段文字", "paragraphs of text"))
    parts = given.splitlines() if isinstance(given, str) else list(given)
    return [_text(kind, fact, part) for part in parts if _clean(part).strip()]


def _rows(kind: PaperKind, fact: PaperFact, given: Any) -> list[dict[str, str]]:
    keys = set(fact.sample[0]) if isinstance(fact.sample, tuple) and isinstance(fact.sample[0], Mapping) else set()
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise _wrong(kind, fact, Words("若干行", "rows"))
    if len(given) > MOST_ROWS:
        raise _refused(kind, fact.name, _MANY)
    for row in given:
        if odd := sorted(keys ^ set(row)):
            raise _refused(
                kind, f"{fact.name}.{odd[0]}", _MISSING if odd[0] in keys else Words("没有这列", "is unknown")
            )
    return [{key: day_words(cell) if isinstance(cell, date) else _clean(str(cell)).strip() for key, cell in row.items()}
            for row in given]  # fmt: skip


def _shown(sample: Sample) -> Any:
    if isinstance(sample, date):
        return day_words(sample)
    return sample if isinstance(sample, str) else list(sample)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def _wrong(kind: PaperKind, fact: PaperFact, wanted: Words) -> BadPaperFact:
    return _refused(kind, fact.name, Words("应为{wanted}", "must be {wanted}").fill(wanted=wanted))


def _refused(kind: PaperKind, fact: str, reason: Words) -> BadPaperFact:
    return BadPaperFact(kind=kind.label, fact=fact, reason=reason)


def forget(kinds: Iterable[str]) -> None:
    """Takes kinds out again: for tests that enter their own."""
    for name in kinds:
        _KINDS.pop(name, None)
