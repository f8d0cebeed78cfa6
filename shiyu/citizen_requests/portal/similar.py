"""Whether others reported the same: open public cases nearby that a resident may join instead of opening another."""

from collections.abc import Sequence

from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Made, open_case
from shiyu.cases.procedure import Move
from shiyu.cases.registry import newest
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.portal.draft import Draft
from shiyu.citizen_requests.similar import Matter, Similar, similar_public

PROCEDURE, REPORT, JOIN = "citizen_request", "report", "join"
CALLER = Newcomer(role="caller")


def nearby(draft: Draft) -> Sequence[Similar]:
    """Open public cases like this one; none for a tip-off, which is nobody else's."""
    if joining(draft) is None:
        return ()
    place = draft.place()
    return similar_public(
        Matter(
            title=draft.heading, detail=draft.detail, place=place.get("division", ""), lon=place.get("lon"),
            lat=place.get("lat"),
        )
    )  # fmt: skip


def joining(draft: Draft) -> Move | None:
    """The move by which one joins a case, where that is possible."""
    return newest(PROCEDURE).move(JOIN) if draft.type != rules.TIPOFF else None


def open_or_join(draft: Draft) -> Made:
    """Sends the report as a case of its own, or joins it to the case chosen. Raises the refusal."""
    join = joining(draft) if draft.join else None
    facts = draft.facts()
    if join is not None:
        wanted = {need.name for need in join.needs}
        facts = {"main_case": draft.join, **{name: fact for name, fact in facts.items() if name in wanted}}
    move = REPORT if join is None else JOIN
    return open_case(PROCEDURE, move, actor=CALLER, key=f"portal:{draft.key}", facts=facts)
