"""POST of a service request: through the engine's one door, once however often the same is sent."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from shiyu.base.clock import now
from shiyu.cases.actors import Clockwork
from shiyu.cases.attachments import store_upload
from shiyu.cases.door import Made, MoveRequest, Refused, make_moves
from shiyu.cases.errors import KeyReused
from shiyu.cases.gate import visible_cases
from shiyu.cases.replay import find_replays, scoped_key
from shiyu.citizen_requests.open311.errors import bad
from shiyu.citizen_requests.open311.form import Form, facts_of, read_form
from shiyu.citizen_requests.open311.keys import Client, client_of, count_report
from shiyu.citizen_requests.open311.services import service
from shiyu.citizen_requests.open311.terms import check_jurisdiction

PROCEDURE, MOVE = "citizen_request", "report"
SAME_WITHIN = timedelta(minutes=10)
"""The same words from the same key within this time (at most twice it) are the same request sent again."""
DOOR = Clockwork(name="open311")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request that was taken in, now or when it was first sent (`again`)."""

    number: str
    query_code: str = ""
    again: bool = False


def receive(request: HttpRequest) -> Received:
    """Takes in a report. Raises what is wrong with it."""
    form = read_form(request)
    client = client_of(form.get("api_key") or request.GET.get("api_key"), request=request)
    count_report(client)
    check_jurisdiction(form.get("jurisdiction_id") or request.GET.get("jurisdiction_id"))
    code = form.get("service_code")
    if not code:
        raise bad("service_code", zh="必须填写", en="is required")
    facts = facts_of(form, service(code))
    keys = _keys(request, form)
    if form.media:
        return _with_media(request, client, facts=facts, keys=keys)
    earlier = _replay(client, facts=facts, key=keys[-1]) if len(keys) > 1 else None
    return earlier or _open(client, facts=facts, key=keys[0])


def _keys(request: HttpRequest, form: Form) -> list[str]:
    """The idempotency key: the client's own, or what was sent with the time it was sent in, and the time before."""
    given = request.headers.get("Idempotency-Key", "").strip()
    if given:
        return [f"open311:{given}"]
    digest = hashlib.sha256()
    for name, values in sorted(form.fields.lists()):
        digest.update(repr((name, values)).encode())
    for name, file in _files(request) if form.media else ():
        digest.update(repr((name, hashlib.sha256(file.read()).hexdigest())).encode())
        file.seek(0)
    window = int(now().timestamp() // SAME_WITHIN.total_seconds())
    return [f"open311:{digest.hexdigest()[:40]}:{number}" for number in (window, window - 1)]


def _files(request: HttpRequest) -> "list[tuple[str, UploadedFile[Any]]]":
    """The files of a form by the names of their fields."""
    return [(name, file) for name, files in sorted(request.FILES.lists()) for file in files]


def _asked(client: Client, *, facts: dict[str, Any], key: str) -> MoveRequest:
    return MoveRequest(actor=client.actor, procedure=PROCEDURE, move=MOVE, facts=facts, key=key)


def _replay(client: Client, *, facts: dict[str, Any], key: str) -> Received | None:
    """The request as it was taken in under this key, if it was."""
    asked = _asked(client, facts=facts, key=key)
    found = find_replays([asked], {0: scoped_key(key, actor=client.actor)}).get(0)
    return _received(found) if isinstance(found, Made) else None


def _open(client: Client, *, facts: dict[str, Any], key: str) -> Received:
    (outcome,) = make_moves([_asked(client, facts=facts, key=key)])
    if isinstance(outcome, Refused):
        raise outcome.error
    return _received(outcome)


def _received(made: Made) -> Received:
    return Received(number=made.number, query_code=made.query_code, again=made.replayed)


def _with_media(request: HttpRequest, client: Client, *, facts: dict[str, Any], keys: list[str]) -> Received:
    """A stored file has a new reference each time, so the same key alone tells the same request."""
    earlier = _taken_in(client, keys)
    if earlier is not None:
        return earlier
    (name, sent), *more = _files(request)
    if name != "media" or more:
        raise bad("media", zh="最多一个文件，字段名为 media", en="is one file at most, in the field media")
    if sent.file is None or not (sent.content_type or "").startswith("image/"):
        raise bad("media", zh="应为图片", en="is a picture")
    reference = store_upload(sent.name or "media", cast("BinaryIO", sent.file), actor=client.actor)
    try:
        return _open(client, facts={**facts, "files": [str(reference)]}, key=keys[0])
    except KeyReused:
        # The same request came in at the same moment; ours lost, and its file is swept away.
        earlier = _taken_in(client, keys)
        if earlier is None:
            raise
        return earlier


def _taken_in(client: Client, keys: list[str]) -> Received | None:
    stored = [scoped_key(key, actor=client.actor) for key in keys]
    number = visible_cases(DOOR).filter(entries__request_key__in=stored).values_list("number", flat=True).first()
    return Received(number=number, again=True) if number is not None else None
