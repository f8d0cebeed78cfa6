"""Reading texts whose label is known from a table: columns title, detail and label; what cannot be used is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shiyu.base.sheets import BadSheet, Line, open_sheet
from shiyu.base.words import Words
from shiyu.triage.learning.terms import normal

COLUMNS = ("title", "detail", "label")
NO_COLUMN = Words(
    "缺少列 {columns}（要有 title、detail、label）", "it lacks {columns} (title, detail, label are needed)"
)
NO_LABEL = Words("没有类别", "no label")
NO_TEXT = Words("没有文字", "no text")
BROKEN = Words("有不是本文件编码的字节", "it holds bytes that are no characters of the file's encoding")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be used, by its line in the file, and why."""

    line: int
    why: Words


@dataclass(slots=True)
class Examples:
    """Texts (title, detail) with their labels, and the rows that were refused."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def only(self, rows: Sequence[int]) -> "Examples":
        """Some of them, by their place in the list."""
        return Examples([self.texts[row] for row in rows], [self.labels[row] for row in rows])


def read_examples(path: Path) -> Examples:
    """All usable rows of a CSV (UTF-8, GB18030) or XLSX. Raises BadSheet where the file has none of the columns."""
    sheet = open_sheet(path)
    missing = [name for name in COLUMNS if name not in sheet.columns]
    if missing:
        raise BadSheet(file=path.name, reason=NO_COLUMN.fill(columns=", ".join(missing)))
    found = Examples()
    for line in sheet.lines:
        why = _fault(line)
        if why is not None:
            found.refused.append(Refused(line.number, why))
            continue
        found.texts.append((line.cells["title"], line.cells["detail"]))
        found.labels.append(line.cells["label"].strip())
    return found


def _fault(line: Line) -> Words | None:
    if line.fault is not None:
        return line.fault
    said = [line.cells[name] for name in COLUMNS]
    if any("\ud800" <= character <= "\udfff" for cell in said for character in cell):
        return BROKEN
    if not said[-1].strip():
        return NO_LABEL
    return None if normal(*said[:2]).strip() else NO_TEXT


def without_copies(examples: Examples, *, of: Examples) -> tuple[Examples, int]:
    """The examples that do not say the same as one `of` the others, and how many did: they would be learnt by heart."""
    others = {normal(*text) for text in of.texts}
    kept = [row for row, text in enumerate(examples.texts) if normal(*text) not in others]
    return examples.only(kept), len(examples.texts) - len(kept)
