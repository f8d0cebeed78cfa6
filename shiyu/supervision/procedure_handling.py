"""办理: the reports of the lead unit at each checkpoint, and the urging where one is missing."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, Mark, Run, StopClock, Submit, Unmark
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Guard, Move, Need, Tell
from shiyu.supervision import rules
from shiyu.supervision import vocabulary as v
from shiyu.supervision.procedure_people import (
    CLOCK,
    DESIGN,
    DUCHA,
    JOINT_CLERK,
    LEAD_CLERK,
    LEAD_OFFICER,
    LEADER,
    OFFICER,
    S13710,
    SHUOZHOU,
    TRAINING,
    UNDER_WAY,
    UNIT_CLERK,
    WITH_UNIT,
)
from shiyu.supervision.procedure_proposing import NOT_CLASSIFIED

# fmt: off
LABELS = {
    "day_1": Words("1日反馈", "Report day 1"), "day_3": Words("3日反馈", "Report day 3"),
    "day_7": Words("7日反馈（复杂事项）", "Report day 7 (complex)"),
    "month_1": Words("1个月反馈（未能解决）", "Report month 1 (not solved yet)"),
    "node": Words("节点反馈", "Report a set date"), "weekly": Words("报周报", "Report the week"),
}


def report(checkpoint: str, *needs: Need, then: str = "", source: str) -> Move:
    """The report at one checkpoint: it is owed, it stops the clock, and what is late no more is urged no more."""
    owed = Guard(name=f"owes_{checkpoint}", rule=rules.report_owed(checkpoint),
                 sentence=Words("此节点现在没有要报的", "no report is owed at this checkpoint"))
    effects = (NOT_CLASSIFIED, Attach(), StopClock(rule=checkpoint), Unmark(mark=v.owes(checkpoint)),
               Run(name="note_report"), *([Run(name=then)] if then else []))
    return Move(name=f"report_{checkpoint}", label=LABELS[checkpoint], start=WITH_UNIT, end=STAY, who=(LEAD_CLERK,),
                needs=(*needs, v.FILES), guards=(owed,), effects=effects,
                tells=(Tell("supervision_reported", "role:supervision_officer"),), source=source)


URGED = (Tell("supervision_urged", "unit:clerk"), Tell("supervision_urged", "unit:unit_head"))
HANDLING = (
    report("day_1", v.RESPONSIBLE, v.SHARED_OUT, source=f"{TRAINING} 1日：谁来办、怎么分工"),
    report("day_3", v.MEASURES, v.PROGRESS, source=f"{TRAINING} 3日：措施和进展"),
    report("day_7", v.WHY_COMPLEX, v.NODES, then="declare_complex",
           source=f"{S13710} 一般问题7日内落实，重大复杂的说明原因；{TRAINING} 按节点反馈"),
    report("month_1", v.PLAN, v.NODES, then="plan_dates", source=f"{S13710} 1个月内解决，不能的给出节点和方案"),
    report("node", v.PROGRESS, then="next_node", source=f"{TRAINING} 持续办理的按设定节点反馈"),
    report("weekly", v.PROGRESS, then="next_week", source="重点提案：7至9月每周报告"),
    Move(name="note_progress", label=Words("记录进展", "Note progress"), start=UNDER_WAY, end=STAY, who=(UNIT_CLERK,),
         needs=(v.NOTE, v.FILES), effects=(NOT_CLASSIFIED, Attach()), source=TRAINING),
    Move(name="submit_opinion", label=Words("提交协办情况", "Hand in the joint part"), start=WITH_UNIT, end=STAY,
         who=(JOINT_CLERK,), needs=(v.NOTE, v.FILES), effects=(NOT_CLASSIFIED, Submit(), Attach()), source=DUCHA),
    Move(name="urge", label=Words("催办", "Urge"), start=UNDER_WAY, end=STAY, who=(OFFICER, LEAD_OFFICER),
         needs=(v.NOTE_IF_ANY,), effects=(NOT_CLASSIFIED, Run(name="count_urge"), Run(name="write_urging")),
         tells=URGED, source=f"{DUCHA} 《催办通知》"),
    Move(name="urge_late", label=Words("逾期自动催办", "Urged for being late"), start=(ANY_OPEN,), end=STAY,
         who=(CLOCK,), effects=(Run(name="count_urge"), Run(name="write_urging")), tells=URGED,
         source=f"{SHUOZHOU} 逾期催办；每隔几日再催为设计"),
    Move(name="instruct", label=Words("领导批示", "Leader's instruction"), start=(ANY_OPEN,), end=STAY, who=(LEADER,),
         needs=(v.INSTRUCTION,), effects=(NOT_CLASSIFIED,),
         tells=(Tell("supervision_instructed", "role:supervision_officer"),
                Tell("supervision_instructed", "unit:clerk")),
         source=DUCHA),
    Move(name="report_up", label=Words("报送督查专报", "Report to the leaders"), start=(ANY_OPEN,), end=STAY,
         who=(OFFICER, LEAD_OFFICER), needs=(v.RECIPIENT, v.BACKGROUND, v.STANDING, v.PROBLEMS, v.SUGGESTIONS),
         effects=(NOT_CLASSIFIED, Run(name="write_report")),
         tells=(Tell("supervision_reported_up", "role:city_leader"),), audience=Audience.STAFF,
         source=f"{DUCHA} 《督查专报》"),
    Move(name="hand_to_accountability", label=Words("问责移送", "Note a hand-over for accountability"),
         start=(ANY_OPEN,), end=STAY, who=(LEAD_OFFICER,), needs=(v.REASON,),
         effects=(NOT_CLASSIFIED, Mark(mark=v.ACCOUNTABILITY)), audience=Audience.STAFF,
         source=f"{SHUOZHOU} 责任追究；只作记录，不由系统判断（{DESIGN}）"),
)
# fmt: on
