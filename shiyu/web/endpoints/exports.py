"""Taking lists away as files. What may be in them is decided in `shiyu.web.exporting`."""

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from shiyu.base.clock import today
from shiyu.web.asking import purpose_of
from shiyu.web.callers import actor_of
from shiyu.web.describing import EXPORTING
from shiyu.web.exporting.cases import ExportWanted, export_cases
from shiyu.web.exporting.tables import as_download

router = Router(tags=["导出 Exports"])


@router.get("/cases/export", summary="导出清单 Export the list", **EXPORTING)
def cases(request: HttpRequest, wanted: Query[ExportWanted]) -> HttpResponseBase:
    """The list as filtered, as a file; contacts masked unless `clear` is asked with a reason by whom they are open to.

    X-Shiyu-Cut says whether there was more than one file may hold.
    """
    actor = actor_of(request)
    purpose = purpose_of(wanted.purpose or "export", actor=actor)
    return as_download(export_cases(wanted, actor=actor, purpose=purpose), name=f"cases-{today():%Y%m%d}")
