"""By what a party is known: its query code, its telephone number, or the party it proved to be before.

Whoever came with a merged case acts in the main case; the numbers he was given first lead there.
"""

from collections.abc import Mapping

from shiyu.base.crypto import blind_index
from shiyu.base.ids import QUERY_CODE_LENGTH, read_query_code
from shiyu.cases.actors import PartyActor
from shiyu.cases.contact import open_contact
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.models import Link, Party

MOST_OF_A_PHONE = 200


def party_by_code(typed: str) -> PartyActor:
    """The party whose query code this is; one whose case was merged acts in the main case. Raises `NoSuchCase`."""
    code = read_query_code(typed)
    known = len(code) == QUERY_CODE_LENGTH and code.isascii()
    index = blind_index(code, purpose="query_code") if known else b""
    party = Party.objects.filter(code_index=index, erased_at=None).select_related("case").defer("case__search").first()
    if party is None:
        raise NoSuchCase(number="")
    return _where_it_stands(party)


def party_by_id(party_id: int) -> PartyActor:
    """The party that somebody proved to be before, as it stands now. Raises `NoSuchCase`, as once it is erased."""
    party = Party.objects.filter(pk=party_id, erased_at=None).select_related("case").defer("case__search").first()
    if party is None:
        raise NoSuchCase(number="")
    return _where_it_stands(party, came_from=_came_from(party))


def phone_index(phone: str) -> bytes:
    """What parties with this number are found by; the number is spelt as the engine stores it."""
    return blind_index(phone, purpose="phone")


def parties_by_phone(index: bytes) -> list[PartyActor]:
    """Whom the number of this index is in the cases that know it, the newest first; a merged case counts once.

    Three questions however many cases there are; contacts are opened only where cases were merged.
    """
    found = list(
        Party.objects.filter(phone_index=index, erased_at=None)
        .select_related("case")
        .defer("case__search")
        .order_by("-pk")[:MOST_OF_A_PHONE]
    )
    links = Link.objects.filter(source__in={party.case_id for party in found}, kind=Link.Kind.MERGED_INTO)
    main_of: Mapping[int, int] = dict(links.values_list("source_id", "target_id"))
    came_from: dict[int, tuple[str, ...]] = {}
    for party in reversed(found):  # a party in a main case was joined after the one it comes from
        joined = _joined_among(found, party, main_id=main_of.get(party.case_id))
        if joined is not None:
            came_from[joined.pk] = (*came_from.pop(party.pk, ()), party.case.number)
            found.remove(party)
    return [_actor(party, came_from.get(party.pk, ())) for party in found]


def any_party_of_phone(index: bytes) -> bool:
    """Whether anybody is known by the number of this index."""
    return Party.objects.filter(phone_index=index, erased_at=None).exists()


def _joined_among(found: list[Party], party: Party, *, main_id: int | None) -> Party | None:
    if main_id is None:
        return None
    candidates = [one for one in found if one.case_id == main_id and one.joined_from_id == party.case_id]
    code = open_contact(party).get("code") if candidates else None
    return next((one for one in candidates if open_contact(one).get("code") == code), None)


def earlier_selves(party: Party, *, code: str) -> list[Party]:
    """The same person in the cases that were merged into this one, the latest first; `code` is his query code."""
    found: list[Party] = []
    while party.joined_from_id is not None:
        merged = Link.objects.filter(source=party.joined_from_id, target=party.case_id, kind=Link.Kind.MERGED_INTO)
        earlier = Party.objects.filter(case=party.joined_from_id, case__in=merged.values("source"))
        before = next((one for one in earlier.select_related("case") if open_contact(one).get("code") == code), None)
        if before is None:
            break
        found.append(before)
        party = before
    return found


def _came_from(party: Party) -> tuple[str, ...]:
    """The numbers the party was given before its case was merged, the oldest first."""
    selves = earlier_selves(party, code=open_contact(party).get("code", "")) if party.joined_from_id else []
    return tuple(one.case.number for one in reversed(selves))


def _where_it_stands(party: Party, *, came_from: tuple[str, ...] = ()) -> PartyActor:
    while (main := Link.objects.filter(source=party.case_id, kind=Link.Kind.MERGED_INTO).first()) is not None:
        joined = _joined(party, main_id=main.target_id)
        if joined is None:
            break
        came_from, party = (*came_from, party.case.number), joined
    return _actor(party, came_from)


def _joined(party: Party, *, main_id: int) -> Party | None:
    code = open_contact(party).get("code")
    candidates = Party.objects.filter(case=main_id, joined_from=party.case_id).select_related("case")
    return next((p for p in candidates if open_contact(p).get("code") == code), None)


def _actor(party: Party, came_from: tuple[str, ...]) -> PartyActor:
    return PartyActor(
        party_id=party.pk, case_id=party.case_id, role=party.role, number=party.case.number, came_from=came_from
    )
