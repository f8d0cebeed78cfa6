"""The papers of supervision: 督查任务通知单, 催办通知, 督查专报, 督查通报."""

from tools.papers.of_proposals import CONTACT, PHONE
from tools.papers.sheet import Sheet


def supervision_notice() -> Sheet:
    """督查任务通知单: the order to one unit, with its checkpoints."""
    sheet = _document("{{ issuer }}文件")
    sheet.line("{{ recipient }}：", "GwTo")
    table = sheet.table([30, 48, 30, 48])
    for row in (
        ("事项编号", "{{ order_number }}", "事项来源", "{{ source }}"),
        ("主办单位", "{{ lead_unit }}", "协办单位", "{{ joint_units or '无' }}"),
        ("办结时限", "{{ limit }}", "签发人", "{{ signed_by_name }}"),
    ):
        sheet.cells(table, row, heads=(0, 2), high=10)
    for label, text, high in (("督查事项", "{{ matter }}", 14), ("领导批示", "{{ instruction or '—' }}", 14)):
        sheet.wide(table, label, text, high=high)
    sheet.gap()
    sheet.line("一、办理要求", "GwLevel1")
    sheet.lines("requirements")
    sheet.line("二、反馈节点", "GwLevel1")
    table = sheet.table([36, 44, 76])
    sheet.cells(table, ("节点", "反馈时限", "反馈内容"), heads=range(3), high=8)
    sheet.rows(table, "checkpoints", ("{{ row.name }}", "{{ row.due }}", "{{ row.content }}"))
    sheet.gap()
    sheet.line(
        f"联系人：{{{{ contact_person }}}}{PHONE}。涉密事项不得在本系统办理。",
        "GwBody",
    )
    return _closed(sheet)


def urging_notice() -> Sheet:
    """催办通知: a checkpoint passed without a report."""
    sheet = Sheet("letter")
    sheet.page_numbers(skip_first=True)
    sheet.letter_head()
    sheet.letter_number()
    sheet.title()
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.line(
        "你单位承办的“{{ matter }}”（{{ order_number }}），“{{ checkpoint }}”应于{{ limit }}前反馈"
        "{% if days_late %}，已逾期{{ days_late }}天{% endif %}。现第{{ times }}次催办。",
        "GwBody",
    )
    sheet.lines("requirements")
    sheet.line("请于{{ report_by }}前书面反馈办理情况。逾期仍未反馈的，按规定通报。", "GwBody")
    sheet.sign()
    sheet.line(CONTACT, "GwBody")
    sheet.imprint(printed=False)
    return sheet


def supervision_report() -> Sheet:
    """督查专报: to the leaders, on how one matter went and what is wrong with it."""
    sheet = _document("督　查　专　报")
    sheet.line("{{ recipient }}：", "GwTo")
    sheet.lines("background")
    for label, fact in (("一、进展情况", "progress"), ("二、存在问题", "problems"), ("三、意见建议", "suggestions")):
        sheet.line(label, "GwLevel1")
        sheet.lines(fact)
    sheet.line("附：事项进展表", "GwNote")
    table = sheet.table([44, 52, 32, 28])
    sheet.cells(table, ("承办单位", "事项", "时限", "状态"), heads=range(4), high=8)
    sheet.rows(table, "items", ("{{ row.unit }}", "{{ row.matter }}", "{{ row.due }}", "{{ row.state }}"))
    return _closed(sheet)


def supervision_circular() -> Sheet:
    """督查通报: to all units, how each stands."""
    sheet = _document("督　查　通　报")
    sheet.line("{{ recipients }}：", "GwTo")
    sheet.line("现将{{ period }}督查事项办理情况通报如下。", "GwBody")
    sheet.line("一、总体情况", "GwLevel1")
    sheet.lines("summary")
    table = sheet.table([56, 20, 20, 20, 20, 20])
    sheet.cells(table, ("单位", "事项", "销号", "逾期", "催办", "评价"), heads=range(6), high=8)
    fields = ("unit", "total", "closed", "late", "urged", "grade")
    sheet.rows(table, "items", tuple(f"{{{{ row.{name} }}}}" for name in fields))
    sheet.where("praised", [("二、表扬", "GwLevel1"), ("praised", "GwBody")])
    sheet.where("criticised", [("{{ '三' if praised else '二' }}、批评", "GwLevel1"), ("criticised", "GwBody")])
    sheet.line(
        "{{ '四' if praised and criticised else '三' if praised or criticised else '二' }}、工作要求", "GwLevel1"
    )
    sheet.lines("requirements")
    return _closed(sheet)


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
