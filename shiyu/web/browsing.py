"""Who sits in front of the browser: staff by their session and the post chosen in it, residents by code or telephone.

Like `shiyu.web.callers`, which does the same for programs: one question for account, posts and factors, asked once a
request. The API does not look at sessions.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from shiyu.base.clock import today
from shiyu.base.prepared import ask
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.known import parties_by_phone, party_by_id
from shiyu.city.facts import PostFact
from shiyu.city.held import OTHER_LOGINS, OWN_POSTS, TAKEN_POSTS, StandIn, stand_ins
from shiyu.city.models import Account
from shiyu.web.callers import holder_of, posts_in_force
from shiyu.web.refusals import LoginNeeded, NoPost, ResidentLoginNeeded

POST, RESIDENT = "post", "resident"
"""What a session holds: the code of the chosen post; how a resident is known."""
MOST_KEPT = 20
_SITTER = f"""
SELECT a.id, a.username, a.password, a.person_id, p.name, a.must_change_password,
       EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = a.id AND f.type IN ('totp', 'webauthn')),
       {OWN_POSTS}, {TAKEN_POSTS}, {OTHER_LOGINS},
       ARRAY(SELECT h.post_id FROM city_tenure h WHERE h.account_id = a.id AND h.validity @> %(today)s::date
             AND h.kind = 'acting'),
       ARRAY(SELECT s.page FROM web_hintsseen s WHERE s.account_id = a.id)
FROM city_account a LEFT JOIN city_person p ON p.id = a.person_id
WHERE a.id = %(id)s AND a.is_active AND a.kind = 'person'
"""  # noqa: S608 -- text of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """An account whose session this is, with the posts it may act from today: its own, then those of the absent.

    `acting`: those held for somebody (代理); `standing_in`, by post: those of colleagues who are away and named it.
    `logins` are the other accounts of its person; `hints_seen` are the pages whose hints it has put away.
    """

    account_id: int
    username: str
    name: str
    person_id: int | None
    must_change_password: bool
    has_factor: bool
    posts: tuple[PostFact, ...]
    acting: frozenset[str]
    standing_in: Mapping[int, StandIn] = field(default_factory=dict)
    logins: frozenset[int] = frozenset()
    hints_seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """How a resident is known in this session: by one party, or by the index of a telephone number, shown masked.

    `kept` are parties he was found to be by that number before he corrected it.
    """

    party: int | None = None
    phone: bytes = b""
    shown: str = ""
    kept: tuple[int, ...] = ()


def sitter_of(request: HttpRequest) -> Sitter | None:
    """The account of the session, or None; asked once a request."""
    if not hasattr(request, "sitter"):
        request.sitter = _asked(request)  # type: ignore[attr-defined]
    found: Sitter | None = request.sitter  # type: ignore[attr-defined]
    return found


def _asked(request: HttpRequest) -> Sitter | None:
    # An address that names nothing is refused before there is a session, and its page still asks who sits there.
    session: SessionBase | None = getattr(request, "session", None)
    account_id = session.get(SESSION_KEY) if session is not None and session.session_key else None
    row = ask(_SITTER, {"id": int(account_id), "today": today()}) if account_id else None
    if session is None or row is None:
        return None
    (
        pk, username, password, person_id, name, must_change, has_factor, own, taken, logins, acting, hints,
    ) = row  # fmt: skip
    # A password that was changed ends every other session, as in Django's own `get_user`.
    proof = Account(pk=pk, password=password).get_session_auth_hash()
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), proof):
        return None
    standing_in = stand_ins(taken, own=own)
    posts = (*posts_in_force(own), *posts_in_force(list(standing_in)))
    return Sitter(
        account_id=pk, username=username, name=name or username, person_id=person_id, posts=posts,
        must_change_password=must_change, has_factor=has_factor,
        acting=frozenset(post.code for post in posts if post.id in acting or post.id in standing_in),
        standing_in=standing_in, logins=frozenset(logins),
        hints_seen=frozenset(hints),
    )  # fmt: skip


def chosen_post(request: HttpRequest, sitter: Sitter) -> PostFact:
    """The post chosen in the session while it is held, else the first. Raises `NoPost`."""
    if not sitter.posts:
        raise NoPost(what=sitter.username)
    wanted = request.session.get(POST, "")
    return next((post for post in sitter.posts if post.code == wanted), sitter.posts[0])


def staff_of(request: HttpRequest) -> PostHolder:
    """The officer, in his chosen post. Raises `LoginNeeded`, which a page answers with the way to /login; `NoPost`."""
    sitter = sitter_of(request)
    if sitter is None:
        raise LoginNeeded
    return holder_of(chosen_post(request, sitter), who=sitter)


def resident_of(request: HttpRequest) -> Resident | None:
    """How a resident is known in this session, or None."""
    session: SessionBase | None = getattr(request, "session", None)
    known: dict[str, Any] = (session.get(RESIDENT) if session is not None and session.session_key else None) or {}
    if not known:
        return None
    return Resident(
        party=known.get("party"), phone=bytes.fromhex(known.get("phone", "")), shown=known.get("shown", ""),
        kept=tuple(known.get("kept", ())),
    )  # fmt: skip


def parties_of(request: HttpRequest) -> list[PartyActor]:
    """Every party the resident is: his cases, the newest first. Raises `ResidentLoginNeeded`."""
    resident = resident_of(request)
    if resident is None:
        raise ResidentLoginNeeded
    if resident.phone:
        found = parties_by_phone(resident.phone)
        return [*found, *_kept(resident.kept, but={party.party_id for party in found})]
    try:
        return [party_by_id(resident.party or 0)]
    except NoSuchCase:  # erased since
        raise ResidentLoginNeeded from None


def keep_party(request: HttpRequest, party: PartyActor) -> None:
    """Keeps a case within reach of this session though its party is found by another number from now on."""
    known: dict[str, Any] = request.session.get(RESIDENT) or {}
    if known.get("phone"):
        others = [one for one in known.get("kept", ()) if one != party.party_id]
        request.session[RESIDENT] = {**known, "kept": [*others, party.party_id][-MOST_KEPT:]}


def _kept(ids: Sequence[int], *, but: Collection[int]) -> Iterator[PartyActor]:
    for party_id in ids:
        with suppress(NoSuchCase):  # erased since
            party = party_by_id(party_id)
            if party.party_id not in but:
                yield party


def party_of(request: HttpRequest, number: str) -> PartyActor:
    """The resident as a party of one case. Raises `ResidentLoginNeeded`, and `NoSuchCase` where it is not his."""
    found = next((one for one in parties_of(request) if number in {one.number, *one.came_from}), None)
    if found is None:
        raise NoSuchCase(number=number[:40])
    return found


def page_actor(request: HttpRequest, number: str = "") -> PostHolder | PartyActor | None:
    """Who acts on a page, or None where nobody is known: staff first, else the resident as a party of case `number`.

    Never raises, so that a page for everybody can ask. Who is known by telephone is nobody until he names a case.
    """
    sitter, resident = sitter_of(request), resident_of(request)
    if sitter is not None:
        return staff_of(request) if sitter.posts else None
    if resident is None or (resident.phone and not number):
        return None
    try:
        parties = parties_of(request)
    except ResidentLoginNeeded:
        return None
    return next((party for party in parties if not number or number in {party.number, *party.came_from}), None)
