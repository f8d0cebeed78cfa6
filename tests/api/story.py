"""One request from report to closed: returned, appealed, arbitrated, extended, answered, judged bad, reworked, closed.

Told once and played twice: through Django's test client, and against a running server.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

REPORT = {
    "title": "泽州路路灯不亮",
    "detail": "泽州路与红星街口三盏路灯一周不亮，晚上看不清路。",
    "contact": {"name": "张小明", "phone": "13800001234"},
    "place": {"division": "140502001000", "address": "泽州路与红星街口"},
}


class Asker(Protocol):
    """Somebody who speaks to the API."""

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """POST under /api/v1."""

    def get(self, path: str) -> Any:
        """GET under /api/v1."""


WRONG_UNIT, RIGHT_UNIT = "zjj", "cgj"
# Who moves (`role` or `role@unit`), what he does, with which facts, and where the case then stands.
STORY: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("dispatcher", "dispatch", {"lead": WRONG_UNIT}, "to_sign"),
    (
        f"clerk@{WRONG_UNIT}", "ask_return",
        {"return_reason": "not_our_duty", "basis": "路灯由城管维护", "right_unit": RIGHT_UNIT}, "return_asked",
    ),
    ("dispatcher", "refuse_return", {"reason": "请先行核实"}, "handling"),
    (f"clerk@{WRONG_UNIT}", "appeal", {"basis": "三定方案", "right_unit": RIGHT_UNIT}, "arbitration"),
    ("arbiter", "arbitrate", {"decision": "uphold", "reason": "依三定方案", "right_unit": RIGHT_UNIT}, "to_dispatch"),
    ("dispatcher", "dispatch", {"lead": RIGHT_UNIT}, "to_sign"),
    (f"clerk@{RIGHT_UNIT}", "sign", {}, "handling"),
    (f"clerk@{RIGHT_UNIT}", "first_contact", {"note": "已与诉求人通话"}, "handling"),
    (f"clerk@{RIGHT_UNIT}", "ask_extension", {"amount": 2, "reason": "等待灯具到货"}, "extension_asked"),
    ("supervisor", "grant_extension", {"amount": 2}, "handling"),
    (f"clerk@{RIGHT_UNIT}", "answer", {"answer": "已更换一盏路灯。", "outcome": "resolved"}, "review"),
    ("reviewer", "pass_review", {}, "call_back"),
    ("callback_officer", "call_back", {"verdict": "dissatisfied", "solved": False, "comment": "另外两盏仍不亮"},
     "rework"),
    (f"clerk@{RIGHT_UNIT}", "answer", {"answer": "三盏路灯均已更换。", "outcome": "resolved"}, "review"),
    ("reviewer", "pass_review", {}, "call_back"),
    ("party", "judge", {"verdict": "satisfied"}, "closed"),
)  # fmt: skip


def play(actors: Mapping[str, Asker], *, with_code: Callable[[str], Asker]) -> tuple[str, Asker]:
    """Plays the story; answers the number and the caller, and fails at the first move that goes elsewhere."""
    opened = actors["api_client"].post("/cases/citizen_request/report", {"facts": REPORT}, key="story-0")
    assert opened.status_code == 201, opened.json()
    number, caller = opened.json()["number"], with_code(opened.json()["query_code"])
    for step, (who, move, facts, stage) in enumerate(STORY, 1):
        asker = caller if who == "party" else actors[who]
        made = asker.post(f"/cases/{number}/moves/{move}", {"facts": facts}, key=f"story-{step}")
        assert (made.status_code, made.json().get("stage")) == (200, stage), (step, move, made.json())
    return number, caller


ACTORS = ("api_client", *dict.fromkeys(who for who, *_ in STORY if who != "party"))
