"""The figures of citizen requests, each defined once, in both languages, with what it counts and what it leaves out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shiyu.base.figures import By, Counted, Figure, Scope, Split, moments_of, register, whole
from shiyu.base.words import Words
from shiyu.citizen_requests import rates, routing_rates
from shiyu.citizen_requests.counting import every_request, taken_in, tally
from shiyu.citizen_requests.vocabulary import TYPES

if TYPE_CHECKING:
    from shiyu.citizen_requests.counting import Cases

CASES, PERCENT = Words("件", "requests"), Words("%", "%")


def received(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Requests taken in during the span."""
    return _count(scope, by, taken_in(scope))


def open_requests(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Requests not yet ended when the span ends."""
    return _count(scope, by, every_request(scope).filter(_open_at_end(scope)))


def late(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Open requests of which a handling limit had passed when the span ends."""
    _, end = moments_of(scope)
    overdue = Q(clocks__rule__in=rates.HANDLING_LIMITS) & rates.overdue(end)
    return _count(scope, by, every_request(scope).filter(_open_at_end(scope) & overdue))


def _count(scope: Scope, by: By, cases: "Cases") -> Mapping[str, Counted]:
    counted = tally(cases, scope, by, number=Count("pk", distinct=True))
    return {key: found["number"] for key, found in counted.items()}


def _open_at_end(scope: Scope) -> Q:
    _, end = moments_of(scope)
    return (Q(is_open=True) | Q(closed_at__gt=end)) & Q(opened_at__lt=end)


def _figure(name: str, label: Words, split: Split, *, unit: Words = PERCENT, definition: Words) -> Figure:
    return Figure(
        name=f"citizen_requests_{name}", label=label, unit=unit, compute=whole(split), split=split, types=TYPES,
        definition=definition,
    )  # fmt: skip


WITHOUT_EXCLUDED = Words(
    "口径同原始值，另从分子、分母中同时扣除经两人复核剔除的诉求；与原始值并列公布。",
    "As the raw rate, with the requests that two people excluded left out of both numbers; shown beside it.",
)

FIGURES = (
    _figure("received", Words("受理诉求", "Requests received"), received, unit=CASES,
        definition=Words("期内受理的诉求件数，含并单、撤回和不予受理的。",
                         "Requests taken in during the span, merged, withdrawn and not accepted ones included.")),
    _figure("open", Words("未办结诉求", "Open requests"), open_requests, unit=CASES,
        definition=Words("期末尚未到达任何终点的诉求件数。",
                         "Requests that have reached no end when the span ends.")),
    _figure("late", Words("逾期诉求", "Late requests"), late, unit=CASES,
        definition=Words("期末未办结、且办理（含重办、最终答复）时限已过的件数；挂账期间不算逾期。",
                         "Open requests whose handling limit (or rework, or final answer) has passed when the span "
                         "ends; suspended ones are not late.")),
    _figure("on_time_rate", Words("按时办结率", "On-time rate"), rates.on_time,
        definition=Words("期内结束的办理（含重办、最终答复）时限中按时的占比；期末仍未结束且已逾期的计入分母；"
                         "已退单、收回的不计；不作剔除。",
                         "Handling limits met, of those ended in the span and those still running past their moment "
                         "at its end; limits of returned or withdrawn assignments are left out, and nothing is "
                         "excluded.")),
    _figure("response_rate", Words("响应率", "Response rate"), rates.response,
        definition=Words("首次联系时限按时完成的占比。分母：期内结束的首次联系时限，及期末仍未联系且已逾期的；"
                         "没有首次联系记录的不算按时；已退单、收回的不计。",
                         "First contacts made in time, of the first-contact limits ended in the span and those still "
                         "open past their moment at its end. Without a record of the contact it was not made; "
                         "returned or withdrawn assignments are left out.")),
    _figure("response_rate_adjusted", Words("响应率（剔除后）", "Response rate, adjusted"),
        rates.adjusted(rates.response), definition=WITHOUT_EXCLUDED),
    _figure("resolved_rate", Words("解决率", "Resolved rate"), rates.resolved,
        definition=Words("期内回访或评价中，诉求人认定已解决的占比。分母：说明了是否解决的有效回访、评价；"
                         "未回访到、未反馈、未说明的不计。",
                         "Found solved by the caller, of the valid call-backs and verdicts of the span that say "
                         "whether it is; silence, callers not reached and verdicts that say nothing of it are left "
                         "out.")),
    _figure("resolved_rate_adjusted", Words("解决率（剔除后）", "Resolved rate, adjusted"),
        rates.adjusted(rates.resolved), definition=WITHOUT_EXCLUDED),
    _figure("satisfied_rate", Words("满意率", "Satisfied rate"), rates.satisfied,
        definition=Words("期内作出的评价中，满意和基本满意的占比；每次答复的评价各计一次；未反馈、未回访到的不计。",
                         "Satisfied and basically satisfied, of all verdicts given in the span, one for each answer "
                         "judged; silence and unreached callers are left out.")),
    _figure("satisfied_rate_adjusted", Words("满意率（剔除后）", "Satisfied rate, adjusted"),
        rates.adjusted(rates.satisfied), definition=WITHOUT_EXCLUDED),
    _figure("three_rates", Words("三率综合得分", "Combined score of the three rates"), rates.three_rates,
        definition=Words("响应率、解决率、满意率按规则 citizen_requests_rates 的权重加权平均；"
                         "任一率无数可计时不出得分。",
                         "The weighted mean of response, resolved and satisfied rate, in the weights of the rule set "
                         "citizen_requests_rates; no score where one of them has nothing to count by.")),
    _figure("three_rates_adjusted", Words("三率综合得分（剔除后）", "Combined score, adjusted"),
        rates.adjusted(rates.three_rates),
        definition=Words("三率剔除后的值按同一权重加权平均。", "The adjusted three rates in the same weights.")),
    _figure("dispatch_error_rate", Words("派单差错率", "Dispatch error rate"), routing_rates.sent_wrongly,
        definition=Words("期内研判、已派出的件中，首派单位退单获准，或之后改由另一单位主办的占比；含收回改派。",
                         "Of the requests routed in the span and sent, those that the first unit returned, or that "
                         "went to another lead unit afterwards, recalled ones included.")),
    _figure("suggestion_error_rate", Words("建议差错率", "Suggestion error rate"), routing_rates.taken_wrongly,
        definition=Words("期内研判、按建议单位派出的件中，被退单或改派的占比，口径同派单差错率。",
                         "The dispatch error rate among the requests that were sent to the unit suggested.")),
    _figure("suggestions_taken_rate", Words("建议采用率", "Suggestions taken"), routing_rates.taken,
        definition=Words("期内研判且给出建议单位、已派出的件中，首派单位即建议单位的占比；弃权的不计。",
                         "Of the requests routed in the span with a unit suggested and sent, those that first went "
                         "to that unit; those left to a dispatcher are not counted.")),
    _figure("abstention_rate", Words("研判弃权率", "Abstention rate"), routing_rates.abstained,
        definition=Words("期内研判的件中，没有把握、留给派单员判断的占比。",
                         "Of the requests routed in the span, those left to a dispatcher because nothing was sure.")),
)  # fmt: skip


def register_figures() -> None:
    """Makes the figures known to the platform."""
    for figure in FIGURES:
        register(figure)
