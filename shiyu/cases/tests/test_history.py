"""History cannot be edited by those who serve; it can be erased, it is sealed, and it says who looked."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError

from shiyu.base import crypto
from shiyu.base.clock import standing_at
from shiyu.cases.contact import open_contact
from shiyu.cases.erasure import erase
from shiyu.cases.errors import GuardRefused, NoSuchCase, NotYourMove
from shiyu.cases.gate import Purpose, get_case, log_access
from shiyu.cases.known import party_by_code
from shiyu.cases.models import Access, Case, Entry, EntryText, SealedHead
from shiyu.cases.sealing import seal_now
from shiyu.cases.tests.desk import MONDAY, Desk
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify, verify_all

HISTORY = ("cases_entry", "cases_seal", "cases_sealedhead", "cases_access", "cases_link")
ORDERS = ("UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE")


def sentences() -> list[str]:
    """What does not hold; seals are numbered by the database, so the number is left out."""
    return [re.sub(r"seal \d+", "the seal", broken.words.en) for broken in verify_all()]


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*HISTORY, "cases_access_rest"])
@pytest.mark.parametrize("order", ORDERS)
def test_the_serving_role_may_not(table: str, order: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        cursor.execute(order.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS[1:])
@pytest.mark.parametrize("table", ["cases_case", "cases_entrytext", "cases_party", "cases_notice", "cases_clock"])
def test_the_serving_role_deletes_nothing_of_a_case(table: str, order: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(order.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "body = 'other'",
        "salt = '\\x00'",
        "body = NULL",
        "body = NULL, salt = NULL",
        "body = 'other', salt = NULL, erased_at = now()",
        "erased_at = now()",
    ],
)
def test_words_may_be_erased_and_never_changed(engine: None, desk: Desk, change: str) -> None:
    desk.formal()
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="erased, never changed"):
        cursor.execute(f"UPDATE cases_entrytext SET {change}")


@pytest.mark.django_db
def test_erasing_keeps_the_chain_and_takes_the_words(engine: None, desk: Desk) -> None:
    number = desk.formal(until="answered")
    with pytest.raises(GuardRefused):
        erase(number, actor=desk.officer, reason="本人要求", key="early")
    for party in desk.parties(number):
        desk.move(number, "judge", party, verdict="satisfied")
    case = Case.objects.get(number=number)
    codes = [open_contact(party)["code"] for party in case.parties.all()]
    seal_now()
    erased = erase(number, actor=desk.officer, reason="本人要求", key="once")
    assert erase(number, actor=desk.officer, reason="本人要求", key="once") == erased
    case.refresh_from_db()
    assert erased == EntryText.objects.filter(erased_why="本人要求").count() == 3
    assert list(EntryText.objects.filter(erased_at=None).values_list("entry__move", flat=True)) == ["erase"]
    assert [(p.contact, p.phone_index, p.code_index, p.anonymous) for p in case.parties.all()] == [
        (None, None, None, True)
    ] * 2
    assert (case.title, case.address, case.lon, case.search) == ("（已删除）", "", None, None)
    assert sentences() == []
    for code in codes:
        with pytest.raises(NoSuchCase):
            party_by_code(code)
    seal_now()
    assert sentences() == []


@pytest.mark.django_db
def test_only_the_security_officer_erases(engine: None, desk: Desk) -> None:
    number = desk.formal(until="closed")
    for actor in (desk.dispatcher, desk.arbiter, desk.supervisor, desk.clerks[0]):
        with pytest.raises(NotYourMove):
            erase(number, actor=actor, reason="x", key="x")
    assert not EntryText.objects.exclude(erased_at=None).exists()


@pytest.mark.django_db
def test_the_access_log_tells_who_looked(engine: None, desk: Desk) -> None:
    number = desk.formal()
    case = get_case(number, actor=desk.dispatcher, purpose=Purpose.HANDLING)
    with pytest.raises(NoSuchCase):
        get_case(number, actor=desk.clerks[0], purpose=Purpose.HANDLING)
    log_access(desk.officer, what="export", purpose=Purpose.AUDIT, case=case)
    assert list(
        Access.objects.filter(case_id=case.pk).order_by("id").values_list("what", "purpose", "actor__unit")
    ) == [
        ("case", "handling", "T-CITY"),
        ("export", "audit", "T-CITY"),
    ]


@pytest.mark.django_db
def test_seals_are_a_chain_and_each_holds_what_moved_since_the_last(engine: None, desk: Desk) -> None:
    one, two = desk.formal(), desk.formal()
    seals = [seal_now(), seal_now()]
    with standing_at(MONDAY + timedelta(days=1)):
        desk.move(one, "assign", desk.dispatcher, unit="T-STREET")
        seals.append(seal_now())
    with standing_at(MONDAY + timedelta(days=2)):
        three = desk.formal()
        seals.append(seal_now())
    sealed = [list(s.sealed.order_by("case_id").values_list("number", "entry_count")) for s in seals]
    assert sealed == [[(one, 1), (two, 1)], [], [(one, 2)], [(three, 1)]]
    assert [bytes(s.previous_digest) for s in seals] == [bytes(32), *(bytes(s.digest) for s in seals[:-1])]
    assert (sentences(), verify().seals) == ([], 4)


@pytest.mark.django_db
def test_what_the_clock_wrote_is_sealed_too(engine: None, desk: Desk) -> None:
    number = desk.formal()
    seal_now()
    with standing_at(MONDAY + timedelta(days=1)):
        seal_now()
    with standing_at(MONDAY + timedelta(days=7)):
        tick()
        written = Entry.objects.filter(case__number=number).count()
        seal_now()
    heads = SealedHead.objects.filter(number=number).order_by("pk").values_list("entry_count", flat=True)
    assert list(heads) == [1, written]
    assert written > 1


@pytest.mark.django_db
def test_a_seal_under_another_key_is_told(engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.formal()
    other = crypto.public_key()
    seal_now()
    monkeypatch.setattr("shiyu.cases.verification.public_key", lambda: bytes(32))
    assert sentences() == ["the seal bears another key"]
    monkeypatch.setattr("shiyu.cases.verification.public_key", lambda: other)
    assert sentences() == []
