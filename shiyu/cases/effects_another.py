"""The effect by which two steps want two persons (两人办理); the other effects stand in `shiyu.cases.effects`."""

from dataclasses import dataclass

from shiyu.cases.procedure import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAnother(Effect):
    """Refuses whoever made one of the moves `than` last, whatever post or login he acts from now.

    Each of the moves counts for itself. By person: his other logins count as he does, and so do whoever stands in for
    him and whoever he stood in for.
    """

    than: tuple[str, ...]
