"""接听受理: the one screen on which a call is taken, by keyboard alone, and the receipt that is read out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shiyu.base.ids import spoken
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made
from shiyu.cases.registry import newest
from shiyu.citizen_requests.desk.beside import answers_for, category_for, earlier_of, similar_to, unit_for
from shiyu.citizen_requests.desk.found import found_in
from shiyu.citizen_requests.desk.intake import Intake, begin, carry_out, receive
from shiyu.citizen_requests.desk.keys import KEYS
from shiyu.citizen_requests.desk.windows import ENTERPRISES, HOTLINE, WAYS, Window
from shiyu.citizen_requests.vocabulary import EMERGENCY, REFUSAL_REASONS
from shiyu.web.drafts import finish_draft, keep_draft, offered, typed_before
from shiyu.web.kept import takes_back
from shiyu.web.officers import officer

TELL = {
    "report": Words("已受理。请告知诉求人：我们会按时限转有关单位办理，并向您答复。",
                    "Taken in. Tell the caller: it goes to the right office, which will answer within the limit."),
    "answer": Words("已当场解答并登记。", "Answered on the spot and recorded."),
    "hand_over": Words("已移交{service}并登记。请告知诉求人保持电话畅通。",
                       "Handed to {service} and recorded. Ask the caller to keep the line free."),
    "refuse": Words("不予受理：{reason}。请告知诉求人可向{office}反映。",
                    "Not accepted: {reason}. Tell the caller to turn to {office}."),
    "join": Words("已加入 {main}，同样会得到答复，并可评价。",
                  "Joined to {main}; the caller is answered and asked alike."),
}  # fmt: skip


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agent(request: HttpRequest) -> HttpResponse:
    """The page at `/agent`."""
    return _window(request, HOTLINE)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enterprise(request: HttpRequest) -> HttpResponse:
    """The page at `/enterprise`."""
    return _window(request, ENTERPRISES)


@never_cache
@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    """What the typed number raised before, as a fragment. By POST: a number stands in no address and no log."""
    return _fragment(request, "earlier", lambda intake, actor: {"earlier": earlier_of(intake, actor=actor)})


@never_cache
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Official answers, open requests like the typed one and a category that fits, as a fragment."""
    return _fragment(request, "similar", lambda intake, actor: _alike(intake, actor=actor))


def _fragment(request: HttpRequest, name: str, fill: Any) -> HttpResponse:
    actor = officer(request, HOTLINE.roles | ENTERPRISES.roles, page=HOTLINE.label)
    window = HOTLINE if actor.roles & HOTLINE.roles else ENTERPRISES
    intake = receive(window, request.POST)
    context = {"intake": intake, "window": window, **fill(intake, actor)}
    return render(request, f"citizen_requests/desk/{name}.html", context)


def _alike(intake: Intake, *, actor: PostHolder) -> dict[str, Any]:
    return {
        "answers": answers_for(intake), "similar": similar_to(intake, actor=actor), "category": category_for(intake),
        "found": found_in(intake.data),
        "unit": unit_for(intake),
    }  # fmt: skip


def _window(request: HttpRequest, window: Window) -> HttpResponse:
    actor = officer(request, window.roles, page=window.label)
    if request.method != "POST":
        return _shown(request, _begun(request, window, actor=actor), actor=actor)
    intake = receive(window, request.POST)
    way = _way(intake)
    if way not in WAYS:
        return _shown(request, intake, actor=actor)
    made = carry_out(intake, way, actor=actor)
    if made is None:
        return _shown(request, intake, actor=actor)
    finish_draft(actor.account_id, intake.key)
    return _receipt(request, intake, made, way=way)


def _begun(request: HttpRequest, window: Window, *, actor: PostHolder) -> Intake:
    """A new call; or one whose login ended while somebody talked, or whose draft is resumed."""
    before = typed_before(request, window.address, account_id=actor.account_id)
    if before is None:
        return begin(window)
    intake = receive(window, before.typed)
    intake.said.append(before.why)
    return intake


def _way(intake: Intake) -> str:
    """What the pressed button asks for; a button to look something up asks for no change."""
    if intake.typed("main_case"):
        return "join"
    return intake.typed("do")


def _shown(request: HttpRequest, intake: Intake, *, actor: PostHolder) -> HttpResponse:
    place = intake.window.address
    if request.method == "POST":
        keep_draft(intake.data, account_id=actor.account_id, place=place)  # for those whose browser runs no scripts
    context = {
        "intake": intake, "window": intake.window, "parts": intake.parts(), "offered": intake.offered(),
        "faults": intake.faults, "earlier": earlier_of(intake, actor=actor), **_alike(intake, actor=actor),
        "open_way": intake.open_way(), "joins": intake.window.move("join") is not None, "keys": KEYS,
        "drafts": offered(request, place, account_id=actor.account_id),
        "picked": {axis: intake.typed(f"place-{axis}") for axis in ("lon", "lat")},
    }  # fmt: skip
    return render(request, "citizen_requests/desk/agent.html", context, status=intake.status)


def _receipt(request: HttpRequest, intake: Intake, made: Made, *, way: str) -> HttpResponse:
    told = TELL[way].fill(
        service=EMERGENCY.get(intake.typed("service"), Words("", "")),
        reason=REFUSAL_REASONS.get(intake.typed("refusal"), Words("", "")),
        office=intake.typed("right_office"), main=intake.typed("main_case"),
    )  # fmt: skip
    context = {
        "window": intake.window, "made": made, "code": spoken(made.query_code), "told": told, "way": way,
        "stage": newest(intake.window.procedure).stage(made.stage), "title": intake.typed("title"),
        "main": intake.typed("main_case") if way == "join" else "",
    }  # fmt: skip
    return render(request, "citizen_requests/desk/receipt.html", context)
