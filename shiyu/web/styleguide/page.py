"""The page at `/styleguide`: whoever makes a page looks here first, and invents no part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.registry import all_newest
from shiyu.web.browsing import staff_of
from shiyu.web.styleguide import samples

EMPTY = Words("现在没有轮到您办的件。", "No case waits for you now.")
WAY_ON = Words("查看全部可见的件", "Look at every case you may see")
PARTS = (
    ("tokens", Words("色彩、间距、字号", "Colour, space, type")),
    ("lamps", Words("灯、环节、时限", "Lamps, stages, limits")),
    ("case", Words("件：流程、记录、交办", "Case: road, time line, shares")),
    ("forms", Words("表单、附件、检索", "Forms, files, search")),
    ("lists", Words("清单、标签、空状态", "Lists, tabs, empty states")),
    ("told", Words("提示、对话框、通知", "Hints, dialogs, toasts")),
    ("paper", Words("纸样", "Paper")),
    ("map", Words("地图", "Map")),
    ("chart", Words("图表", "Charts")),
)


@never_cache
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in all its states, for staff."""
    staff_of(request)
    moment = now()
    shown = {
        "parts": [{"name": name, "label": label, "template": f"web/styleguide/{name}.html"} for name, label in PARTS],
        "colours": samples.COLOURS,
        "lamps": samples.lamps(moment),
        "limits": samples.limits(moment),
        "shares": samples.shares(moment),
        "moments": samples.moments(moment),
        "roads": samples.roads(all_newest()[0], moment),
        "form": samples.move_form(),
        "hints": samples.HINTS,
        "sheet": samples.paper(),
        "bars": samples.BARS,
        "days": samples.DAYS,
        "empty": EMPTY,
        "way": (reverse("cases"), WAY_ON),
    }
    return render(request, "web/styleguide/page.html", shown)
