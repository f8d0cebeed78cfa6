"""导入诉求: a table somebody was sent becomes requests, in the background, with the refused lines as a file."""

import csv
import shutil
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.sheets import Line
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made
from shiyu.citizen_requests.columns import MEANINGS, REQUIRED
from shiyu.citizen_requests.desk.access import officer
from shiyu.citizen_requests.desk.roles import IMPORTERS
from shiyu.citizen_requests.importing import Importer
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.models import Task
from shiyu.web.uploads import dropped, largest

PAGE = Words("导入诉求", "Import requests")
TITLE = Words("导入诉求：{name}", "Import of {name}")
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
    "ending": Words("请选择 CSV 或 XLSX 文件", "choose a CSV or XLSX file"),
    "large": Words("文件超过 {most} MB，请拆分后再导入", "larger than {most} MB; divide it and import the parts"),
    "source": Words("请写明来源，不超过60字", "name the source, in at most 60 characters"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The page at `/requests/import`."""
    actor = officer(request, IMPORTERS, page=PAGE)
    faults = _faults(request) if request.method == "POST" else {}
    if request.method == "POST" and not faults:
        return redirect("task", reference=_ordered(request, actor).reference)
    context = {
        "faults": faults, "source": request.POST.get("source", ""),
        "key": key_in(request.POST) if faults else fresh_key(),
        "required": [MEANINGS[name] for name in REQUIRED],
        "others": [names for name, names in MEANINGS.items() if name not in REQUIRED],
        "most": largest() // 1024 // 1024,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/imports.html", context, status=422 if faults else 200)


def _ordered(request: HttpRequest, actor: PostHolder) -> Task:
    sent = cast("UploadedFile[Any]", request.FILES["file"])
    name = (sent.name or "file")[-80:]
    asked = {"name": name, "source": request.POST["source"].strip()}
    given = cast("BinaryIO", sent.file)
    return order(
        "import_requests", actor=actor, key=key_in(request.POST), title=TITLE.fill(name=name), order=asked, given=given
    )


def _faults(request: HttpRequest) -> dict[str, Words]:
    found: dict[str, Words] = {}
    sent = request.FILES.get("file")
    if dropped(request, field="file"):
        found["file"] = FAULTS["large"].fill(most=largest() // 1024 // 1024)
    elif sent is None:
        found["file"] = FAULTS["none"]
    elif not (sent.name or "").lower().endswith(ENDINGS):
        found["file"] = FAULTS["ending"]
    if not 0 < len(request.POST.get("source", "").strip()) <= LONGEST_SOURCE:
        found["source"] = FAULTS["source"]
    return found


def _work(going: Going) -> None:
    """The importer reads a file by its ending; line by line what came of it is the result."""
    name = str(going.order["name"])
    path = going.given.with_name(f"{going.given.stem}.{name.rpartition('.')[2].lower()}")
    shutil.copyfile(going.given, path)
    path.chmod(0o600)
    with fresh(going.result) as file, TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace") as out:
        result = csv.writer(out, lineterminator="\n")
        result.writerow(HEADERS)
        _bring_in(going, path=path, result=result)


def _bring_in(going: Going, *, path: Path, result: Any) -> None:
    """Which line stands in which case, then what was refused and why: also where the run broke off."""

    def told(line: Line, made: Made) -> None:
        result.writerow((line.number, made.number, str(THERE if made.replayed else WENT_IN)))

    refused = path.with_name(f"{path.name}.refused.csv")
    importer = Importer(path=path, actor=going.actor, source=str(going.order["source"]), batch=AT_ONCE, told=told)
    try:
        importer.run(progress=going.step)
    finally:
        report = importer.report
        if refused.exists():
            with refused.open(encoding="utf-8-sig", newline="") as lines:
                rows = csv.reader(lines)
                result.writerows((line, "", "", *rest) for line, *rest in islice(rows, 1))  # its own headings
                result.writerows((line, "", str(REFUSED), *rest) for line, *rest in rows)
        for left in (path, refused):
            left.unlink(missing_ok=True)
        if not (report.went_in or report.already_there or report.refused):
            going.result.unlink()  # no row was reached, so there is nothing to be told
        going.name, going.done, going.refused = "imported", report.went_in, report.refused
    going.said.append(CAME_OF_IT.fill(
        went_in=report.went_in, already_there=report.already_there, refused=report.refused,
        see=SEE,
    ))  # fmt: skip


IMPORT = Kind(name="import_requests", label=PAGE, work=_work)
