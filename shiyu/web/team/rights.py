"""Who arranges what for whom: everybody for himself, the head of a unit for it, the system administrator for all."""

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.city.directory import directory
from shiyu.city.facts import UnitFact
from shiyu.city.models import Delegation
from shiyu.web.refusals import bad_value

HEAD, ADMIN = "unit_head", "system_admin"
NAME_DELEGATE = Words("为他人指定代理", "naming a delegate for somebody else")


def arranges(actor: PostHolder, unit_id: int) -> bool:
    """Whether the actor arranges who does what in this unit."""
    return ADMIN in actor.roles or (HEAD in actor.roles and actor.unit_id == unit_id)


def unit_arranged(actor: PostHolder, code: str = "") -> UnitFact | None:
    """The unit whose people the actor arranges: his own where he is its head, any named for the administrator."""
    if ADMIN in actor.roles and code:
        found = directory().unit(code)
        if found is None:
            raise bad_value("unit", zh=f"没有单位“{code[:40]}”", en=f"there is no unit “{code[:40]}”")
        return found
    return directory().units.get_by_id(actor.unit_id) if arranges(actor, actor.unit_id) else None


def may_delegate(actor: PostHolder, *, absent: int, unit_id: int) -> bool:
    """For himself everybody; for another who arranges the unit, but never for the one he stands in for: no chains."""
    if absent == actor.account_id:
        return True
    return arranges(actor, unit_id) and absent != actor.acts_for


def may_end(actor: PostHolder, row: Delegation) -> bool:
    """Either of the two, and whoever arranges the unit."""
    return actor.account_id in {row.absent_id, row.delegate_id} or arranges(actor, row.post.unit_id)
