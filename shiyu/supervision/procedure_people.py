"""Who acts in a supervision order, the documents its rows rest on, and the groups of stages they share."""

from shiyu.cases.who import JOINT, LEAD, ByClock, Holds, OfUnit

OFFICER, LEAD_OFFICER = Holds("supervision_officer"), Holds("supervision_lead")
LEADER, HOTLINE_SUPERVISOR, AUDITOR = Holds("city_leader"), Holds("supervisor"), Holds("auditor")
LEAD_CLERK, JOINT_CLERK = OfUnit("clerk", (LEAD,)), OfUnit("clerk", (JOINT,))
UNIT_CLERK, UNIT_HEAD = OfUnit("clerk", (LEAD, JOINT)), OfUnit("unit_head", (LEAD, JOINT))
CLOCK = ByClock()

S13710 = "山西省“13710”工作制度（2016年9月）"
SHUOZHOU = "朔州市“13710”督办系统管理办法"
TRAINING = "“13710”信息督办系统培训材料"
DUCHA = "督查工作通例（通知单、催办、专报、通报）"
DESIGN = "设计"
SECRECY = "保守国家秘密法；不得录入涉密事项（尧都、朔州）"

UNDER_WAY = ("to_sign", "handling", "extension_asked", "suspension_asked")
WITH_UNIT = ("handling", "extension_asked", "suspension_asked")
BEFORE_END = ("to_sign", "handling", "close_asked", "extension_asked", "suspension_asked", "suspended")
