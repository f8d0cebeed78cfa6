"""The papers of proposals: 交办单, 答复函, 会办意见函, 征询意见表, 面商记录, B类登记表, 委员告知书, 办理情况报告."""

from tools.papers.sheet import Sheet

PHONE = "{% if contact_phone %}；联系电话：{{ contact_phone }}{% endif %}"
CONTACT = f"（联系人：{{{{ contact_person }}}}{PHONE}）"
SHARES = ("label", "count", "share")
BOXES = "□满意　□基本满意　□不满意"


def assignment_sheet() -> Sheet:
    """交办单: which unit handles a proposal with whom, and by when."""
    sheet = _document("{{ issuer }}文件")
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("{{ session }}第{{ proposal_number }}号提案经审查立案，现交由你单位办理。有关事项通知如下。", "GwBody")
    table = sheet.table([30, 48, 30, 48])
    for row in (
        ("提案编号", "{{ proposal_number }}", "办理方式", "{{ handling }}"),
        ("交办日期", "{{ assigned_on }}", "退办截止", "{{ return_by }}"),
        ("主办单位", "{{ lead_unit }}", "会办单位", "{{ joint_units or '无' }}"),
        ("会办意见截止", "{{ opinion_by or '—' }}", "答复截止", "{{ answer_by }}"),
    ):
        sheet.cells(table, row, heads=(0, 2), high=10)
    for label, text in (("案由", "{{ subject }}"), ("提案者", "{{ submitters }}")):
        sheet.wide(table, label, text, high=10)
    sheet.gap()
    sheet.line("一、办理要求", "GwLevel1")
    sheet.lines("requirements")
    sheet.line("二、联系方式", "GwLevel1")
    sheet.line(f"联系人：{{{{ contact_person }}}}{PHONE}。", "GwBody")
    return _closed(sheet)


def proposal_answer() -> Sheet:
    """提案答复函: what a unit answers the submitter, its class in the upper right of the first page."""
    sheet = _letter(mark="{{ class_mark }}")
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("您提出的“{{ subject }}”（{{ session }}第{{ proposal_number }}号提案）收悉。现答复如下。", "GwBody")
    sheet.lines("answer")
    sheet.line("感谢您对我们工作的关心和支持。", "GwBody")
    sheet.where("enclosures", [("附件：{{ enclosures }}", "GwNote")])
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    sheet.imprint(printed=False)
    return sheet


def supplementary_answer() -> Sheet:
    """补充答复函: how far it has come since the answer, while what was promised is tracked."""
    sheet = _letter(mark="{{ class_mark }}")
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line(
        "您提出的“{{ subject }}”（{{ session }}第{{ proposal_number }}号提案），我单位"
        "{% if earlier %}以{{ earlier }}{% else %}已{% endif %}作了答复。现将此后的办理情况补充答复如下。",
        "GwBody",
    )
    sheet.lines("answer")
    sheet.line("感谢您对我们工作的关心和支持。", "GwBody")
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    sheet.imprint(printed=False)
    return sheet


def joint_opinion() -> Sheet:
    """会办意见函: what a joint unit says to the lead unit; it never answers the submitter."""
    sheet = _letter()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("现就{{ session }}第{{ proposal_number }}号提案“{{ subject }}”提出会办意见如下。", "GwBody")
    sheet.lines("opinion")
    sheet.line("请你单位综合后统一答复提案者。", "GwBody")
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    sheet.imprint(printed=False)
    return sheet


def opinion_form() -> Sheet:
    """办理情况征询意见表: sent with an answer, filled in by the submitter."""
    sheet = _form("办理情况征询意见表")
    table = sheet.table([32, 46, 32, 46])
    sheet.cells(table, ("案号", "{{ proposal_number }}", "届次", "{{ session }}"), heads=(0, 2), high=12)
    for label, text, high in (
        ("案由", "{{ subject }}", 14),
        ("提案者", "{{ submitter }}", 12),
        ("承办单位", "{{ unit }}", 12),
        ("沟通方式", "{{ contact_ways or '□登门　□座谈　□电话　□书面　□未联系' }}", 12),
        ("沟通次数", "{{ contact_times or '　　　次' }}", 12),
        ("对办理态度", f"{{{{ attitude or '{BOXES}' }}}}", 14),
        ("对办理结果", f"{{{{ result or '{BOXES}' }}}}", 14),
        ("意见和建议", "{{ remarks }}", 44),
        ("签名", "{{ signature }}", 14),
        ("日期", "{{ answered_on or '　　　年　　月　　日' }}", 12),
    ):
        sheet.wide(table, label, text, high=high)
    sheet.line("请在收到后{{ days }}内填写，寄送：{{ send_to }}。未寄回的按“未反馈”统计，不计为满意。", "GwBody")
    return sheet


def consultation_record() -> Sheet:
    """面商记录: a talk with the submitter before the answer; no answer without one."""
    sheet = _form("提案办理面商记录")
    table = sheet.table([32, 46, 32, 46])
    for row in (
        ("案号", "{{ proposal_number }}", "届次", "{{ session }}"),
        ("承办单位", "{{ unit }}", "面商方式", "{{ way }}"),
        ("时间", "{{ held_on }}", "地点", "{{ place }}"),
    ):
        sheet.cells(table, row, heads=(0, 2), high=12)
    for label, text, high in (
        ("案由", "{{ subject }}", 14),
        ("参加人员", "{{ present }}", 14),
        ("面商内容", "{{ content | join('\\n') }}", 60),
        ("达成一致", "{{ agreed | join('\\n') }}", 30),
        ("提案者意见", "{{ submitter_view }}", 24),
        ("记录人", "{{ recorder }}", 12),
    ):
        sheet.wide(table, label, text, high=high)
    sheet.line("提案者签名：　　　　　　　　承办人员签名：", "GwBody")
    return sheet


def follow_up_register() -> Sheet:
    """B类答复件办理落实情况登记表: what was promised, and how far it has come."""
    sheet = _form("B类答复件办理落实情况登记表")
    sheet.line("填报单位：{{ unit }}", "GwTo")
    sheet.line("届次：{{ session }}　　请于{{ return_by }}前报送", "GwTo")
    table = sheet.table([14, 38, 34, 26, 18, 26])
    texts = ("案号", "案由", "承诺事项", "完成时限", "现办复类别", "进展")
    sheet.cells(table, texts, heads=range(6), high=14)
    fields = ("number", "subject", "promised", "due", "present_class", "progress")
    sheet.rows(table, "items", tuple(f"{{{{ row.{name} }}}}" for name in fields))
    sheet.gap()
    sheet.line("填表人：{{ filled_by }}{% if contact_phone %}　　联系电话：{{ contact_phone }}{% endif %}", "GwTo")
    sheet.line("填报日期：{{ date }}", "GwTo")
    return sheet


def non_filing_notice() -> Sheet:
    """委员告知书: a proposal that is not filed, why, and what becomes of it."""
    sheet = _letter()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line("您在{{ session }}期间提交的“{{ subject }}”（来件{{ submission_number }}号）收悉。", "GwBody")
    sheet.line("经审查，因下列情形未予立案：", "GwBody")
    sheet.lines("grounds")
    sheet.where("forwarded_as", [("该件转作{{ forwarded_as }}，送{{ forwarded_to }}研究。", "GwBody")])
    sheet.line("您对此有不同意见的，可于收到之日起{{ days }}内与我们联系。", "GwBody")
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    return sheet


def yearly_report() -> Sheet:
    """办理情况报告: the year's figures by class, unit and theme, what was done and what comes next."""
    sheet = _document("{{ issuer }}文件")
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.lines("opening")
    sheet.line("一、总体情况", "GwLevel1")
    sheet.line("共交办提案{{ filed }}件，已办复{{ answered }}件，办复率{{ answered_rate }}。", "GwBody")
    _figures(sheet, "办复类别", "by_class", heads=("类别", "件数", "比例"), fields=SHARES, widths=(76, 40, 40))
    _figures(sheet, "提案主题", "by_theme", heads=("主题", "件数", "比例"), fields=SHARES, widths=(76, 40, 40))
    _figures(
        sheet, "承办单位", "by_unit", heads=("承办单位", "交办", "办复", "A类", "B类", "C类", "满意率"),
        fields=("unit", "filed", "answered", "a", "b", "c", "satisfied"), widths=(54, 16, 16, 16, 16, 16, 22),
    )  # fmt: skip
    for label, fact in (("二、主要做法", "measures"), ("三、存在问题", "problems"), ("四、下一步工作", "next_steps")):
        sheet.line(label, "GwLevel1")
        sheet.lines(fact)
    return _closed(sheet)


def _figures(
    sheet: Sheet, label: str, fact: str, *, heads: tuple[str, ...], fields: tuple[str, ...], widths: tuple[float, ...]
) -> None:
    sheet.line(f"按{label}统计", "GwLevel2")
    table = sheet.table(widths)
    sheet.cells(table, heads, heads=range(len(heads)), high=8)
    sheet.rows(table, fact, tuple(f"{{{{ row.{name} }}}}" for name in fields))


def _document(head: str) -> Sheet:
    sheet = Sheet("document")
    sheet.page_numbers()
    sheet.red_head(head)
    sheet.title()
    return sheet


def _closed(sheet: Sheet) -> Sheet:
    sheet.sign()
    sheet.imprint()
    return sheet


def _letter(*, mark: str = "") -> Sheet:
    sheet = Sheet("letter")
    sheet.page_numbers(skip_first=True)
    sheet.letter_head(mark=mark)
    sheet.letter_number()
    sheet.title()
    return sheet


def _form(label: str) -> Sheet:
    sheet = Sheet("document")
    sheet.page_numbers()
    sheet.title(label)
    return sheet
