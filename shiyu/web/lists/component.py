"""A list page said in one value. A later system writes this and no view: see docs/development.md."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.cases.worklist import Narrow
from shiyu.web.browsing import staff_of
from shiyu.web.listing import ListRow
from shiyu.web.lists.asking import PAGE, Ask, Found, ListTab, Source
from shiyu.web.lists.drawing import Asking, ShownList, shown_list
from shiyu.web.lists.narrowing import ListNarrow, narrowed_by
from shiyu.web.lists.saved import views_of
from shiyu.web.lists.visible import VisibleCases
from shiyu.web.refusals import bad_value
from shiyu.web.work.filters import PLAIN, Asked

SELECTS = ("state", "stage", "unit", "category", "place", "channel", "procedure")
NONE_YET = Words("您还看不到任何件。", "There is no case you may see yet.")


@dataclass(frozen=True, kw_only=True)
class CaseList:
    """One list page. Its `page` is the view; `name` is that of its address, and its saved views belong to it.

    `always` holds whatever is filtered (`{"procedure": "dispute"}`); `roles` may open it, none meaning all staff;
    `columns` are shown first, and `filters` offered: none meaning those every list has. `to_tab` chooses the first tab
    by the counts, `elsewhere` where to go from an empty one. `template` extends `web/lists/page.html` and fills its
    blocks `lead` and `after`.

    Where that is not enough: `narrow` holds what no filter can say, `rows` go on a page if not as many as usual,
    `table` draws them instead of the common form for a batch, and `beside` is given the rows and the tab and answers
    what the templates need to know besides.
    """

    name: str
    title: Words
    always: Mapping[str, str] = field(default_factory=dict)
    narrow: ListNarrow | None = None
    tabs: Sequence[ListTab] = ()
    roles: frozenset[str] = frozenset()
    columns: Sequence[str] = ()
    filters: Sequence[str] = SELECTS
    days: bool = True
    empty: Words = NONE_YET
    elsewhere: Callable[[str], tuple[str, Words] | None] | None = None
    to_tab: Callable[[Mapping[str, int]], str] | None = None
    source: Source = field(default_factory=VisibleCases)
    template: str = "web/lists/page.html"
    table: str = "web/lists/cases.html"
    rows: int = 0
    beside: Callable[[Sequence[ListRow], str], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        LISTS[self.name] = self

    @cached_property
    def page(self) -> Callable[[HttpRequest], HttpResponse]:
        """The view behind its address."""
        return never_cache(require_safe(self.answer))

    @property
    def address(self) -> str:
        """Where it stands."""
        return reverse(self.name)

    @property
    def procedure(self) -> str:
        """The one procedure whose cases it holds, or none."""
        return self.always.get("procedure", "")

    @property
    def fields(self) -> Collection[str]:
        """The filters that can be typed: what the list itself decides is no question."""
        offered = ("q", *self.filters, *(("since", "until") if self.days else ()))
        return [name for name in PLAIN if name in offered and name not in self.always]

    def tab(self, name: str) -> ListTab | None:
        """One of its parts; none where it has none of that name."""
        return next((one for one in self.tabs if one.name == name), None)

    def narrowed(self, tab: str, *, actor: PostHolder) -> Narrow | None:
        """What the list and one of its parts hold for a reader beyond their filters; None where those say it all."""
        part = self.tab(tab)
        return narrowed_by(self.narrow, part.narrow if part else None, actor=actor)

    def refuse_others(self, actor: PostHolder) -> None:
        """Raises `NotYourMove` for another's list."""
        if self.roles and not actor.roles & self.roles:
            raise NotYourMove(move=self.title)

    def every(self, query: QueryDict, actor: PostHolder, *, most: int) -> Sequence[int]:
        """The keys of everything the list holds as `query` filters it. Raises `BadValue` for more than `most`."""
        asked = Asked.of(query, names=self.fields, procedure=self.procedure)
        for name, fault in asked.faults.items():
            raise bad_value(name, zh=fault.zh, en=fault.en)
        first = self._first(query, asked, actor, limit=most)
        found = self.source.page(self._of_tab(asked, first, tab=self._tab(query, {})))
        if found.after:
            raise bad_value(
                "query", zh=f"筛选出的件超过 {most} 件，请缩小范围后再批量办理",
                en=f"holds more than {most} cases; narrow the list first",
            )  # fmt: skip
        return found.cases

    def _first(self, query: QueryDict, asked: Asked, actor: PostHolder, *, limit: int) -> Ask:
        """What is asked for, before a tab is chosen."""
        sort = query.get("sort", "")
        return Ask(
            actor=actor, tab="", wanted=asked.wanted(always=self.always), filtered=asked.any,
            sort=sort if sort in self.source.sorts else next(iter(self.source.sorts)), limit=limit,
            after=query.get("after", ""), before=query.get("before", ""),
        )  # fmt: skip

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as its address asks for it, also where something was sent to it."""
        actor = staff_of(request)
        shown = self.shown(request.GET, actor)
        more = self.beside(shown.rows, shown.tab) if self.beside is not None else {}
        return render(request, self.template, {"list": shown, **more}, status=422 if shown.faulty else 200)

    def shown(self, query: QueryDict, actor: PostHolder) -> ShownList:
        """The page that `query` asks for, as drawn. Raises `NotYourMove`."""
        self.refuse_others(actor)
        asked = Asked.of(query, names=self.fields, procedure=self.procedure)
        first = self._first(query, asked, actor, limit=self.rows or PAGE)
        counts = self._counts(asked, first)
        ask = self._of_tab(asked, first, tab=self._tab(query, counts))
        found = Found() if asked.faults else self.source.page(ask)
        asking = Asking(
            asked=asked, ask=ask, counts=counts, columns=query.getlist("columns"),
            views=views_of(self.name, actor), view=query.get("view", ""),
        )  # fmt: skip
        return shown_list(self, asking, found)

    def _of_tab(self, asked: Asked, ask: Ask, *, tab: str) -> Ask:
        part = self.tab(tab)
        always = {**self.always, **(part.always if part else {})}
        return replace(ask, tab=tab, wanted=asked.wanted(always=always), narrow=self.narrowed(tab, actor=ask.actor))

    def _counts(self, asked: Asked, ask: Ask) -> Mapping[str, int]:
        counted = [tab.name for tab in self.tabs if tab.counted]
        if not counted or asked.faults:
            return {}
        return self.source.counts({name: self._of_tab(asked, ask, tab=name) for name in counted})

    def _tab(self, query: QueryDict, counts: Mapping[str, int]) -> str:
        names = [tab.name for tab in self.tabs]
        chosen = query.get("tab", "")
        if chosen in names or not names:
            return chosen if names else ""
        return self.to_tab(counts) if self.to_tab and counts else names[0]


LISTS: dict[str, CaseList] = {}
"""Every list page by the name of its address."""
