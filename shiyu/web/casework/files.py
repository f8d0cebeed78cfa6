"""Files of a case as a browser takes them: always saved, never opened in our own page."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shiyu.cases.actors import Actor
from shiyu.cases.attachments import read_attachment, read_public_copy, shown_name
from shiyu.cases.gate import Purpose, get_case
from shiyu.web.browsing import staff_of
from shiyu.web.casework.page import purpose_for

if TYPE_CHECKING:
    from shiyu.cases.models import Attachment, Case

    Reading = Callable[..., tuple[Attachment, Iterator[bytes]]]


def as_download(name: str, chunks: Iterator[bytes], *, content_type: str) -> StreamingHttpResponse:
    """A file to be saved under `name`, kept by no browser and no proxy."""
    response = StreamingHttpResponse(chunks, content_type=content_type)
    if disposition := content_disposition_header(as_attachment=True, filename=name):
        response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "no-store"
    return response


def file_of_case(
    case: "Case", reference: UUID, *, actor: Actor, purpose: Purpose, read: "Reading" = read_attachment
) -> StreamingHttpResponse:
    """One file of a case that the actor may see, to be saved under the name he may know. The look is logged.

    Raises what `read_attachment` raises.
    """
    attachment, chunks = read(case, reference, actor=actor, purpose=purpose)
    return as_download(shown_name(attachment, case, actor=actor), chunks, content_type=attachment.content_type)


@require_safe
def case_file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """One file at `/cases/<number>/files/<reference>`; with `?copy=public` the picture without its position."""
    actor = staff_of(request)
    purpose = purpose_for(actor)
    case = get_case(number, actor=actor, purpose=purpose)
    read = read_public_copy if request.GET.get("copy") == "public" else read_attachment
    return file_of_case(case, reference, actor=actor, purpose=purpose, read=read)
