"""The windows at which officers take requests in by hand: the hotline, and the desk for enterprises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shiyu.base.words import Words
from shiyu.cases.procedure import Move, Need
from shiyu.cases.registry import newest
from shiyu.citizen_requests.desk.roles import AGENTS, ENTERPRISE_DESK

LEFT_OUT = frozenset({"written_on", "reference", "files", "taken_at"})
"""Not asked of who is on the telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window: whose it is, which procedure it opens, and the name of its address."""

    procedure: str
    roles: frozenset[str]
    label: Words
    address: str
    channel: str = "phone"

    def move(self, name: str) -> Move | None:
        """A move of its procedure without the facts that are not asked here."""
        move = newest(self.procedure).move(name)
        if move is None:
            return None
        return replace(move, needs=tuple(need for need in move.needs if need.name not in LEFT_OUT))

    def road(self, way: str) -> tuple[Move, ...]:
        """The moves of one way to end the call, one after the other; empty where this window has no such way."""
        found = [self.move(name) for name in WAYS.get(way, ())]
        return tuple(move for move in found if move is not None) if all(found) else ()

    def everything(self) -> Move:
        """The opening with every fact that any of the ways asks for: what the page draws."""
        needs: dict[str, Need] = {}
        for way in WAYS:
            for move in self.road(way):
                for need in move.needs:
                    needs.setdefault(need.name, need)
        needs.pop("main_case", None)
        return replace(self.road("report")[0], needs=tuple(needs.values()))


WAYS: Mapping[str, tuple[str, ...]] = {
    "report": ("report",),
    "answer": ("report", "answer_directly"),
    "hand_over": ("hand_over_at_once",),
    "refuse": ("refuse_at_intake",),
    "join": ("join",),
}
HOTLINE = Window(
    procedure="citizen_request", roles=AGENTS, label=Words("接听受理", "Take a call"), address="agent",
)  # fmt: skip
ENTERPRISES = Window(
    procedure="enterprise_request", roles=ENTERPRISE_DESK,
    label=Words("民企直通车受理", "Take in for an enterprise"), address="enterprise",
)  # fmt: skip
