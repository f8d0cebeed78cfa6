"""导入诉求: a table somebody was sent becomes requests, in the background, with the refused lines as a file.

The page and the API order here, so that both refuse the same files with the same words.
"""

import csv
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from shiyu.base.errors import BadInput
from shiyu.base.sheets import Line
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made
from shiyu.citizen_requests.importing import Importer
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind
from shiyu.web.models import Task
from shiyu.web.uploads import dropped, largest

LABEL = Words("导入诉求", "Import requests")
TITLE = Words("导入诉求：{name}", "Import of {name}")
FIELDS = {"file": Words("文件", "The file"), "source": Words("来源", "The source")}
ENDINGS = (".csv", ".xlsx")
LONGEST_SOURCE = 60
HEADERS = ("行 line", "件号 number", "结果 result", "原因", "why")
WENT_IN, THERE = Words("新增", "went in"), Words("此前已有", "was there already")
REFUSED = Words("拒收", "refused")
AT_ONCE = 100
"""Rows between two looks at whether to go on: the person who waits sees it move."""
CAME_OF_IT = Words(
    "新增 {went_in} 件，此前已有 {already_there} 件，拒收 {refused} 行{see}。",
    "{went_in} went in, {already_there} were there already, {refused} lines refused{see}.",
)
SEE = Words("，逐行结果及拒收原因见结果文件（含个人信息，请妥善保管）", "; see the file (personal data, keep it safe)")
FAULTS = {
    "none": Words("请选择一个文件", "choose a file"),
    "empty": Words("文件是空的", "the file is empty"),
    "ending": Words("请选择 CSV 或 XLSX 文件", "choose a CSV or XLSX file"),
    "large": Words("文件超过 {most} MB，请拆分后再导入", "larger than {most} MB; divide it and import the parts"),
    "source": Words("请写明来源，不超过60字", "name the source, in at most 60 characters"),
}


class CannotImport(BadInput):
    """Nothing was ordered; `faults` says what is wrong, by field of the form."""

    code = "cannot_import"

    def __init__(self, faults: dict[str, Words]) -> None:
        self.faults = faults
        field, reason = next(iter(faults.items()))
        super().__init__(field=FIELDS[field], reason=reason, faults=faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form held: its `file`, unless it was too large to be kept, and the `source`."""

    file: "UploadedFile[Any] | None"
    too_large: bool
    source: str

    @classmethod
    def by(cls, request: HttpRequest) -> "Sent":
        """Of a multipart form."""
        too_large = bool(dropped(request, field="file"))
        return cls(
            file=request.FILES.get("file"), too_large=too_large, source=request.POST.get("source", "").strip()
        )  # fmt: skip

    def faults(self) -> dict[str, Words]:
        """What is wrong with it, by field."""
        of_file = self._of_file()
        of_source = None if 0 < len(self.source) <= LONGEST_SOURCE else FAULTS["source"]
        return {name: said for name, said in (("file", of_file), ("source", of_source)) if said is not None}

    def _of_file(self) -> Words | None:
        if self.too_large or (self.file is not None and (self.file.size or 0) > largest()):
            return FAULTS["large"].fill(most=largest() // 1024 // 1024)
        if self.file is None:
            return FAULTS["none"]
        if not (self.file.name or "").lower().endswith(ENDINGS):
            return FAULTS["ending"]
        return None if self.file.size else FAULTS["empty"]


def order_import(sent: Sent, *, actor: PostHolder, key: str) -> Task:
    """The import as a task, one for each key. Raises `CannotImport`."""
    faults = sent.faults()
    if faults or sent.file is None:
        raise CannotImport(faults)
    name = (sent.file.name or "file")[-80:]
    asked = {"name": name, "source": sent.source}
    given = cast("BinaryIO", sent.file.file)
    return order(IMPORT.name, actor=actor, key=key, title=TITLE.fill(name=name), order=asked, given=given)


def _work(going: Going) -> None:
    """Line by line what came of it is the result."""
    with fresh(going.result) as file, TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace") as out:
        result = csv.writer(out, lineterminator="\n")
        result.writerow(HEADERS)
        _bring_in(going, result=result)


def _bring_in(going: Going, *, result: Any) -> None:
    """Which line stands in which case, then what was refused and why: also where the run broke off."""

    def told(line: Line, made: Made) -> None:
        result.writerow((line.number, made.number, str(THERE if made.replayed else WENT_IN)))

    importer = Importer(
        path=going.given, called=str(going.order["name"]), actor=going.actor, source=str(going.order["source"]),
        batch=AT_ONCE, told=told,
    )  # fmt: skip
    try:
        importer.run(progress=going.step)
    finally:
        report = importer.report
        if importer.refusals.exists():
            with importer.refusals.open(encoding="utf-8-sig", newline="") as lines:
                rows = csv.reader(lines)
                result.writerows((line, "", "", *rest) for line, *rest in islice(rows, 1))  # its own headings
                result.writerows((line, "", str(REFUSED), *rest) for line, *rest in rows)
            importer.refusals.unlink()
        if not (report.went_in or report.already_there or report.refused):
            going.result.unlink()  # no row was reached, so there is nothing to be told
        going.name, going.done, going.refused = "imported", report.went_in, report.refused
    going.said.append(CAME_OF_IT.fill(
        went_in=report.went_in, already_there=report.already_there, refused=report.refused,
        see=SEE,
    ))  # fmt: skip


IMPORT = Kind(name="import_requests", label=LABEL, work=_work)
