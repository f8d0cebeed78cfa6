"""The table: every address and verb, and what becomes of whom.

A row names a route as Django has it, a verb, and what `nobody`, a `resident` (by the code of the scene's request) and
the `staff` get; single accounts of the demo differ by keyword (`clerk_zjj=NO`). What is sent is empty unless `body` is
given ($number, $party: those of the scene), so BAD means: may ask, and is told what is missing. A route of the platform
without a row fails, and a verb that no row names must be refused to everybody.
"""

from collections.abc import Mapping
from typing import Any

from tests.access.of_colleagues import OF_COLLEAGUES
from tests.access.of_disputes import OF_DISPUTES
from tests.access.of_disputes_desk import OF_DISPUTES_DESK
from tests.access.of_proposals import OF_PROPOSALS
from tests.access.rows import BAD, LOGIN, NO, OK, ON, row, seen_by

EMPTY_FORMS = ("views", "cases/batch", "cases/export", "account/leave", "phrases")
"""Pages of staff whose form, sent empty, is refused."""
CASE = "api/v1/cases/<number>"
_READERS = ("supervisor", "dispatcher", "arbiter", "auditor", "head_cgj")
_QUALITY = ("supervisor", "dispatcher", "arbiter", "auditor")
COUNTED: dict[str, Any] = {"nobody": LOGIN, "resident": NO, "staff": NO, **dict.fromkeys(_READERS, OK)}
"""Who reads figures: those who watch over the city, and the head of a unit his own."""
ANY_VERB = frozenset({"api/v1/openapi.json", "api/v1/docs", "language"})
"""Documents and a way back, which the framework serves whatever the verb; nothing is done there."""
DESK: dict[str, Any] = {"nobody": LOGIN, "staff": NO, "portal_client": LOGIN}
"""A page of some officers: others are refused, and a program has no session."""
PEOPLE: dict[str, Any] = {"nobody": LOGIN, "staff": OK, "portal_client": LOGIN}
"""A page of whoever has logged in; what is on it depends on his post."""
LOGGING_IN: dict[str, Any] = {"nobody": OK, "staff": ON, "portal_client": OK}
STEPS: dict[str, Any] = {"nobody": LOGIN, "staff": ON, "portal_client": LOGIN}
"""A step of logging in: without the one before, back to the beginning."""
PAGE = "cases/<str:number>"
ITS_STAFF: dict[str, Any] = PEOPLE | {"security": NO, "system": NO, "clerk_zjj": NO}
EVERYBODY: Mapping[str, Any] = {"nobody": OK}
_WRITERS: dict[str, Any] = dict.fromkeys(("supervisor", "dispatcher", "clerk_cgj", "clerk_zjj", "head_cgj"), OK)
"""Who keeps the knowledge base: the hotline's officers, and a unit its own answers."""
_WRITES_NOTHING: dict[str, Any] = dict.fromkeys(_WRITERS, BAD)
URGE = {"requests": [{"number": "$number", "move": "urge", "key": "1"}]}
TABLE = (
    # What machines ask.
    row("healthz", **EVERYBODY),
    row("readyz", **EVERYBODY),
    row("metrics", **EVERYBODY),  # who asks sits at the machine in these tests; tests of config ask from elsewhere
    # The API, which knows tokens and query codes and no sessions.
    row("api/v1/", nobody=NO),
    row("api/v1/openapi.json", **EVERYBODY),
    row("api/v1/docs", **EVERYBODY),
    row("api/v1/login", "POST", nobody=BAD),
    row("api/v1/logout", "POST", nobody=LOGIN, staff=OK),
    row("api/v1/me", nobody=LOGIN, resident=OK, staff=OK),
    row("api/v1/procedures", **EVERYBODY),
    row("api/v1/procedures/<name>", at={"name": "citizen_request"}, **EVERYBODY),
    row("api/v1/cases", nobody=LOGIN, resident=OK, staff=OK),
    row("api/v1/cases/moves", "POST", body=URGE, nobody=LOGIN, resident=OK, staff=OK),  # each is refused in the answer
    row("api/v1/cases/<procedure>/<opening_move>", "POST", at={"opening_move": "report"},
        nobody=BAD, resident=NO, staff=NO, agent=BAD, portal_client=BAD),
    row(CASE, **seen_by()),
    row("api/v1/cases/export", nobody=LOGIN, resident=NO, staff=OK),
    row("api/v1/figures", **COUNTED),
    row("api/v1/figures/<name>", at={"name": "citizen_requests_late"}, **COUNTED),
    row("api/v1/citizen-requests/exclusions", **COUNTED),
    row("api/v1/citizen-requests/similar", nobody=BAD),  # a title is wanted; what is shown differs by who asks
    row("api/v1/messages", nobody=LOGIN, resident=NO, staff=OK),
    row("api/v1/messages/read", "POST", nobody=LOGIN, resident=NO, staff=OK, body={"upto": 1}),
    row("api/v1/delegations", nobody=LOGIN, resident=NO, staff=OK),
    row("api/v1/delegations", "POST", nobody=BAD, resident=BAD, staff=BAD),
    row("api/v1/delegations/<delegation_id>/end", "POST", at={"delegation_id": "1"},
        nobody=LOGIN, resident=NO, staff=NO),
    row(f"{CASE}/history", **seen_by()),
    row(f"{CASE}/notices", **seen_by()),
    row(f"{CASE}/files/<reference>", **seen_by()),
    row(f"{CASE}/accesses", nobody=LOGIN, resident=OK, staff=NO, auditor=OK),
    row(f"{CASE}/contacts/view", "POST", body={"party": "$party", "purpose": "call_back"},
        nobody=LOGIN, resident=OK, staff=NO, agent=OK, callback=OK, clerk_cgj=OK),
    row(f"{CASE}/erase", "POST", body={"reason": "本人要求"}, nobody=LOGIN, resident=NO, staff=NO, security=BAD),
    row(f"{CASE}/moves/<move>", "POST", at={"move": "sign"}, nobody=LOGIN, resident=NO, staff=NO, clerk_cgj=OK),
    row(f"{CASE}/moves/<move>", "POST", at={"move": "recall"}, body={"facts": {"reason": "派错单位"}},
        nobody=LOGIN, resident=NO, staff=NO, dispatcher=OK, supervisor=OK),
    row(f"{CASE}/moves/<move>", "POST", at={"move": "withdraw"}, body={"facts": {"reason": "已解决"}},
        nobody=LOGIN, resident=OK, staff=NO, agent=OK),
    row(f"{CASE}/moves/<move>", "POST", at={"move": "answer"},
        nobody=LOGIN, resident=NO, staff=NO, clerk_cgj=BAD),
    row("api/v1/files", "POST", nobody=BAD),
    row("api/v1/tasks", nobody=LOGIN, resident=NO, staff=OK),
    row("api/v1/tasks/export", "POST", nobody=LOGIN, resident=NO, staff=OK),
    *OF_COLLEAGUES,
    *OF_DISPUTES,
    row("api/v1/tasks/<reference>", nobody=LOGIN, resident=NO, staff=NO),  # it is nobody's of them
    row("api/v1/tasks/<reference>/file", nobody=LOGIN, resident=NO, staff=NO),
    row("api/v1/tasks/<reference>/stop", "POST", nobody=LOGIN, resident=NO, staff=NO),
    row("api/v1/outbox", nobody=LOGIN, resident=NO, staff=NO, supervisor=OK, system=OK),
    row("api/v1/outbox/again", "POST", body={"notices": [1]}, nobody=LOGIN, resident=NO, staff=NO),
    # Open311: public to read, by api_key to report.
    row(r"^open311/(?:v2/)?discovery(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z",
        path="/open311/discovery.json", **EVERYBODY),
    row("open311/v2/openapi.json", **EVERYBODY),
    row(r"^open311/v2/services(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z", path="/open311/v2/services.json", **EVERYBODY),
    row(r"^open311/v2/services/(?P<code>[^/.]+)(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z",
        path="/open311/v2/services/none.json", nobody=NO),
    row(r"^open311/v2/requests(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z", path="/open311/v2/requests.json", **EVERYBODY),
    row(r"^open311/v2/requests(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z", "POST", path="/open311/v2/requests.json",
        body=[("service_code", "none")], nobody=NO),
    row(r"^open311/v2/requests/(?P<number>[^/.]+)(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z",
        path="/open311/v2/requests/{number}.json", nobody=NO),  # not reported for the public to see
    row(r"^open311/v2/tokens/(?P<token>[^/.]+)(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z",
        path="/open311/v2/tokens/none.json", nobody=NO),
    row("open311/v2/media/<slug:number>/<uuid:reference>", nobody=NO),
    row("open311/v2", nobody=NO),
    row(r"^open311/[\s\S]*\Z", path="/open311/nothing", nobody=NO),
    # An account's own password and tokens.
    row("api/v1/password", "POST", nobody=BAD),
    row("api/v1/tokens", nobody=LOGIN, staff=OK),
    row("api/v1/tokens/<token_id>/revoke", "POST", nobody=LOGIN, staff=NO, agent=OK),  # it is the agent's
    # Pages for everybody.
    row("", **EVERYBODY),
    row("procedures", **EVERYBODY),
    row("public", **EVERYBODY),
    row("public/map", **EVERYBODY),
    row("public/map/cells", **EVERYBODY),
    row("map/areas", **EVERYBODY),
    row("public/<slug:number>", nobody=NO),  # not reported for the public to see
    row("language", nobody=ON),
    row("language", "POST", nobody=ON),
    row("size", "POST", nobody=ON),
    # Logging in. Who is in is led on; a program's account never is.
    row("login", **LOGGING_IN),
    row("login", "POST", **LOGGING_IN),
    row("login/sign-up", nobody=NO),
    row("login/second", **STEPS),
    row("login/second", "POST", **STEPS),
    row("login/passkey", **STEPS),
    row("login/passkey", "POST", **STEPS),
    row("login/sso", nobody=NO),
    row("login/sso", "POST", nobody=NO),
    row("login/sso/callback", nobody=NO),
    row("login/again", **PEOPLE),
    row("login/again", "POST", **PEOPLE),
    row("login/again/code", nobody=LOGIN),  # nobody here has a factor
    row("login/again/code", "POST", nobody=LOGIN),
    row("login/again/passkey", nobody=LOGIN),
    row("login/again/passkey", "POST", nobody=LOGIN),
    row("logout", nobody=ON, staff=OK),
    row("logout", "POST", nobody=ON),
    row("demo/role", "POST", nobody=NO),  # this is no demo
    # An account's own pages. What protects the account asks for the password once more.
    row("account", **PEOPLE),
    row("account/password", **PEOPLE),
    row("account/password", "POST", **PEOPLE),
    row("account/tokens/revoke", "POST", **(PEOPLE | {"staff": NO})),
    row("post", "POST", **(PEOPLE | {"staff": NO})),
    row("account/passkeys", **PEOPLE),
    *(
        row(f"account/{page}", verb, at={"pk": "1"}, nobody=LOGIN)
        for page in ("totp", "recovery/new", "passkeys/add", "passkeys/<int:pk>/rename", "passkeys/<int:pk>/remove")
        for verb in ("GET", "POST")
    ),
    row("account/totp/off", **(PEOPLE | {"staff": NO})),  # there is none
    row("account/totp/off", "POST", **(PEOPLE | {"staff": NO})),
    row("account/recovery", **(PEOPLE | {"staff": NO})),
    # Residents: reporting is for everybody, a case for whom it is, by the code of his receipt or his telephone.
    row("report", **EVERYBODY),
    row("report", "POST", nobody=BAD),
    row("report/hints", "POST", nobody=OK),
    row("report/place", nobody=ON),  # what comes first is not said yet
    row("report/place", "POST", nobody=BAD),
    row("report/contact", nobody=ON),
    row("report/contact", "POST", nobody=BAD),
    row("report/receipt/<slug:number>", nobody=LOGIN),  # it was reported in another browser
    row("report/receipt/<slug:number>/text", nobody=LOGIN),
    row("my", nobody=OK, resident=ON, staff=OK),
    row("my/phone", "POST", nobody=BAD),  # nothing is typed: the form again
    row("my/phone/code", nobody=LOGIN),
    row("my/phone/code", "POST", nobody=LOGIN),
    row("my/code", **EVERYBODY),
    row("my/code", "POST", nobody=BAD),
    row("my/logout", "POST", nobody=LOGIN),
    row("my/cases", nobody=LOGIN, resident=OK),
    row("my/cases/<slug:number>", nobody=LOGIN, resident=OK),
    row("my/cases/<slug:number>/looks", nobody=LOGIN, resident=OK),
    row("my/cases/<slug:number>/files/<uuid:reference>", nobody=LOGIN, resident=OK),
    row("my/cases/<slug:number>/moves/<slug:move>", at={"move": "urge"}, nobody=ON),  # leads back to the case
    row("my/cases/<slug:number>/moves/<slug:move>", "POST", at={"move": "withdraw"}, nobody=LOGIN, resident=BAD),
    row("my/cases/<slug:number>/moves/<slug:move>", "POST", at={"move": "dispatch"},
        body=[("key", "1"), ("lead", "zjj")], nobody=LOGIN, resident=NO),
    # Everyday work of staff.
    row("work", **PEOPLE),
    row("cases", **PEOPLE),
    row("hints", "POST", **(PEOPLE | {"staff": ON})),
    row("styleguide", **PEOPLE),
    *(row(page, **PEOPLE) for page in EMPTY_FORMS),
    *(row(page, "POST", **(PEOPLE | {"staff": BAD})) for page in EMPTY_FORMS),
    row("handover", **PEOPLE),
    row("handover", "POST", **(PEOPLE | {"staff": ON})),  # nothing is pressed: what was handed over is seen
    row("reminders", **PEOPLE),
    row("reminders", "POST", **(PEOPLE | {"staff": NO})),  # of no case
    row("drafts", "POST", **(PEOPLE | {"staff": BAD})),
    row("drafts/discard", "POST", **(PEOPLE | {"staff": ON})),
    row("messages", **PEOPLE),
    row("messages", "POST", **(PEOPLE | {"staff": ON})),
    row("tasks", **PEOPLE),
    row("tasks/<uuid:reference>", **DESK),  # it is nobody's of them
    row("tasks/<uuid:reference>/file", **DESK),
    row("tasks/<uuid:reference>/stop", "POST", **DESK),
    row("outbox", **DESK, supervisor=OK, system=OK),
    row("outbox", "POST", **DESK, supervisor=ON, system=ON),
    row(f"{PAGE}", **ITS_STAFF),
    row(f"{PAGE}/files/<uuid:reference>", **ITS_STAFF),
    row(f"{PAGE}/parties/<int:party>/contact", **DESK, agent=OK, callback=OK, clerk_cgj=OK),
    row(f"{PAGE}/parties/<int:party>/contact", "POST", **DESK, agent=BAD, callback=BAD, clerk_cgj=BAD),
    row(f"{PAGE}/moves/<str:move>", at={"move": "sign"}, **DESK, clerk_cgj=OK),
    row(f"{PAGE}/moves/<str:move>", "POST", at={"move": "sign"}, **DESK, clerk_cgj=ON),
    row(f"{PAGE}/moves/<str:move>", at={"move": "recall"}, **DESK, dispatcher=OK, supervisor=OK),
    row(f"{PAGE}/moves/<str:move>", "POST", at={"move": "recall"}, **DESK, dispatcher=BAD, supervisor=BAD),
    row(f"{PAGE}/moves/<str:move>", "POST", at={"move": "withdraw"}, **DESK, agent=BAD),
    row(f"{PAGE}/moves/<str:move>/check", "POST", at={"move": "answer"}, **DESK, clerk_cgj=BAD),  # not signed for yet
    row("open/<str:procedure>/<str:move>", at={"move": "report"}, **DESK, agent=OK),
    row("open/<str:procedure>/<str:move>", "POST", at={"move": "report"}, **DESK, agent=BAD),
    row("papers", **PEOPLE),
    *(row(f"papers/<uuid:reference>{end}", **(DESK | {"resident": NO})) for end in ("", "/file")),  # of nobody here
    # Pages of the hotline's officers.
    row("agent", **DESK, agent=OK),
    row("agent", "POST", **DESK, agent=OK),  # no button was pressed: the form is shown again
    row("agent/caller", "POST", **DESK, agent=OK),
    row("agent/similar", "POST", **DESK, agent=OK),
    row("enterprise", **DESK),
    row("enterprise", "POST", **DESK),
    row("dispatch", **DESK, dispatcher=OK),
    row("dispatch", "POST", **DESK, dispatcher=OK),
    row("dispatch/merge", "POST", **DESK, dispatcher=ON),
    row("dispatch/different", "POST", **DESK, dispatcher=ON),
    row("dispatch/<str:number>/similar", **DESK, dispatcher=OK),
    row("events", **DESK, dispatcher=OK, supervisor=OK),
    row("events/<str:number>", **DESK, dispatcher=OK, supervisor=OK),
    row("topics", **DESK, dispatcher=OK, supervisor=OK),
    row("topics/<int:key>", at={"key": "999999"}, **DESK, dispatcher=NO, supervisor=NO),
    row("topics/<int:key>/cells", at={"key": "999999"}, **DESK, dispatcher=NO, supervisor=NO),
    row("topics/<int:key>/declare", "POST", at={"key": "999999"}, **DESK, dispatcher=NO),
    row("overview/wall", **(DESK | dict.fromkeys(_READERS, OK))),
    row("overview/behind", **(DESK | dict.fromkeys(_READERS, BAD))),
    row("units/<str:code>", nobody=LOGIN, staff=OK, portal_client=LOGIN, at={"code": "cgj"}),
    row("quality", **(DESK | dict.fromkeys(_QUALITY, OK))),
    row("quality", "POST", **(DESK | {"supervisor": BAD})),
    row("overview", **(DESK | dict.fromkeys(_READERS, OK))),
    row("approvals", **DESK, supervisor=OK),
    row("exclusions", **DESK, supervisor=OK, arbiter=OK),
    row("exclusions", "POST", **DESK, supervisor=BAD, arbiter=BAD),
    row("callbacks", **DESK, callback=OK),
    row("callbacks/<str:number>", **DESK, callback=OK),
    row("callbacks/<str:number>", "POST", **DESK, callback=OK),
    row("requests/import", **DESK, agent=OK),
    row("requests/import", "POST", **DESK, agent=BAD),
    row("tipoffs", **DESK),
    # Proposals: lists of the committee, of the assigners, of each unit; a session imported and counted.
    *OF_PROPOSALS,
    *OF_DISPUTES_DESK,
    *(row(f"proposals/{page}", **DESK) for page in ("review", "assigning", "import", "report")),
    *(row(f"proposals/{page}", **DESK) for page in ("figures", "figures/behind")),
    row("proposals/import", "POST", **DESK),
    row("proposals/unit", **DESK, clerk_cgj=OK, clerk_zjj=OK, head_cgj=OK),
    row("knowledge", **PEOPLE),
    row("knowledge/new", **DESK, **_WRITERS),
    row("knowledge/new", "POST", **DESK, **_WRITES_NOTHING),
    row("knowledge/doubts", **DESK, **_WRITERS, reviewer=OK),
    row("knowledge/<int:number>/confirm", "POST", at={"number": "1"}, **DESK),  # there is none
    row("knowledge/<int:number>", at={"number": "1"}, **DESK),
    row("knowledge/<int:number>", "POST", at={"number": "1"}, **DESK),
    row("knowledge/<int:number>/revise", at={"number": "1"}, **DESK),
    row("knowledge/<int:number>/revise", "POST", at={"number": "1"}, **DESK),
)  # fmt: skip
