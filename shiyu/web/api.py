"""The generic verbs of every system, joined; the API root mounts this router before those of the systems."""

from ninja import Router

from shiyu.web.endpoints import (
    batch,
    cases,
    erasure,
    exports,
    figures,
    files,
    handover,
    leave,
    messages,
    moves,
    notices,
    outbox,
    password,
    phrases,
    procedures,
    reminders,
    session,
    tasks,
)

router = Router()
# In this order: an address is matched from the top, and `/cases/{number}` or `/cases/{procedure}/{opening_move}` would
# take what is said more exactly.
for _part in (
    session,
    password,
    batch,
    exports,
    cases,
    erasure,
    notices,
    files,
    procedures,
    outbox,
    messages,
    tasks,
    leave,
    handover,
    phrases,
    reminders,
    figures,
    moves,
):
    router.add_router("", _part.router)
