"""What stands apart from the many: one mass event with its callers, enterprises, a rush nobody has joined."""

from datetime import timedelta
from typing import Any

from shiyu.base.identity import is_credit_code
from shiyu.citizen_requests.seed_inventing import Invented, Inventor, words_of
from shiyu.citizen_requests.seed_roads import CONTACT, DISPATCH, HANDLED, PASSED, SIGN, Step, called
from shiyu.citizen_requests.seed_themes import ENTERPRISES, EVENT, EVENT_KNOWN, EVENT_NEWS, EVENT_TITLE, RUSH, Theme

CALLERS = 36
FIRMS, RUSHING = 12, 6
TRADES = ("商贸", "机械", "餐饮", "物流")


def invent_apart(inventor: Inventor) -> list[Invented]:
    """The event, the enterprises, then the rush; indexes count from the first of them."""
    event = _event(inventor)
    firms = [_firm(inventor, len(event) + nth, ENTERPRISES[nth % len(ENTERPRISES)]) for nth in range(FIRMS)]
    return [*event, *firms, *_rush(inventor, len(event) + len(firms))]


def _rush(inventor: Inventor, first: int) -> list[Invented]:
    """Another main bursts in the last hours; each caller still stands alone: a rising topic that alarms."""
    place, code = inventor.places[1]
    found = []
    for nth in range(RUSHING):
        request = _said(inventor, first + nth, RUSH[nth % len(RUSH)], place=place, code=code)
        request.arrives = inventor.before_end(1) - timedelta(minutes=5 * nth + 3)
        found.append(request)
    return found


def _event(inventor: Inventor) -> list[Invented]:
    """A main bursts in the morning, four days before the end; callers join all day, one answer goes to all."""
    place, code = inventor.places[0]
    begins = inventor.end.replace(hour=8, minute=0) - timedelta(days=4)
    end = (begins.date() + timedelta(days=1)).isoformat()
    steps = (
        Step("declare_event", "dispatcher", {"event_title": EVENT_TITLE.format(place=place), "known": EVENT_KNOWN,
             "expected_end": end}, (1, 1)),
        DISPATCH, SIGN, CONTACT, Step("inform_callers", "dispatcher", {"known": EVENT_NEWS}, (1, 1)),
        Step("supervise", "supervisor", {"note": "涉及户数多，请随时报告进展。"}, (1, 1)),
        Step("answer", "clerk", {"answer": "{answer}", "outcome": "resolved"}, (4, 5)),
        PASSED,
    )  # fmt: skip
    main = _said(inventor, 0, EVENT, place=place, code=code)
    main.arrives, main.steps = begins, steps
    callers = [_joins(inventor, nth, begins=begins) for nth in range(1, CALLERS + 1)]
    return [main, *callers]


def _joins(inventor: Inventor, nth: int, *, begins: Any) -> Invented:
    verdict = "dissatisfied" if nth == 7 else inventor.dice.choice(("satisfied", "basically_satisfied"))
    judges = (Step("judge", "caller", {"verdict": verdict, "solved": verdict != "dissatisfied"}, (16, 20)),)
    facts = {"main_case": "#0", "contact": inventor.contact(nth * 2), "channel": "portal" if nth % 3 else "phone"}
    return Invented(
        index=nth, arrives=begins + timedelta(minutes=130 + inventor.dice.randrange(180)), facts=facts,
        steps=judges if nth % 4 == 3 else (), words={}, own_hand=bool(nth % 3), opening="join", main=0,
    )  # fmt: skip


def _firm(inventor: Inventor, index: int, theme: Theme) -> Invented:
    place, code = inventor.dice.choice(inventor.places)
    request = _said(inventor, index, theme, place=place, code=code)
    request.procedure, request.own_hand = "enterprise_request", index % 4 == 0
    request.facts["contact"] = {
        "organisation": True, "name": f"{place[:2]}某某{inventor.dice.choice(TRADES)}有限公司",
        "credit_code": credit_code(index), "contact_person": f"{inventor.dice.choice('赵钱孙李')}某",
        "phone": f"0356-0001{index:03d}",
    }  # fmt: skip
    roads = ((*HANDLED, called("satisfied")), (*HANDLED, called("basically_satisfied")), (DISPATCH, SIGN, CONTACT), ())
    days = max((inventor.end.date() - inventor.begin.date()).days, 1)
    request.arrives = inventor.begin + timedelta(days=inventor.dice.randrange(days), minutes=60)
    request.steps = roads[index % len(roads)]
    if index % len(roads) >= 2:  # still in hand when the story ends, most of them within their short limits
        hours = 6 + index % 6 if request.steps else 1 + 2 * (index % 3 == 0)
        request.arrives = inventor.before_end(hours) - timedelta(minutes=index % 7)
    return request


def _said(inventor: Inventor, index: int, theme: Theme, *, place: str, code: str) -> Invented:
    number = str(inventor.dice.randint(2, 6))
    facts: dict[str, Any] = {
        "title": theme.title.format(place=place, n=number), "detail": theme.detail.format(place=place, n=number),
        "type": theme.kind, "channel": "phone", "contact": inventor.contact(index),
    }  # fmt: skip
    if code:
        facts["place"] = inventor.placed(code)
    if theme.category:
        facts["category"] = theme.category
    words = words_of(theme, inventor.last_day)
    return Invented(index=index, arrives=inventor.begin, facts=facts, steps=(), words=words, own_hand=False)


def credit_code(number: int) -> str:
    """A made-up code of an organisation whose check character holds."""
    known = f"91140500MA0K{number:05d}"
    return next(known + check for check in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(known + check))
