"""导入提案: a session's list is taken over in the background; the result says line by line what came of it."""

from io import TextIOWrapper
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.proposals.columns import MEANINGS, REQUIRED
from shiyu.proposals.importing import Importer, ImportReport, Result, write_result
from shiyu.proposals.models import Session
from shiyu.proposals.roles import IMPORTERS
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.models import Task
from shiyu.web.officers import officer
from shiyu.web.uploads import dropped, largest

PAGE = Words("导入提案", "Import proposals")
TITLE = Words("导入提案（{session}）：{name}", "Import of proposals ({session}): {name}")
ENDINGS = (".csv", ".xlsx")
AT_ONCE = 50
"""Rows between two looks at whether to go on: the person who waits sees it move."""
CAME_OF_IT = Words(
    "新增 {went_in} 件，此前已有 {there} 件，拒收 {refused} 行；逐行结果和原因见结果文件。",
    "{went_in} went in, {there} were there already, {refused} lines refused; see the result file for each and why.",
)
FAULTS = {
    "none": Words("请选择一个文件", "choose a file"),
    "ending": Words("请选择 CSV 或 XLSX 文件", "choose a CSV or XLSX file"),
    "large": Words("文件超过 {most} MB，请拆分后再导入", "larger than {most} MB; divide it and import the parts"),
    "session": Words("请选择届次", "choose a session"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_import(request: HttpRequest) -> HttpResponse:
    """The page at `/proposals/import`."""
    actor = officer(request, IMPORTERS, page=PAGE)
    faults = _faults(request) if request.method == "POST" else {}
    if request.method == "POST" and not faults:
        return redirect("task", reference=_ordered(request, actor).reference)
    context = {
        "faults": faults, "session": request.POST.get("session", ""),
        "sessions": Session.objects.order_by("-accepts_from"),
        "key": key_in(request.POST) if faults else fresh_key(),
        "required": [MEANINGS[name] for name in REQUIRED],
        "others": [names for name, names in MEANINGS.items() if name not in REQUIRED],
        "most": largest() // 1024 // 1024,
    }  # fmt: skip
    return render(request, "proposals/import.html", context, status=422 if faults else 200)


def _ordered(request: HttpRequest, actor: PostHolder) -> Task:
    sent = cast("UploadedFile[Any]", request.FILES["file"])
    name, session = (sent.name or "file")[-80:], request.POST["session"]
    return order(
        IMPORT.name, actor=actor, key=key_in(request.POST), title=TITLE.fill(name=name, session=session),
        order={"name": name, "session": session}, given=cast("BinaryIO", sent.file),
    )  # fmt: skip


def _faults(request: HttpRequest) -> dict[str, Words]:
    found: dict[str, Words] = {}
    sent = request.FILES.get("file")
    if dropped(request, field="file"):
        found["file"] = FAULTS["large"].fill(most=largest() // 1024 // 1024)
    elif sent is None:
        found["file"] = FAULTS["none"]
    elif not (sent.name or "").lower().endswith(ENDINGS):
        found["file"] = FAULTS["ending"]
    if not Session.objects.filter(code=request.POST.get("session", "")[:20].replace("\0", "")).exists():
        found["session"] = FAULTS["session"]
    return found


def _work(going: Going) -> None:
    """The result is written however the run ends, for the rows that were reached; of none there is no file."""
    importer = Importer(
        path=going.given, called=str(going.order["name"]), session=str(going.order["session"]), actor=going.actor,
        batch=AT_ONCE,
    )  # fmt: skip
    try:
        importer.run(progress=going.step)
    finally:
        report = importer.report
        if report.outcomes:
            _write(going, report)


def _write(going: Going, report: ImportReport) -> None:
    with fresh(going.result) as file, TextIOWrapper(file, encoding="utf-8-sig", newline="") as out:
        write_result(report, out)
    going.name, going.done, going.refused = "imported", report.count(Result.IN), report.count(Result.REFUSED)
    going.said.append(CAME_OF_IT.fill(went_in=going.done, there=report.count(Result.THERE), refused=going.refused))


IMPORT = Kind(name="import_proposals", label=PAGE, work=_work)
