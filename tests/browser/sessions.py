"""Sessions for a browser: begun through Django's client, as a person would begin them, and handed over as a cookie."""

from django.conf import settings
from django.test import Client

from shiyu.base.clock import now
from shiyu.base.masking import mask_phone
from shiyu.cases.known import phone_index
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

SAID = {"detail": "红星街路口信号灯不亮，来往车辆很多。", "type": ""}
PLACED = {"street": "", "village": "", "address": "红星街与泽州路口", "category": "", "do": "next"}

PROPOSED = {
    "title": "关于增加老城区停车泊位的建议", "detail": "泊位少，车辆占道。", "suggestions": "一、挖潜增设泊位。",
    "theme": "society",
}  # fmt: skip


def confirmed(client: Client) -> str:
    """The session of whoever logged in, as if the password had been typed just now; its pages of factors open then."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": now().timestamp()}]
    session.save()
    return _cookie(client)


def as_resident(code: str) -> str:
    """A resident who has typed his query code."""
    client = Client()
    assert client.post("/my/code", {"query_code": code}).status_code == 302
    return _cookie(client)


def as_writer() -> str:
    """Somebody whose report waits for its last step."""
    return _cookie(_writer())


def as_reporter() -> tuple[str, str]:
    """The number of a report and the session of who has just sent it."""
    client = _writer()
    key = client.get("/report/contact").context["draft"].key
    sent = client.post("/report/contact", {"key": key, "phone": "13900005678", "name": "李先生", "do": "send"})
    assert sent.status_code == 302, sent.content.decode()
    return sent.headers["Location"].rpartition("/")[2], _cookie(client)


def as_member(phone: str, *, writing: bool = False) -> str:
    """A member known by the telephone of the register; `writing` has a proposal that waits for its second step."""
    client = Client()
    session = client.session
    session[RESIDENT] = {"phone": phone_index(phone).hex(), "shown": mask_phone(phone)}
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.save()
    if writing:
        assert client.post("/proposals/new", PROPOSED).headers["Location"] == "/proposals/new/similar"
    return _cookie(client)


def _writer() -> Client:
    client = Client()
    assert client.post("/report", SAID).headers["Location"] == "/report/place"
    assert client.post("/report/place", PLACED).headers["Location"] == "/report/contact"
    return client


def _cookie(client: Client) -> str:
    value: str = client.cookies[settings.SESSION_COOKIE_NAME].value
    return value
