"""Rows of the table for disputes: the desk, and the pages of parties."""

from typing import Any

from tests.access.rows import BAD, LOGIN, NO, OK, ON, row

_DESK: dict[str, Any] = {"nobody": LOGIN, "staff": NO, "portal_client": LOGIN}
_REFERRERS: dict[str, Any] = dict.fromkeys(("agent", "callback", "clerk_cgj", "dispatcher", "supervisor"), ON)

OF_DISPUTES_DESK = (
    row("disputes", **_DESK),
    row("disputes/board", **_DESK),
    row("disputes/mediators", **_DESK),
    row("disputes/mediators/training", "POST", **_DESK),
    row("disputes/ties", **_DESK),
    row("disputes/handed", **_DESK, clerk_cgj=OK, clerk_zjj=OK),
    row("disputes/handed/<str:number>", **_DESK),  # nothing was handed to them
    row("disputes/handed/<str:number>/receipt", "POST", **_DESK),
    row("disputes/handed/<str:number>/files/<uuid:reference>", **_DESK),
    row("disputes/ties/declare", "POST", **_DESK),
    row("disputes/ties/<int:tie>/end", "POST", at={"tie": "1"}, **_DESK),
    row("disputes/looks", **_DESK, auditor=OK),
    row("disputes/<str:number>/in-need", **_DESK),
    row("disputes/<str:number>/open-in-need", "POST", **_DESK),
    row("disputes/sign/<str:token>", at={"token": "invented"}, nobody=NO),  # no such link
    row("disputes/sign/<str:token>", "POST", at={"token": "invented"}, nobody=NO),
    row("disputes/mine/<slug:number>/sign", "POST", nobody=LOGIN, resident=BAD),  # nothing to sign
    row("disputes/mine/<slug:number>/dossier", nobody=LOGIN, resident=NO),
    row("disputes/<str:number>/dossier", nobody=LOGIN, staff=NO, portal_client=LOGIN),  # the scene is no dispute
    row("disputes/<str:number>/dossier/bound", "POST", nobody=LOGIN, staff=NO, portal_client=LOGIN),
    row("disputes/refer/<str:number>", "POST", **_DESK, **_REFERRERS),  # back to the case
    row("disputes/mine", nobody=LOGIN, resident=OK),
    row("disputes/mine/<slug:number>", nobody=LOGIN, resident=ON),  # his request, which leads to the page of requests
    row("disputes/mine/<slug:number>/moves/<slug:name>", at={"name": "agree"}, nobody=LOGIN, resident=NO),
    row("disputes/mine/<slug:number>/moves/<slug:name>", "POST", at={"name": "agree"}, nobody=LOGIN, resident=NO),
    row("disputes/mine/<slug:number>/files/<uuid:reference>", nobody=LOGIN, resident=NO),
)  # fmt: skip
