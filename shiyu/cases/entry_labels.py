"""What the engine itself writes into histories, in words."""

from collections.abc import Mapping

from shiyu.base.words import Words

WARNED, OVERDUE = "clock.warned", "clock.overdue"
POST_HANDED_OVER, UNIT_SUCCEEDED = "post.handed_over", "unit.succeeded"
REFERRED = "case.referred"
ESCALATED, ESCALATED_AGAIN = "clock.escalated", "clock.escalated_again"

ENGINE_ENTRIES: Mapping[str, Words] = {
    WARNED: Words("将到期提醒", "Near due"),
    OVERDUE: Words("逾期", "Overdue"),
    ESCALATED: Words("一级催办", "Escalated"),
    ESCALATED_AGAIN: Words("二级催办", "Escalated again"),
    "clock.recomputed": Words("按正式日历重算期限", "Due date recomputed by the official calendar"),
    POST_HANDED_OVER: Words("岗位交接", "Handed over with the post"),
    REFERRED: Words("移送", "Referred"),
    UNIT_SUCCEEDED: Words("单位撤并，移交承接单位", "Given to the succeeding unit"),
    "stage.renamed": Words("环节更名", "Stage renamed"),
    "erase": Words("删除个人信息", "Personal data erased"),
}
"""Entries that are no move of any procedure, by the name they are kept under."""
