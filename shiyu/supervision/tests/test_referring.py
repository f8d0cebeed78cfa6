"""移送: any case of any system comes under supervision by one call, without its people, once, and says so itself."""

import pytest

from shiyu.cases.actors import Newcomer
from shiyu.cases.door import make_move, open_case
from shiyu.cases.errors import AlreadyReferred, BadFact, GuardRefused, KeyReused, NoSuchCase, NoSuchMove, NotYourMove
from shiyu.cases.models import Case, Entry, EntryText, Link, Party
from shiyu.cases.referring import refer
from shiyu.cases.verification import verify_all
from shiyu.supervision.models import Order
from shiyu.supervision.tests.conftest import People

pytestmark = pytest.mark.django_db
TO = "supervision_order"
REPORT = {
    "title": "东街路灯不亮，请回电13800138000", "detail": "连续三晚不亮",
    "contact": {"name": "张某", "phone": "0356-0000001"},
}  # fmt: skip


@pytest.fixture
def request_(people: People) -> str:
    """The number of a resident's request."""
    return open_case("citizen_request", "report", actor=Newcomer(role="caller"), key="r", facts=REPORT).number


def test_a_request_comes_under_supervision_and_both_say_so(people: People, request_: str) -> None:
    made = refer(request_, to=TO, actor=people("supervisor@rx12345"), key="k", reason="逾期五日未办")
    assert made.stage == "proposed"
    source, order = Case.objects.get(number=request_), Case.objects.get(number=made.number)
    assert Link.objects.filter(source=source, target=order, kind="referred_to").count() == 1
    entry = Entry.objects.filter(case=source).order_by("-seq")[0]
    assert (entry.move, entry.facts, entry.to_stage) == (
        "case.referred", {"procedure": TO, "number": made.number}, "received",
    )  # fmt: skip
    assert "逾期五日未办" in (EntryText.objects.get(entry=entry).body or "")
    assert Order.objects.get(case=order).source == "referral"
    assert verify_all() == ()


def test_neither_people_nor_their_numbers_go_over(people: People, request_: str) -> None:
    made = refer(request_, to=TO, actor=people("supervisor@rx12345"), key="k", reason="来电13800138000催过")
    order = Case.objects.get(number=made.number)
    assert not Party.objects.filter(case=order).exists()
    body = EntryText.objects.get(entry__case=order).body or ""
    assert "13800138000" not in order.title + body
    assert "东街路灯不亮" in order.title
    assert "连续三晚" not in body


def test_asked_twice_with_one_key_it_is_done_once(people: People, request_: str) -> None:
    actor = people("supervisor@rx12345")
    first, again = (refer(request_, to=TO, actor=actor, key="k", reason="逾期") for _ in range(2))
    assert (again.number, again.replayed) == (first.number, True)
    assert Entry.objects.filter(case__number=request_, move="case.referred").count() == 1
    with pytest.raises(KeyReused):
        refer(request_, to=TO, actor=actor, key="k", reason="别的理由")


def test_a_second_referral_is_told_of_the_first_until_that_has_ended(people: People, request_: str) -> None:
    actor, head = people("supervisor@rx12345"), people("supervision_lead")
    first = refer(request_, to=TO, actor=actor, key="1", reason="逾期")
    with pytest.raises(AlreadyReferred, match=first.number):
        refer(request_, to=TO, actor=actor, key="2", reason="逾期")
    assert Case.objects.filter(procedure=TO).count() == 1
    make_move(first.number, "not_approve", actor=head, key="3", reason="已办理")
    assert refer(request_, to=TO, actor=actor, key="4", reason="又逾期").number != first.number


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("dispatcher@rx12345", NotYourMove), ("supervision_officer", NoSuchCase), ("clerk@cgj", NoSuchCase)],
)
def test_who_may_not_is_refused_and_nothing_is_written(
    people: People, request_: str, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        refer(request_, to=TO, actor=people(who), key="k", reason="逾期")
    assert Entry.objects.filter(case__number=request_).count() == 1
    assert not Order.objects.exists()


def test_what_has_ended_or_takes_no_referral_or_has_no_reason_is_refused(people: People, request_: str) -> None:
    actor = people("supervisor@rx12345")
    with pytest.raises(NoSuchMove):
        refer(request_, to="citizen_request", actor=actor, key="1", reason="逾期")
    with pytest.raises(BadFact):
        refer(request_, to=TO, actor=actor, key="2", reason=" ")
    make_move(request_, "withdraw", actor=people("agent@rx12345"), key="3", reason="本人撤回")
    with pytest.raises(GuardRefused, match="已结束"):
        refer(request_, to=TO, actor=actor, key="4", reason="逾期")


def test_an_order_is_not_referred_to_its_own_kind(people: People, request_: str) -> None:
    made = refer(request_, to=TO, actor=people("supervisor@rx12345"), key="1", reason="逾期")
    with pytest.raises(GuardRefused):
        refer(made.number, to=TO, actor=people("supervision_officer"), key="2", reason="逾期")
