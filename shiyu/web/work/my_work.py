"""我的工作: the page a member of staff opens in the morning. Tabs with counts, due first, paged by key."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from django.urls import reverse

from shiyu.base.words import Words
from shiyu.cases.worklist import COUNTED_TABS, Narrow, Tab, counts_of_work, page_of_work
from shiyu.web.case_list import filtered
from shiyu.web.lists import Ask, CaseList, Found, ListTab
from shiyu.web.lists.asking import place_text, read_place

LABELS = {
    Tab.TO_SIGN: Words("待签收", "To sign for"),
    Tab.TO_DO: Words("待办", "To do"),
    Tab.NEAR: Words("将到期", "Near due"),
    Tab.LATE: Words("逾期", "Overdue"),
    Tab.DONE: Words("已办", "Done"),
}
EMPTY = {
    Tab.TO_SIGN: Words("没有等待签收的件。", "Nothing waits to be signed for."),
    Tab.TO_DO: Words("现在没有轮到您办的件。", "No case waits for you now."),
    Tab.NEAR: Words("没有将到期的件。", "Nothing is near its limit."),
    Tab.LATE: Words("没有逾期的件。", "Nothing is overdue."),
    Tab.DONE: Words("您的岗位还没有办过件。", "Your post has not handled a case yet."),
}


class MyWork:
    """The source of my work: turns, which the engine keeps, and so one order."""

    sorts: ClassVar[Mapping[str, Words]] = {"new": Words("先到期在前", "Due first")}
    exports: ClassVar[bool] = True

    def page(self, ask: Ask) -> Found:
        """One page of a tab."""
        tab = Tab(ask.tab)
        page = page_of_work(
            ask.actor, tab, limit=ask.limit, narrow=_narrow(ask),
            after=read_place(ask.after, field="after"), before=read_place(ask.before, field="before"),
        )  # fmt: skip
        lines = page.lines
        return Found(
            cases=[line.case_id for line in lines],
            dues={line.case_id: (line.at, line.level) for line in lines} if tab != Tab.DONE else {},
            before=place_text(lines[0].place) if page.before and lines else "",
            after=place_text(lines[-1].place) if page.after and lines else "",
        )

    def counts(self, parts: Mapping[str, Ask]) -> Mapping[str, int]:
        """How many cases each tab holds."""
        ask = next(iter(parts.values()))
        return {tab.value: count for tab, count in counts_of_work(ask.actor, narrow=_narrow(ask)).items()}


def _narrow(ask: Ask) -> Narrow | None:
    """What the reader filters by; without a filter the engine has its questions ready."""
    return partial(filtered, wanted=ask.wanted) if ask.filtered else None


def _first(counts: Mapping[str, int]) -> str:
    """What is to be done, or to be signed for where nothing else is there."""
    return (Tab.TO_SIGN if counts[Tab.TO_SIGN] and not counts[Tab.TO_DO] else Tab.TO_DO).value


def _elsewhere(tab: str) -> tuple[str, Words]:
    if tab == Tab.TO_DO:
        return reverse("cases"), Words("查看全部可见的件", "Look at every case you may see")
    return f"{reverse('work')}?tab={Tab.TO_DO.value}", Words("回到待办", "Back to what is to be done")


MY_WORK = CaseList(
    name="work",
    title=Words("我的工作", "My work"),
    tabs=[
        ListTab(
            name=t.value, turn=t.value, label=LABELS[t], empty=EMPTY[t], tick=t != Tab.DONE, counted=t in COUNTED_TABS
        )
        for t in Tab
    ],
    filters=("stage",),  # few, since it is the page most opened: the rest is found by words
    days=False,
    to_tab=_first,
    elsewhere=_elsewhere,
    source=MyWork(),
    template="web/work/my_work.html",
)
