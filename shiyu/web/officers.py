"""Which officers a page or a verb is for, by what they are."""

from django.http import HttpRequest

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.web.browsing import staff_of


def officer(request: HttpRequest, roles: frozenset[str], *, page: Words) -> PostHolder:
    """The officer in front of the page. Raises `LoginNeeded` without a login, `NotYourMove` for another's page."""
    return only(staff_of(request), roles, what=page)


def only(actor: PostHolder, roles: frozenset[str], *, what: Words) -> PostHolder:
    """The actor, if he holds one of the roles. Raises `NotYourMove`."""
    if not actor.roles & roles:
        raise NotYourMove(move=what)
    return actor
