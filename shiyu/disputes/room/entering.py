"""What the room enters into the platform: what is erased with a case, how a look into the room is called."""

from shiyu.cases.erasure import on_erase
from shiyu.disputes.room.door import erase_room


def enter_room() -> None:
    """Called in the `ready` of the system."""
    if erase_room not in on_erase:
        on_erase.append(erase_room)
