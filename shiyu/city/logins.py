"""The door through which Django's login reaches `people.authenticate`."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from typing_extensions import override

from shiyu.city.models import Account
from shiyu.city.people import LoginLocked, WrongLogin, authenticate


class LockingBackend(ModelBackend):
    """Password login with lock-out; name it in `AUTHENTICATION_BACKENDS`."""

    @override
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        """The account, or `None`; a locked account stops every further backend."""
        if username is None or password is None:
            return None
        try:
            return authenticate(username, password)
        except WrongLogin:
            return None
        except LoginLocked as locked:
            raise PermissionDenied(str(locked)) from locked
