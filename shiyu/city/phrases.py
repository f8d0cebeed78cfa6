"""常用语: the common phrases of the pack, by the scene they are written in."""

from functools import lru_cache

from shiyu.base.clock import today
from shiyu.city.directory import directory
from shiyu.city.models import CommonPhrase


def phrases_for(action: str) -> tuple[str, ...]:
    """The phrases in force for an action by its official term: those whose scene is the longest one it names.

    “驳回退单” finds the phrases of 驳回退单, not those of 退单; “提交答复” those of 答复.
    """
    by_scene = _by_scene(directory().edition_id, today().isoformat())
    fitting = [scene for scene in by_scene if scene in action]
    return by_scene[max(fitting, key=len)] if fitting else ()


def scenes() -> tuple[str, ...]:
    """The scenes of the pack, in its order."""
    return tuple(_by_scene(directory().edition_id, today().isoformat()))


@lru_cache(maxsize=4)
def _by_scene(_edition: int, _day: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    rows = CommonPhrase.objects.filter(validity__contains=today()).order_by("code")
    for scene, text in rows.values_list("scene", "text"):
        found.setdefault(scene, []).append(text)
    return {scene: tuple(texts) for scene, texts in found.items()}
