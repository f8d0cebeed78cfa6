"""One move for many cases in the background: line by line what was done, and why what was not."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import Any, TextIO

from shiyu.base.clock import today
from shiyu.base.text import safe_cell
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Outcome, make_moves
from shiyu.cases.procedure import Move
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind, Stopped
from shiyu.web.models import Task

Seen = tuple[str, int | None]
"""A case's number, and the entry count at which it was shown."""
DIRECT, AT_ONCE = 40, 50
LABEL = Words("批量办理", "Moves of many")
TITLE = Words("批量{move}（{count}件）", "{move}, {count} cases")
CAME_OF_IT = Words("办成 {done} 件，未办 {refused} 件，逐件见结果文件。", "{done} done, {refused} not; see the file.")
NOT_REACHED = Words("任务已停止，未办", "not reached: the task was stopped")
DONE, NOT_DONE = Words("已办", "done"), Words("未办", "not done")
HEADERS = ("件号 number", "结果 result", "原因 why")


def requests_for(
    cases: Iterable[Seen], *, actor: PostHolder, move: str, facts: Mapping[str, Any], key: str
) -> list[MoveRequest]:
    """One move for each case, under a key made of the form's and the case's number.

    The page and the task both ask here, so that a batch done twice, in whatever way, moves each case once.
    """
    return [
        MoveRequest(actor=actor, move=move, facts=facts, key=f"{key}:{number}", number=number, expects=seen)
        for number, seen in cases
    ]


def order_batch(move: Move, *, actor: PostHolder, facts: Mapping[str, Any], cases: Sequence[Seen], key: str) -> Task:
    """The batch as a task."""
    content = {"move": move.name, "facts": dict(facts), "cases": [list(one) for one in cases], "key": key}
    return order("batch", actor=actor, key=key, title=TITLE.fill(move=move.label, count=len(cases)), order=content)


def _work(going: Going) -> None:
    going.name = f"batch-{today():%Y%m%d}"
    with fresh(going.result) as file, TextIOWrapper(file, encoding="utf-8-sig", newline="") as out:
        _write(out, going)
    going.said.append(CAME_OF_IT.fill(done=going.done, refused=going.refused))


def _write(out: TextIO, going: Going) -> None:
    lines = csv.writer(out)
    lines.writerow(HEADERS)
    cases: list[Seen] = [(number, seen) for number, seen in going.order["cases"]]
    reached = 0
    try:
        for part in _parts(cases):
            going.step(reached, len(cases))
            for (number, _), outcome in zip(part, make_moves(_requests_of(part, going)), strict=True):
                lines.writerow(_line(number, outcome, going))
            reached += len(part)
    except Stopped:
        lines.writerows([number, str(NOT_DONE), str(NOT_REACHED)] for number, _ in cases[reached:])
        going.refused += len(cases) - reached
        raise
    going.step(len(cases), len(cases))


def _requests_of(part: Sequence[Seen], going: Going) -> list[MoveRequest]:
    order = going.order
    return requests_for(part, actor=going.actor, move=order["move"], facts=order["facts"], key=order["key"])


def _line(number: str, outcome: Outcome, going: Going) -> list[str]:
    if isinstance(outcome, Made):
        going.done += 1
        return [number, str(DONE), ""]
    going.refused += 1
    return [number, str(NOT_DONE), safe_cell(str(outcome.error.words))]


def _parts(cases: Sequence[Seen]) -> Iterator[Sequence[Seen]]:
    return (cases[at : at + AT_ONCE] for at in range(0, len(cases), AT_ONCE))


BATCH = Kind(name="batch", label=LABEL, work=_work)
