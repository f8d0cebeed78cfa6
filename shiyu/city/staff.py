"""Who holds the posts of a unit today."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from shiyu.base import clock
from shiyu.city.directory import PostFact, directory
from shiyu.city.models import Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """A post and the names of those who hold it; none where it stands empty."""

    post: PostFact
    names: Sequence[str]


def staff_of(unit_code: str) -> list[Staffed]:
    """The posts in force of a unit, in the order of the pack, at one question."""
    posts = [post for post in directory().posts.current() if post.unit_code == unit_code]
    held = Tenure.objects.filter(
        post__in=[post.id for post in posts], validity__contains=clock.today(), account__is_active=True
    ).annotate(called=Coalesce(F("account__person__name"), F("account__username")))
    names: dict[int, list[str]] = {}
    for post_id, name in held.order_by("pk").values_list("post_id", "called"):
        names.setdefault(post_id, []).append(name)
    return [Staffed(post=post, names=names.get(post.id, ())) for post in sorted(posts, key=lambda post: post.id)]
