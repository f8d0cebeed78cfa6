"""The rows of disputes: see `tests.access.table`. Nobody of the scene is in a dispute: none is there for him."""

from typing import Any

from tests.access.rows import BAD, LOGIN, NO, OK, row

_ROOM, _MINE, _API = "disputes/<str:number>/room", "disputes/mine/<slug:number>/room", "api/v1/disputes/<number>/room"
_DESK: dict[str, Any] = {"nobody": LOGIN, "staff": NO, "portal_client": LOGIN}
_PROGRAM: dict[str, Any] = {"nobody": LOGIN, "resident": NO, "staff": NO}
SAID = {"audience": "all", "text": "您好"}

OF_DISPUTES = (
    row("disputes/start", nobody=OK),
    row("disputes/apply", nobody=OK),
    row("disputes/apply", "POST", nobody=BAD),
    row("disputes/applied/<slug:number>", nobody=LOGIN),  # this browser applied for nothing: to the query code
    row("api/v1/disputes/guide", nobody=OK),
    row("api/v1/disputes/guide/walk", nobody=OK),
    row(_API, **_PROGRAM),
    row(_API, "POST", body=SAID, **_PROGRAM),
    row(f"{_API}/<message_id>/answer", "POST", at={"message_id": "1"}, body={"answer": "accepted"}, **_PROGRAM),
    row(f"{_API}/files/<reference>", **_PROGRAM),
    row(_ROOM, **_DESK),
    row(_ROOM, "POST", **_DESK),
    row(f"{_ROOM}/new", **_DESK),
    row(f"{_ROOM}/offers/<int:message_id>", "POST", at={"message_id": "1"}, **_DESK),
    row(f"{_ROOM}/files/<uuid:reference>", **_DESK),
    row(_MINE, nobody=LOGIN, resident=NO),
    row(_MINE, "POST", nobody=LOGIN, resident=NO),
    row(f"{_MINE}/new", nobody=LOGIN, resident=NO),
    row(f"{_MINE}/draft", "POST", nobody=LOGIN, resident=NO),
    row(f"{_MINE}/offers/<int:message_id>", "POST", at={"message_id": "1"}, nobody=LOGIN, resident=NO),
    row(f"{_MINE}/files/<uuid:reference>", nobody=LOGIN, resident=NO),
)
