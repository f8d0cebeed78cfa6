"""发件箱: who may look, what is shown and what is hidden, and sending again."""

from typing import Any

import pytest
from django.test import Client

from shiyu.base.ids import spoken
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Access, Notice, Party
from shiyu.cases.outbox_view import PAGE
from tests.api.people import Api, bearing, report, token_for, with_code

pytestmark = pytest.mark.django_db
PHONE, NAME = "13800001234", "张小明"


@pytest.fixture
def demo(settings: Any) -> Client:
    settings.SHIYU_ENV = "demo"
    return Client()


def reported(**facts: Any) -> dict[str, Any]:
    made: dict[str, Any] = report(bearing(token_for("agent")), **facts).json()
    return made


def failed(error: str = "sms:invalid_phone") -> Notice:
    notice = Notice.objects.filter(party__isnull=False).latest("pk")
    Notice.objects.filter(pk=notice.pk).update(state="failed", error=error, attempts=3, next_at=None)
    return notice


def page(client: Client, path: str = "/outbox", **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_for(role)}"}


WHO = [
    # environment, address, forwarded, role, status
    ("demo", "127.0.0.1", False, None, 200),
    ("demo", "10.0.0.7", False, None, 401),
    ("demo", "127.0.0.1", True, None, 401),
    ("demo", "10.0.0.7", False, "supervisor", 200),
    ("demo", "127.0.0.1", False, "clerk", 403),
    ("test", "127.0.0.1", False, None, 401),
    ("production", "127.0.0.1", False, None, 401),
    ("production", "10.0.0.7", False, "supervisor", 200),
    ("production", "10.0.0.7", False, "system_admin", 200),
    ("production", "10.0.0.7", False, "dispatcher", 403),
]


@pytest.mark.parametrize(("env", "address", "forwarded", "role", "status"), WHO)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_look_and_send_again(
    settings: Any, env: str, address: str, forwarded: bool, role: str | None, status: int, method: str
) -> None:
    settings.SHIYU_ENV = env
    headers = {**(bearer(role) if role else {}), **({"X-Forwarded-For": "1.2.3.4"} if forwarded else {})}
    answer = getattr(Client(), method)("/outbox", headers=headers, REMOTE_ADDR=address)
    if status == 401:  # a browser is led to the login and back
        assert (answer.status_code, answer.url) == (302, "/login?next=%2Foutbox")
        return
    assert answer.status_code == (302 if status == 200 and method == "post" else status)
    if status == 200 and method == "get":
        assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_to_whom_is_masked_and_the_words_are_shown(demo: Client) -> None:
    made = reported(title=f"找{PHONE}修路灯")
    shown = page(demo)
    code = spoken(open_contact(Party.objects.get())["code"])
    assert made["number"] in shown
    assert "138****1234" in shown
    assert code in shown
    assert [word for word in (PHONE, NAME) if word in shown] == []


def test_a_watcher_in_earnest_does_not_see_the_query_code() -> None:
    reported()
    shown = page(Client(), **bearer("supervisor"))
    code = spoken(open_contact(Party.objects.get())["code"])
    assert "查询码 ····" in shown
    assert code not in shown
    assert Access.objects.filter(what="search", detail={"outbox": 1}).exists()


def test_an_anonymous_reporter_stays_so(demo: Client) -> None:
    reported(type="tipoff")
    shown = page(demo)
    assert "匿名" in shown
    assert "1234" not in shown.replace("12345", "")


def test_the_states(demo: Client) -> None:
    reported()
    assert "重新发送" not in page(demo)
    failed()
    shown = page(demo, "/outbox?state=failed")
    assert "短信：号码无效" in shown
    assert "重新发送" in shown
    assert "没有通知" in page(demo, "/outbox?state=waiting")
    assert page(demo, "/outbox?state=nonsense&before=x").split("csrf")[0] == page(demo).split("csrf")[0]


def test_send_again(demo: Client) -> None:
    reported()
    notice = failed()
    answer = demo.post("/outbox", {"notice": notice.pk, "state": "failed"}, follow=True)
    assert answer.redirect_chain == [("/outbox?state=failed", 302)]
    assert "已放回待发" in answer.content.decode()
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.error) == ("waiting", 0, "")
    answer = demo.post("/outbox", {"notice": notice.pk}, follow=True)
    assert "已不在" in answer.content.decode()


@pytest.mark.parametrize("given", ["", "0", "x", "-1", "9" * 19, "9" * 400, "１"])
def test_nonsense_is_no_notice(demo: Client, given: str) -> None:
    assert "已不在" in demo.post("/outbox", {"notice": given, "state": "x"}, follow=True).content.decode()
    assert demo.get("/outbox", {"before": given}).status_code == 200


def test_the_form_is_protected(settings: Any) -> None:
    settings.SHIYU_ENV = "demo"
    reported()
    notice = failed()
    assert Client(enforce_csrf_checks=True).post("/outbox", {"notice": notice.pk}).status_code == 403
    notice.refresh_from_db()
    assert notice.state == "failed"


def test_a_watcher_sends_again_only_what_he_may_see() -> None:
    reported()
    notice = failed()
    admin = bearer("system_admin")  # sees no cases of citizens
    assert "已不在" in Client().post("/outbox", {"notice": notice.pk}, headers=admin, follow=True).content.decode()
    notice.refresh_from_db()
    assert notice.state == "failed"


def test_pages_by_key(demo: Client, django_assert_max_num_queries: Any) -> None:
    reported()
    first = Notice.objects.filter(party__isnull=False).get()
    Notice.objects.bulk_create(
        Notice(case=first.case, entry=first.entry, template=first.template, party=first.party, unit_code=f"u{n}",
               written_at=first.written_at, next_at=first.next_at)
        for n in range(PAGE)
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        newest = page(demo)
    assert newest.count("data-notice") == PAGE
    oldest_shown = sorted(Notice.objects.values_list("pk", flat=True))[1]
    assert f"/outbox?before={oldest_shown}" in newest
    assert page(demo, f"/outbox?before={oldest_shown}").count("data-notice") == 1


def test_in_english(demo: Client) -> None:
    reported()
    shown = page(demo, **{"Accept-Language": "en"})
    assert "Every notice to residents and staff" in shown
    assert "Your request" in shown


def test_what_the_platform_told_its_own_reader() -> None:
    made = reported()
    told = with_code(made["query_code"]).get(f"/cases/{made['number']}/notices").json()["notices"]
    assert [notice["template"] for notice in told] == ["request_received"]
    assert made["number"] in told[0]["text"]["zh"]
    assert bearing(token_for("dispatcher")).get(f"/cases/{made['number']}/notices").json()["notices"] == []
    assert Api().get(f"/cases/{made['number']}/notices").status_code == 401


def test_staff_reads_what_its_unit_and_role_were_told() -> None:
    made = reported()
    dispatcher = bearing(token_for("dispatcher"))
    dispatcher.move(made["number"], "dispatch", lead="zjj")
    (own,) = bearing(token_for("clerk", unit="zjj")).get(f"/cases/{made['number']}/notices").json()["notices"]
    assert own["template"] == "request_dispatched"
    assert "查询码" not in own["text"]["zh"]
