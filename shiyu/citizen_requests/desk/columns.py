"""What the officers' lists show of a request beyond the columns every list has, and the ways on from a row.

A column that must ask the history asks once for a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.urls import reverse

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.latest_facts import latest_facts
from shiyu.cases.rows import CaseRow
from shiyu.citizen_requests.desk.alike import Seen, alike
from shiyu.citizen_requests.desk.rows import PROCEDURES, Routed, marks_of, routed_of
from shiyu.citizen_requests.vocabulary import DEFER_REASONS, RETURN_REASONS, TYPES
from shiyu.city.directory import directory
from shiyu.triage.likeness.deciding import apart_among
from shiyu.web.listing import Column, ListRow, Mark, register_column, register_marks

DISPATCH, CALLBACKS, APPROVALS = "dispatch", "callbacks", "approvals"
TO_DISPATCH = ("received", "to_dispatch")
ASKED = {"extension_asked": "amount", "deferral_asked": "until"}
NOT_ROUTED, LOOKS_LIKE = Words("未研判", "Not routed"), Words("与本页这些件相似：", "Looks like:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a dispatcher is told of a request: whose it seems to be, why a unit returns it, what looks the same."""

    routed: Routed | None = None
    returned: Words | None = None
    alike: Sequence[str] = ()


def advice_of(row: ListRow) -> Advice:
    """What stands in the column of advice."""
    told: Advice = row.told.get("advice", Advice())
    return told


def _advice(cases: Sequence[CaseRow], actor: PostHolder) -> Mapping[int, Advice]:
    waiting = [case for case in cases if case.stage in TO_DISPATCH]
    back = [case.case_id for case in cases if case.stage not in TO_DISPATCH]
    routes = latest_facts([case.case_id for case in waiting], "route", actor=actor)
    reasons = latest_facts(back, "return_reason", actor=actor)
    seen = [Seen(number=c.number, title=redact(c.title), place_code=_place_code(c)) for c in waiting]
    same = alike(seen, apart=_told_apart(waiting))
    return {
        case.case_id: Advice(
            routed=routed_of(routes[case.case_id]["route"]) if case.case_id in routes else None,
            returned=_returned(reasons[case.case_id]) if case.case_id in reasons else None,
            alike=same.get(case.number, ()),
        )
        for case in cases
    }


def _told_apart(cases: Sequence[CaseRow]) -> set[frozenset[str]]:
    numbers = {case.case_id: case.number for case in cases}
    return {frozenset((numbers[first], numbers[second])) for first, second in apart_among(numbers)}


def _place_code(case: CaseRow) -> str:
    place = directory().divisions.by_id.get(case.division_id or 0)
    return place.code if place else ""


def _returned(facts: Mapping[str, Any]) -> Words:
    reason = RETURN_REASONS.get(str(facts.get("return_reason")), Words("", ""))
    right = directory().units.find(str(facts.get("right_unit") or "")) if facts.get("right_unit") else None
    if right is None:
        return reason
    return Words(f"{reason.zh}；应由{right.label.zh}承办", f"{reason.en}; it belongs to {right.label.en}")


def _advice_cell(row: ListRow) -> str:
    told, said = advice_of(row), ""
    if told.routed is not None and told.routed.label is not None:
        said += f"<strong>{escape(told.routed.label.said_in(row.language))}</strong>"
    why = told.returned or (told.routed.reason if told.routed else None)
    if why is None and row.case.stage in TO_DISPATCH:
        why = NOT_ROUTED
    if why is not None:
        said += f'<div class="{"told" if told.returned else "sub"}">{escape(why.said_in(row.language))}</div>'
    if told.alike:
        way = escape(reverse("dispatch_similar", args=[row.case.number]))
        links = "、".join(f'<a href="{way}">{escape(other)}</a>' for other in told.alike)
        said += f'<div class="sub alike">{escape(LOOKS_LIKE.said_in(row.language))} {links}</div>'
    return _whole(ADVICE, said, row)


def _asked_for(cases: Sequence[CaseRow], actor: PostHolder) -> Mapping[int, Words]:
    found: dict[int, Words] = {}
    for stage, name in ASKED.items():
        ids = [case.case_id for case in cases if case.stage == stage]
        found |= {pk: asked_words(stage, facts) for pk, facts in latest_facts(ids, name, actor=actor).items()}
    return found


def asked_words(stage: str, facts: Mapping[str, Any]) -> Words:
    """What a unit asks the supervisor for, from the facts of its entry."""
    if stage == "extension_asked":
        amount = facts.get("amount", "")
        return Words(f"延长 {amount} 个工作日", f"{amount} more working days")
    reason = DEFER_REASONS.get(str(facts.get("defer_reason")), Words("", ""))
    until = facts.get("until", "")
    return Words(f"缓办至 {until}：{reason.zh}", f"Defer until {until}: {reason.en}")


def _asked_cell(row: ListRow) -> str:
    asked: Words | None = row.told.get("asked_for")
    return escape(asked.said_in(row.language)) if asked is not None else "—"


def _kind_cell(row: ListRow) -> str:
    kind = TYPES.get(row.case.kind)
    return escape(kind.said_in(row.language)) if kind is not None else "—"


_SEND, _REFUSE = Words("另派", "Other unit"), Words("不予受理", "Refuse")
_MERGE, _CALL = Words("并单", "Merge"), Words("回访", "Call")
_CALL_ABOUT = Words("回访", "Call about")
_RETURNS = (("accept_return", Words("同意退单", "Accept")), ("refuse_return", Words("驳回退单", "Refuse")))
_GRANTS = {
    "extension_asked": (
        ("grant_extension", Words("同意延期", "Grant")), ("refuse_extension", Words("不同意", "Refuse")),
    ),
    "deferral_asked": (
        ("grant_deferral", Words("同意缓办", "Grant")), ("refuse_deferral", Words("不同意", "Refuse")),
    ),
}  # fmt: skip


def _dispatch_acts(row: ListRow) -> str:
    if row.case.stage not in TO_DISPATCH:
        return _whole(ACTS, _moves(row, _RETURNS), row)
    merge = _button(reverse("dispatch_similar", args=[row.case.number]), _MERGE, row)
    return _whole(ACTS, f"{_moves(row, (('dispatch', _SEND), ('refuse', _REFUSE)))} {merge}", row)


def _approval_acts(row: ListRow) -> str:
    return _whole(ACTS, _moves(row, _GRANTS.get(row.case.stage, ())), row)


def _callback_acts(row: ListRow) -> str:
    about = f"{escape(_CALL_ABOUT.said_in(row.language))} {escape(row.case.number)}"
    way, said = escape(reverse("callback", args=[row.case.number])), escape(_CALL.said_in(row.language))
    return _whole(ACTS, f'<a class="btn btn-sm btn-primary" href="{way}" aria-label="{about}">{said}</a>', row)


def _moves(row: ListRow, moves: Sequence[tuple[str, Words]]) -> str:
    return " ".join(_button(reverse("case_move", args=[row.case.number, name]), label, row) for name, label in moves)


def _button(address: str, label: Words, row: ListRow) -> str:
    return f'<a class="btn btn-sm" href="{escape(address)}">{escape(label.said_in(row.language))}</a>'


def _whole(label: Words, said: str, row: ListRow) -> str:
    """A cell of a column that cannot be left out."""
    if label is ACTS:
        return f'<td class="acts">{said}</td>'
    return f'<td data-label="{escape(label.said_in(row.language))}">{said}</td>'


ADVICE, ACTS = Words("建议单位；退单理由", "Suggested unit; why returned"), Words("办理", "Act")


def _marks(rows: Sequence[CaseRow]) -> Mapping[int, Sequence[Mark]]:
    return {row.case_id: [Mark(label=words) for words in marks_of(row)] for row in rows}


def register_desk_columns() -> None:
    """Called when the app is ready."""
    for procedure in PROCEDURES:
        register_marks(procedure, _marks)
    kinds = frozenset({DISPATCH, CALLBACKS, APPROVALS})
    columns: dict[str, Column] = {
        "type": Column(label=Words("诉求类型", "Type"), cell=_kind_cell, lists=kinds),
        "advice": Column(label=ADVICE, cell=_advice_cell, fixed=True, tells=_advice, lists=frozenset({DISPATCH})),
        "asked_for": Column(
            label=Words("申请", "Asked for"), cell=_asked_cell, tells=_asked_for, lists=frozenset({APPROVALS})
        ),
        "dispatch_acts": Column(label=ACTS, cell=_dispatch_acts, fixed=True, lists=frozenset({DISPATCH})),
        "approval_acts": Column(label=ACTS, cell=_approval_acts, fixed=True, lists=frozenset({APPROVALS})),
        "callback_acts": Column(label=ACTS, cell=_callback_acts, fixed=True, lists=frozenset({CALLBACKS})),
    }
    for name, column in columns.items():
        register_column(name, column)
