"""The pages a browser opens in tests, by the route of their address. A page that is not in the table fails a test.

To add a page: one line. `at` are the parts of its address (`number` is that of the request that waits in the site,
`$handled` and such another one of its own), `as_` who opens it: accounts of the demo, "" for nobody, or a resident.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.addresses import addresses
from tests.browser.site import Site

# Programs ask these; what they answer is no page.
FOR_PROGRAMS = ("api/", "open311/", "^open311/", "healthz", "readyz", "metrics")
# Taken from a form, and answered by leading on to a page, or by a part of one.
ONLY_SENT = frozenset(
    {
        "language", "size", "post", "demo/role", "my/phone", "my/logout", "account/tokens/revoke", "agent/caller",
        "agent/similar", "dispatch/merge", "dispatch/different", "topics/<int:key>/declare",
        "drafts", "drafts/discard", "hints", "report/hints",
        "my/cases/<slug:number>/moves/<slug:move>", "supervision/refer/<str:number>", "disputes/refer/<str:number>",
        "disputes/mine/<slug:number>/sign", "disputes/<str:number>/dossier/bound", "disputes/mediators/training",
        "disputes/<str:number>/open-in-need", "knowledge/<int:number>/confirm",
        "cases/<str:number>/moves/<str:move>/check",
        "disputes/ties/declare", "disputes/ties/<int:tie>/end",
        "disputes/handed/<str:number>/receipt",
        "login/passkey",
        *(f"{room}/{part}" for room in ("disputes/<str:number>/room", "disputes/mine/<slug:number>/room")
          for part in ("new", "offers/<int:message_id>")),
        "disputes/mine/<slug:number>/room/draft",
        "tasks/<uuid:reference>/stop",
    }
)  # fmt: skip
# What they answer is a file.
FILES = frozenset(
    {
        "cases/<str:number>/files/<uuid:reference>", "my/cases/<slug:number>/files/<uuid:reference>", "map/areas",
        "proposals/mine/<slug:number>/files/<uuid:reference>",
        "proposals/mine/<slug:number>/text/<uuid:reference>", "disputes/mine/<slug:number>/files/<uuid:reference>",
        "disputes/<str:number>/room/files/<uuid:reference>", "disputes/mine/<slug:number>/room/files/<uuid:reference>",
        "disputes/handed/<str:number>/files/<uuid:reference>", "topics/<int:key>/cells",
        "public/map/cells", "report/receipt/<slug:number>/text", "tasks/<uuid:reference>/file",
        "papers/<uuid:reference>/file", "proposals/report",
    }
)  # fmt: skip
# They open between two steps of logging in, or with a second factor: tests/login goes there. A dispute in need opens
# for minutes after a reason was given: shiyu/disputes/tests/test_break_glass.py.
ON_THE_WAY = frozenset(
    {
        "login/sign-up", "login/second", "login/sso", "login/sso/callback", "login/again/code", "login/again/passkey",
        "account/totp/off", "account/recovery", "account/recovery/new", "account/passkeys/<int:pk>/rename",
        "account/passkeys/<int:pk>/remove", "my/phone/code", "disputes/<str:number>/in-need",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Example:
    """How a page is opened."""

    at: Mapping[str, str] = field(default_factory=dict)
    as_: tuple[str, ...] = ("",)
    query: str = ""


CASE = "cases/<str:number>"
MINE, OWN = "my/cases/<slug:number>", "proposals/mine/<slug:number>"
RESIDENT, WRITER, REPORTER = "resident", "writer", "reporter"

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "disputes/<str:number>/room": (Example(at={"number": "$dispute_mediating"}, as_=("mediator",)),),
    "disputes/mine/<slug:number>/room": (Example(at={"number": "$dispute_mediating"}, as_=("disputant",)),),
    # For everybody, and for residents.
    "": (Example(as_=("", "supervisor")),),
    "procedures": (Example(),),
    "public": (Example(),),
    "public/map": (Example(),),
    "public/<slug:number>": (Example(),),  # it is not public: a page says so
    "report": (Example(), Example(as_=(WRITER,))),
    "disputes/start": (
        Example(), Example(query="?a=no"), Example(query="?a=no.work.company.wages.no.left"), Example(query="?a=home"),
        Example(query="?a=no.work.company.wages.no.left.20250502.arbitrate"),
        Example(query="?a=no.home.property.service.20250102.talk"),
    ),
    "disputes/apply": (Example(), Example(query="?kind=property")),
    "disputes/applied/<slug:number>": (Example(),),  # another browser applied: the page for a query code
    "report/place": (Example(as_=(WRITER,)),),
    "report/contact": (Example(as_=(WRITER,)),),
    "report/receipt/<slug:number>": (Example(at={"number": "$receipt"}, as_=(REPORTER,)),),
    "my": (Example(as_=("", RESIDENT)),),
    "my/code": (Example(),),
    "my/cases": (Example(as_=(RESIDENT,)),),
    MINE: (Example(as_=(RESIDENT,)),),
    f"{MINE}/looks": (Example(as_=(RESIDENT,)),),
    # Logging in, and one's own account.
    "login": (Example(),),
    "login/again": (Example(as_=("agent",)),),
    "logout": (Example(as_=("agent",)),),
    "account": (Example(as_=("agent",)),),
    "account/password": (Example(as_=("agent",)),),
    "account/totp": (Example(as_=("agent",)),),
    "account/passkeys": (Example(as_=("agent",)),),
    "account/passkeys/add": (Example(as_=("agent",)),),
    # Everyday work.
    "work": (Example(as_=("agent", "clerk-zjj")),),
    "cases": (Example(as_=("dispatcher",)),),
    "styleguide": (Example(as_=("supervisor",)),),
    "views": (Example(as_=("agent",)),),
    "cases/batch": (Example(as_=("dispatcher",)), Example(as_=("dispatcher",), query="?n={number}&move=dispatch")),
    "cases/export": (Example(as_=("agent",)),),
    "messages": (Example(as_=("clerk-zjj",)),),
    "tasks": (Example(as_=("clerk-zjj", "agent")),),
    "tasks/<uuid:reference>": (Example(at={"reference": "$task"}, as_=("agent",)),),
    "account/leave": (Example(as_=("clerk-cgj", "head-cgj", "system")),),
    "handover": (Example(as_=("clerk-cgj", "head-cgj", "system")),),
    "phrases": (Example(as_=("clerk-cgj", "head-cgj")),),
    "reminders": (Example(as_=("clerk-cgj",)),),
    "outbox": (Example(as_=("", "supervisor")),),
    "papers": (Example(as_=("supervisor",)),),
    "papers/<uuid:reference>": (
        Example(at={"reference": "$letter"}, as_=("supervisor",)),
        Example(at={"reference": "$document"}, as_=("agent",)),
    ),
    CASE: (
        Example(as_=("dispatcher",)), Example(at={"number": "$handled"}, as_=("clerk-zjj",)),
        Example(at={"number": "$judged"}, as_=("auditor",)),
        Example(at={"number": "$dispute"}, as_=("dispute-window",)),
        Example(at={"number": "$dispute_named"}, as_=("mediation-head-wuye",)),
        Example(at={"number": "$dispute_mediating"}, as_=("mediator",)),
    ),
    f"{CASE}/parties/<int:party>/contact": (Example(as_=("agent",)),),
    f"{CASE}/moves/<str:move>": (
        Example(at={"move": "dispatch"}, as_=("dispatcher",)), Example(at={"move": "withdraw"}, as_=("agent",)),
        Example(at={"number": "$handled", "move": "answer"}, as_=("clerk-zjj",)),
        Example(at={"number": "$handled", "move": "urge"}, as_=("supervisor",)),
        Example(at={"number": "$dispute", "move": "triage"}, as_=("dispute-window",)),
        Example(at={"number": "$dispute_named", "move": "appoint"}, as_=("mediation-head-wuye",)),
        Example(at={"number": "$dispute_mediating", "move": "draft_agreement"}, as_=("mediator",)),
    ),
    "open/<str:procedure>/<str:move>": (
        Example(at={"procedure": "citizen_request", "move": "report"}, as_=("agent",)),
        Example(at={"procedure": "supervision_order", "move": "propose"}, as_=("supervision",)),
        Example(at={"procedure": "dispute", "move": "register"}, as_=("dispute-window",)),
    ),
    # The hotline.
    "agent": (Example(as_=("agent",)),),
    "enterprise": (Example(as_=("supervisor",)),),  # for a desk the demo has nobody at: a page says so
    "dispatch": (Example(as_=("dispatcher",)),),
    # Proposals.
    "proposals/public": (Example(), Example(query="?q=停车&class=B")),
    "proposals/public/<slug:number>": (Example(at={"number": "$proposal"}),),
    "proposals/new": (Example(as_=("member", "stranger")),),
    "proposals/new/similar": (Example(as_=("proposer",)),),
    "proposals/mine": (Example(as_=("member", "invited")),),
    OWN: (
        Example(at={"number": "$proposal"}, as_=("member", "invited")),
        Example(at={"number": "$proposal_draft"}, as_=("member", "invited")),
        Example(at={"number": "$proposal_closed"}, as_=("member",)),
        Example(at={"number": "$promise"}, as_=("member",)),
    ),
    f"{OWN}/edit": (Example(at={"number": "$proposal_draft"}, as_=("member",)),),
    f"{OWN}/co-signers": (
        Example(at={"number": "$proposal_draft"}, as_=("member",)),
        Example(at={"number": "$proposal_draft"}, as_=("member",), query="?q=界"),
    ),
    f"{OWN}/submit": (Example(at={"number": "$proposal_draft"}, as_=("member",)),),
    f"{OWN}/looks": (Example(at={"number": "$proposal"}, as_=("member",)),),
    f"{OWN}/moves/<slug:name>": (Example(at={"number": "$proposal_draft", "name": "decline"}, as_=("invited",)),),
    "proposals/review": (Example(as_=("proposal-clerk",)),),
    "proposals/assigning": (Example(as_=("assigner-zfb",)),),
    "proposals/import": (Example(as_=("proposal-clerk",)),),
    "proposals/figures": (Example(as_=("proposal-clerk",)),),
    "proposals/figures/behind": (Example(as_=("proposal-clerk",), query="?figure=filed"),),
    "proposals/unit": (Example(as_=("clerk-zjj",)),),
    "dispatch/<str:number>/similar": (Example(as_=("dispatcher",)),),
    "events": (Example(as_=("dispatcher",)),),
    "events/<str:number>": (Example(as_=("dispatcher",)),),
    "topics": (Example(as_=("dispatcher", "supervisor")),),
    "topics/<int:key>": (Example(at={"key": "$topic"}, as_=("dispatcher", "supervisor")),),
    "overview": (Example(as_=("supervisor",)),),
    "quality": (Example(as_=("supervisor",)), Example(as_=("dispatcher",))),
    "overview/wall": (Example(as_=("supervisor",)),),
    "overview/behind": (Example(as_=("supervisor",), query="?figure=received"),),
    "units/<str:code>": (Example(at={"code": "zjj"}, as_=("clerk-zjj", "supervisor", "agent")),),
    # Disputes.
    "disputes": (Example(as_=("dispute-window", "mediation-head-wuye", "mediator")),),
    "disputes/board": (Example(as_=("dispute-lead", "leader")),),
    "disputes/mediators": (Example(as_=("dispute-lead",)),),
    "disputes/handed": (Example(as_=("clerk-zjj",)),),
    "disputes/handed/<str:number>": (Example(at={"number": "$dispute_handed"}, as_=("clerk-ldzcw",)),),
    "disputes/ties": (Example(as_=("mediator",)),),
    "disputes/looks": (Example(as_=("auditor",)),),
    "disputes/mine": (Example(as_=("side",)),),
    "disputes/mine/<slug:number>": (Example(at={"number": "$dispute_asking"}, as_=("side",)),),
    "disputes/mine/<slug:number>/dossier": (Example(at={"number": "$dispute_signing"}, as_=("signer",)),),
    "disputes/sign/<str:token>": (Example(at={"token": "$signing"}),),
    "disputes/<str:number>/dossier": (Example(at={"number": "$dispute_signing"}, as_=("mediator-jiating",)),),
    "disputes/mine/<slug:number>/moves/<slug:name>": (
        Example(at={"number": "$dispute_asking", "name": "told_rights"}, as_=("side",)),
        Example(at={"number": "$dispute_asking", "name": "refuse"}, as_=("side",)),
    ),
    # Supervision.
    "supervision": (Example(as_=("supervision-lead", "leader", "head-cgj")),),
    "supervision/orders": (Example(as_=("supervision", "clerk-zjj")),),
    "supervision/ledger": (Example(as_=("supervision-lead",)),),
    "supervision/units": (Example(as_=("supervision-lead",)),),
    "supervision/circular": (Example(as_=("supervision-lead",)),),
    "supervision/projects": (Example(as_=("leader",)),),
    "approvals": (Example(as_=("supervisor",)),),
    "exclusions": (Example(as_=("supervisor",)),),
    "callbacks": (Example(as_=("callback",)),),
    "callbacks/<str:number>": (Example(at={"number": "$judged"}, as_=("callback",)),),
    "requests/import": (Example(as_=("agent",)),),
    "tipoffs": (Example(as_=("supervisor",)),),
    "knowledge": (Example(as_=("agent", "dispatcher")),),
    "knowledge/doubts": (Example(as_=("supervisor",)),),
    "knowledge/new": (Example(as_=("supervisor",)),),
    "knowledge/<int:number>": (Example(at={"number": "$knowledge"}, as_=("supervisor", "agent", "reviewer")),),
    "knowledge/<int:number>/revise": (Example(at={"number": "$knowledge"}, as_=("supervisor",)),),
}  # fmt: skip


def page_routes() -> list[str]:
    """Routes that people open."""
    others = ONLY_SENT | FILES | ON_THE_WAY
    routes = [address.route for address in addresses()]
    return [route for route in routes if not route.startswith(FOR_PROGRAMS) and route not in others]


def path_of(route: str, example: Example, site: Site) -> str:
    """The address to open."""
    known = {"number": site.number, "party": site.party, **example.at}
    path = "/" + route
    for name, value in known.items():
        given = getattr(site, value[1:]) if value.startswith("$") else value
        path = re.sub(rf"<(?:\w+:)?{name}>", given, path)
    return path + example.query.format(number=site.number)
