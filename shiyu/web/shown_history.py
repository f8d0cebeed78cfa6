"""The history of a case as its reader may read it: who did what, in the words of the procedure."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from shiyu.base.words import Words
from shiyu.cases.entry_labels import ENGINE_ENTRIES, POST_HANDED_OVER
from shiyu.cases.hearing import readable_entries
from shiyu.cases.procedure import Move, Need, NeedKind
from shiyu.city.directory import directory
from shiyu.city.names import names_of
from shiyu.web.engine_facts import ENGINE_FACTS, engine_fact
from shiyu.web.entry_words import words_of
from shiyu.web.fact_words import said
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.models import Entry

_FOR_PARTIES = frozenset(
    {
        NeedKind.TEXT,
        NeedKind.CODE,
        NeedKind.UNIT,
        NeedKind.UNITS,
        NeedKind.CATEGORY,
        NeedKind.DATE,
        NeedKind.NUMBER,
        NeedKind.PROMISES,
    }
)
"""Kinds of facts a party reads; other people's cases, places and ids are none of its business."""
_OWN_KINDS = _FOR_PARTIES | {NeedKind.PLACE, NeedKind.FLAG, NeedKind.FILES}


A_PAGE = 200
_NO_NAMES: Mapping[int, str] = MappingProxyType({})
OLDEST_BUT_ONE = 2


def show_history(
    reader: Reader, *, before: int | None = None, most: int = A_PAGE
) -> tuple[list[dict[str, Any]], int | None]:
    """A page of what the reader may read, oldest first: the latest `most` entries, or those before the entry `before`.

    With it comes the key of the page before this one, None where there is nothing older.
    """
    entries = readable_entries(reader.case, actor=reader.actor, in_need=reader.in_need)
    if before is not None:
        entries = entries.filter(seq__lt=before)
    latest = list(entries.order_by("-seq")[: most + 1])
    page = latest[:most]
    names = _names_in(page, reader=reader)
    shown = [_entry(entry, reader=reader, names=names) for entry in reversed(page)]
    return shown, page[-1].seq if len(latest) > most else None


def show_latest(reader: Reader, *, most: int, before: int | None = None) -> tuple[list[dict[str, Any]], int | None]:
    """The same newest first, for a page; the key of the older ones is that of the last entry shown.

    The opening comes too, last: it says what the case is about.
    """
    page, older = show_history(reader, before=before, most=most)
    if older is not None:
        opening = list(readable_entries(reader.case, actor=reader.actor, in_need=reader.in_need).filter(seq=1))
        names = _names_in(opening, reader=reader)
        page = [*(_entry(entry, reader=reader, names=names) for entry in opening), *page]
        older = None if older == OLDEST_BUT_ONE else older
    return page[::-1], older


def _names_in(entries: Iterable["Entry"], *, reader: Reader) -> dict[int, str]:
    """The people whose names these entries need, in one question: who stood in, who handed over to whom."""
    told = [entry.actor for entry in entries]
    handed = [entry.facts for entry in entries if entry.move == POST_HANDED_OVER]
    return stand_in_names([*told, *({"for": facts["from"], "account": facts["to"]} for facts in handed)], reader=reader)


def stand_in_names(actors: Iterable[Mapping[str, Any]], *, reader: Reader) -> dict[int, str]:
    """Names for an officer who reads of people who acted for others (代理); asked only where somebody did."""
    if reader.party_id is not None:
        return {}
    return names_of(account for actor in actors if "for" in actor for account in (actor["account"], actor["for"]))


def _entry(entry: "Entry", *, reader: Reader, names: Mapping[int, str]) -> dict[str, Any]:
    move = reader.procedure.move(entry.move)
    own, hears = reader.wrote(entry), reader.hears(entry)
    stages = {stage.name: stage.label for stage in reader.procedure.stages}
    label = move.label if move else ENGINE_ENTRIES.get(entry.move, Words(entry.move, entry.move))
    shown: dict[str, Any] = {
        "seq": entry.seq,
        "at": entry.at,
        "move": {"name": entry.move, "label": label},
        "by": show_actor(entry.actor, reader=reader, names=names),
        "own": own,
        "from_stage": _named(entry.from_stage, stages),
        "to_stage": _named(entry.to_stage, stages),
        "facts": _facts(entry, move, reader=reader, own=own, names=names) if hears else {},
        "words": _words(entry, move, reader=reader, own=own) if hears else {},
    }
    if reader.party_id is None:
        shown |= {"audience": entry.audience, "hash": bytes(entry.hash).hex()}
    return shown


def _named(name: str, labels: Mapping[str, Words]) -> dict[str, Any] | None:
    return {"name": name, "label": labels.get(name, Words(name, name))} if name else None


def show_actor(actor: Mapping[str, Any], *, reader: Reader, names: Mapping[int, str] = _NO_NAMES) -> dict[str, Any]:
    """Who acted. A party reads which office it was, not which person, and of other parties only their role.

    An officer reads who stood in for whom: `for`, and in words `stood_in` with the `names` given.
    """
    kind = actor.get("kind", "")
    found = directory().unit(str(actor.get("unit", "")))
    if kind == "post":
        shown: dict[str, Any] = {"kind": kind, "unit": found.label if found else None}
        if reader.party_id is not None:
            return shown
        return shown | {"post": actor.get("post"), "account": actor.get("account")} | _stood_in(actor, names)
    if kind == "clockwork":
        return {"kind": kind, "label": Words("系统时钟", "the clock"), "name": actor.get("name")}
    role = str(actor.get("role", ""))
    label = reader.procedure.parties.get(role, Words("当事人", "party"))
    own = reader.party_id is not None and actor.get("party") == reader.party_id
    shown = {"kind": "party", "role": role, "label": label, "own": own}
    return shown if reader.party_id is not None else shown | {"party": actor.get("party")}


def _stood_in(actor: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    if "for" not in actor:
        return {}
    who, absent = (names.get(actor[name], str(actor[name])) for name in ("account", "for"))
    return {"for": actor["for"], "stood_in": Words(f"{who} 代 {absent}", f"{who} for {absent}")}


def _facts(entry: "Entry", move: Move | None, *, reader: Reader, own: bool, names: Mapping[int, str]) -> dict[str, Any]:
    """The coded facts with their labels; a party gets those of the kinds meant for it."""
    shown: dict[str, Any] = {}
    for name, value in entry.facts.items():
        need = move.need(name) if move else None
        if reader.party_id is not None and not _is_for_party(need, own=own):
            continue
        label, words = (
            (need.label, _spoken(need, value)) if need else _told(name, value, move, reader=reader, names=names)
        )
        shown[name] = {"label": label, "value": value, "shown": words}
    return shown


def _told(
    name: str, value: Any, move: Move | None, *, reader: Reader, names: Mapping[int, str]
) -> tuple[Words, Words | None]:
    """A fact that no need describes: the engine's own, or one that a system has told how to say."""
    if move is None and name in ENGINE_FACTS:
        return engine_fact(name, value, procedure=reader.procedure, names=names)
    return said(name, value)


def _is_for_party(need: Need | None, *, own: bool) -> bool:
    return need is not None and need.kind in (_OWN_KINDS if own else _FOR_PARTIES)


def _words(entry: "Entry", move: Move | None, *, reader: Reader, own: bool) -> dict[str, Any]:
    shown = {}
    for name, words in words_of(entry).items():
        need = move.need(name) if move else None
        if reader.party_id is not None and not _is_for_party(need, own=own):
            continue
        shown[name] = {
            "label": need.label if need else ENGINE_FACTS.get(name, Words(name, name)),
            "text": reader.text(words, own=own),
        }
    return shown


def _spoken(need: Need, value: Any) -> Any:
    """A coded value in words, where there are any."""
    city = directory()
    match need.kind:
        case NeedKind.CODE:
            return need.choices.get(value)
        case NeedKind.UNIT:
            return _label(city.unit(value))
        case NeedKind.UNITS:
            return [_label(city.unit(item)) for item in value]
        case NeedKind.CATEGORY:
            return _label(city.category(value))
        case NeedKind.PLACE:
            return _label(city.division(value))
        case _:
            return None


def _label(fact: Any) -> Words | None:
    return None if fact is None else fact.label
