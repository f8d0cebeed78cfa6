"""The papers of a mediation dossier: what is made before an agreement."""

from tools.papers.dossier_parts import case_number, form, pairs, parties, parts
from tools.papers.sheet import Sheet

BLANK_SIGNS = "当事人签名（按指印）：　　　　　　　　　　　　"


def dispute_register() -> Sheet:
    """受理登记表: who, about what, from where it came."""
    sheet = form()
    table = sheet.table([30, 48, 30, 48])
    for row in (
        ("纠纷编号", "{{ case_number }}", "纠纷类型", "{{ kind }}"),
        ("来源", "{{ source }}", "受理日期", "{{ received_on }}"),
        ("涉及金额", "{{ amount or '—' }}", "登记人", "{{ clerk }}"),
    ):
        sheet.cells(table, row, heads=(0, 2), high=10)
    sheet.wide(table, "调解组织", "{{ body }}")
    parties(sheet)
    parts(sheet, ("一、纠纷简要情况", "facts"), ("二、请求事项", "claims"))
    sheet.line(BLANK_SIGNS, "GwBody")
    return sheet


def dispute_application() -> Sheet:
    """申请书: a party asks to be mediated."""
    sheet = form()
    case_number(sheet)
    parties(sheet)
    parts(sheet, ("一、纠纷简要情况", "facts"), ("二、申请事项", "claims"))
    sheet.line("人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解。", "GwBody")
    sheet.line("此致", "GwBody")
    sheet.line("{{ body }}", "GwTo")
    sheet.line("申请人（签名、盖章或按指印）：", "GwBody")
    sheet.line("{{ applied_on }}", "GwDate")
    return sheet


RIGHTS = (
    "（一）选择或者接受人民调解员；",
    "（二）接受调解、拒绝调解或者要求终止调解；",
    "（三）要求调解公开进行或者不公开进行；",
    "（四）自主表达意愿、自愿达成调解协议。",
)
DUTIES = (
    "（一）如实陈述纠纷事实；",
    "（二）遵守调解现场秩序，尊重人民调解员；",
    "（三）尊重对方当事人行使权利。",
)
TOLD = (
    "人民调解不收取任何费用。当事人一方明确拒绝调解的，不再调解。",
    "经调解达成的协议具有法律约束力，当事人应当按照约定履行。双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
)


def rights_notice() -> Sheet:
    """权利义务告知书: 人民调解法第四、十七、二十三、二十四、三十一、三十三条."""
    sheet = form()
    case_number(sheet)
    sheet.line("根据《中华人民共和国人民调解法》，当事人在人民调解活动中享有下列权利：", "GwBody")
    for line in RIGHTS:
        sheet.line(line, "GwBody")
    sheet.line("当事人在人民调解活动中履行下列义务：", "GwBody")
    for line in (*DUTIES, *TOLD):
        sheet.line(line, "GwBody")
    parties(sheet)
    sheet.line("以上内容已于{{ told_on }}以{{ way }}方式告知。告知人：{{ teller }}。", "GwBody")
    sheet.line(BLANK_SIGNS, "GwBody")
    sheet.line("{{ body }}", "GwDate")
    return sheet


def power_of_attorney() -> Sheet:
    """授权委托书: who acts for whom, how far."""
    sheet = form()
    case_number(sheet)
    table = sheet.table([40, 116])
    for label, text in (("委托人", "{{ principal }}"), ("受托人", "{{ agent }}"), ("纠纷类型", "{{ kind }}")):
        sheet.cells(table, (label, text), heads=(0,), high=12)
    sheet.line("现委托上列受托人在{{ body }}主持的调解中作为我方的代理人。代理权限如下：", "GwBody")
    sheet.lines("powers")
    sheet.line("委托人（签名、盖章或按指印）：", "GwBody")
    sheet.line("受托人（签名）：", "GwBody")
    sheet.line("　　　　年　　月　　日", "GwDate")
    return sheet


def inquiry_record() -> Sheet:
    """调查记录: what was found outside the sessions."""
    sheet = form()
    case_number(sheet)
    pairs(
        sheet,
        ("时间", "{{ held_on }}", "地点", "{{ place or '—' }}"),
        ("调查人", "{{ inquirer }}", "记录人", "{{ recorder }}"),
        ("被调查人", "{{ asked }}", "纠纷类型", "{{ kind }}"),
    )
    parts(sheet, ("调查内容", "content"))
    sheet.line("被调查人（签名或按指印）：", "GwBody")
    return sheet


def mediation_record() -> Sheet:
    """调解记录: one session."""
    sheet = form()
    case_number(sheet)
    pairs(
        sheet,
        ("时间", "{{ held_on }}", "地点", "{{ place or '—' }}"),
        ("调解员", "{{ mediator }}", "记录人", "{{ recorder }}"),
    )
    parties(sheet)
    sheet.where("present", [("参加人：{{ present }}", "GwBody")])
    parts(sheet, ("调解过程", "content"))
    sheet.where("result", [("调解结果：", "GwLevel1"), ("result", "GwBody")])
    sheet.line(BLANK_SIGNS, "GwBody")
    return sheet
