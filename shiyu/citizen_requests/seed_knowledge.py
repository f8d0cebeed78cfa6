"""Invented answers for the knowledge base of the demo: believable, no document of any office."""

from datetime import date, datetime, time, timedelta
from typing import Any

from shiyu.base.clock import city_zone, standing_at
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.knowledge_writing import approve, revise, write

LONG, SEASON, SOON, OVER = None, 150, 20, -12
"""Days from the last day of the story until an answer ends: never, with the season, soon, some days ago."""

ANSWERS: tuple[tuple[str, str, str, int | None, str], ...] = (
    ("供暖什么时候开始，什么时候结束", "grgs", "010208", SEASON,
     "市区集中供热自11月15日起、至次年3月15日止。遇持续低温按市政府通知提前或延后。供热期内卧室、起居室温度不低于18℃。"),
    ("家里暖气不热、温度不达标怎么办", "grgs", "010208", SEASON,
     "请先查看分户阀门是否打开、过滤器是否堵塞。仍不热的，登记姓名、地址和室温，供热企业24小时内上门测温；确属供热原因的，"
     "按不达标天数退还热费。"),
    ("停暖、报停供热怎么办理", "grgs", "010208", SEASON,
     "整户报停须在当年10月15日前持身份证和用热合同到供热企业营业厅办理，按面积交纳基础热费。供热期内不办理报停。"),
    ("自来水停水，什么时候来水", "gswgs", "010216", LONG,
     "计划停水提前24小时公告，请在公众号“停水通知”查看。没有公告的多为突发抢修，一般12小时内恢复；超过12小时的安排送水车。"),
    ("自来水发黄、浑浊能不能喝", "gswgs", "010216", LONG,
     "停水后恢复供水初期可能发黄，请打开水龙头放几分钟，变清后使用。持续发黄的请登记地址，供水企业当日上门取样检测。"),
    ("水费阶梯价格是多少", "gswgs", "010216", LONG,
     "居民生活用水按年计算：每户每年180立方米以内为一级，181至260立方米为二级，261立方米以上为三级。四口以上家庭凭户口本增加基数。"),
    ("闻到燃气味、燃气泄漏怎么办", "rqgs", "010213", LONG,
     "请立即关闭阀门，开窗通风，不要开关电器、不要在屋内打电话，到室外拨打燃气抢修电话或119。话务员听到有人不适的，转120。"),
    ("天然气开户、过户要什么材料", "rqgs", "010213", LONG,
     "持身份证、房产证或购房合同到燃气营业厅办理，也可在网上营业厅申请。过户须先结清气费；3个工作日内办结。"),
    ("停电了，什么时候来电", "gdgs", "010215", LONG,
     "计划停电提前7天公告。没有公告的，请先看自家空气开关，再登记地址；抢修人员市区45分钟内到场。"),
    ("路灯不亮向谁反映", "cgj", "010204", LONG,
     "请说明道路名称、就近门牌和灯杆编号。主次干道路灯24小时内修复，小区内路灯由物业负责。"),
    ("井盖丢失、破损怎么处理", "cgj", "010204", LONG,
     "登记准确位置后按紧急件派出，市政人员2小时内到场设置警示并更换。属通信、电力等单位的井盖，由城市管理局通知产权单位。"),
    ("垃圾不清运、垃圾桶满溢", "cgj", "010214", LONG,
     "市区生活垃圾每日清运两次。登记位置后，环卫公司当日清理；连续两次反映同一位置的，列入重点巡查。"),
    ("占道经营、流动摊贩扰民", "cgj", "010202", LONG,
     "请说明位置和时段。执法队员30分钟内到场劝离；早市、夜市在划定区域和时段内经营的，不属占道经营。"),
    ("违法建设、私搭乱建怎么举报", "cgj", "010302", LONG,
     "请说明小区、楼号和部位，有照片更好。执法人员3个工作日内现场核查，在建的当场责令停工。举报人信息保密。"),
    ("公积金租房提取要什么材料", "gjjzx", "011001", LONG,
     "连续足额缴存满3个月、本人及配偶在本市无自有住房的，持身份证、无房证明即可申请，每年提取一次，也可在手机公积金办理。"),
    ("公积金贷款额度最高多少", "gjjzx", "011001", SOON,
     "单方缴存最高50万元，夫妻双方缴存最高70万元，多子女家庭上浮20%。具体额度按账户余额和还款能力计算。"),
    ("离职后公积金怎么提取", "gjjzx", "011001", LONG,
     "与单位解除劳动关系、账户封存满半年且未在异地继续缴存的，可以提取账户余额并销户；找到新单位的办理转移。"),
    ("医保断缴怎么补，能不能报销", "ybj", "", LONG,
     "职工医保中断3个月以内续缴的，补缴后待遇连续；超过3个月的，续缴满6个月后享受住院待遇。居民医保错过集中缴费期的，缴费后有等待期。"),
    ("异地就医备案怎么办理", "ybj", "", LONG,
     "可在国家医保服务平台手机应用自行备案，即时生效；不会用手机的可到任一医保经办窗口办理。急诊抢救视同已备案。"),
    ("社保卡丢了怎么挂失、补办", "rsj", "", LONG,
     "拨打发卡银行客服电话即可挂失。补办持身份证到任一合作银行网点，当场制卡；也可申领电子社保卡。"),
    ("养老金资格认证怎么做", "rsj", "", LONG,
     "每12个月认证一次，可用手机应用刷脸，也可到社区（村）由工作人员协助；行动不便的老人，社区上门办理。"),
    ("拖欠工资、老板不发工资怎么办", "rsj", "", LONG,
     "请说明用人单位、工地或地址、人数和金额。劳动监察5个工作日内联系您；人数多、数额大的按紧急件办理。也可扫码在欠薪线索平台反映。"),
    ("小学入学报名时间和片区", "jyj", "", OVER,
     "秋季招生7月上旬网上报名，按户籍和房产划片，多校划片的摇号。片区范围以当年招生公告为准。"),
    ("中小学放寒假是什么时候", "jyj", "", SEASON,
     "以市教育局校历为准，一般在农历腊月中旬放假、正月十六前后开学。遇极端天气另行通知。"),
    ("公交车老年卡怎么办理", "gjgs", "010206", LONG,
     "年满65周岁的本市常住老人，持身份证和一寸照片到公交卡服务点当场办理，免费乘车；60至64周岁半价。"),
    ("公交线路、末班车时间", "gjgs", "010206", LONG,
     "可在掌上公交查看实时到站。市区主干线末班车一般为21:30，冬季提前30分钟；具体以站牌为准。"),
    ("机动车违章异议、交通罚款申诉", "jjzd", "", LONG,
     "可在交管12123提交异议，5个工作日内答复；对处罚决定不服的，60日内申请行政复议。12345不受理已进入复议、诉讼的事项。"),
    ("夜间施工噪声扰民", "sthjj", "", LONG,
     "22时至次日6时禁止产生噪声的建筑施工，抢修和经批准的连续作业除外，工地应公示。登记位置后，执法人员当晚到场核查。"),
    ("居住证、落户需要什么材料", "gaj", "", LONG,
     "在本市有合法稳定住所或就业的即可落户，持身份证、户口簿和住所或就业证明到就近派出所办理；居住证当场受理，15日内发证。"),
    ("新房交付质量问题、房屋漏水找谁", "zjj", "011003", LONG,
     "保修期内由开发企业负责：防水5年，管线2年。请先书面通知开发企业；推诿不修的登记楼盘、楼号，住建局5个工作日内约谈。"),
    ("老旧小区加装电梯怎么申请", "zjj", "010212", SOON,
     "本单元三分之二以上业主参与表决、参与表决的四分之三以上同意即可申请，由社区协助公示。市里每台给予补助，额度以当年通知为准。"),
    ("物业不作为、乱收费怎么投诉", "zjj", "011003", LONG,
     "请说明小区、物业公司和收费项目。街道物业管理机构10个工作日内核查；电梯、消防等安全问题按紧急件派出。"),
)  # fmt: skip
"""Question, unit, category, when it ends, answer."""
REVISED = 3
"""Every so many-th answer was revised once, so that a history is there to see."""


WAITING = 7
"""The so many-th answer has a revision that waits for its second person."""


def tell_answers(last_day: date, *, actor: PostHolder, second: PostHolder) -> int:
    """Writes the answers through their own door, weeks before the last day, `second` approves them; the same twice.

    Answers how many.
    """
    for place, (question, unit, category, ends, answer) in enumerate(ANSWERS):
        begins = last_day - timedelta(days=200)
        facts: dict[str, Any] = {
            "question": question, "answer": answer, "unit": unit, "category": category, "valid_from": begins,
            "valid_until": last_day + timedelta(days=ends) if ends is not None else None, "note": "热线与责任单位核定",
        }  # fmt: skip
        written = datetime.combine(begins, time(10, place % 60), city_zone())
        with standing_at(written):
            first = write(facts, actor=actor, key=f"seed:{last_day}:{place}")
        with standing_at(written + timedelta(hours=5)):
            approve(first.number, 1, actor=second)
        if place % REVISED == 0:
            with standing_at(written + timedelta(days=150)):
                again = revise(
                    first.number, {**facts, "note": "按责任单位最新口径核对"}, actor=actor,
                    key=f"seed:{last_day}:{place}:again", expects=1,
                )  # fmt: skip
            if place != REVISED * WAITING:
                with standing_at(written + timedelta(days=151)):
                    approve(first.number, again.version, actor=second)
    return len(ANSWERS)
