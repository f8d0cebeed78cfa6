"""清单: the list page of any system, said in one value. Tabs, filters, search, columns, order, views, batch, export."""

from shiyu.web.lists.asking import Ask, Found, ListTab, Source
from shiyu.web.lists.component import CaseList
from shiyu.web.lists.waiting import WaitingCases

__all__ = ["Ask", "CaseList", "Found", "ListTab", "Source", "WaitingCases"]
