"""Parts that the papers of a mediation dossier share."""

from tools.papers.sheet import Sheet


def form(title: str = "{{ title }}") -> Sheet:
    """A form with its title."""
    sheet = Sheet("document")
    sheet.page_numbers()
    sheet.title(title)
    return sheet


def letter() -> Sheet:
    """信函."""
    sheet = Sheet("letter")
    sheet.page_numbers(skip_first=True)
    sheet.letter_head()
    sheet.letter_number()
    sheet.title()
    return sheet


def case_number(sheet: Sheet) -> None:
    """The number of the dispute, above everything else."""
    sheet.line("纠纷编号：{{ case_number }}", "GwTo")


def parties(sheet: Sheet) -> None:
    """The parties as a table."""
    sheet.gap()  # two tables one after the other would become one
    table = sheet.table([28, 48, 40, 40])
    sheet.cells(table, ("地位", "姓名（名称）", "身份", "联系方式"), heads=range(4), high=8)
    sheet.rows(table, "parties", ("{{ row.side }}", "{{ row.name }}", "{{ row.capacity }}", "{{ row.contact }}"))


def items(sheet: Sheet) -> None:
    """履行事项 as a table, where there are any."""
    sheet.line("{%p if items %}", "GwBody")
    table = sheet.table([62, 34, 30, 30])
    sheet.cells(table, ("履行事项", "履行人", "金额", "履行期限"), heads=range(4), high=8)
    sheet.rows(table, "items", ("{{ row.what }}", "{{ row.by }}", "{{ row.amount }}", "{{ row.due }}"))
    sheet.line("{%p endif %}", "GwBody")


def pairs(sheet: Sheet, *rows: tuple[str, str, str, str]) -> None:
    """Rows of two labels with their facts."""
    table = sheet.table([30, 48, 30, 48])
    for row in rows:
        sheet.cells(table, row, heads=(0, 2), high=10)


def parts(sheet: Sheet, *parts: tuple[str, str]) -> None:
    """Parts of many lines, each with its heading."""
    for label, name in parts:
        sheet.line(label, "GwLevel1")
        sheet.lines(name)
