"""What stands around every page: the city, the menu, who is logged in, the language and the size of type."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.city.directory import NoCityLoaded, directory
from shiyu.city.facts import PostFact
from shiyu.web.browsing import Resident, Sitter, page_actor, resident_of, sitter_of
from shiyu.web.hints import Hints, hints_for
from shiyu.web.menu import ShownWay, menu_for

LARGE = "large"
SIZE_COOKIE = "size"


class Shell:
    """Asked by the template for what it draws, so that a page without a shell costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        # An address that is none is answered before anybody is asked who he is.
        self.actor = page_actor(request) if hasattr(request, "user") else None

    @property
    def city(self) -> Words | None:
        """The name of the loaded city."""
        try:
            return directory().label
        except NoCityLoaded:
            return None

    @cached_property
    def menu(self) -> list[ShownWay]:
        """The ways this person may go."""
        return menu_for(self.actor, path=self._request.path)

    @property
    def more(self) -> list[ShownWay]:
        """Those of them that a wide screen shows under “更多”."""
        return [way for way in self.menu if way.rare]

    @property
    def in_more(self) -> bool:
        """Whether this page is one of those."""
        return any(way.current for way in self.more)

    @property
    def staff(self) -> PostHolder | None:
        """The logged-in member of staff, if it is one."""
        return self.actor if isinstance(self.actor, PostHolder) else None

    @property
    def sitter(self) -> Sitter | None:
        """The account of this session, also one that holds no post today."""
        return sitter_of(self._request)

    @property
    def resident(self) -> Resident | None:
        """How a resident is known in this session."""
        return resident_of(self._request)

    @property
    def post(self) -> Words | None:
        """The post he acts from, with its unit, and for whom he stands in."""
        if self.staff is None or self.sitter is None:
            return None
        return _post_words(directory().posts.get_by_id(self.staff.post_id), self.sitter)

    @property
    def other_posts(self) -> list[tuple[str, Words]]:
        """The codes and names of the other posts he may act from."""
        if self.staff is None or self.sitter is None:
            return []
        return [(one.code, _post_words(one, self.sitter)) for one in self.sitter.posts if one.id != self.staff.post_id]

    @property
    def hints(self) -> Hints | None:
        """What an officer is told at his first visit to this page."""
        match = getattr(self._request, "resolver_match", None)
        if self.staff is None or match is None or not match.url_name:
            return None
        return hints_for(match.url_name, sitter=self.sitter)

    @property
    def size(self) -> str:
        """`large` where the reader chose large type (适老化)."""
        return LARGE if self._request.COOKIES.get(SIZE_COOKIE) == LARGE else ""


def _post_words(post: PostFact, sitter: Sitter) -> Words:
    unit, stand_in = directory().units.get_by_id(post.unit_id), sitter.standing_in.get(post.id)
    held = Words(f"{unit.short_name} {post.title.zh}", f"{unit.label.en}, {post.title.en}")
    return held if stand_in is None else Words(f"{held.zh}（代{stand_in.name}）", f"{held.en} (for {stand_in.name})")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` in every template."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}
