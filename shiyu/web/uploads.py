"""Files sent with a form: stored at once, so that they stay attached while the rest of the form is put right.

A file that is too large is drained and dropped while the fields around it are still read: nothing typed is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from typing_extensions import override

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.attachments import Waiting, store_upload, waiting_uploads
from shiyu.cases.facts import MAX_FILES

_DROPPED = "shiyu.dropped_files"
NOT_TAKEN = Words("“{name}”未接收：{why}", "“{name}” was not taken: {why}")
TOO_LARGE = Words("文件超过 {limit} MB，请压缩后再传。", "larger than {limit} MB; make it smaller and choose it again.")
TOO_MANY = Words("最多 {most} 个附件，其余未接收。", "At most {most} files; the others were not taken.")


class BoundedUploads(TemporaryFileUploadHandler):
    """Writes files of a form to disk and stops keeping one that grows beyond the limit, without ending the form."""

    _name: str
    _got: int

    @override
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._got = 0

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._got += len(raw_data)
        if self._got > largest():
            request = cast("HttpRequest", self.request)
            request.META.setdefault(_DROPPED, []).append((self.field_name, self.file_name))
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def largest() -> int:
    """The most bytes one file may have."""
    return int(settings.SHIYU_UPLOAD_MIB) * 1024 * 1024


def dropped(request: HttpRequest, *, field: str) -> list[str]:
    """Names of the files of a field that were larger than `largest` and so were not kept."""
    return [name for of, name in request.META.get(_DROPPED, ()) if of == field]


@dataclass(frozen=True, slots=True)
class Taken:
    """The files that are stored for this form, and a sentence for each that was not taken."""

    files: tuple[Waiting, ...]
    faults: tuple[Words, ...]


def take_files(
    request: HttpRequest, *, new: str, held: Sequence[str], actor: Actor, key: str, most: int = MAX_FILES
) -> Taken:
    """Stores the files of the field `new` and joins them to those `held`, references kept or brought back by a form.

    The same file sent twice with the same form (`key`) is one file.
    """
    too_large = TOO_LARGE.fill(limit=settings.SHIYU_UPLOAD_MIB)
    faults = [_not_taken(name, too_large) for name in dropped(request, field=new)]
    references = list(_references(held))
    for sent in request.FILES.getlist(new):
        if len(references) >= most:
            faults.append(TOO_MANY.fill(most=most))
            break
        if (sent.size or 0) > largest():
            faults.append(_not_taken(sent.name or "", too_large))
            continue
        try:
            references.append(store_upload(sent.name or "file", cast("BinaryIO", sent.file), actor=actor, form=key))
        except ShiyuError as error:
            faults.append(_not_taken(sent.name or "", error.words))
    return Taken(tuple(waiting_uploads(references, actor=actor)), tuple(faults))


def said_together(sentences: Sequence[Words]) -> Words:
    """Several sentences as one paragraph."""
    return Words("".join(one.zh for one in sentences), " ".join(one.en for one in sentences))


def _not_taken(name: str, why: Words) -> Words:
    return NOT_TAKEN.fill(name=name[-60:], why=why)


def _references(given: Sequence[str]) -> list[UUID]:
    found = []
    for text in given[:MAX_FILES]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
