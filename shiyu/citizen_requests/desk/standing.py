"""How the city stands at this moment, in the numbers a supervisor looks at first; each leads to its list.

Two questions: open requests by stage, place and lamp, and the shares of units in them. Every number is a sum of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case as Either
from django.db.models import Count, QuerySet, Value, When
from django.urls import reverse

from shiyu.base.clock import now
from shiyu.base.figures import By, Scope
from shiyu.base.reckoned import reckoned
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.dividing import padded
from shiyu.cases.gate import visible_cases
from shiyu.cases.permission import division_prefix
from shiyu.cases.registry import newest
from shiyu.cases.who import LIVE
from shiyu.citizen_requests.counting import part_key
from shiyu.citizen_requests.exclusions import exclusions
from shiyu.web.case_list import is_late, is_near

LATE, NEAR, ALL = "late", "near", "*"
Seen = tuple[str, str, str]
"""Part, stage and lamp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One number, what it counts exactly, and where its list is."""

    label: Words
    count: int
    definition: Words
    address: str
    alarming: bool = False


LAMPS = {
    "": (Words("未办结", "Open"),
         Words("此刻尚未到达任何终点的件。", "Requests that have reached no end at this moment.")),
    LATE: (Words("逾期", "Late"),
           Words("任一在走的时限已过的未办结件。", "Open requests any of whose running limits has passed.")),
    NEAR: (Words("将到期", "Near due"),
           Words("最近的时限已到预警、尚未到期的未办结件。",
                 "Open requests whose next limit has warned and not yet passed.")),
}  # fmt: skip
STATE_OF = {"": "open", LATE: "late", NEAR: "near"}
STAGES = {
    "return_asked": Words("承办单位申请退单，等派单员审核的件。", "A unit asks to return it; a dispatcher decides."),
    "arbitration": Words("退单有争议，等疑难会商裁定的件。", "Returns in dispute, before the arbiter."),
    "rework": Words("诉求人不满意、要求重办或审核退回，正在重新办理的件。",
                    "Handled anew: the caller was dissatisfied or reopened it, or a review sent it back."),
    "to_final_answer": Words("已按规定次数重办，等单位负责人最终答复的件。",
                             "Taken up as often as allowed; the head of unit answers finally."),
    "extension_asked": Words("承办单位申请延期，等督办员审批的件。", "A unit asks for time; a supervisor decides."),
    "deferral_asked": Words("承办单位申请缓办，等督办员审批的件。", "A unit asks to defer; a supervisor decides."),
}  # fmt: skip
IN_TABLE = ("return_asked", "arbitration", "rework", "to_final_answer")
"""Stages that have a column of their own beside open, late and near due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Open requests at this moment, of the whole and by parts."""

    at: datetime
    whole: Mapping[Seen, int]
    parts: Mapping[Seen, int]
    procedure: str
    place: str
    unit: str

    def standings(self, actor: PostHolder) -> list[Standing]:
        """The numbers of the whole."""
        table = newest(self.procedure)
        found = [self._standing(label, definition, lamp=lamp) for lamp, (label, definition) in LAMPS.items()]
        found += [
            self._standing(table.stage(name).label, definition, stage=name)
            for name, definition in STAGES.items()
        ]  # fmt: skip
        if self.procedure == "citizen_request" and not self.place:
            found.append(_undecided(actor))
        return found

    def _standing(self, label: Words, definition: Words, *, lamp: str = "", stage: str = "") -> Standing:
        address = self.address(lamp=lamp, stage=stage)
        count = self.whole.get((ALL, stage, lamp), 0)
        return Standing(label=label, count=count, definition=definition, address=address, alarming=lamp == LATE)

    def of_part(self, key: str, *, lamp: str = "", stage: str = "") -> int:
        """One number of one part."""
        return self.parts.get((key, stage, lamp), 0)

    def address(self, *, lamp: str = "", stage: str = "", **part: str) -> str:
        """The list of exactly what is counted."""
        asked = {
            "procedure": self.procedure,
            "state": STATE_OF[lamp],
            "stage": stage,
            "place": self.place,
            "unit": self.unit,
            **part,
        }
        return f"{reverse('cases')}?{urlencode({name: value for name, value in asked.items() if value})}"


def present(actor: PostHolder, scope: Scope, *, by: By, procedure: str) -> Present:
    """What the actor sees, open at this moment; holders who see the same are told the same."""
    name = f"overview.present.{sight(actor)}.{scope.division}.{scope.unit}.{by.value}.{procedure}"
    return reckoned(name, partial(_present, actor, scope, by=by, procedure=procedure)).value


def sight(actor: PostHolder) -> str:
    """What says which cases a holder sees: those who share it see the same."""
    return f"{'.'.join(sorted(actor.roles))}.{actor.unit_id}.{actor.division_code}"


def _present(actor: PostHolder, scope: Scope, *, by: By, procedure: str) -> Present:
    moment = now()
    cases = visible_cases(actor).filter(procedure=procedure, is_open=True)
    if scope.division:
        cases = cases.filter(place_code__startswith=division_prefix(scope.division))
    if scope.unit:
        cases = cases.filter(assignments__unit_code=scope.unit, assignments__state__in=LIVE)
    lamp = Either(When(is_late(moment), then=Value(LATE)), When(is_near(moment), then=Value(NEAR)), default=Value(""))
    seen = cases.annotate(lamp=lamp)
    by_place = _counted(seen.annotate(part=part_key(scope, By.PLACE, unit=Value(""))), "part", by=By.PLACE)
    if by is By.PLACE:
        parts = by_place
    else:  # a unit has one share of a case at most that counts, so rows are requests
        held = seen if scope.unit else seen.filter(assignments__state__in=LIVE)
        parts = _counted(held, "assignments__unit_code", by=By.UNIT)
    return Present(
        at=moment, whole=_sums(by_place), parts=_sums(parts), procedure=procedure, place=scope.division, unit=scope.unit
    )


def _counted(cases: QuerySet[Any], part: str, *, by: By) -> dict[Seen, int]:
    rows = cases.order_by().values_list(part, "stage", "lamp").annotate(n=Count("pk"))
    return {(padded(key or "", by), stage, lamp): n for key, stage, lamp, n in rows}


def _sums(counts: Mapping[Seen, int]) -> Mapping[Seen, int]:
    """The same with every sum that is asked for: over stages, over lamps, and of the whole under the key `ALL`."""
    found: dict[Seen, int] = {}
    for (key, stage, lamp), n in counts.items():
        for seen in {(k, at, light) for k in (key, ALL) for at in (stage, "") for light in (lamp, "")}:
            found[seen] = found.get(seen, 0) + n
    return found


def _undecided(actor: PostHolder) -> Standing:
    return Standing(
        label=Words("剔除待复核", "Exclusions to decide"), count=exclusions(actor, state="proposed").count(),
        address=reverse("exclusions"),
        definition=Words("已有一人提出剔除、等第二人复核的件。", "Proposed by one, to be decided by another."),
    )  # fmt: skip
