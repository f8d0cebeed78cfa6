"""导入诉求: the page that orders an import; the task itself is `shiyu.citizen_requests.import_task`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.words import Words
from shiyu.citizen_requests.columns import MEANINGS, REQUIRED
from shiyu.citizen_requests.desk.roles import IMPORTERS
from shiyu.citizen_requests.import_task import LABEL, CannotImport, Sent, order_import
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.officers import officer
from shiyu.web.uploads import largest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The page at `/requests/import`."""
    actor = officer(request, IMPORTERS, page=LABEL)
    faults: dict[str, Words] = {}
    if request.method == "POST":
        try:
            task = order_import(Sent.by(request), actor=actor, key=key_in(request.POST))
            return redirect("task", reference=task.reference)
        except CannotImport as refused:
            faults = refused.faults
    context = {
        "faults": faults, "source": request.POST.get("source", ""),
        "key": key_in(request.POST) if faults else fresh_key(),
        "required": [MEANINGS[name] for name in REQUIRED],
        "others": [names for name, names in MEANINGS.items() if name not in REQUIRED],
        "most": largest() // 1024 // 1024,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/imports.html", context, status=422 if faults else 200)
