"""What the invented callers of the demo say. Every person and every event here is made up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One kind of matter: what is said of it, whose it is, whose it is not, and how it is answered.

    `{place}` is the name of a community or village, `{n}` a small number.
    """

    kind: str
    title: str
    detail: str
    unit: str
    answer: str
    wrong_unit: str = "zjj"
    category: str = ""


SURNAMES = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹")

THEMES = (
    Theme(kind="help", title="{place}{n}盏路灯不亮", unit="cgj", category="010204",
          detail="{place}东侧小路有{n}盏路灯不亮，已经{n}个晚上了，接孩子放学看不清路，请派人看看。",
          answer="经现场查看，{n}盏路灯系线路接头松动，已更换接头并恢复照明，今后纳入每周巡查。"),
    Theme(kind="help", title="{place}室温不达标", unit="grgs", category="010208", wrong_unit="zjj",
          detail="{place}顶楼住户，供暖后室温只有十几度，家里有老人，找过收费点{n}次没有人上门测温。",
          answer="已入户测温并清洗过滤器、调整二网平衡，复测室温达标；如再低于标准，可凭测温单申请退费。"),
    Theme(kind="complaint", title="{place}夜间施工噪音扰民", unit="sthjj", wrong_unit="cgj",
          detail="{place}旁的工地连续{n}晚夜间施工，噪音很大，孩子睡不着，希望按规定时间施工。",
          answer="已到场检查，责令该工地停止未经证明的夜间施工并立案查处，公布了监督电话。"),
    Theme(kind="complaint", title="{place}垃圾桶满溢", unit="cgj", category="010214", wrong_unit="140502",
          detail="{place}门口的垃圾桶{n}天没有清运，天热有异味，环卫车只在大路上走。",
          answer="已于当日清运并冲洗，调整清运路线，每日早晚各一次，由片区队长负责。"),
    Theme(kind="help", title="{place}物业费与服务不符", unit="zjj", category="010212", wrong_unit="140502001",
          detail="{place}物业半年换了{n}次保安，楼道没人打扫，却催交全年物业费，请住建部门管一管。",
          answer="已约谈物业企业，限期整改保洁和门岗；对服务不达标期间的费用，由业主大会与企业协商减免。"),
    Theme(kind="consultation", title="咨询住房公积金提取材料", unit="gjjzx",
          detail="租房居住，想提取住房公积金，请问需要哪些材料，能不能网上办。",
          answer="租房提取可凭身份证和无房证明在网上办理，无需跑腿；额度和频次以当年公告为准。"),
    Theme(kind="consultation", title="咨询{place}孩子入学划片", unit="jyj",
          detail="户口在{place}，房子是今年买的，请问入学学区按户口还是按房产。",
          answer="按户口与房产一致优先的原则安排，具体划片以当年招生公告为准，可到学校登记处核对。"),
    Theme(kind="complaint", title="{place}拖欠工资{n}个月", unit="rsj", wrong_unit="zjj",
          detail="在{place}附近的工地干活，包工头拖欠工资{n}个月，人已经联系不上，一起的还有{n}人。",
          answer="劳动监察已介入，项目总包企业先行垫付，工资已通过专户发放到人。"),
    Theme(kind="tipoff", title="举报{place}有人楼顶违章加盖", unit="cgj", category="010302", wrong_unit="zjj",
          detail="{place}有住户在楼顶搭建约{n}十平方米的房间，担心影响承重，希望不要透露我的信息。",
          answer="经现场核查属未经许可搭建，已下达限期拆除通知，逾期将依法强制拆除。"),
    Theme(kind="tipoff", title="举报{place}小作坊夜里排放异味", unit="sthjj", wrong_unit="cgj",
          detail="{place}一处院子夜里有刺鼻异味和废气，白天关着门，请环保部门查一下，请为我保密。",
          answer="经夜间突击检查，该处无手续加工，已查封设备并立案。"),
    Theme(kind="help", title="{place}养犬不拴绳", unit="gaj", wrong_unit="cgj",
          detail="{place}有人遛狗不拴绳，{n}只大狗追着孩子跑，物业说管不了。",
          answer="派出所已找到犬主当面告诫，并在小区开展养犬登记和宣传。"),
    Theme(kind="suggestion", title="建议{place}增设非机动车停放点", unit="cgj", wrong_unit="gaj",
          detail="{place}菜市场门口电动自行车乱停，建议划出{n}处停放点。",
          answer="建议合理，已列入下半年非机动车停放点建设计划。"),
    Theme(kind="praise", title="表扬{place}社区工作人员", unit="140502001",
          detail="老人走失，{place}的工作人员帮着找了{n}个小时，特此感谢。",
          answer="感谢您的肯定，已转达并记入年度评议。"),
    Theme(kind="help", title="{place}老旧小区加装电梯进度", unit="zjj", wrong_unit="140502",
          detail="{place}{n}号楼报名加装电梯已有半年，一直没有答复，请问什么时候开工。",
          answer="该楼已通过联合审查，因需迁改燃气管线，列入明年第二批实施。"),
    Theme(kind="complaint", title="{place}公交车不进站", unit="gjgs", wrong_unit="jtj",
          detail="早高峰{n}路公交车到{place}站不停，招手也不停，上班总迟到。",
          answer="已调取车载视频核实，对当班司机作出处理，并在该站增加定点监督。"),
    Theme(kind="help", title="{place}自来水浑浊", unit="gswgs", wrong_unit="zjj",
          detail="{place}这{n}天自来水发黄，放一会儿也不清，家里有婴儿。",
          answer="系管道抢修后冲洗不够，已组织排放并取样，水质合格。"),
    Theme(kind="complaint", title="{place}占道经营影响通行", unit="140502", wrong_unit="cgj",
          detail="{place}巷口每天下午有{n}家流动摊贩占道经营，救护车都进不来。",
          answer="已与摊主约定进入便民疏导点经营，安排人员每日巡查。"),
    Theme(kind="help", title="{place}窨井盖松动", unit="cgj", wrong_unit="gaj",
          detail="{place}路口一个井盖松动，车一压就响，已经有{n}个人绊倒。",
          answer="已更换为防沉降井盖，并排查同路段。"),
)  # fmt: skip
"""Units with demo logins get most of it; what goes to the others waits to be signed for, as in life."""

SHOWN_UNIT = "cgj"
"""The unit whose clerk is shown to visitors of the demo: his day has more to do than the others'."""
COMPLAINTS = tuple(theme for theme in THEMES if theme.kind == "complaint")
KEPT = COMPLAINTS + tuple(theme for theme in COMPLAINTS if theme.unit == SHOWN_UNIT) * 2
ON_DESK = tuple(theme for theme in THEMES if theme.unit == SHOWN_UNIT)
"""Complaints: they are reviewed and called back. Their units have demo logins."""

EVENT = Theme(
    kind="help", title="{place}一带突然停暖", unit="grgs", category="010208",
    detail="{place}一带从早上起暖气全凉了，问了{n}家邻居都一样。",
    answer="主管网焊口爆裂，已连夜更换管段并恢复供热，停热期间热费按规定退还。",
)  # fmt: skip
RUSH = tuple(
    Theme(
        kind="help",
        title=title,
        detail=detail,
        unit="gswgs",
        category="010216",
        wrong_unit="zjj",
        answer="系主管爆裂，已连夜抢修恢复供水。",
    )
    for title, detail in (
        ("{place}自来水主管爆裂停水", "{place}门口自来水主管爆裂，水流了一路，{n}栋楼都停水了。"),
        ("{place}停水", "{place}从中午起停水，听说是自来水主管爆裂，什么时候能修好。"),
        ("{place}主管爆裂，全小区停水", "{place}自来水主管爆裂，停水{n}个小时了，家里有老人，请派水车。"),
    )
)
"""What many say of one matter on the last day: nobody has declared it a mass event yet."""
EVENT_TITLE = "{place}片区供热主管爆裂停暖"
EVENT_KNOWN = "供热主管爆裂，影响约四百户，供热公司正在抢修。"
EVENT_NEWS = "已找到漏点并开挖，预计今晚恢复供热。"

ENTERPRISES = (
    Theme(kind="complaint", title="{place}门口占道施工影响经营", unit="cgj",
          detail="{place}门前围挡已{n}周，货车进不来，希望留出通道。", answer="已调整围挡，留出四米通道，月底前完工。"),
    Theme(kind="consultation", title="咨询稳岗补贴申领", unit="rsj",
          detail="企业有{n}十名员工，请问稳岗补贴如何申领。", answer="符合条件的免申即享，已核对并列入本月发放。"),
    Theme(kind="help", title="{place}厂区道路路灯申请", unit="cgj",
          detail="{place}厂区外{n}百米没有路灯，夜班工人出行不便。", answer="已列入本年度路灯增补，现场已勘查。"),
    Theme(kind="help", title="{place}扩建手续办理缓慢", unit="zjj",
          detail="{place}厂房扩建报审已{n}周，请协调加快。", answer="已并联审批，许可证已发放。"),
)  # fmt: skip
"""What enterprises ask of the desk."""

REFUSED = (
    ("法院判决不服", "对判决不服，希望市里改判。", "in_court", "作出判决法院的上一级法院"),
    ("有人持刀打架", "楼下有人打架，请马上来人。", "emergency", "110"),
    ("外地网购退款", "在外省网店买的东西不退款。", "elsewhere", "商家所在地的12345热线"),
)
"""Matters a hotline does not accept, and the office that does."""
