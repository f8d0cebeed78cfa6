"""常用语: the common phrases of the pack, by the scene they are written in."""

from shiyu.base.clock import today
from shiyu.city.directory import directory


def phrases_for(action: str) -> tuple[str, ...]:
    """The phrases in force for an action by its official term: those whose scene is the longest one it names.

    “驳回退单” finds the phrases of 驳回退单, not those of 退单; “提交答复” those of 答复.
    """
    by_scene = _by_scene()
    fitting = [scene for scene in by_scene if scene in action]
    return tuple(by_scene[max(fitting, key=len)]) if fitting else ()


def scenes() -> tuple[str, ...]:
    """The scenes of the pack, in its order."""
    return tuple(_by_scene())


def _by_scene() -> dict[str, list[str]]:
    day = today()
    found: dict[str, list[str]] = {}
    for phrase in directory().phrases:
        if phrase.in_force(day):
            found.setdefault(phrase.scene, []).append(phrase.text)
    return found
