"""The papers of how a dispute ended: agreement, performance, letters, the court, cover, contents and back."""

from tools.papers.dossier_parts import case_number, form, items, letter, pairs, parties, parts
from tools.papers.sheet import Sheet

CONTACT = "（联系人：{{ contact_person }}{% if contact_phone %}；联系电话：{{ contact_phone }}{% endif %}）"


def mediation_agreement() -> Sheet:
    """人民调解协议书: the contents of 人民调解法第二十九条 in its order."""
    sheet = form("人民调解协议书")
    sheet.line("编号：{{ number }}", "GwNumber").alignment = 2
    parties(sheet)
    parts(sheet, ("一、纠纷主要事实、争议事项以及各方当事人的责任", "facts"), ("二、经调解自愿达成如下协议", "content"))
    sheet.line("三、履行方式、期限", "GwLevel1")
    sheet.line("履行方式：{{ manner }}。履行期限：{{ time_limit }}。", "GwBody")
    items(sheet)
    sheet.line(
        "本协议一式{{ copies }}份，自{{ effective_on }}起生效，具有法律约束力，当事人应当按照约定履行。", "GwBody"
    )
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
    sheet = form()
    case_number(sheet)
    parties(sheet)
    parts(sheet, ("一、纠纷主要事实", "facts"), ("二、口头协议内容", "content"))
    items(sheet)
    sheet.line("各方当事人于{{ agreed_on }}达成口头协议，自达成之日起生效。人民调解员：{{ mediator }}。", "GwBody")
    sheet.sign()
    return sheet


def performance_page() -> Sheet:
    """协议履行凭证: one item that was performed, with its proofs."""
    sheet = form()
    case_number(sheet)
    table = sheet.table([40, 116])
    for label, text in (
        ("协议编号", "{{ agreement_number or '—' }}"),
        ("履行事项", "{{ what }}"),
        ("履行人", "{{ by }}"),
        ("应履行日期", "{{ due }}"),
        ("履行日期", "{{ done_on }}"),
        ("凭证", "{{ files or '—' }}"),
        ("记录人", "{{ mediator }}"),
    ):
        sheet.cells(table, (label, text), heads=(0,), high=12)
    sheet.where("note", [("note", "GwBody")])
    return sheet


def follow_up_record() -> Sheet:
    """回访记录: performance, satisfaction, suit, hidden danger (手册E3)."""
    sheet = form()
    case_number(sheet)
    pairs(
        sheet,
        ("回访日期", "{{ visited_on }}", "回访人", "{{ mediator }}"),
        ("履行情况", "{{ performance }}", "诉讼情况", "{{ suit or '—' }}"),
    )
    table = sheet.table([100, 56])
    sheet.cells(table, ("当事人", "满意情况"), heads=range(2), high=8)
    sheet.rows(table, "satisfaction", ("{{ row.party }}", "{{ row.grade }}"))
    sheet.where("danger", [("隐患情况：", "GwLevel1"), ("danger", "GwBody")])
    sheet.line("{{ body }}", "GwDate")
    return sheet


def end_notice() -> Sheet:
    """终止调解告知书: 人民调解法第二十六条."""
    sheet = letter()
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
    sheet = letter()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("现将{{ kind }}（{{ case_number }}）移送你单位依法处理。", "GwBody")
    parties(sheet)
    parts(sheet, ("一、纠纷简要情况", "facts"), ("二、请求事项", "claims"), ("三、移送原因", "reason"))
    sheet.where("enclosures", [("附件：{{ enclosures }}", "GwNote")])
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    return sheet


def statement_of_facts() -> Sheet:
    """情况说明 of the dossier (手册E3): what happened in the mediation that no other paper tells."""
    sheet = form()
    case_number(sheet)
    sheet.line("纠纷类型：{{ kind }}", "GwTo")
    parties(sheet)
    parts(sheet, ("一、说明事项", "about"), ("二、具体情况", "content"))
    sheet.where("enclosures", [("附件：{{ enclosures }}", "GwNote")])
    sheet.line("调解员：{{ mediator }}（签名）", "GwBody")
    sheet.sign()
    return sheet


def confirmation_application() -> Sheet:
    """司法确认申请书: both sides together, within 30 days (人民调解法第三十三条、民事诉讼法第二百零五条)."""
    sheet = form()
    case_number(sheet)
    parties(sheet)
    sheet.line(
        "上列当事人经{{ body }}主持调解，达成调解协议{{ agreement_number }}，已于{{ effective_on }}生效。"
        "现共同申请贵院依法确认调解协议有效（申请期限至{{ last_day }}）。",
        "GwBody",
    )
    parts(sheet, ("协议内容", "content"))
    table = sheet.table([100, 56])
    sheet.cells(table, ("当事人", "申请时间"), heads=range(2), high=8)
    sheet.rows(table, "applied", ("{{ row.party }}", "{{ row.at }}"))
    sheet.line(
        "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给他人造成损害的，"
        "愿意承担相应的民事责任和其他法律责任。",
        "GwBody",
    )
    sheet.line("此致", "GwBody")
    sheet.line("{{ court }}", "GwTo")
    sheet.line("申请人（签名、盖章或按指印）：", "GwBody")
    sheet.line("　　　　年　　月　　日", "GwDate")
    return sheet


def closing_report() -> Sheet:
    """结案报告: from where it came, when, how it went, how it ended."""
    sheet = form()
    case_number(sheet)
    pairs(
        sheet,
        ("纠纷类型", "{{ kind }}", "来源", "{{ source }}"),
        ("受案时间", "{{ received_on }}", "结案时间", "{{ closed_on }}"),
        ("处理结果", "{{ result }}", "调解员", "{{ mediator }}"),
    )
    parties(sheet)
    parts(sheet, ("调解经过", "course"))
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
        ("卷名", "{{ kind }}"),
        ("纠纷编号", "{{ case_number }}"),
        ("调解组织", "{{ body }}"),
        ("调解员", "{{ mediator }}"),
        ("受理日期", "{{ received_on }}"),
        ("结案日期", "{{ closed_on or '—' }}"),
        ("处理结果", "{{ result }}"),
        ("保管期限", "{{ kept }}"),
    ):
        sheet.cells(table, (label, text), heads=(0,), high=14)
    sheet.gap()
    parties(sheet)
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
        ("本卷页数", "{{ pages }}"),
        ("缺少的材料", "{{ missing | join('、') or '无' }}"),
        ("立卷人", "{{ bound_by }}"),
        ("立卷日期", "{{ bound_on }}"),
        ("检查人", ""),
    ):
        sheet.cells(table, (label, text), heads=(0,), high=16)
    return sheet
