"""Every verb as everybody: who is served, who is refused, and that "not yours" looks like "not there".

A verb that stands in the API's document and not in this table fails the last test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from shiyu.city.models.people import Account
from shiyu.config.api import api as ninja_api
from tests.api.made_files import picture
from tests.api.people import (
    OF_OTHER_SYSTEMS,
    ROLES,
    Api,
    bearing,
    expired_token,
    make_account,
    post_with,
    report,
    revoked_token,
    token_for,
    with_code,
)
from tests.api.story import RIGHT_UNIT, WRONG_UNIT

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough passphrase 7"


@dataclass
class Scene:
    """A case sent to the right unit, with one picture."""

    number: str
    code: str
    party: int
    file: str


def a_scene() -> Scene:
    opener, dispatcher = bearing(token_for("api_client")), bearing(token_for("dispatcher"))
    file = upload(opener).json()["reference"]
    made = report(opener, files=[file]).json()
    dispatcher.move(made["number"], "dispatch", lead=RIGHT_UNIT)
    party = dispatcher.get(f"/cases/{made['number']}").json()["parties"][0]["id"]
    make_account("test-login", post_with("agent"), password=PASSWORD)
    return Scene(number=made["number"], code=made["query_code"], party=party, file=file)


def upload(asker: Api) -> Any:
    return asker.client.post("/api/v1/files", {"file": picture()}, headers=asker.headers)


def seen_as(who: str, scene: Scene) -> Api:
    if who in ROLES:
        return bearing(token_again(who) if who in {"dispatcher", "api_client"} else token_for(who, unit=UNITS.get(who)))
    return OTHERS[who](scene)


def token_again(role: str) -> str:
    from shiyu.city.people import issue_token

    return issue_token(Account.objects.get(username=f"test-{role}-any"), "again")[1]


UNITS = {"clerk": RIGHT_UNIT, "unit_head": RIGHT_UNIT}
OTHERS: dict[str, Callable[[Scene], Api]] = {
    "nobody": lambda scene: Api(),
    "party": lambda scene: with_code(scene.code),
    "stranger": lambda scene: with_code(report(bearing(token_for("agent"))).json()["query_code"]),
    "wrong code": lambda scene: with_code("0000000000000"),
    "wrong token": lambda scene: bearing("shiyu_nothing"),
    "expired token": lambda scene: bearing(expired_token()),
    "revoked token": lambda scene: bearing(revoked_token()),
    "other clerk": lambda scene: bearing(token_for("clerk", unit=WRONG_UNIT)),
}
Verb = Callable[[Api, Scene], Any]
CASE = "/cases/{number}"
SUCCEEDED = {"old": "cgj", "new": "zjj"}
CHANGED = {"text": "已到现场", "seen": "2026-01-01"}
NOBODY_S = {"post": "cgj-clerk", "giver": "nobody-here", "taker": "nobody-here"}
VERBS: dict[tuple[str, str], Verb] = {
    ("GET", "/procedures"): lambda a, s: a.get("/procedures"),
    ("GET", "/procedures/{name}"): lambda a, s: a.get("/procedures/citizen_request"),
    ("POST", "/login"): lambda a, s: a.post("/login", {"username": "test-login", "password": PASSWORD}),
    ("GET", "/me"): lambda a, s: a.get("/me"),
    ("GET", "/cases"): lambda a, s: a.get("/cases"),
    ("GET", CASE): lambda a, s: a.get(f"/cases/{s.number}"),
    ("GET", f"{CASE}/history"): lambda a, s: a.get(f"/cases/{s.number}/history"),
    ("GET", f"{CASE}/notices"): lambda a, s: a.get(f"/cases/{s.number}/notices"),
    ("GET", f"{CASE}/files/{{reference}}"): lambda a, s: a.get(f"/cases/{s.number}/files/{s.file}"),
    ("GET", f"{CASE}/accesses"): lambda a, s: a.get(f"/cases/{s.number}/accesses"),
    ("POST", f"{CASE}/contacts/view"): lambda a, s: a.post(
        f"/cases/{s.number}/contacts/view", {"party": s.party, "purpose": "call_back"}
    ),
    ("GET", "/cases/export"): lambda a, s: a.get("/cases/export", format="csv"),
    ("GET", "/figures"): lambda a, s: a.get("/figures"),
    ("GET", "/figures/{name}"): lambda a, s: a.get("/figures/citizen_requests_received", by="unit"),
    ("GET", "/citizen-requests/exclusions"): lambda a, s: a.get("/citizen-requests/exclusions"),
    ("GET", "/citizen-requests/similar"): lambda a, s: a.get("/citizen-requests/similar", title="路灯不亮"),
    ("GET", "/messages"): lambda a, s: a.get("/messages"),
    ("POST", "/messages/read"): lambda a, s: a.post("/messages/read", {"upto": 1}),
    ("GET", "/delegations"): lambda a, s: a.get("/delegations"),
    ("POST", "/delegations"): lambda a, s: a.post("/delegations", {}),
    ("POST", "/delegations/{delegation_id}/end"): lambda a, s: a.post("/delegations/0/end"),
    ("POST", "/files"): lambda a, s: upload(a),
    ("GET", "/outbox"): lambda a, s: a.get("/outbox"),
    ("POST", "/outbox/again"): lambda a, s: a.post("/outbox/again", {"notices": [1]}),
    ("POST", "/cases/{procedure}/{opening_move}"): lambda a, s: report(a),
    ("POST", f"{CASE}/moves/{{move}}"): lambda a, s: a.move(s.number, "recall", reason="派错单位"),
    ("POST", "/cases/moves"): lambda a, s: a.post("/cases/moves", {"requests": [{"number": s.number, "move": "urge"}]}),
    ("POST", f"{CASE}/erase"): lambda a, s: a.post(f"/cases/{s.number}/erase", {"reason": "本人要求"}),
    ("GET", "/tasks"): lambda a, s: a.get("/tasks"),
    ("POST", "/tasks/export"): lambda a, s: a.post("/tasks/export", {"format": "csv"}),
    ("GET", "/tasks/{reference}"): lambda a, s: a.get(f"/tasks/{s.file}"),  # it is nobody's of them
    ("GET", "/tasks/{reference}/file"): lambda a, s: a.get(f"/tasks/{s.file}/file"),
    ("POST", "/tasks/{reference}/stop"): lambda a, s: a.post(f"/tasks/{s.file}/stop"),
    ("GET", "/phrases"): lambda a, s: a.get("/phrases"),
    ("POST", "/phrases"): lambda a, s: a.post("/phrases", {"text": "已到现场"}),
    ("POST", "/phrases/{phrase_id}/change"): lambda a, s: a.post(
        "/phrases/0/change", {"text": "好", "seen": "2026-01-01"}
    ),
    ("POST", "/phrases/{phrase_id}/up"): lambda a, s: a.post("/phrases/0/up"),
    ("POST", "/phrases/{phrase_id}/remove"): lambda a, s: a.post("/phrases/0/remove"),
    ("GET", "/reminders"): lambda a, s: a.get("/reminders"),
    ("POST", "/reminders"): lambda a, s: a.post("/reminders", {"number": "SQ-none", "before": 1}),
    ("POST", "/reminders/{reminder_id}/later"): lambda a, s: a.post("/reminders/0/later", {"days": 1}),
    ("POST", "/reminders/{reminder_id}/cancel"): lambda a, s: a.post("/reminders/0/cancel"),
    ("GET", "/handovers"): lambda a, s: a.get("/handovers"),
    ("GET", "/handovers/posts"): lambda a, s: a.get("/handovers/posts"),
    ("GET", "/handovers/preview"): lambda a, s: a.get("/handovers/preview", **NOBODY_S),
    ("POST", "/handovers"): lambda a, s: a.post("/handovers", {**NOBODY_S, "numbers": [s.number]}),
    ("POST", "/handovers/seen"): lambda a, s: a.post("/handovers/seen"),
    ("GET", "/handovers/abolished"): lambda a, s: a.get("/handovers/abolished"),
    ("POST", "/handovers/succession"): lambda a, s: a.post(
        "/handovers/succession", {**SUCCEEDED, "numbers": [s.number]}
    ),
    ("POST", "/tasks/moves"): lambda a, s: a.post("/tasks/moves", {"move": "nothing", "cases": [{"number": s.number}]}),
    ("POST", "/citizen-requests/import"): lambda a, s: a.post("/citizen-requests/import"),
    ("POST", "/password"): lambda a, s: a.post("/password", {"old": "a wrong one", "new": "never looked at"}),
    ("GET", "/tokens"): lambda a, s: a.get("/tokens"),
    ("POST", "/tokens/{token_id}/revoke"): lambda a, s: a.post("/tokens/0/revoke"),
    ("POST", "/logout"): lambda a, s: a.post("/logout"),
}

# What each is answered, in the order of VERBS:
# (a wrong code is guessed ten times, then the address has to wait)
#   procedures·2 login me cases | case history notices file accesses contacts |
#   export figures·2 exclusions | similar messages·2 delegations·2 end |
#   files outbox again open move batch erase | tasks order one file stop |
#   phrases add change up remove reminders set later cancel handovers posts preview hand seen
#   abolished succession many | import |
#   password tokens revoke logout
OPEN, OUT, IN = "200 200 200", "401 401", "200 200"
WHO, NOT = "401 401 401 401", "403 403 403 403"
ASKS, SENDS = "200 401 401 401 422 401", "200 403 403 403 422 403"  # nobody's messages and delegations; a party's
TEAM = "200 201 404 404 200 200 404 404 404 200 200 422 422 200"  # among colleagues
DOES = f"200 202 404 404 404 | {TEAM} 403 403 422"  # its tasks
ARRANGES = DOES.replace("200 403 403 422", "200 200 422 422")  # and all units, also those that are no more
NO, OWN = "401 401 401", "401 200 404"  # the verbs of an account itself
PW, MAY = f"{DOES} 403 | {OWN}", f"{DOES} 400 | {OWN}"  # who may not import, and who may: no file is sent
SYS = f"{ARRANGES} 403 | {OWN}"
NONE, NOTS, MAX = (f"{' '.join([status] * 23)} {NO}" for status in ("401", "403", "429"))
READ, GONE, SHUT = "200 200 200 200", "404 404 404 404 404 404", "401 401 401 401 401 401"
SAY, ANY, LATE = "200 200 200 200 422 404", "401 401 401 401 422 401", "429 429 429"
EXP, ALL = f"200 403 403 403 | {SAY}", f"200 200 200 200 | {SAY}"  # the list alone; the list and the figures
EXPECTED = {
    "nobody":           f"{OPEN} {OUT} | {SHUT} | {WHO} | {ASKS} | 201 401 401 201 401 401 401 | {NONE} 401",
    "wrong code":       f"{OPEN} {OUT} | {SHUT} | 401 401 429 429 | {LATE} 429 422 429 | {LATE} {LATE} 429 | {MAX} 401",
    "wrong token":      f"{OPEN} {OUT} | {SHUT} | {WHO} | {ANY} | 401 401 401 401 401 401 401 | {NONE} 401",
    "expired token":    f"{OPEN} {OUT} | {SHUT} | {WHO} | {ANY} | 401 401 401 401 401 401 401 | {NONE} 401",
    "revoked token":    f"{OPEN} {OUT} | {SHUT} | {WHO} | {ANY} | 401 401 401 401 401 401 401 | {NONE} 401",
    "party":            f"{OPEN} {IN} | {READ} 200 200 | {NOT} | {SENDS} | 201 403 403 403 403 made 403 | {NOTS} 401",
    "stranger":         f"{OPEN} {IN} | {GONE} | {NOT} | {SENDS} | 201 403 403 403 404 no_such_case 403 | {NOTS} 401",
    "agent":            f"{OPEN} {IN} | {READ} 403 200 | {EXP} | 201 403 403 201 403 made 403 | {MAY} 200",
    "dispatcher":       f"{OPEN} {IN} | {READ} 403 403 | {ALL} | 201 403 403 403 200 made 403 | {PW} 200",
    "clerk":            f"{OPEN} {IN} | {READ} 403 200 | {EXP} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "other clerk":      f"{OPEN} {IN} | {GONE} | {EXP} | 201 403 403 403 404 no_such_case 403 | {PW} 200",
    "unit_head":        f"{OPEN} {IN} | {READ} 403 403 | {ALL} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "reviewer":         f"{OPEN} {IN} | {READ} 403 403 | {EXP} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "callback_officer": f"{OPEN} {IN} | {READ} 403 200 | {EXP} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "supervisor":       f"{OPEN} {IN} | {READ} 403 403 | {ALL} | 201 200 404 403 200 made 403 | {PW} 200",
    "arbiter":          f"{OPEN} {IN} | {READ} 403 403 | {ALL} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "auditor":          f"{OPEN} {IN} | {READ} 200 403 | {ALL} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "security_officer": f"{OPEN} {IN} | {GONE} | {EXP} | 201 403 403 403 404 no_such_case 409 | {PW} 200",
    "system_admin":     f"{OPEN} {IN} | {GONE} | {EXP} | 201 200 404 403 404 no_such_case 403 | {SYS} 200",
    "tipoff_keeper":    f"{OPEN} {IN} | {READ} 403 403 | {EXP} | 201 403 403 403 403 not_your_move 403 | {PW} 200",
    "enterprise_desk":  f"{OPEN} {IN} | {GONE} | {EXP} | 201 403 403 403 404 no_such_case 403 | {PW} 200",
    **dict.fromkeys(
        OF_OTHER_SYSTEMS, f"{OPEN} {IN} | {GONE} | {EXP} | 201 403 403 403 404 no_such_case 403 | {PW} 200",
    ),
    "api_client":       f"{OPEN} {IN} | {GONE} | {EXP} | 201 403 403 201 404 no_such_case 403 | {PW} 200",
}  # fmt: skip


@pytest.mark.parametrize("who", EXPECTED)
def test_every_verb_as(who: str) -> None:
    scene = a_scene()
    asker = seen_as(who, scene)
    outcomes = {verb: outcome(visit(asker, scene)) for verb, visit in VERBS.items()}
    expected = EXPECTED[who].replace("|", "").split()
    assert outcomes == dict(zip(VERBS, expected, strict=True))


def outcome(response: Any) -> str:
    """The status; of a batch what became of its one request."""
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json().keys() == {"type", "title", "status", "code", "sentence", "facts", "kept"}
        assert response.json()["kept"] is False
    if response.streaming:
        assert b"".join(response.streaming_content)  # read to its end, a file closes
    is_json = response.headers["Content-Type"] == "application/json"
    if is_json and {"made", "outcomes"} <= (found := response.json()).keys():
        (only,) = found["outcomes"]
        return "made" if "made" in only else only["refused"]["code"]
    return str(response.status_code)


def test_every_role_of_the_city_is_in_the_table() -> None:
    from shiyu.city.directory import directory

    assert directory().roles() == set(ROLES)
    assert set(ROLES) <= set(EXPECTED)


def test_every_verb_of_the_api_is_in_the_table() -> None:
    paths = ninja_api.get_openapi_schema()["paths"]
    known = {(method.upper(), path.removeprefix("/api/v1")) for path, verbs in paths.items() for method in verbs}
    # What a system adds for its own people stands in the table of addresses: tests/access.
    assert {(verb, path) for verb, path in known if not path.startswith("/disputes/")} == set(VERBS)
