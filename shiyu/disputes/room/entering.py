"""What the room enters into the platform: what is erased with a case, the way in from its page, a look's name."""

from shiyu.base.words import Words
from shiyu.cases.erasure import on_erase
from shiyu.disputes.room.door import erase_room
from shiyu.disputes.room.panel import way_in
from shiyu.web.casework.saying import LOOKS
from shiyu.web.panels import register_panel


def enter_room() -> None:
    """Called in the `ready` of the system."""
    if erase_room not in on_erase:
        on_erase.append(erase_room)
    register_panel("dispute", "disputes/room/panel.html", way_in, order=5)
    LOOKS.setdefault("room", Words("查看调解室", "Opened the room"))
