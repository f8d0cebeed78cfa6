"""The entries of the menu that every officer has, whatever systems are installed."""

from shiyu.base.words import Words
from shiyu.web.endpoints.outbox import WATCHERS
from shiyu.web.hints import enter_hints
from shiyu.web.menu import Way, enter_menu
from shiyu.web.messages_page import unread


def enter_ways() -> None:
    """我的工作, 全部件, 消息, 任务, 发件箱."""
    enter_menu(
        Way(name="work", label=Words("我的工作", "My work"), order=10),
        Way(name="cases", label=Words("全部件", "All cases"), order=20),
        Way(name="messages", label=Words("消息", "Messages"), order=80, count=unread),
        Way(name="tasks", label=Words("任务", "Tasks"), order=85, rare=True),
        Way(name="outbox", label=Words("发件箱", "Outbox"), order=90, roles=WATCHERS, rare=True),
    )
    enter_hints(
        "work",
        Words("轮到您办的件都在这里，先到期的在前。", "Whatever is yours to do is here, due first."),
        Words(
            "勾选几件可以一起办，办之前先看会怎样。",
            "Tick several to act on them at once; you see first what will happen.",
        ),
        Words(
            "任何页面按 / 键即可检索；筛选可以存成视图。",
            "Press / on any page to search; what you filter can be saved as a view.",
        ),
    )
