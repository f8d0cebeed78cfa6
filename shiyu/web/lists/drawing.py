"""What the template of a list draws: plain values, so that the template asks nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from shiyu.base.words import Words
from shiyu.cases.rows import rows_of
from shiyu.web.counted import said_count
from shiyu.web.listing import COLUMNS, Column, ListRow, chosen_columns, list_rows, offered_columns, table_body, told_to
from shiyu.web.lists.asking import Ask, Found, ListTab
from shiyu.web.lists.filter_html import choices_html, day_html, fields_html, select_html
from shiyu.web.lists.saved import View
from shiyu.web.work.filters import Asked, options

if TYPE_CHECKING:
    from shiyu.web.lists.component import CaseList

LABELS = {
    "state": Words("状态", "State"),
    "stage": Words("环节", "Stage"),
    "unit": Words("承办单位", "Unit"),
    "category": Words("类别", "Category"),
    "place": Words("地点", "Place"),
    "channel": Words("渠道", "Channel"),
    "procedure": Words("流程", "Procedure"),
    "since": Words("受理自", "Opened from"),
    "until": Words("受理至", "Opened to"),
}
DAYS = ("since", "until")
AT_FIRST = 3
"""So many lists stand beside the search box; the others are folded away."""
NONE_FOUND = Words("没有符合条件的件。可减少条件，或换一个说法再查。", "Nothing fits. Ask for less, or in other words.")
NONE_HERE = Words("这一栏现在没有件。", "Nothing is here now.")
FAULTY = Words(
    "有的条件不能用，列表没有查询：请看标出的各栏。",
    "Some of it cannot be used, so nothing was looked up: see the marked fields.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Everything the address of the page said, and what is known of its reader's views."""

    asked: Asked
    ask: Ask
    counts: Mapping[str, int]
    columns: Sequence[str]
    views: Sequence[View]
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A list page as drawn."""

    name: str
    title: Words
    address: str
    tabs: Sequence[Mapping[str, Any]]
    tab: str
    columns: Sequence[Column]
    rows: Sequence[ListRow]
    body: SafeString
    table: str
    faulty: bool
    some: bool
    tick: bool
    empty: Words
    elsewhere: tuple[str, Words] | None
    newer: str
    further: str
    back: str
    export: str
    query: str
    q: str
    q_fault: Words | None
    fields: SafeString
    more_fields: SafeString
    choices: SafeString
    sorts: Sequence[Mapping[str, Any]]
    hidden: Mapping[str, str]
    more: bool
    filtered: bool
    views: Sequence[Mapping[str, Any]]


def shown_list(of: "CaseList", asking: Asking, found: Found) -> ShownList:
    """The page of the list `of`."""
    asked, ask = asking.asked, asking.ask
    tab = of.tab(ask.tab)
    tick = tab is None or tab.tick
    named = _columns(of, asking)
    columns = [column for _, column in named]
    known = rows_of(found.cases)
    cases = [known[pk] for pk in found.cases if pk in known]
    rows = list_rows(cases, dues=found.dues, told=told_to(named, cases, actor=ask.actor))
    selects = _selects(of, asking)
    more = dict(list(selects.items())[AT_FIRST:]) | _days(of, asking)
    return ShownList(
        name=of.name, title=of.title, address=of.address, tabs=_tabs(of, asking), tab=ask.tab, columns=columns,
        rows=rows, table=of.table, faulty=bool(asked.faults),
        body=table_body(rows, columns, tick=tick), some=bool(rows), tick=tick, empty=_empty(of, asking, tab),
        elsewhere=_elsewhere(of, asking), newer=_address(of, asking, before=found.before) if found.before else "",
        further=_address(of, asking, after=found.after) if found.after else "", back=_address(of, asking),
        export=_export(of, asking) if of.source.exports else "", query=urlencode(pairs_of(asking)),
        q=asked.typed["q"], q_fault=asked.faults.get("q"), choices=_choices(of, asking),
        fields=fields_html(list(selects.values())[:AT_FIRST]), more_fields=fields_html(more.values()),
        sorts=[{"name": n, "label": label, "on": n == ask.sort} for n, label in of.source.sorts.items()],
        hidden={"tab": ask.tab} if ask.tab else {}, filtered=asked.any,
        more=bool(asking.columns) or any(asked.typed[name] for name in more), views=_views(of, asking),
    )  # fmt: skip


def pairs_of(asking: Asking) -> list[tuple[str, str]]:
    """What the address of the page says: tab, filters, columns, order; what is usual is left out."""
    pairs = [("tab", asking.ask.tab)] if asking.ask.tab else []
    pairs += [(name, value) for name, value in asking.asked.typed.items() if value]
    pairs += [("columns", name) for name in asking.columns if name in COLUMNS]
    return pairs + ([("sort", asking.ask.sort)] if asking.ask.sort != "new" else [])


def _address(of: "CaseList", asking: Asking, **places: str) -> str:
    pairs = [*pairs_of(asking), *places.items()]
    return of.address + (f"?{urlencode(pairs)}" if pairs else "")


def _export(of: "CaseList", asking: Asking) -> str:
    """The list as filtered, with what it and its tab always hold."""
    tab = of.tab(asking.ask.tab)
    held = {**asking.asked.typed, **of.always, **(tab.always if tab else {})}
    held["turn"] = tab.turn if tab else ""
    if of.narrowed(asking.ask.tab, actor=asking.ask.actor) is not None:
        held |= {"of": of.name, "tab": asking.ask.tab}
    pairs = [(name, value) for name, value in held.items() if value]
    return reverse("case_export") + (f"?{urlencode(pairs)}" if pairs else "")


def _columns(of: "CaseList", asking: Asking) -> list[tuple[str, Column]]:
    return chosen_columns(asking.columns or of.columns, of=of.name)


def _choices(of: "CaseList", asking: Asking) -> SafeString:
    shown, offered = {name for name, _ in _columns(of, asking)}, offered_columns(of.name)
    return choices_html((name, one.label, name in shown) for name, one in offered.items() if not one.fixed)


def _selects(of: "CaseList", asking: Asking) -> dict[str, str]:
    """The lists that can be chosen from, by name; what the tab decides is no question."""
    asked, tab = asking.asked, of.tab(asking.ask.tab)
    held = tab.always if tab else {}
    return {
        name: select_html(
            name, LABELS[name], options(name, asked.typed[name], procedure=of.procedure), fault=asked.faults.get(name)
        )
        for name in of.filters
        if name in of.fields and name not in held
    }


def _days(of: "CaseList", asking: Asking) -> dict[str, str]:
    asked = asking.asked
    return {
        name: day_html(name, LABELS[name], asked.typed[name], fault=asked.faults.get(name))
        for name in DAYS
        if name in of.fields
    }


def _tabs(of: "CaseList", asking: Asking) -> list[Mapping[str, Any]]:
    kept = [pair for pair in pairs_of(asking) if pair[0] != "tab"]
    return [
        {
            "address": f"{of.address}?{urlencode([('tab', tab.name), *kept])}",
            "label": tab.label,
            "count": said_count(asking.counts[tab.name]) if tab.name in asking.counts else "",
            "chosen": tab.name == asking.ask.tab,
        }
        for tab in of.tabs
    ]


def _empty(of: "CaseList", asking: Asking, tab: ListTab | None) -> Words:
    if asking.asked.faults:
        return FAULTY
    if asking.asked.any:
        return NONE_FOUND
    return of.empty if tab is None else tab.empty or NONE_HERE


BACK_TO = Words("回到“{tab}”", "Back to “{tab}”")
CLEAR = Words("清除全部条件", "Clear every filter")


def _elsewhere(of: "CaseList", asking: Asking) -> tuple[str, Words] | None:
    """Where to go from a page that holds nothing."""
    if asking.asked.any:
        return of.address + (f"?tab={asking.ask.tab}" if asking.ask.tab else ""), CLEAR
    if of.elsewhere is not None:
        return of.elsewhere(asking.ask.tab)
    first = next(iter(of.tabs), None)
    if first is None or first.name == asking.ask.tab:
        return None
    return f"{of.address}?tab={first.name}", BACK_TO.fill(tab=first.label)


def _views(of: "CaseList", asking: Asking) -> list[Mapping[str, Any]]:
    return [
        {
            "name": view.name,
            "address": view.at(of.address),
            "chosen": str(view.id) == asking.view,
            "own": view.own,
            "shared": view.shared,
        }
        for view in asking.views
    ]
