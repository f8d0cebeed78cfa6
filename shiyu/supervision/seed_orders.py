"""The invented orders of the demo: a dozen and more, at every stage. Days count from the day an order was proposed.

Places are real, matters and plans are invented; nobody is named but by post.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move: how many days after the proposal, by whom (`clerk` is the lead unit's)."""

    day: float
    move: str
    who: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One order: proposed so many days ago, with what it says, planned as given, and what happened then.

    `nodes` are names and days of set dates (`$nodes`: all that are to come, `$ahead`: but the
    very next); a fact `until` or `due_on` that is a number means days after the proposal.
    """

    ago: int
    title: str
    source: str
    basis: str
    detail: str
    plan: Facts | None = None
    nodes: Sequence[tuple[str, int]] = ()
    steps: Sequence[Step] = ()


def approved(day: float = 0.1) -> Step:
    """The head of supervision approves it."""
    return Step(day=day, move="approve", who="supervision_lead")


def signed(day: float = 0.2) -> Step:
    """The lead unit signs for it."""
    return Step(day=day, move="sign", who="clerk")


def also_signed(unit: str) -> Step:
    """A joint unit signs for it."""
    return Step(day=0.3, move="sign", who=f"clerk@{unit}")


def day_1(day: float = 0.4) -> Step:
    """The first report."""
    facts = {
        "responsible": "局主要负责人负总责，分管负责人直接抓，业务科室具体办",
        "shared_out": "业务科室牵头，相关科室配合",
    }
    return Step(day=day, move="report_day_1", who="clerk", facts=facts)


def day_3(progress: str, day: float = 2.2) -> Step:
    """The second report."""
    return Step(day=day, move="report_day_3", who="clerk", facts={"measures": "已制定方案并进场", "progress": progress})


def closing(day: float, result: str) -> Step:
    """The unit asks to close."""
    return Step(day=day, move="ask_close", who="clerk", facts={"result": result})


def cleared(day: float, grade: str, opinion: str) -> Step:
    """The head of supervision clears it."""
    return Step(day=day, move="clear", who="supervision_lead", facts={"grade": grade, "opinion": opinion})


def plan(lead: str, requirement: str, *, complexity: str = "ordinary", **more: Any) -> Facts:
    """What the order says of its units and limits."""
    return {"lead": lead, "requirement": requirement, "complexity": complexity, **more}


WORKS = "zfb-leader-works"
ORDERS = (
    Told(ago=41, title="城区学校周边上下学交通秩序整治", source="meeting", basis="市政府常务会议议定事项",
         detail="划定临时停靠区，高峰时段定人定岗。", plan=plan("gaj", "一周内见效。", joint=["jyj"]),
         steps=(approved(), signed(), also_signed("jyj"), day_1(), day_3("六所学校已定岗"),
                closing(5.3, "十二所学校周边全部定岗划线。"), cleared(6.3, "excellent", "现场抽查四处，明显好转。"))),
    Told(ago=33, title="背街小巷路灯失修问题整改", source="note", basis="市政府领导在网民留言上的批示",
         detail="排查修复失亮路灯。", plan=plan("cgj", "全面排查，一周内修复。", leader=WORKS),
         steps=(approved(), signed(), day_1(2.3), day_3("已修复四成", 4.6), closing(7.4, "修复路灯八十六盏。"),
                Step(day=8.3, move="send_back", who="supervision_officer", facts={"reason": "抽查仍有五盏不亮"}),
                closing(10.3, "五盏已更换，全部点亮。"), cleared(11.2, "passed", "复查合格；两次反馈逾期。"))),
    Told(ago=52, title="公交候车亭破损整改", source="plan", basis="年度民生实事",
         detail="更换破损站牌、座椅和顶棚。", plan=plan("gjgs", "十五日内更换完毕。", joint=["jtj"], due_on=15),
         steps=(approved(), also_signed("jtj"), signed(1.4), day_1(3.2), day_3("物料未到", 6.4),
                Step(day=9.3, move="urge", who="supervision_officer", facts={"note": "请说明物料到货时间"}),
                closing(17.3, "更换候车亭二十三座。"), cleared(18.2, "failed", "超期完成，反馈多次逾期。"))),
    Told(ago=62, title="北石店片区雨污分流改造工程", source="project", basis="市重点工程清单",
         detail="新建雨污管网十一公里。", nodes=(("完成管线迁改", 30), ("完成主管网", 85), ("通水验收", 150)),
         plan=plan("zjj", "倒排工期，按节点推进。", complexity="complex", leader=WORKS, due_on=150),
         steps=(approved(), signed(), day_1(), day_3("管线迁改方案已批"),
                Step(day=6.2, move="report_day_7", who="clerk",
                     facts={"why_complex": "涉及地下管线迁改和跨汛期施工", "nodes": "$nodes"}),
                Step(day=28.2, move="report_node", who="clerk", facts={"progress": "迁改完成"}),
                Step(day=29.2, move="report_month_1", who="clerk",
                     facts={"plan": "主管网分三段同步推进，汛前完成", "nodes": "$ahead"}))),
    Told(ago=47, title="丹河新城九年一贯制学校建设", source="project", basis="市重点工程清单",
         detail="秋季开学前具备招生条件。", nodes=(("主体封顶", 40), ("装修完成", 110)),
         plan=plan("jyj", "保证质量，按节点推进。", complexity="complex", leader=WORKS, due_on=130),
         steps=(approved(), signed(), day_1(), day_3("主体施工至三层"),
                Step(day=6.1, move="report_day_7", who="clerk",
                     facts={"why_complex": "建设周期长", "nodes": "$nodes"}),
                Step(day=28.1, move="report_month_1", who="clerk", facts={"plan": "增加作业面", "nodes": "$nodes"}))),
    Told(ago=0, title="老旧小区供热管网隐患排查", source="meeting", basis="市政府专题会议",
         detail="供热前完成排查并建立台账。", plan=plan("grgs", "七日内排查完毕。"), steps=(approved(), signed())),
    Told(ago=4, title="露天焚烧问题点位整改", source="note", basis="市委领导批示",
         detail="对通报的九处点位逐一整改。", plan=plan("sthjj", "立行立改。"), steps=(approved(),)),
    Told(ago=3, title="农村公路安全隐患点段整治", source="plan", basis="年度重点工作任务",
         detail="完成三十处临水临崖路段防护。", plan=plan("jtj", "七日内提出整治清单并开工。"),
         steps=(approved(), signed(), day_1())),
    Told(ago=30, title="社区养老服务设施建设重点提案办理", source="plan", basis="重点提案督办",
         detail="每周报告进展。", plan=plan("140502", "按周报告。", complexity="complex", weekly=(2, 70), due_on=75),
         steps=(approved(), signed(), day_1(), day_3("选址完成"),
                Step(day=6.2, move="report_day_7", who="clerk", facts={"why_complex": "需分批建设", "nodes": "$nodes"}),
                *(Step(day=day, move="report_weekly", who="clerk", facts={"progress": "本周建成一处"})
                  for day in (8.2, 15.2, 22.2, 29.2)),
                Step(day=29.3, move="report_month_1", who="clerk", facts={"plan": "其余分批建成", "nodes": "$nodes"})),
         nodes=(("建成五处", 45), ("全部投用", 75))),
    Told(ago=22, title="水源地围网加固", source="meeting", basis="市政府常务会议议定事项",
         detail="一级保护区围网全部加固。", plan=plan("gswgs", "尽快完成。"),
         steps=(approved(), signed(), day_1(), day_3("已完成四成"),
                Step(day=5.2, move="ask_suspension", who="clerk", facts={"until": 60, "reason": "冻土，机械不能进场"}),
                Step(day=5.4, move="grant_suspension", who="supervision_lead", facts={"until": 60}))),
    Told(ago=6, title="零工市场规范化建设", source="plan", basis="就业工作领导小组部署",
         detail="建成两处室内零工市场。", plan=plan("rsj", "七日内完成选址和方案。"),
         steps=(approved(), signed(), day_1(), day_3("一处选址已定"),
                Step(day=5.2, move="ask_extension", who="clerk", facts={"until": 20, "reason": "第二处场地协调中"}))),
    Told(ago=8, title="公积金提取“一件事一次办”", source="meeting", basis="市委专题会议",
         detail="材料压减一半，线上可办。", plan=plan("gjjzx", "七日内上线。"),
         steps=(approved(), signed(), day_1(), day_3("接口已联调"), closing(6.2, "已上线，材料由六项减为三项。"))),
    Told(ago=1, title="市区积水点位汛前改造", source="meeting", basis="市政府防汛专题会议",
         detail="改造三处积水点。", plan=plan("zjj", "汛期前完成。", joint=["cgj"], leader=WORKS)),
    Told(ago=0, title="夜间施工噪声扰民整治", source="note", basis="市政府领导在12345周报上的批示",
         detail="对反复投诉的工地开展夜间巡查。"),
    Told(ago=15, title="某小区车位纠纷协调", source="note", basis="来信批示",
         detail="业主与物业的收费纠纷。", plan=plan("zjj", "协调解决。"),
         steps=(Step(day=0.2, move="not_approve", who="supervision_lead",
                     facts={"reason": "属民事纠纷，转人民调解，不列入督查"}),)),
    Told(ago=26, title="临时蔬菜直销点设置", source="meeting", basis="市政府专题会议",
         detail="设置二十处临时直销点。", plan=plan("cgj", "三日内设置。"),
         steps=(approved(), signed(), day_1(),
                Step(day=2.2, move="withdraw", who="supervision_lead", facts={"reason": "会议已调整安排"}))),
)  # fmt: skip
