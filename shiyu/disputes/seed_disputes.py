"""The invented disputes of the demo: at every stage. Days count from the day one was registered.

Places are real; people, shops, matters and telephones are invented, and no real case is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]
BODIES = {
    "labour": ("tw-laodong", "mediation-head", "mediator"),
    "property": ("tw-wuye", "mediation-head-wuye", "mediator-wuye"),
    "housing": ("tw-wuye", "mediation-head-wuye", "mediator-wuye2"),
    "family": ("tw-jiating", "mediation-head-jiating", "mediator-jiating"),
    "inheritance": ("tw-jiating", "mediation-head-jiating", "mediator-jiating"),
}
GENERAL = ("tw-zonghe", "mediation-head-zonghe", "mediator-zonghe")
"""Body, login of its head, login of its mediator, by kind; every other kind goes to the general committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move: how many days after the registration, by whom.

    `a` and `b` are the sides, `window`, `head` and `mediator` those of its body, `clock` the clockwork's night. A fact
    that is `...` stands for the applicant, `a` or `b` as `side` for that side; a number of days where a day
    is asked for counts from the registration.
    """

    day: float
    move: str
    who: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One dispute: registered so many days ago, of what kind, between whom, and what happened then."""

    ago: int
    kind: str
    a: str
    b: str
    happened: str
    claims: str
    amount: int | None = None
    firm: bool = False  # the respondent is an organisation
    place: str = "140502004000"
    steps: Sequence[Step] = ()


def sent(day: float = 0.1, **facts: Any) -> Step:
    """The window sends it to its body."""
    return Step(day=day, move="triage", who="window", facts=facts)


def named(day: float = 0.3, **facts: Any) -> Step:
    """The head names the mediator."""
    return Step(day=day, move="appoint", who="head", facts=facts)


def told(day: float = 0.5) -> tuple[Step, ...]:
    """Both sign that their rights were told."""
    return tuple(Step(day=day, move="told_rights", who=who) for who in "ab")


def agreed(day: float = 1.2) -> tuple[Step, ...]:
    """Both agree."""
    return tuple(Step(day=day + 0.1 * n, move="agree", who=who) for n, who in enumerate("ab"))


def begun(day: float = 1.2) -> tuple[Step, ...]:
    """From the window to the first talk."""
    return (sent(), named(), *told(), *agreed(day))


def convened(day: float, on: int) -> Step:
    """A session is set."""
    facts = {"on": on, "room": "two", "when": "09:30", "lasts": 90}
    return Step(day=day, move="convene", who="mediator", facts=facts)


def session(day: float, minutes: str) -> Step:
    """A session is recorded."""
    facts = {"on": int(day), "present": "申请人、被申请人、调解员", "minutes": minutes}
    return Step(day=day, move="hold_session", who="mediator", facts=facts)


def private(day: float, side: str, talk: str) -> Step:
    """A talk with one side, `a` or `b`, alone."""
    return Step(day=day, move="private_talk", who="mediator", facts={"side": side, "talk": talk})


def settled(day: float, move: str, content: str, *, due: int) -> Step:
    """What was agreed: orally, or as the draft of a written agreement."""
    facts = {"facts_found": "双方对主要事实没有异议，各自责任已在调解中说明。", "content": content,
             "manner": "按约定的方式一次履行。", "due": due}  # fmt: skip
    return Step(day=day, move=move, who="mediator", facts=facts)


def oral(day: float, content: str, due: int) -> Step:
    """An oral agreement."""
    return settled(day, "record_oral", content, due=due)


def performed(day: float) -> Step:
    """It was performed."""
    return Step(day=day, move="performed", who="mediator", facts={"proof": "已履行，双方确认。"})


def visited(day: float, satisfaction: str = "satisfied") -> Step:
    """The applicant was visited."""
    facts = {"party": ..., "on": int(day), "performance": "full", "satisfaction": satisfaction}
    return Step(day=day, move="follow_up", who="mediator", facts=facts)


def closed(day: float) -> Step:
    """It is closed."""
    return Step(day=day, move="close", who="mediator", facts={"result": "协议已履行，双方无其他争议。"})


def failed(day: float, way: str) -> tuple[Step, ...]:
    """Not settled, and told the way."""
    return (
        Step(day=day, move="fail", who="mediator", facts={"reason": "双方对金额分歧较大，多次调解未果。"}),
        Step(day=day + 0.2, move="tell_ways", who="mediator",
             facts={"way": way, "reason": "调解不成，可以依法另行主张权利。"}),
    )  # fmt: skip


def refused(day: float, who: str) -> Step:
    """One side refuses."""
    return Step(day=day, move="refuse", who=who, facts={"reason": "不愿再协商。"})


DISPUTES: tuple[Told, ...] = (
    Told(ago=58, kind="labour", a="虞晚舟", b="泽州路小满火锅店", firm=True, amount=9_600,
         happened="离职后两个月工资没有结清。", claims="结清工资。",
         steps=(*begun(), convened(2.1, 4),
         session(4.1, "双方核对考勤和工资条。"), private(4.3, "a", "最低九千。"),
                oral(4.4, "一次结清九千六百元。", 20), performed(18.1), visited(22.1), closed(22.3))),
    Told(ago=52, kind="property", a="褚知许", b="云栖苑物业服务部", firm=True, amount=2_400,
         happened="电梯停运一个月仍全额收取物业费。", claims="减免当月物业费。",
         steps=(*begun(), session(5.1, "核对停运记录。"), oral(5.3, "减免一半。", 15), performed(12.1),
                visited(16.1, "fair"), closed(16.2))),
    Told(ago=47, kind="neighbours", a="司徒杏", b="章台柳", happened="楼上漏水浸湿墙面。", claims="修缮并赔偿。",
         amount=3_000,
         steps=(*begun(), session(6.2, "现场看过水痕。"), private(6.4, "b", "愿意修，不愿多赔。"),
                oral(8.2, "楼上负责修缮并补偿一千五百元。", 30), performed(25.1), visited(30.1), closed(30.3))),
    Told(ago=44, kind="lending", a="钟离眠", b="申屠野", happened="借款两万元逾期一年。", claims="归还本金。",
         amount=20_000,
         steps=(*begun(), session(4.2, "核对借条。"), *failed(9.1, "suit"))),
    Told(ago=41, kind="labour", a="沈未央", b="丹河纸品加工部", firm=True, happened="工伤待遇未支付。",
         claims="支付待遇。",
         amount=36_000, steps=(*begun(), session(5.2, "单位不认可金额。"),
                Step(day=9.1, move="fail", who="mediator", facts={"reason": "单位不认可工伤认定。"}),
                Step(day=9.3, move="refer_on", who="mediator",
                     facts={"to": "arbitration", "unit": "ldzcw", "reason": "劳动争议，仲裁前置。"}))),
    Told(ago=38, kind="family", a="霍清泉", b="宫小满", happened="抚养费支付有争议。", claims="按月支付抚养费。",
         steps=(sent(), named(), *told(), refused(1.3, "b"),
                Step(day=2.1, move="tell_ways", who="mediator",
                     facts={"way": "suit", "reason": "一方不同意调解，可以向法院起诉。"}))),
    Told(ago=35, kind="consumer", a="茅听雨", b="星河健身服务部", firm=True, amount=2_980, happened="停业后会费未退。",
         claims="退还未用会费。",
         steps=(sent(0.1, body="tw-zonghe", why="消费调委会本周无人在岗"), named(), *told(), *agreed(),
                session(3.1, "核对合同。"),
         oral(3.3, "退还两千元。", 12), performed(10.1), visited(14.1), closed(14.2))),
    Told(ago=33, kind="housing", a="柏归鹤", b="锦程装饰工作室", firm=True, amount=15_000, happened="装修漏水未返工。",
         claims="返工并赔偿。", steps=(sent(), named(), *told(), Step(day=1.5, move="agree", who="a"))),
    Told(ago=30, kind="environment", a="池上云", b="老街烧烤店", firm=True, happened="夜间油烟扰民。",
         claims="停止侵扰。",
         steps=(Step(day=0.2, move="withdraw", who="a", facts={"reason": "对方已装净化设备，自行和好。"}),)),
    Told(ago=28, kind="expropriation", a="尉迟安", b="某街道拆迁办", firm=True, happened="对补偿标准有异议。",
         claims="重新核定。",
         steps=(Step(day=0.3, move="decline", who="window",
                     facts={"way": "reconsideration", "reason": "属行政争议，不属人民调解范围。"}),)),
    Told(ago=26, kind="neighbours", a="路知遥", b="祁连生", happened="争执中一方持械威胁。", claims="停止威胁。",
         steps=(Step(day=0.1, move="assess_danger", who="window",
                     facts={"danger": "violence", "seen": "情绪激动，已劝离并报告。"}),
                Step(day=0.2, move="to_police", who="window",
                     facts={"danger": "crime", "reason": "持械威胁，依法移送公安机关。"}))),
    Told(ago=9, kind="inheritance", a="顾长亭", b="顾短亭", happened="老宅继承份额争议。", claims="确认份额。",
         steps=(*begun(), session(4.1, "核对遗嘱。"), settled(6.1, "draft_agreement", "各占一半，共同使用。", due=60))),
    Told(ago=20, kind="labour", a="岑溪午", b="凤台广告制作部", firm=True, amount=7_200,
         happened="试用期工资低于约定。",
         claims="补足差额。", steps=(*begun(), session(3.1, "核对合同。"), oral(4.1, "补足五千元，分两次。", 45))),
    Told(ago=18, kind="property", a="易南枝", b="云栖苑物业服务部", firm=True, amount=1_200,
         happened="地下室进水财物受损。",
         claims="赔偿。", place="140502006000",
         steps=(*begun(), session(3.1, "看过现场。"), oral(4.1, "赔偿八百元。", 10), performed(9.1))),
    Told(ago=16, kind="contract", a="谢望舒", b="北石农机经营部", firm=True, amount=48_000, happened="收割机质量争议。",
         claims="退货退款。", steps=(*begun(), convened(2.1, 6), session(6.1, "双方陈述。"),
                Step(day=6.5, move="ask_longer", who="mediator", facts={"amount": 15, "reason": "等待质量鉴定。"}),
                Step(day=7.1, move="agree_longer", who="a"), Step(day=7.2, move="agree_longer", who="b"))),
    Told(ago=14, kind="labour", a="蓝若愚", b="晨曦家政服务部", firm=True, amount=4_500, happened="押金未退。",
         claims="退还押金。",
         steps=(*begun(), session(3.1, "核对收条。"), private(3.3, "b", "可以分期退。"))),
    Told(ago=12, kind="traffic", a="任我行舟", b="计春风", happened="电动车相撞，医药费分担有争议。",
         claims="赔偿医药费。",
         amount=6_800, steps=(sent(0.1, body="tw-zonghe", why="交通调委会轮驻，今日不在"), named(), *told(), *agreed(),
                              session(3.1, "核对票据。"),
                              Step(day=4.1, move="assess_danger", who="mediator",
                                   facts={"danger": "gathering", "seen": "一方亲属多人到场，已劝离并报告派出所。"}),
                              convened(9.1, 12))),
    Told(ago=10, kind="family", a="白露晞", b="秋若水", happened="探望孩子的时间有争议。", claims="约定探望时间。",
         steps=(*begun(), session(2.5, "双方都希望孩子少受影响。"),
                Step(day=3.1, move="other_mediator", who="b", facts={"reason": "希望换一位女调解员。"}))),
    Told(ago=6, kind="housing", a="江停云", b="乐居房产经纪部", firm=True, amount=5_000, happened="定金不退。",
         claims="退还定金。",
         steps=(*begun(), Step(day=3.1, move="ask_recusal", who="b",
                               facts={"ground": "interest", "reason": "听说调解员与申请人有生意往来。"}))),
    Told(ago=5, kind="labour", a="封疆月", b="丹河纸品加工部", firm=True, amount=11_000, happened="加班费未付。",
         claims="支付加班费。",
         steps=(sent(), named(), *told(), Step(day=1.4, move="agree", who="a"),
                Step(day=1.5, move="agree", who="b"), refused(3.2, "b"))),
    Told(ago=3, kind="lending", a="裴照夜", b="阮星回", amount=3_500, happened="垫付款未还。", claims="归还垫付款。",
         steps=(sent(), named(), *told())),
    Told(ago=2, kind="property", a="楚云深", b="云栖苑物业服务部", firm=True, amount=600, happened="车位被占用。",
         claims="恢复使用。",
         steps=(sent(),)),
    Told(ago=1, kind="medical", a="程雪见", b="康宁口腔诊所", firm=True, amount=18_000, happened="种植牙松动。",
         claims="退费重做。",
         steps=(sent(0.1, body="tw-yiliao"),)),
    Told(ago=1, kind="consumer", a="孟浮生", b="星河健身服务部", firm=True, amount=1_500, happened="会员卡不能使用。",
         claims="退费。"),
    Told(ago=0, kind="neighbours", a="柳惊蛰", b="唐小暑", happened="楼道堆物影响通行。", claims="清走杂物。"),
    Told(ago=0, kind="neighbours", a="唐小暑", b="柳惊蛰", happened="邻居多次上门争吵。", claims="停止争吵。"),
)  # fmt: skip
