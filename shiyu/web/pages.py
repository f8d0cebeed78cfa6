"""The first page, made of the sections that systems enter; and which procedures run, for whoever wants to know."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import all_newest
from shiyu.city.directory import NoCityLoaded, directory
from shiyu.web.home_sections import home_sections


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from the home page."""

    address: str
    label: Words
    words: Words


WAYS = (
    Way(
        "/api/v1/docs",
        Words("接口文档", "API documentation"),
        Words("供各系统对接使用的全部动作", "Every verb, for systems that connect"),
    ),
    Way(
        "/api/v1/openapi.json",
        Words("OpenAPI 描述", "OpenAPI description"),
        Words("供程序读取的接口说明", "The same for programs to read"),
    ),
    Way("/readyz", Words("运行状况", "Health"), Words("平台是否可以受理", "Whether requests can be taken now")),
)
STAGES_SHOWN = 6
TEXTS = {
    "name": Words("市域", "shiyu"),
    "title": Words("社会治理平台", "Social governance platform"),
    "motto": Words("事事有着落，件件有回音", "Every matter finds its place, every voice its answer"),
    "lead": Words(
        "群众提出的每一件事，都有人受理、有单位承办、有期限、有答复，由提出的人评价之后才办结。",
        "Whatever a resident raises is accepted, given to the right office, handled within a limit and answered. "
        "It is closed only when the person who raised it has judged the answer.",
    ),
    "procedures": Words("正在运行的办理流程", "Procedures that run here"),
    "stages": Words("环节", "Stages"),
    "moves": Words("动作", "Moves"),
    "none": Words("还没有办理流程。", "No procedure runs yet."),
    "ways": Words("供程序和管理员", "For programs and operators"),
    "table": Words("查看流程表", "Read the table"),
    "no_city": Words("尚未装载城市包。", "No city pack is loaded yet."),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page at `/`."""
    try:
        city: Words | None = directory().label
    except NoCityLoaded:
        city = None
    found = home_sections() if city is not None else []
    sections = [render_to_string(one.template, one.context(request), request=request) for one in found]
    return render(request, "web/home.html", {"texts": TEXTS, "city": city, "sections": sections})


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The page at `/procedures`: what runs here, and where programs go on."""
    shown = [_shown(procedure) for procedure in all_newest()]
    return render(request, "web/procedures.html", {"texts": TEXTS, "procedures": shown, "ways": WAYS})


def _shown(procedure: Procedure) -> dict[str, object]:
    return {
        "label": procedure.label,
        "name": procedure.name,
        "version": procedure.version,
        "road": [stage.label for stage in procedure.stages if not stage.end][:STAGES_SHOWN],
        "longer": len(procedure.stages) > STAGES_SHOWN,
        "stages": len(procedure.stages),
        "moves": len(procedure.moves),
    }
