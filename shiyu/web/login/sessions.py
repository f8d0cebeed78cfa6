"""Sessions in the database, as Django keeps them, read with a statement the server has planned already."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from typing_extensions import override

from shiyu.base.clock import now
from shiyu.base.prepared import ask

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s"


class SessionStore(InDatabase):
    """Django's store; every page of everybody who is logged in reads it first."""

    @override
    def load(self) -> dict[str, Any]:
        row = ask(_SESSION, {"key": self.session_key, "now": now()})
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept
