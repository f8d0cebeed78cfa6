"""What the centre enters when its app starts: figures, the check of its rooms, its ways in the menu."""

from shiyu.base.words import Words
from shiyu.city.checking import on_pack_checked
from shiyu.disputes.figures import register_figures
from shiyu.disputes.rooms import check_rooms
from shiyu.web.menu import Way, enter_menu

WAYS = (
    Way(name="disputes_board", label=Words("指挥台", "Disputes board"), order=16,
        roles=frozenset({"dispute_lead", "city_leader"}), first_for=frozenset({"dispute_lead"})),
    Way(name="disputes_looks", label=Words("应急查看记录", "Looks in need"), order=60, roles=frozenset({"auditor"}),
        rare=True),
)  # fmt: skip


def enter_centre() -> None:
    """Called in the `ready` of the app."""
    register_figures()
    if check_rooms not in on_pack_checked:
        on_pack_checked.append(check_rooms)
    enter_menu(*WAYS)
