"""A served city for a browser: one for each worker of pytest, with the demo's people and a few requests in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client, override_settings

from shiyu.base.clock import today
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import CLOCK_TICK
from shiyu.cases.gate import visible_cases
from shiyu.cases.known import parties_by_phone, phone_index
from shiyu.citizen_requests.knowledge_writing import approve, revise, write
from shiyu.citizen_requests.topics import catch_up
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.city.people import issue_token
from shiyu.disputes.agreements.signing import own_link
from shiyu.disputes.seeds import telephone
from shiyu.disputes.seeds import tell as tell_disputes
from shiyu.documents.tests.conftest import entered, issue_sample
from shiyu.documents.tests.kinds import SUPERVISION_CIRCULAR, URGING_NOTICE
from shiyu.proposals.seed_members import FIRST, SECOND, tell_members
from shiyu.triage.models import Topic
from tests import database
from tests.api.people import Api, bearing, report
from tests.api.server import running_server
from tests.browser.disputes import said_in_room
from tests.browser.sessions import as_member, as_reporter, as_resident, as_writer, confirmed

PASSWORD = "browser-tests"  # of every account, as in the demo


OFFICERS = ("dispatcher", "clerk-zjj", "reviewer")
ASKED, MEDIATED, SIGNING = "裴照夜", "蓝若愚", "顾长亭"
"""An invented applicant whose dispute waits for consent."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where it is served, and what stands in it. Tests of one worker share it: make what you change.

    `number` waits to be dispatched, `handled` is at its unit (zjj), `judged` is answered and its caller is to be asked;
    `dispute` waits to be sent on, `dispute_named` for a mediator, `dispute_asking` for the word of its sides,
    `dispute_mediating` is mediated, `dispute_handed` was handed to
    arbitration; `proposal` is answered, `proposal_draft` has somebody invited, `promise` is open;
    `cookies` are the sessions of those who are no officers.
    """

    address: str
    name: str
    number: str
    handled: str
    judged: str
    receipt: str
    party: str
    knowledge: str
    query_code: str
    task: str
    proposal: str
    topic: str
    proposal_draft: str
    proposal_closed: str
    promise: str
    dispute: str
    dispute_named: str
    dispute_asking: str
    dispute_mediating: str
    dispute_signing: str
    dispute_handed: str
    signing: str
    letter: str
    document: str
    cookies: dict[str, str]
    blocker: Any

    @contextmanager
    def database(self) -> Iterator[None]:
        """Django leads to the served city inside the block, and commits."""
        with self.blocker.unblock(), database.pointed_at(self.name):
            yield

    def cookie(self, username: str) -> dict[str, str]:
        """The session of an account that has logged in, or one of `cookies`, as a browser keeps it."""
        value = self.cookies.get(username)
        if value is None:
            with self.database():
                value = session_of(username)
        return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}

    def api(self, username: str) -> Api:
        """An account as a program; ask it inside `database()`."""
        return bearing(issue_token(Account.objects.get(username=username), "browser")[1])


def session_of(username: str) -> str:
    """The cookie of an account that has just logged in."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return confirmed(client)


@contextmanager
def served(blocker: Any) -> Iterator[Site]:
    """A city of its own beside the one that the other tests of this worker use."""
    name = database.worker_name().replace("test", "browser")
    with blocker.unblock():
        database.copy_template(name)
        with database.pointed_at(name):
            load_people()
            found = standing()
            environment = database.environment()
    try:
        with running_server({**environment, "SHIYU_WEB_WORKERS": "1"}) as address:
            yield Site(address=address.replace("127.0.0.1", "localhost"), name=name, blocker=blocker, **found)
    finally:
        with blocker.unblock():
            database.drop_database(name)


def load_people() -> None:
    """The demo's people, with a password that the server knows."""
    hashers = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):  # the server knows no quicker one
        load_demo_people(settings.SHIYU_CITY, password=PASSWORD)


def standing() -> dict[str, Any]:
    """Makes requests that stand in the city, each further along, and the sessions of residents."""
    by = {name: bearing(issue_token(Account.objects.get(username=name), "site")[1]) for name in OFFICERS}
    opened = report(Api()).json()
    handled, judged = (report(Api(), title=title).json()["number"] for title in ("井盖缺失", "小区停水"))
    for number in (handled, judged):
        by["dispatcher"].move(number, "dispatch", lead="zjj")
        by["clerk-zjj"].move(number, "sign")
    by["clerk-zjj"].move(judged, "first_contact", note="已与诉求人通话")
    by["clerk-zjj"].move(judged, "answer", answer="已抢修恢复供水。", outcome="resolved")
    assert by["reviewer"].move(judged, "pass_review").status_code == 200
    seen = by["dispatcher"].get(f"/cases/{opened['number']}").json()
    for _ in range(5):
        report(Api(), title="槐荫花园一带停暖")
    catch_up()
    receipt, reporter = as_reporter()
    agent = bearing(issue_token(Account.objects.get(username="agent"), "site")[1])
    task = agent.post("/tasks/export", {"format": "csv"}, key="site").json()["reference"]  # nobody works on it here
    knowledge = _answer_written()
    tell_members(today())
    proposed = proposals_by_stage()
    tell_disputes("disputes", until="", seed=1, last_day=today() - timedelta(days=1))
    cookies = {
        "resident": as_resident(opened["query_code"]), "writer": as_writer(), "reporter": reporter,
        "member": as_member(FIRST), "invited": as_member(SECOND), "proposer": as_member(FIRST, writing=True),
        "stranger": as_member("13800019999"), "side": as_member(telephone(ASKED)),
        "signer": as_member(telephone(SIGNING)), "disputant": as_member(telephone(MEDIATED)),
    }  # fmt: skip
    return {
        "number": opened["number"], "handled": handled, "judged": judged, "query_code": opened["query_code"],
        "party": str(seen["parties"][0]["id"]), "receipt": receipt, "task": task, "cookies": cookies,
        "knowledge": knowledge, "topic": hottest_topic(), **_papers_issued(), "proposal": proposed["answered"],
        "proposal_draft": proposed["draft"],
        "proposal_closed": proposed["closed"], "promise": proposed["open"],
        "dispute": dispute_of("柳惊蛰"), "dispute_named": dispute_of("楚云深"), "dispute_asking": dispute_of(ASKED),
        "dispute_mediating": said_in_room(dispute_of(MEDIATED)), "dispute_signing": dispute_of(SIGNING),
        "dispute_handed": dispute_of("沈未央"),
        "signing": own_link(parties_by_phone(phone_index(telephone(SIGNING)))[-1]),
    }  # fmt: skip


def hottest_topic() -> str:
    """The key of the topic that most report."""
    return str(Topic.objects.order_by("-counted", "-rank").values_list("key", flat=True)[0])


def proposals_by_stage() -> dict[str, str]:
    """The numbers of the demo's proposals and of their promise by the stage they stand at."""
    found = visible_cases(CLOCK_TICK).filter(procedure__startswith="proposal")
    return dict(found.order_by("pk").values_list("stage", "number"))


def dispute_of(applicant: str) -> str:
    """The number of the first dispute that this invented person has."""
    return parties_by_phone(phone_index(telephone(applicant)))[-1].number


def _papers_issued() -> dict[str, str]:
    """The references of a letter and of a document that every officer may see."""
    with entered():
        return {kind.form: str(issue_sample(kind).reference) for kind in (SUPERVISION_CIRCULAR, URGING_NOTICE)}


def _answer_written() -> str:
    """The number of an official answer in the knowledge base."""
    supervisor = actors_of(Account.objects.get(username="supervisor"))[0]
    facts = {"question": "井盖丢失怎么办", "answer": "登记位置后两小时内到场。", "unit": "cgj", "note": "核定"}
    number = write(facts, actor=supervisor, key="site").number
    approve(number, 1, actor=actors_of(Account.objects.get(username="reviewer"))[0])
    revise(number, {**facts, "answer": "登记位置后一小时内到场。"}, actor=supervisor, key="site:again", expects=1)
    return str(number)
