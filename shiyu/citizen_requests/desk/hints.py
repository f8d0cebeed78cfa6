"""What the hotline's officers should know at their first look at a page."""

from shiyu.base.words import Words
from shiyu.web.hints import enter_hints

_SIMILAR = Words(
    "边打字边看右侧：同类的在办件可以直接并入，不必另立。",
    "Look to the right while you type: an open request of the same kind can be joined.",
)


HINTS = {
    "agent": (
        Words(
            "全程可用键盘：Tab 到下一项，保存按钮在最后。",
            "The keyboard does everything: Tab goes on, save stands last.",
        ),
        _SIMILAR,
        Words(
            "紧急事项点“移交紧急服务”，转 110、119、120、122 并留记录。",
            "What is urgent is handed to 110, 119, 120 or 122, with a record.",
        ),
    ),
    "dispatch": (
        Words(
            "每件都附派单建议和理由，可照建议派，也可改派。",
            "Each request comes with a suggested unit and why; take it, or choose another.",
        ),
        Words(
            "勾选同类的件，一次派出；派出前先看会怎样。",
            "Tick requests of a kind and send them at once; you see first what will happen.",
        ),
        Words("退单和会商的件也会回到这里。", "Returned and arbitrated requests come back to this page."),
    ),
    "callbacks": (
        Words("先到期的在前；抽中的才需要回访。", "What is due first stands first; only those drawn are to be called."),
        Words("照页面上的问题逐项问，不引导。", "Ask as the page asks, and do not lead."),
        Words(
            "打不通就记“回访未成”，次数满后自动转为待评价。",
            "Note a call that was not answered; after enough of them the request waits for a verdict.",
        ),
    ),
    "overview": (
        Words("每个数字都能点开，看到它背后的件。", "Every number opens the list behind it."),
        Words(
            "三率并列原值和剔除后的值；件数少的单位附不确定范围。",
            "The three rates stand raw and adjusted; small units show their uncertainty.",
        ),
        Words("表格可按单位、地点切换，并导出。", "The table turns by unit or place, and can be exported."),
    ),
    "routing_quality": (
        Words("派单差错按周看：退单和改派都算差错。", "Errors by week: returns and re-assignments both count."),
        Words(
            "“分布变化大”说明来的诉求和训练时不同了，宜重新训练。",
            "“Much moved” says that what comes in is no longer what was learnt: train again.",
        ),
        Words(
            "新模型比现用的好才会启用；不对劲可退回上一版，须写原因。",
            "A model is used only if it beats the one in use; roll it back, with a reason, where it errs.",
        ),
    ),
    "approvals": (
        Words(
            "延期、缓办、挂账的申请在这里批，先到期的在前。",
            "Extensions, deferrals and suspensions are decided here, due first.",
        ),
        Words("批准前看清已用次数和上限。", "See how often it was granted already, and the cap."),
        Words("不同意时写明理由，承办单位会收到。", "Say why where you refuse; the unit is told."),
    ),
    "events": (
        Words(
            "同一件事的多个来电并成一个事件，一次答复，人人收到。",
            "Calls about one matter become one event, answered once to all.",
        ),
        Words("新来电可一键并入，不影响已有的时限。", "A new call joins in one click and moves no limit."),
        Words("处置有进展时可向全体诉求人通报。", "Tell all callers when there is progress."),
    ),
}
"""Three for each page of a role."""


def enter_desk_hints() -> None:
    """Called when the app is ready."""
    for page, said in HINTS.items():
        enter_hints(page, *said)
