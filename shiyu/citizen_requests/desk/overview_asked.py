"""What the overview is asked for: by whom, which requests, over how many days, of which place, divided how."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from shiyu.base.clock import today
from shiyu.base.figures import By, Scope
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.web.browsing import staff_of
from shiyu.web.figure_table import reader, scope_for
from shiyu.web.typed import whole_number

WAYS = {By.UNIT.value: Words("按单位", "By unit"), By.PLACE.value: Words("按地点", "By place")}
SPANS = {7: Words("近7天", "7 days"), 30: Words("近30天", "30 days"), 90: Words("近90天", "90 days")}
PROCEDURES = {
    "citizen_request": Words("群众诉求", "Citizens' requests"),
    "enterprise_request": Words("民企诉求", "Enterprises' requests"),
}
LONGEST_SPAN, USUAL_SPAN = 366, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """One look at the overview."""

    actor: PostHolder
    scope: Scope
    by: By
    days: int
    procedure: str

    def query(self) -> dict[str, str]:
        """The same as an address says it."""
        return {
            "days": str(self.days), "by": self.by.value, "place": self.scope.division, "procedure": self.procedure,
        }  # fmt: skip


def asked_for(request: HttpRequest) -> AskedFor:
    """Reads the address; what is no choice is the usual one. Raises `BadValue`, and `NotYourMove` for no reader."""
    actor = reader(staff_of(request))
    by, given, procedure = (request.GET.get(name, "") for name in ("by", "days", "procedure"))
    days = whole_number(given, digits=4)
    days = USUAL_SPAN if days is None else min(max(days, 1), LONGEST_SPAN)
    end = today()
    scope = scope_for(actor, start=end - timedelta(days=days - 1), end=end, place=request.GET.get("place", "")[:20])
    return AskedFor(
        actor=actor, scope=scope, days=days, by=By(by) if by in WAYS else By.UNIT,
        procedure=procedure if procedure in PROCEDURES else "citizen_request",
    )  # fmt: skip
