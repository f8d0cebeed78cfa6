"""Which officers a page is for."""

from django.http import HttpRequest

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.web.browsing import staff_of


def officer(request: HttpRequest, roles: frozenset[str], *, page: Words) -> PostHolder:
    """The officer in front of the page. Raises `LoginNeeded` without a login, `NotYourMove` for another's page."""
    actor = staff_of(request)
    if not actor.roles & roles:
        raise NotYourMove(move=page)
    return actor
