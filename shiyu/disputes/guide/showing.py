"""What pages and programs show of a walk: the question or the end, how far it is, how the periods stand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.city.yeardays import BeyondCalendar
from shiyu.disputes.guide.periods import Standing, standing
from shiyu.disputes.guide.tree import WAY_WORDS, End, Given, Kind, Tree, WayOut
from shiyu.disputes.guide.walking import Walk

UNKNOWN = Words("记不清", "I do not remember")
HOURS = Words("工作日{hours}", "working days {hours}")
_WITH_THINGS_OF_KIND = frozenset({WayOut.MEDIATION, WayOut.ARBITRATION, WayOut.SUIT, WayOut.ASSESSMENT})
_PAST = Words(
    "按您说的日子推算，{label}（{length}）看来在{last}已满。{after}",
    "Reckoned from the day you named, the time ({label}, {length}) seems to have ended on {last}. {after}",
)
_SOON = Words(
    "按您说的日子推算，{label}（{length}）看来到{last}为止，只剩{left}天，请抓紧。",
    "Reckoned from the day you named, the time ({label}, {length}) seems to end on {last}: only {left} days, hurry.",
)
_RUNNING = Words(
    "按您说的日子推算，{label}（{length}）看来到{last}为止，还有{left}天。",
    "Reckoned from the day you named, the time ({label}, {length}) seems to end on {last}, {left} days from now.",
)
_UNKNOWN_DAY = Words(
    "{label}：{length}，从{begins}算起。日子记不清也可以先走下一步，越早越好。",
    "{label}: {length} from {begins}. You may go on without the day; the sooner the better.",
)


def shown_walk(tree: Tree, walk: Walk, *, today: date) -> dict[str, Any]:
    """A walk for a page or a program: what was given, what comes next, how many questions may be left at most."""
    return {
        "answers": walk.answers,
        "given": [_given(walk, place, one) for place, one in enumerate(walk.given)],
        "asked": len(walk.given) + (1 if walk.question is not None else 0),
        "left": tree.most_left(walk.question.code) if walk.question is not None else 0,
        "stale": walk.stale,
        "question": _question(tree, walk),
        "end": shown_end(tree, walk.end, walk.kind) if walk.end is not None else None,
        "others": [shown_end(tree, tree.ends[code], walk.kind) for code in walk.end.also] if walk.end else [],
        "periods": [_period(tree, one, today=today) for one in walk.given if one.question.period],
        "kind": {"code": walk.kind.code, "label": walk.kind.label} if walk.kind is not None else None,
    }


def shown_end(tree: Tree, end: End, kind: Kind | None) -> dict[str, Any]:
    """One way with all that is said of it; `kind` is what the questions found the dispute to be."""
    own = tree.kinds.get(end.kind) or kind
    unit = end.unit or (own.body if own is not None and end.way is WayOut.MEDIATION else "")
    fact = directory().unit(unit)
    things = [*end.things, *(own.things if own is not None and end.way in _WITH_THINGS_OF_KIND else ())]
    return {
        "code": end.code, "way": end.way.value, "way_label": WAY_WORDS[end.way], "label": end.label,
        "reason": end.reason, "laws": [tree.laws[law] for law in end.laws], "steps": list(end.steps),
        "things": [tree.things[thing] for thing in dict.fromkeys(things)],
        "telephones": _telephones(tree, end.telephones),
        "unit": {"code": unit, "label": Words(fact.name, fact.name_en)} if fact is not None else None,
        "kind": own.code if own is not None else "", "category": end.category,
    }  # fmt: skip


def shown_talk(tree: Tree) -> dict[str, Any]:
    """我说不清，想和人谈: the window and the hotlines."""
    fact = directory().unit(tree.talk.unit)
    hours = "，".join(f"{opens:%H:%M}—{closes:%H:%M}" for opens, closes in directory().city.office_hours)
    return {
        "unit": Words(fact.name, fact.name_en) if fact is not None else None, "address": tree.talk.address,
        "telephone": tree.talk.telephone, "hours": HOURS.fill(hours=Words(hours, hours.replace("，", ", "))),
        "telephones": _telephones(tree, tree.talk.hotlines),
    }  # fmt: skip


def shown_tree(tree: Tree) -> dict[str, Any]:
    """The whole tree for a program: every question with where its answers lead, and every end."""
    questions = {
        code: {
            "label": one.label, "hint": one.hint, "period": one.period, "to": one.to,
            "answers": [{"code": a.code, "label": a.label, "to": a.to, "kind": a.kind} for a in one.answers],
        }
        for code, one in tree.questions.items()
    }  # fmt: skip
    periods = {
        code: {"label": one.label, "length": one.length, "begins": one.begins, "longest": one.longest,
               "after": one.after, "laws": [tree.laws[law] for law in one.laws]}
        for code, one in tree.periods.items()
    }  # fmt: skip
    ends = {code: shown_end(tree, one, None) | {"also": list(one.also)} for code, one in tree.ends.items()}
    kinds = {code: {"label": one.label, "body": one.body} for code, one in tree.kinds.items()}
    return {"first": tree.first, "questions": questions, "ends": ends, "periods": periods, "kinds": kinds,
            "talk": shown_talk(tree)}  # fmt: skip


def _given(walk: Walk, place: int, given: Given) -> dict[str, Any]:
    answer: Words | str = UNKNOWN
    if given.answer is not None:
        answer = given.answer.label
    elif given.day is not None:
        answer = given.day.isoformat()
    return {"question": given.question.label, "answer": answer, "before": walk.answers_before(place)}


def _question(tree: Tree, walk: Walk) -> dict[str, Any] | None:
    question = walk.question
    if question is None:
        return None
    begun = f"{walk.answers}." if walk.given else ""
    period = tree.periods.get(question.period)
    return {
        "code": question.code, "label": question.label, "hint": question.hint,
        "answers": [{"label": one.label, "code": one.code, "answers": begun + one.code} for one in question.answers],
        "begins": period.begins if period is not None else None,
        "may_come": period is not None and period.may_come,
    }  # fmt: skip


def _period(tree: Tree, given: Given, *, today: date) -> dict[str, Any]:
    """How the period behind a question for a day stands, in a sentence that takes nobody's right away."""
    period = tree.periods[given.question.period]
    stands = _standing(given, tree, today=today)
    facts = {"label": period.label, "length": period.length, "begins": period.begins, "after": period.after}
    if stands is None:
        told = _UNKNOWN_DAY.fill(**facts)
    else:
        form = _PAST if stands.past else (_SOON if stands.soon else _RUNNING)
        told = form.fill(**facts, last=stands.last.isoformat(), left=stands.left)
    return {
        "code": period.code, "label": period.label, "said": told, "longest": period.longest,
        "last": stands.last if stands is not None else None, "past": stands.past if stands is not None else None,
        "laws": [tree.laws[law] for law in period.laws],
    }  # fmt: skip


def _standing(given: Given, tree: Tree, *, today: date) -> Standing | None:
    if given.day is None:
        return None
    try:
        return standing(tree.periods[given.question.period], given.day, today=today, calendar=directory().calendar)
    except BeyondCalendar:
        return None


def _telephones(tree: Tree, codes: Iterable[str]) -> list[dict[str, Any]]:
    return [{"label": tree.telephones[code].label, "number": tree.telephones[code].number} for code in codes]
