"""导出: the list as filtered, taken away as a file. Asked in a form of its own, since it is logged with its purpose."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.cases.contact_view import may_ever_open
from shiyu.cases.gate import Purpose
from shiyu.cases.worklist import Tab
from shiyu.web.background.exports import is_long, order_export
from shiyu.web.browsing import staff_of
from shiyu.web.exporting.cases import ExportWanted, export_cases
from shiyu.web.exporting.tables import as_download
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.lists.component import LISTS
from shiyu.web.refusals import bad_value
from shiyu.web.work.filters import Asked
from shiyu.web.work.my_work import LABELS

FORMS = {
    "xlsx": Words("Excel 表格（XLSX）", "Excel (XLSX)"),
    "csv": Words("CSV 文本", "CSV"),
    "geojson": Words("地图数据（GeoJSON）", "Map data (GeoJSON)"),
}
PURPOSES = {
    Purpose.EXPORT.value: Words("导出存档", "Export for the files"),
    Purpose.HANDLING.value: Words("办理", "Handling"),
    Purpose.SUPERVISION.value: Words("督办", "Supervision"),
    Purpose.AUDIT.value: Words("审计", "Audit"),
}
LONGEST_REASON = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """The page at `/cases/export`; posting it gives the file, or the task that will make a long one."""
    actor = staff_of(request)
    given = request.POST if request.method == "POST" else request.GET
    asked, turn = Asked.of(given), _turn(given)
    place = {"turn": turn, "of": given.get("of", ""), "tab": given.get("tab", "")}
    typed = {name: value for name, value in {**asked.typed, **place}.items() if value}
    faults = dict(asked.faults) if request.method != "POST" else {**asked.faults, **_faults(request.POST)}
    if request.method == "POST" and not faults:
        wanted = ExportWanted.model_validate(
            asked.wanted().dict()
            | {**place, "turn": turn or None, "format": given["format"], "clear": given.get("clear") == "1"}
            | {"reason": given["reason"].strip()}
        )
        purpose = Purpose(given["purpose"])
        if given.get("later") == "1" or is_long(wanted, actor=actor):
            task = order_export(wanted, actor=actor, purpose=purpose, key=key_in(given))
            return redirect("task", reference=task.reference)
        found = export_cases(wanted, actor=actor, purpose=purpose)
        return as_download(found, name=f"cases-{today():%Y%m%d}")
    shown = {
        "typed": typed, "given": request.POST, "clear": request.POST.get("clear"), "faults": faults,
        "may_open": may_ever_open(actor), "key": request.POST.get("_key") or fresh_key(),
        "forms": FORMS, "purposes": PURPOSES, **_place(place),
    }  # fmt: skip
    return render(request, "web/work/export.html", shown, status=422 if faults else 200)


def _place(place: Mapping[str, str]) -> dict[str, Any]:
    """What is exported, in words, and the way back to it. Raises `BadValue` for a list that is not there."""
    if place["turn"]:
        return {"back": f"{reverse('work')}?tab={place['turn']}", "part": LABELS[Tab(place["turn"])]}
    if not place["of"]:
        return {"back": reverse("cases"), "part": None}
    found = LISTS.get(place["of"])
    if found is None:
        raise bad_value("of", zh="没有这个清单，请从清单重新导出", en="is no list; export from a list again")
    tab = found.tab(place["tab"])
    return {
        "back": found.address + (f"?{urlencode({'tab': tab.name})}" if tab else ""),
        "part": Words(f"{found.title.zh}：{tab.label.zh}", f"{found.title.en}: {tab.label.en}") if tab else found.title,
    }


def _turn(given: QueryDict) -> str:
    """The part of my work that is exported; none for every case. Raises `BadValue`."""
    turn = given.get("turn", "")
    if turn and turn not in LABELS:
        raise bad_value("turn", zh="没有这一栏，请回到我的工作重新导出", en="is no part of my work; export from there")
    return turn


def _faults(given: QueryDict) -> dict[str, Words]:
    """What is wrong with the form itself."""
    found: dict[str, Words] = {}
    if given.get("format") not in FORMS:
        found["format"] = Words("请从列表中选择格式", "choose the form from the list")
    if given.get("purpose") not in PURPOSES:
        found["purpose"] = Words("请从列表中选择目的", "choose the purpose from the list")
    if not 0 < len(given.get("reason", "").strip()) <= LONGEST_REASON:
        most = LONGEST_REASON
        found["reason"] = Words(f"请写明理由，不超过{most}字", f"say why, in at most {most} characters")
    if given.get("clear") == "1" and given.get("purpose") != Purpose.EXPORT:
        found["purpose"] = Words("导出明文联系方式，目的应为导出存档", "contacts in clear leave for the files only")
    return found
