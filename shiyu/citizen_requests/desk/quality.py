"""研判质量: whether suggestions are right, whether what is reported has drifted, and which model answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import ShiyuError
from shiyu.base.figures import figure
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.desk.quality_counting import MOVED, MUCH, Week, quality
from shiyu.citizen_requests.desk.roles import DISPATCHERS, OVERSEERS, SUPERVISORS
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.triage.models import LearnedModel, ModelChange
from shiyu.triage.serving.held import standing
from shiyu.triage.serving.versions import RULES, active, changes, roll_back, said_version, versions
from shiyu.web.officers import officer, only
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from decimal import Decimal

PAGE = Words("研判质量", "Routing quality")
ROLES = OVERSEERS | DISPATCHERS
SHOWN = 10
What = LearnedModel.What
WHAT_WORDS = {What.UNIT: Words("承办单位", "Unit"), What.CATEGORY: Words("诉求分类", "Category")}
WHY_WORDS = {
    ModelChange.Why.WON: Words("训练后胜出", "won after training"),
    ModelChange.Why.CHOSEN: Words("人工选用", "chosen"),
    ModelChange.Why.ROLLED_BACK: Words("退回", "rolled back"),
}
FIGURES = ("dispatch_error_rate", "suggestion_error_rate", "suggestions_taken_rate", "abstention_rate")
BACK = Words("退回模型", "Roll a model back")
NEED_REASON = Words("请写明退回的原因。", "Say why it is rolled back.")
NO_SUCH = Words("请选择要退回的模型。", "Choose which model to roll back.")
DONE = Words("已退回，现在由{version}研判{what}。", "Rolled back: {version} in use for {what}.")
DRIFT_WORDS = ((MUCH, Words("变化大", "much moved")), (MOVED, Words("有变化", "moved")))
STEADY = Words("平稳", "steady")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What answers for a category or a unit, and its versions. `fault` where the active one cannot be used."""

    what: str
    label: Words
    version: int
    said: Words
    fault: Words | None
    active: LearnedModel | None
    versions: Sequence[LearnedModel]
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One week as the page shows it; a rate without anything to count by is None."""

    week: Week
    error: "Decimal | None"
    taken_error: "Decimal | None"
    taken: "Decimal | None"
    abstained: "Decimal | None"
    drift: Sequence[tuple[Words, float, Words]]
    sureness: Sequence[tuple[Words, int]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def routing_quality(request: HttpRequest) -> HttpResponse:
    """The page at `/quality`; a supervisor rolls a model back there, with a reason."""
    actor = officer(request, ROLES, page=PAGE)
    fault = _roll_back(request, only(actor, SUPERVISORS, what=BACK)) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        return redirect("routing_quality")
    models = [_model(what) for what in WHAT_WORDS]
    expected = {one.what: one.active.metrics.get("expected", {}).get("labels", {}) for one in models if one.active}
    found = quality(expected, versions={one.what: one.version for one in models})
    context = {
        "models": models, "at": found.at, "lines": [_line(week) for week in found.value.weeks],
        "units": [(_unit(a), _unit(b), n) for a, b, n in found.value.units],
        "categories": [(_category(a), _category(b), n) for a, b, n in found.value.categories],
        "definitions": [figure(f"citizen_requests_{name}") for name in FIGURES], "fault": fault,
        "may_roll_back": bool(actor.roles & SUPERVISORS), "typed": request.POST.get("reason", ""),
    }  # fmt: skip
    return render(request, "citizen_requests/desk/quality.html", context, status=422 if fault else 200)


def _roll_back(request: HttpRequest, actor: PostHolder) -> Words | None:
    """Goes back from the version that was seen; answers what refused it."""
    what, expects = request.POST.get("what", ""), whole_number(request.POST.get("expects", ""))
    reason = request.POST.get("reason", "").strip()
    if what not in WHAT_WORDS or expects is None:
        return NO_SUCH
    if not reason:
        return NEED_REASON
    try:
        version = roll_back(what, expects=expects, reason=reason, by=actor)
    except ShiyuError as refused:
        return refused.words
    done = DONE.fill(version=said_version(version), what=WHAT_WORDS[What(what)])
    messages.success(request, str(done))
    return None


def _model(what: What) -> Model:
    found, shown = active(what), standing(what)
    version = found.version if found is not None else RULES
    return Model(
        what=what.value, label=WHAT_WORDS[what], version=version, said=said_version(shown.version),
        fault=shown.why if shown.version != version else None, active=found, versions=[*versions(what)[:SHOWN]],
        changes=[
            {
                "at": one.at, "before": said_version(one.before), "after": said_version(one.after),
                "why": WHY_WORDS[ModelChange.Why(one.why)], "reason": one.reason, "by": one.by.get("post", ""),
            }
            for one in changes(what)[:SHOWN]
        ],
    )  # fmt: skip


def _line(week: Week) -> Line:
    return Line(
        week=week,
        error=Share(week.wrong, week.sent).percent,
        taken_error=Share(week.taken_wrong, week.taken).percent,
        taken=Share(week.taken, week.suggested).percent,
        abstained=Share(week.abstained, week.routed).percent,
        drift=[
            (WHAT_WORDS[What(what)], round(moved, 2), _drift_words(moved))
            for what, moved in week.drift.items() if moved is not None
        ],
        sureness=[(WHAT_WORDS[What(w)], round(sure)) for w, sure in week.sureness.items() if sure is not None],
    )  # fmt: skip


def _drift_words(moved: float) -> Words:
    return next((words for least, words in DRIFT_WORDS if moved >= least), STEADY)


def _unit(code: str) -> Words:
    return unit_words(code, city=directory())


def _category(code: str) -> Words:
    fact = directory().categories.find(code)
    return Words(f"{code} {fact.label.zh}", f"{code} {fact.label.en}") if fact is not None else Words(code, code)
