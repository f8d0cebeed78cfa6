"""Looking at cases. Every look is logged with its purpose, and loading is the permission check."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact_view import view_contact
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import get_case, who_looked
from shiyu.web.answers import as_json
from shiyu.web.asking import purpose_of
from shiyu.web.callers import actor_of
from shiyu.web.case_list import Wanted, list_cases
from shiyu.web.describing import READING
from shiyu.web.reader import Reader, reader_of
from shiyu.web.schemas import ContactBody
from shiyu.web.shown_case import show_case
from shiyu.web.shown_history import A_PAGE, show_actor, show_history, stand_in_names

router = Router(tags=["查看 Looking"])
LOOKS_SHOWN = 200
MOST_ENTRIES = 1_000
AUDITORS = frozenset({"auditor", "security_officer"})
LOOKS = Words("查看访问记录", "see who looked")


class Page(Schema):
    """Which part of a history is wanted, and why."""

    before: int | None = Field(None, ge=1, le=2**31 - 1, description="只要此序号之前的 Entries before this one")
    limit: int = Field(A_PAGE, ge=1, le=MOST_ENTRIES)
    purpose: str = ""


@router.get("/cases", summary="件的清单 List cases", **READING)
def cases(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """The cases the asker may see, newest first; `next` is the cursor of the following page."""
    actor = actor_of(request)
    return as_json(list_cases(wanted, actor=actor, purpose=purpose_of(wanted.purpose, actor=actor)))


@router.get("/cases/{number}", summary="查看一件 Look at a case", **READING)
def case(request: HttpRequest, number: str, purpose: str = "") -> HttpResponse:
    """One case: what it is, who is in it (masked), by when it is due and why, and which moves are open to the asker."""
    reader = _reader(request, number, purpose)
    response = as_json(show_case(reader))
    response.headers["ETag"] = f'"{reader.case.entry_count}"'
    return response


@router.get("/cases/{number}/history", summary="办理记录 History", **READING)
def history(request: HttpRequest, number: str, wanted: Query[Page]) -> HttpResponse:
    """What happened, oldest first, as far as the asker may read it: the latest entries, or with `before` older ones.

    `older` is the `before` of the page of still older entries, null where there are none.
    """
    reader = _reader(request, number, wanted.purpose)
    entries, older = show_history(reader, before=wanted.before, most=wanted.limit)
    return as_json({"number": reader.case.number, "entries": entries, "older": older})


@router.get("/cases/{number}/accesses", summary="谁看过 Who looked", **READING)
def accesses(request: HttpRequest, number: str, purpose: str = "") -> HttpResponse:
    """Who looked at the case, newest first: for the person it is about, and for auditors."""
    reader = _reader(request, number, purpose or "audit")
    if isinstance(reader.actor, PostHolder) and not reader.actor.roles & AUDITORS:
        raise NotYourMove(move=LOOKS)
    found = list(who_looked(reader.case)[:LOOKS_SHOWN])
    names = stand_in_names((look.actor for look in found), reader=reader)
    shown = [
        {
            "at": look.at, "what": look.what, "purpose": look.purpose,
            "by": show_actor(look.actor, reader=reader, names=names),
        }
        for look in found
    ]  # fmt: skip
    return as_json({"number": reader.case.number, "accesses": shown})


@router.post("/cases/{number}/contacts/view", summary="查看联系方式 See a contact", **READING)
def contacts(request: HttpRequest, number: str, body: ContactBody) -> HttpResponse:
    """One party's name and numbers unmasked, for whom the procedure lets see them; logged with the purpose."""
    actor = actor_of(request)
    purpose = purpose_of(body.purpose, actor=actor)
    case = get_case(number, actor=actor, purpose=purpose)
    fields = view_contact(case, body.party, actor=actor, purpose=purpose, reason=body.reason)
    return as_json({"number": case.number, "party": body.party, "contact": fields})


def _reader(request: HttpRequest, number: str, purpose: str) -> Reader:
    actor = actor_of(request)
    return reader_of(get_case(number, actor=actor, purpose=purpose_of(purpose, actor=actor)), actor=actor)
