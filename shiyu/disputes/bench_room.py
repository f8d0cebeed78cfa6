"""The page of the room with two thousand messages beside the same page with fifty, by who opens it."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.test import Client

from shiyu.base.benches import Goal, Measured, Site, quickest
from shiyu.base.clock import now
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.talks import Talk
from shiyu.disputes.talks_loading import load_talks, parties_of
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

FEW, MANY, ROUNDS = 50, 2_000, 15
HARDLY_SLOWER = Goal("ratio", "≤", 2)
PLACE, MEDIATOR = "140502004000", "mediator"
SAID = "我们上次说好月底前先付一半，其余的分三次付清；单位说账上没有钱，可我家里等着用。"
TALK = Talk(
    key="bench", given="劳资劳动纠纷", kind="labour", happened="拖欠工资。", claims="支付工资。",
    parties=("甲某", "乙某"), lines=(),
)  # fmt: skip


def measure(site: Site) -> Iterable[Measured]:
    """The page of mediator and party, first with fifty messages, then with two thousand in the same room."""
    with site.database():
        load_demo_people(settings.SHIYU_CITY, password=secrets.token_hex(8))
        load_talks([TALK], place=PLACE)
        mediator = actors_of(Account.objects.get(username=MEDIATOR))[0]
        number = visible_cases(mediator).get(procedure="dispute").number
        _talk(number, mediator, until=FEW)
        before = _pages(number, mediator)
        _talk(number, mediator, begin=FEW, until=MANY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE disputes_roommessage, disputes_roomtext")
        for name, took in _pages(number, mediator).items():
            yield Measured(
                name=f"disputes.room.{name}", value=took * 1000, unit="ms", baseline=before[name] * 1000,
                goals=(HARDLY_SLOWER,), notes={"messages": MANY, "baseline_messages": FEW},
            )  # fmt: skip


def _talk(number: str, mediator: PostHolder, *, begin: int = 0, until: int) -> None:
    """Everybody in turn, every third message to one side alone: half of it is hidden from each party."""
    party, other = parties_of(number, mediator)
    for nth in range(begin, until):
        actor = (mediator, party, other)[nth % 3]
        own = f"side:{party.party_id if actor in {mediator, party} else other.party_id}"
        to = own if nth % 5 == 0 else "all"
        post_message(number, Written(audience=to, text=f"{nth}。{SAID}"), actor=actor, key=f"bench-{nth}")


def _pages(number: str, mediator: PostHolder) -> dict[str, float]:
    staff, resident = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    staff.force_login(Account.objects.get(pk=mediator.account_id))
    session = resident.session
    session[RESIDENT] = {"party": parties_of(number, mediator)[0].party_id, "phone": ""}
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.save()
    return {
        "mediator": quickest(lambda: _opened(staff, f"/disputes/{number}/room"), rounds=ROUNDS),
        "party": quickest(lambda: _opened(resident, f"/disputes/mine/{number}/room"), rounds=ROUNDS),
    }


def _opened(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
