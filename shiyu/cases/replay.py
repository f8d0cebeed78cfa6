"""Idempotency: the same request twice is done once and answered twice."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from shiyu.base.crypto import blind_index
from shiyu.base.errors import BadInput
from shiyu.base.prepared import Question
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Clockwork, Newcomer, PartyActor, PostHolder
from shiyu.cases.contact import CODE, open_contact
from shiyu.cases.errors import KeyReused
from shiyu.cases.history import canonical
from shiyu.cases.models import Entry, Party

if TYPE_CHECKING:
    from shiyu.cases.door import MoveRequest, Outcome

KEY_LENGTH = 120
KEY_CONSTRAINT = "entry_request_once"


def scoped_key(key: str, *, actor: Actor) -> str:
    """The key as stored: one actor's keys never meet another's. Raises `BadInput` for an empty or long key."""
    if not 0 < len(key) <= KEY_LENGTH or not key.isprintable():
        raise BadInput(
            field="key",
            reason=Words(
                f"请求编号应为 1 到 {KEY_LENGTH} 个可见字符",
                f"a request key has 1 to {KEY_LENGTH} printable characters",
            ),
        )
    match actor:
        case PostHolder():
            return f"a{actor.account_id}:{key}"
        case PartyActor():
            return f"p{actor.party_id}:{key}"
        case Newcomer():
            return f"n:{key}"
        case Clockwork():
            return f"c:{actor.name}:{key}"


def fingerprint(request: "MoveRequest") -> bytes:
    """A keyed hash of what was asked; keyed, since it covers personal data."""
    asked: list[Any] = [request.number, request.procedure, request.move, dict(request.facts)]
    return blind_index(canonical(asked).decode(), purpose="request")


def keys_used(keys: Sequence[str]) -> Question:
    """Asks which of these keys were used before; as a rule none was."""
    return "SELECT request_key FROM cases_entry WHERE request_key = ANY(%s)", [list(keys)]


def find_replays(requests: Sequence["MoveRequest"], keys: Mapping[int, str]) -> dict[int, "Outcome"]:
    """Which requests of a batch were carried out before, each with the answer it got; `keys` by place in the batch."""
    from shiyu.cases.door import Made, Refused  # noqa: PLC0415 -- the door asks, and answers in its own words

    replays: dict[int, Outcome] = {}
    known = {e.request_key: e for e in Entry.objects.filter(request_key__in=set(keys.values())).select_related("case")}
    for index, key in keys.items():
        entry = known.get(key)
        if entry is None:
            continue
        if bytes(entry.request_print or b"") != fingerprint(requests[index]):
            replays[index] = Refused(KeyReused())
            continue
        replays[index] = Made(
            number=entry.case.number, case_id=entry.case_id, stage=entry.to_stage, entry_count=entry.seq,
            replayed=True, query_code=query_code(entry),
        )  # fmt: skip
    return replays


def query_code(entry: Entry) -> str:
    """The query code that the opening `entry` gave out, for whoever opened it asking again with the same key."""
    party = Party.objects.filter(case=entry.case_id, joined_from=None, erased_at=None).order_by("pk").first()
    if entry.seq != 1 or party is None:
        return ""
    return open_contact(party).get(CODE, "")


def is_key_clash(error: IntegrityError) -> bool:
    """Whether the database refused because the request key was just used by somebody at the same moment."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) == KEY_CONSTRAINT
