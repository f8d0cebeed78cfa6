"""Files: taken in before the move that joins them to a case, and read back by who may read that entry."""

from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from shiyu.cases.actors import Actor, Newcomer
from shiyu.cases.attachments import read_attachment, shown_name, store_upload
from shiyu.cases.gate import get_case
from shiyu.web.answers import as_json
from shiyu.web.asking import purpose_of
from shiyu.web.callers import actor_of, actor_or_nobody
from shiyu.web.describing import READING, UPLOADING
from shiyu.web.refusals import BadForm, TooLarge, bad_value
from shiyu.web.throttle import UPLOAD, count_try, refuse_exhausted

router = Router(tags=["附件 Files"])
SENDER = Newcomer(role="sender")
_OVERHEAD = 64 * 1024  # what a form adds around its file


@router.post("/files", summary="上传附件 Take in a file", **UPLOADING)
def upload(request: HttpRequest) -> HttpResponse:
    """Takes in one file of a form, field `file`; answers the reference that a move names it by, kept two days."""
    actor: Actor | None = actor_or_nobody(request)
    if actor is None:
        refuse_exhausted(request, UPLOAD)
        count_try(request, UPLOAD)
        actor = SENDER
    sent = as_form(request).FILES.getlist("file")
    if len(sent) != 1:
        raise bad_value("file", zh="应有且只有一个名为 file 的文件", en="there must be one file, named file")
    reference = store_upload(sent[0].name or "file", cast("BinaryIO", sent[0].file), actor=actor)
    return as_json({"reference": str(reference)}, status=201)


@router.get("/cases/{number}/files/{reference}", summary="下载附件 Read a file", **READING)
def download(request: HttpRequest, *, number: str, reference: UUID, purpose: str = "") -> HttpResponseBase:
    """One file of a case; logged. It is always saved, never opened in the browser's own page."""
    actor = actor_of(request)
    why = purpose_of(purpose, actor=actor)
    case = get_case(number, actor=actor, purpose=why)
    attachment, chunks = read_attachment(case, reference, actor=actor, purpose=why)
    response = StreamingHttpResponse(chunks, content_type=attachment.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=shown_name(attachment, case, actor=actor))
    if disposition:
        response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "no-store"
    return response


def as_form(request: HttpRequest) -> HttpRequest:
    """The request, if it is a form of a size that is taken and holds no files but `file`, one of it at most.

    Raises `TooLarge` before a byte is read, `BadForm` and `BadValue`.
    """
    _refuse_too_large(request)
    if not request.META.get("CONTENT_TYPE", "").startswith("multipart/form-data"):
        raise BadForm
    if set(request.FILES) - {"file"} or len(request.FILES.getlist("file")) > 1:
        raise bad_value("file", zh="应有且只有一个名为 file 的文件", en="there must be one file, named file")
    return request


def _refuse_too_large(request: HttpRequest) -> None:
    """Before a byte of the body is read."""
    most = settings.SHIYU_UPLOAD_MIB * 1024 * 1024
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadForm from None
    if length > most + _OVERHEAD:
        raise TooLarge(limit=f"{settings.SHIYU_UPLOAD_MIB} MB")
