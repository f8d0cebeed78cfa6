"""The form of the room: what was typed, what is wrong with it, and what a party had not sent yet."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, QueryDict

from shiyu.base.crypto import CryptoError, decrypt, encrypt
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.attachments import Waiting
from shiyu.disputes.room.door import Posted, Written, post_message
from shiyu.disputes.room.labels import KINDS, audience_words
from shiyu.disputes.room.reading import Room
from shiyu.disputes.room.rules import LONGEST, MOST_FILES, As, Kind, audiences_of, kinds_of
from shiyu.web.forms import FILES_TAKEN, KEY, fresh_key, key_in
from shiyu.web.kept import read_again, written
from shiyu.web.uploads import take_files

FILES, STORED, KEPT = "files", "files-stored", "room_draft"
_CONTEXT = b"disputes.room.draft"
NOTHING_CHOSEN = Words("请选择留言给谁。", "Choose who it is for.")


@dataclass(slots=True, kw_only=True)
class Filling:
    """The form as it is drawn. `typed` keeps what was written when it was refused; `posted` is set when it was not."""

    key: str = field(default_factory=fresh_key)
    audience: str = ""
    kind: str = Kind.TEXT.value
    text: str = ""
    files: tuple[Waiting, ...] = ()
    faults: tuple[Words, ...] = ()
    status: int = 200
    came_back: Words | None = None
    posted: Posted | None = None


def of_typed(typed: QueryDict, *, why: Words | None) -> Filling:
    """The form with what was typed before; files are chosen again."""
    return Filling(
        key=key_in(typed), audience=typed.get("audience", ""), kind=typed.get("kind", Kind.TEXT.value),
        text=typed.get("detail", ""), came_back=why,
    )  # fmt: skip


def receive(request: HttpRequest, *, actor: PostHolder | PartyActor, number: str) -> Filling:
    """Takes in what was sent and posts it; what is wrong stands in `faults` and everything typed stays."""
    filling = of_typed(request.POST, why=None)
    taken = take_files(
        request, new=FILES, held=request.POST.getlist(STORED), actor=actor, key=filling.key, most=MOST_FILES
    )
    filling.files, filling.faults = taken.files, taken.faults
    if not filling.faults:
        try:
            filling.posted = post_message(number, _written(filling), actor=actor, key=filling.key)
        except ShiyuError as error:
            if error.http_status == 404:
                raise
            filling.faults, filling.status = (error.words,), error.http_status
    else:
        filling.status = 422
    return filling


def _written(filling: Filling) -> Written:
    kind = Kind(filling.kind) if filling.kind in set(Kind) else Kind.SYSTEM  # which nobody may send
    files: tuple[UUID, ...] = tuple(file.reference for file in filling.files)
    return Written(audience=filling.audience, kind=kind, text=filling.text, files=files)


def drawn(filling: Filling, *, room: Room) -> dict[str, Any]:
    """What the template of the form is given."""
    seat = room.seat
    offers = audiences_of(seat, sides=room.sides.keys)
    chosen = filling.audience if filling.audience in offers else offers[0]
    return {
        "filling": filling, "key_name": KEY, "longest": LONGEST,
        "audiences": [
            {"code": code, "label": audience_words(code, labels=room.sides.labels), "chosen": code == chosen,
             "apart": code != offers[0]}
            for code in offers
        ],
        "kinds": [{"code": kind.value, "label": KINDS[kind], "chosen": kind == filling.kind}
                  for kind in kinds_of(seat)],
        "makes_offers": seat.as_ is not As.EXPERT,
        "files_hint": FILES_TAKEN.fill(limit=settings.SHIYU_UPLOAD_MIB, most=MOST_FILES),
    }  # fmt: skip


def keep_unsent(request: HttpRequest, number: str) -> bool:
    """Keeps what a party has typed, sealed, in his own session; False where there is nothing, or too much, to keep."""
    content = written(request.POST)
    if content is None:
        return False
    request.session[KEPT] = {"number": number, "sealed": encrypt(content, context=_CONTEXT).hex()}
    return True


def unsent(request: HttpRequest, number: str) -> QueryDict | None:
    """What this party had typed into the room of this case and not sent."""
    kept: dict[str, str] = request.session.get(KEPT) or {}
    if kept.get("number") != number:
        return None
    try:
        typed = read_again(decrypt(bytes.fromhex(kept["sealed"]), context=_CONTEXT))
    except (CryptoError, ValueError, KeyError):
        return None
    return typed if typed.get("detail", "").strip() else None


def forget_unsent(request: HttpRequest) -> None:
    """It was sent."""
    request.session.pop(KEPT, None)
