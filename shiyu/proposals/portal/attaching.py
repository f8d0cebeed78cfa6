"""附件: files that a member sends with the text. They are stored as they come, so that a refused form keeps them."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.attachments import store
from shiyu.cases.gate import Purpose, get_case, log_access
from shiyu.proposals.portal.attached import attached
from shiyu.proposals.portal.mine import own_party
from shiyu.web.browsing import resident_of
from shiyu.web.casework.files import as_download
from shiyu.web.refusals import TooManyTries
from shiyu.web.throttle import UPLOAD, count_try, refuse_exhausted
from shiyu.web.uploads import Taken, take_files

MOST_FILES = 9
"""As many as with a resident's report."""
FULL = Words("这件提案已有 {most} 个附件，不能再加。", "This proposal has {most} files already; no more can be added.")
Held = tuple[tuple[str, str], ...]
"""Reference and name of each file that is stored for a form."""


def taken(
    request: HttpRequest, held: Sequence[str], *, actor: Actor, key: str, already: int = 0
) -> tuple[Held, Sequence[Words]]:
    """The files of a form, those `held` and those that just came, and a sentence for each that was not taken.

    `already` says how many the proposal has. One telephone sends only so many.
    """
    kept = [reference for reference in held if reference != request.POST.get("remove", "")]
    left, faults = MOST_FILES - already, _too_often(request)
    if left <= 0:
        return (), [FULL.fill(most=MOST_FILES)] if request.FILES.getlist("files") else []
    found = take_files(request, new="" if faults else "files", held=kept, actor=actor, key=key, most=left)
    return _named(found), (*faults, *found.faults)


def _too_often(request: HttpRequest) -> Sequence[Words]:
    resident = resident_of(request)
    of = f"member {resident.phone.hex()}" if resident and resident.phone else ""
    try:
        for _ in request.FILES.getlist("files"):
            refuse_exhausted(request, UPLOAD, of=of)
            count_try(request, UPLOAD, of=of)
    except TooManyTries as error:
        return [error.words]
    return []


def _named(found: Taken) -> Held:
    return tuple((str(one.reference), one.name) for one in found.files)


@never_cache
@require_safe
def text_file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file of the text, for everybody who proposes it; a picture without the place where it was taken. Logged."""
    actor = own_party(request, number)
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    found = next((one for one in attached(case) if one.reference == reference), None)
    if found is None:
        raise NoSuchThing(what=Words("附件", "the file"))
    log_access(actor, what="file", purpose=Purpose.OWN_CASE, case=case, detail={"file": str(reference)})
    chunks = store().read(found.public_address or found.address)
    return as_download(found.name, chunks, content_type=found.content_type)
