"""Where residents find the guide: on the first page and in the menu, in a city whose pack brings one."""

from typing import Any

from django.http import HttpRequest

from shiyu.base.words import Words
from shiyu.city.checking import on_pack_checked
from shiyu.disputes.guide.checking import check_guide
from shiyu.disputes.guide.reading import guide
from shiyu.web.home_sections import HomeSection, enter_home
from shiyu.web.menu import Way, enter_menu

LABEL = Words("解决纠纷", "Settle a dispute")


def enter_guide() -> None:
    """Called in the app's `ready`: the check of the pack knows the guide whether there is one or not."""
    if check_guide not in on_pack_checked:
        on_pack_checked.append(check_guide)
    if guide() is None:
        return
    enter_home(HomeSection(name="disputes", template="disputes/home.html", context=section, order=20))
    enter_menu(Way(name="dispute_start", label=LABEL, order=25, public=True))


def section(_request: HttpRequest) -> dict[str, Any]:
    """What the section of the first page shows: always the same."""
    return {"label": LABEL}
