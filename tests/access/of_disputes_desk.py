"""Rows of the table for disputes: the desk, and the pages of parties."""

from typing import Any

from tests.access.rows import LOGIN, NO, OK, ON, row

_DESK: dict[str, Any] = {"nobody": LOGIN, "staff": NO, "portal_client": LOGIN}
_REFERRERS: dict[str, Any] = dict.fromkeys(("agent", "callback", "clerk_cgj", "dispatcher", "supervisor"), ON)

OF_DISPUTES_DESK = (
    row("disputes", **_DESK),
    row("disputes/refer/<str:number>", "POST", **_DESK, **_REFERRERS),  # back to the case
    row("disputes/mine", nobody=LOGIN, resident=OK),
    row("disputes/mine/<slug:number>", nobody=LOGIN, resident=ON),  # his request, which leads to the page of requests
    row("disputes/mine/<slug:number>/moves/<slug:name>", at={"name": "agree"}, nobody=LOGIN, resident=NO),
    row("disputes/mine/<slug:number>/moves/<slug:name>", "POST", at={"name": "agree"}, nobody=LOGIN, resident=NO),
    row("disputes/mine/<slug:number>/files/<uuid:reference>", nobody=LOGIN, resident=NO),
)  # fmt: skip
