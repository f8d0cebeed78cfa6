"""The papers of a mediation dossier: forms without a red head, agreement, letters, cover, contents and back (手册E3)."""

from tools.papers.sheet import Sheet

CONTACT = "（联系人：{{ contact_person }}；联系电话：{{ contact_phone }}）"
BLANK_SIGNS = "当事人签名（按指印）：　　　　　　　　　　　　"


def dispute_register() -> Sheet:
    """受理登记表: who, about what, from where it came."""
    sheet = _form()
    table = sheet.table([30, 48, 30, 48])
    for row in (
        ("纠纷编号", "{{ case_number }}", "纠纷类型", "{{ kind }}"),
        ("来源", "{{ source }}", "受理日期", "{{ received_on }}"),
        ("涉及金额", "{{ amount or '—' }}", "登记人", "{{ clerk }}"),
    ):
        sheet.cells(table, row, heads=(0, 2), high=10)
    sheet.wide(table, "调解组织", "{{ body }}")
    _parties(sheet)
    _parts(sheet, ("一、纠纷简要情况", "facts"), ("二、请求事项", "claims"))
    sheet.line(BLANK_SIGNS, "GwBody")
    return sheet


def dispute_application() -> Sheet:
    """申请书: a party asks to be mediated."""
    sheet = _form()
    _number(sheet)
    _parties(sheet)
    _parts(sheet, ("一、纠纷简要情况", "facts"), ("二、申请事项", "claims"))
    sheet.line("人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解。", "GwBody")
    sheet.line("此致", "GwBody")
    sheet.line("{{ body }}", "GwTo")
    sheet.line("申请人（签名、盖章或按指印）：", "GwBody")
    sheet.line("{{ applied_on }}", "GwDate")
    return sheet


RIGHTS = (
    "（一）选择或者接受人民调解员；", "（二）接受调解、拒绝调解或者要求终止调解；", "（三）要求调解公开进行或者不公开进行；",
    "（四）自主表达意愿、自愿达成调解协议。",
)  # fmt: skip
DUTIES = (
    "（一）如实陈述纠纷事实；", "（二）遵守调解现场秩序，尊重人民调解员；", "（三）尊重对方当事人行使权利。",
)  # fmt: skip
TOLD = (
    "人民调解不收取任何费用。当事人一方明确拒绝调解的，不再调解。",
    "经调解达成的协议具有法律约束力，当事人应当按照约定履行。双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
)  # fmt: skip


def rights_notice() -> Sheet:
    """权利义务告知书: 人民调解法第四、十七、二十三、二十四、三十一、三十三条."""
    sheet = _form()
    _number(sheet)
    sheet.line("根据《中华人民共和国人民调解法》，当事人在人民调解活动中享有下列权利：", "GwBody")
    for line in RIGHTS:
        sheet.line(line, "GwBody")
    sheet.line("当事人在人民调解活动中履行下列义务：", "GwBody")
    for line in (*DUTIES, *TOLD):
        sheet.line(line, "GwBody")
    _parties(sheet)
    sheet.line("以上内容已于{{ told_on }}以{{ way }}方式告知。告知人：{{ teller }}。", "GwBody")
    sheet.line(BLANK_SIGNS, "GwBody")
    sheet.line("{{ body }}", "GwDate")
    return sheet


def power_of_attorney() -> Sheet:
    """授权委托书: who acts for whom, how far."""
    sheet = _form()
    _number(sheet)
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
    sheet = _form()
    _number(sheet)
    _pairs(sheet, ("时间", "{{ held_on }}", "地点", "{{ place or '—' }}"),
           ("调查人", "{{ inquirer }}", "记录人", "{{ recorder }}"), ("被调查人", "{{ asked }}", "纠纷类型", "{{ kind }}"))
    _parts(sheet, ("调查内容", "content"))
    sheet.line("被调查人（签名或按指印）：", "GwBody")
    return sheet


def mediation_record() -> Sheet:
    """调解记录: one session."""
    sheet = _form()
    _number(sheet)
    _pairs(sheet, ("时间", "{{ held_on }}", "地点", "{{ place or '—' }}"),
           ("调解员", "{{ mediator }}", "记录人", "{{ recorder }}"))
    _parties(sheet)
    sheet.where("present", [("参加人：{{ present }}", "GwBody")])
    _parts(sheet, ("调解过程", "content"))
    sheet.where("result", [("调解结果：", "GwLevel1"), ("result", "GwBody")])
    sheet.line(BLANK_SIGNS, "GwBody")
    return sheet


def mediation_agreement() -> Sheet:
    """人民调解协议书: the contents of 人民调解法第二十九条 in its order."""
    sheet = _form("人民调解协议书")
    sheet.line("编号：{{ number }}", "GwNumber").alignment = 2
    _parties(sheet)
    _parts(sheet, ("一、纠纷主要事实、争议事项以及各方当事人的责任", "facts"), ("二、经调解自愿达成如下协议", "content"))
    sheet.line("三、履行方式、期限", "GwLevel1")
    sheet.line("履行方式：{{ manner }}。履行期限：{{ time_limit }}。", "GwBody")
    _items(sheet)
    sheet.line("本协议一式{{ copies }}份，自{{ effective_on }}起生效，具有法律约束力，当事人应当按照约定履行。", "GwBody")
    sheet.line("{%p if signatures %}", "GwBody")
    sheet.line("四、签署", "GwLevel1")
    table = sheet.table([38, 24, 40, 54])
    sheet.cells(table, ("当事人", "方式", "时间", "所签正文SM3"), heads=range(4), high=8)
    sheet.rows(table, "signatures", ("{{ row.party }}", "{{ row.way }}", "{{ row.at }}", "{{ row.sm3 }}"))
    sheet.line("{%p endif %}", "GwBody")
    sheet.line("协议正文SM3：{{ sm3 }}", "GwBody")
    sheet.line("人民调解员：{{ mediator }}（签名）", "GwBody")
    sheet.sign()
    return sheet


def oral_agreement() -> Sheet:
    """口头调解协议登记表: 人民调解法第二十八条."""
    sheet = _form()
    _number(sheet)
    _parties(sheet)
    _parts(sheet, ("一、纠纷主要事实", "facts"), ("二、口头协议内容", "content"))
    _items(sheet)
    sheet.line("各方当事人于{{ agreed_on }}达成口头协议，自达成之日起生效。人民调解员：{{ mediator }}。", "GwBody")
    sheet.sign()
    return sheet


def performance_page() -> Sheet:
    """协议履行凭证: one item that was performed, with its proofs."""
    sheet = _form()
    _number(sheet)
    table = sheet.table([40, 116])
    for label, text in (
        ("协议编号", "{{ agreement_number or '—' }}"), ("履行事项", "{{ what }}"), ("履行人", "{{ by }}"),
        ("应履行日期", "{{ due }}"), ("履行日期", "{{ done_on }}"), ("凭证", "{{ files or '—' }}"), ("记录人", "{{ mediator }}"),
    ):  # fmt: skip
        sheet.cells(table, (label, text), heads=(0,), high=12)
    sheet.where("note", [("note", "GwBody")])
    return sheet


def follow_up_record() -> Sheet:
    """回访记录: performance, satisfaction, suit, hidden danger (手册E3)."""
    sheet = _form()
    _number(sheet)
    _pairs(sheet, ("回访日期", "{{ visited_on }}", "回访人", "{{ mediator }}"),
           ("履行情况", "{{ performance }}", "诉讼情况", "{{ suit or '—' }}"))
    table = sheet.table([100, 56])
    sheet.cells(table, ("当事人", "满意情况"), heads=range(2), high=8)
    sheet.rows(table, "satisfaction", ("{{ row.party }}", "{{ row.grade }}"))
    sheet.where("danger", [("隐患情况：", "GwLevel1"), ("danger", "GwBody")])
    sheet.line("{{ body }}", "GwDate")
    return sheet


def end_notice() -> Sheet:
    """终止调解告知书: 人民调解法第二十六条."""
    sheet = _letter()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("你们之间的{{ kind }}（{{ case_number }}）经调解未能达成协议，现依法终止调解。原因如下：", "GwBody")
    sheet.lines("reason")
    sheet.line("你们可以依法通过下列途径维护自己的权利：", "GwBody")
    sheet.lines("ways")
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    return sheet


def handover_letter() -> Sheet:
    """移送函: a dispute handed to arbitration, to the court or to another office."""
    sheet = _letter()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("现将{{ kind }}（{{ case_number }}）移送你单位依法处理。", "GwBody")
    _parties(sheet)
    _parts(sheet, ("一、纠纷简要情况", "facts"), ("二、请求事项", "claims"), ("三、移送原因", "reason"))
    sheet.where("enclosures", [("附件：{{ enclosures }}", "GwNote")])
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    return sheet


def confirmation_application() -> Sheet:
    """司法确认申请书: both sides together, within 30 days (人民调解法第三十三条、民事诉讼法第二百零五条)."""
    sheet = _form()
    _number(sheet)
    _parties(sheet)
    sheet.line(
        "上列当事人经{{ body }}主持调解，达成调解协议{{ agreement_number }}，已于{{ effective_on }}生效。"
        "现共同申请贵院依法确认调解协议有效（申请期限至{{ last_day }}）。", "GwBody",
    )  # fmt: skip
    _parts(sheet, ("协议内容", "content"))
    table = sheet.table([100, 56])
    sheet.cells(table, ("当事人", "申请时间"), heads=range(2), high=8)
    sheet.rows(table, "applied", ("{{ row.party }}", "{{ row.at }}"))
    sheet.line(
        "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给他人造成损害的，"
        "愿意承担相应的民事责任和其他法律责任。", "GwBody",
    )  # fmt: skip
    sheet.line("此致", "GwBody")
    sheet.line("{{ court }}", "GwTo")
    sheet.line("申请人（签名、盖章或按指印）：", "GwBody")
    sheet.line("　　　　年　　月　　日", "GwDate")
    return sheet


def closing_report() -> Sheet:
    """结案报告: from where it came, when, how it went, how it ended."""
    sheet = _form()
    _number(sheet)
    _pairs(sheet, ("纠纷类型", "{{ kind }}", "来源", "{{ source }}"), ("受案时间", "{{ received_on }}", "结案时间", "{{ closed_on }}"),
           ("处理结果", "{{ result }}", "调解员", "{{ mediator }}"))
    _parties(sheet)
    _parts(sheet, ("调解经过", "course"))
    sheet.line("{{ body }}", "GwDate")
    return sheet


def dossier_cover() -> Sheet:
    """封面: 卷号 ()人调字第 号."""
    sheet = Sheet("document")
    sheet.gap(2)
    sheet.line("人民调解卷宗", "GwTitle")
    sheet.gap()
    sheet.line("卷号：{{ number }}", "GwNumber")
    sheet.gap(2)
    table = sheet.table([36, 120])
    for label, text in (
        ("卷名", "{{ kind }}"), ("纠纷编号", "{{ case_number }}"), ("调解组织", "{{ body }}"), ("调解员", "{{ mediator }}"),
        ("受理日期", "{{ received_on }}"), ("结案日期", "{{ closed_on or '—' }}"), ("处理结果", "{{ result }}"),
        ("保管期限", "{{ kept }}"),
    ):  # fmt: skip
        sheet.cells(table, (label, text), heads=(0,), high=14)
    sheet.gap()
    _parties(sheet)
    return sheet


def dossier_contents() -> Sheet:
    """目录: each paper with its page."""
    sheet = Sheet("document")
    sheet.title("卷　内　目　录")
    table = sheet.table([16, 84, 38, 18])
    sheet.cells(table, ("序号", "文书名称", "日期", "页次"), heads=range(4), high=9)
    sheet.rows(table, "rows", ("{{ row.nth }}", "{{ row.title }}", "{{ row.day }}", "{{ row.page }}"))
    return sheet


def dossier_back() -> Sheet:
    """封底: how many pages, what is missing, who bound it."""
    sheet = Sheet("document")
    sheet.gap(3)
    sheet.line("备　考　表", "GwTitle")
    sheet.gap()
    table = sheet.table([40, 116])
    for label, text in (
        ("本卷页数", "{{ pages }}"), ("缺少的材料", "{{ missing | join('、') or '无' }}"), ("立卷人", "{{ bound_by }}"),
        ("立卷日期", "{{ bound_on }}"), ("检查人", ""),
    ):  # fmt: skip
        sheet.cells(table, (label, text), heads=(0,), high=16)
    return sheet


def _form(title: str = "{{ title }}") -> Sheet:
    sheet = Sheet("document")
    sheet.page_numbers()
    sheet.title(title)
    return sheet


def _letter() -> Sheet:
    sheet = Sheet("letter")
    sheet.page_numbers(skip_first=True)
    sheet.letter_head()
    sheet.letter_number()
    sheet.title()
    return sheet


def _number(sheet: Sheet) -> None:
    sheet.line("纠纷编号：{{ case_number }}", "GwTo")


def _parties(sheet: Sheet) -> None:
    sheet.gap()  # two tables one after the other would become one
    table = sheet.table([28, 48, 40, 40])
    sheet.cells(table, ("地位", "姓名（名称）", "身份", "联系方式"), heads=range(4), high=8)
    sheet.rows(table, "parties", ("{{ row.side }}", "{{ row.name }}", "{{ row.capacity }}", "{{ row.contact }}"))


def _items(sheet: Sheet) -> None:
    sheet.line("{%p if items %}", "GwBody")
    table = sheet.table([62, 34, 30, 30])
    sheet.cells(table, ("履行事项", "履行人", "金额", "履行期限"), heads=range(4), high=8)
    sheet.rows(table, "items", ("{{ row.what }}", "{{ row.by }}", "{{ row.amount }}", "{{ row.due }}"))
    sheet.line("{%p endif %}", "GwBody")


def _pairs(sheet: Sheet, *rows: tuple[str, str, str, str]) -> None:
    table = sheet.table([30, 48, 30, 48])
    for row in rows:
        sheet.cells(table, row, heads=(0, 2), high=10)


def _parts(sheet: Sheet, *parts: tuple[str, str]) -> None:
    for label, name in parts:
        sheet.line(label, "GwLevel1")
        sheet.lines(name)
