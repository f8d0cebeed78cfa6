"""Who may do what at which stage, as one table: every stage, every move, every role, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor, Clockwork, PartyActor
from shiyu.cases.door import make_move
from shiyu.cases.errors import BadFact, GuardRefused, NoSuchCase, NotYourMove, WrongStage
from shiyu.cases.procedure import NEW
from shiyu.disputes.procedure import DISPUTE
from shiyu.disputes.tests.conftest import AGREEMENT, People, Story, code_typed, paper

Answer = str | type[ShiyuError]
Make = Callable[..., Story]
WINDOW, HEAD, MEDIATOR, OTHER, LEAD = "dispute-window", "mediation-head", "mediator", "mediator2", "dispute-lead"
ROLES = (WINDOW, HEAD, MEDIATOR, OTHER, LEAD, "auditor", "a", "b", "clock")
SIDES, CLOCK = {"a", "b"}, "clock"
STAGES = (
    "registered", "to_appoint", "asking", "recusal", "mediating", "signing", "performing", "following", "failed",
    "closed",
)  # fmt: skip
NAMED_AT = ("asking", "recusal", "mediating", "signing", "performing", "following", "failed")
SEES = {
    WINDOW: {"registered", "to_appoint"}, HEAD: {"to_appoint", "recusal"}, MEDIATOR: {*NAMED_AT, "closed"},
    "a": {*STAGES}, "b": {*STAGES}, CLOCK: {*STAGES},
}  # fmt: skip
FACTS: dict[str, dict[str, Any]] = {
    "complete": {"kind": "labour", "place": "140502004000", "happened": "…", "claims": "…", "contact": {"name": "甲"}},
    "add_party": {"side": "third_party", "capacity": "self", "contact": {"name": "丙"}},
    "assess_danger": {"danger": "none", "seen": "平和"}, "merge": {"same_as": "JF0", "reason": "同一"},
    "keep_apart": {"reason": "两笔"}, "withdraw": {"reason": "和好"}, "decline": {"way": "suit", "reason": "不属"},
    "triage": {"kind": "labour", "body": "tw-laodong"}, "give_back": {"reason": "不属"},
    "pass_on": {"body": "tw-zonghe", "reason": "回避"}, "pick_mediator": {"mediator": "mediator2"},
    "appoint": {"mediator": "mediator"}, "other_mediator": {"reason": "换人"},
    "ask_recusal": {"ground": "kinship", "reason": "听说是表亲"}, "refuse_recusal": {"reason": "查无此事"},
    "grant_recusal": {"ground": "kinship", "reason": "属实"},
    "step_back": {"ground": "absence", "reason": "出差"}, "record_consent": {"party": "$a", "stance": "refuses"},
    "reopen": {"reason": "再谈"}, "convene": {"on": "2026-03-05", "when": "九点", "where": "二号室"},
    "call_off": {"on": "2026-03-05", "reason": "一方有事"},
    "hold_session": {"on": "2026-03-05", "present": "双方", "minutes": "…"},
    "investigate": {"on": "2026-03-05", "present": "证人", "minutes": "…"},
    "private_talk": {"side": "$a", "talk": "…"}, "give_evidence": {"note": "照片"},
    "invite_expert": {"expert": "律师"}, "seat_expert": {"contact": {"name": "律师"}},
    "ask_longer": {"amount": 5, "reason": "鉴定"}, "record_oral": AGREEMENT,
    "draft_agreement": AGREEMENT, "withdraw_draft": {"reason": "有误"}, "performed": {"proof": "已付"},
    "not_performed": {"reason": "未付"}, "file_in_dossier": {"slot": "evidence"},
    "state_facts": {"about": "未到场", "statement": "两次通知均未到场"},
    "file_confirmation": {"on": "2026-03-10"},
    "confirmation_result": {"result": "confirmed"}, "fail": {"reason": "不成"},
    "tell_ways": {"way": "suit", "reason": "可起诉"},
    "refer_on": {"to": "court", "unit": "140502fy", "reason": "不成"},
    "note_receipt": {"unit": "140502fy"},
    "to_police": {"danger": "crime", "reason": "伤害"},
    "follow_up": {"party": "$a", "on": "2026-03-21", "performance": "full", "satisfaction": "satisfied"},
    "close": {"result": "已履行"}, "opened_in_need": {"reason": "核查突发事件的处置"},
}  # fmt: skip
ON_PAPER = {"told_rights", "sign"}
"""Staff records these only with the paper that bears the signature, and says whose it is."""
EITHER = {WINDOW, MEDIATOR}
MAY: dict[str, set[str]] = {
    "complete": {WINDOW}, "add_party": EITHER, "told_rights": EITHER | SIDES, "assess_danger": EITHER,
    "merge": {WINDOW}, "keep_apart": {WINDOW}, "withdraw": {"a"}, "decline": {WINDOW}, "triage": {WINDOW},
    "give_back": {HEAD}, "pass_on": {HEAD}, "pick_mediator": SIDES, "appoint": {HEAD}, "other_mediator": SIDES,
    "step_back": {MEDIATOR}, "open_confidence": SIDES, "ask_recusal": SIDES,
    "grant_recusal": {HEAD}, "refuse_recusal": {HEAD},
    "agree": SIDES, "refuse": SIDES, "record_consent": {MEDIATOR}, "lapse_consent": {CLOCK},
    "reopen": SIDES, "convene": {MEDIATOR}, "call_off": {MEDIATOR}, "state_facts": {MEDIATOR},
    "hold_session": {MEDIATOR}, "private_talk": {MEDIATOR},
    "investigate": {MEDIATOR}, "give_evidence": SIDES, "invite_expert": {MEDIATOR}, "agree_expert": SIDES,
    "seat_expert": {MEDIATOR},
    "ask_longer": {MEDIATOR}, "agree_longer": SIDES, "refuse_longer": SIDES, "record_oral": {MEDIATOR},
    "draft_agreement": {MEDIATOR}, "sign": {MEDIATOR} | SIDES, "withdraw_draft": {MEDIATOR} | SIDES,
    "remind_performance": {CLOCK}, "file_in_dossier": {MEDIATOR},
    "lapse_signing": {CLOCK}, "performed": {MEDIATOR} | SIDES, "not_performed": {MEDIATOR} | SIDES,
    "ask_confirmation": {MEDIATOR} | SIDES, "file_confirmation": {MEDIATOR}, "confirmation_result": {MEDIATOR},
    "close_window": {CLOCK}, "fail": {MEDIATOR}, "tell_ways": {MEDIATOR}, "refer_on": EITHER, "note_receipt": {CLOCK},
    "to_police": EITHER,
    "follow_up": {MEDIATOR}, "close": {MEDIATOR}, "opened_in_need": {CLOCK},
}  # fmt: skip
"""Who may make each move, at whatever stage."""
OPEN = STAGES[:-1]
WITH_SIDES = ("registered", "to_appoint", "asking", "mediating", "signing")
MADE: dict[tuple[str, str], Answer] = {
    ("registered", "complete"): "registered", ("registered", "keep_apart"): GuardRefused,
    ("registered", "merge"): ShiyuError, ("registered", "decline"): "not_accepted",
    ("registered", "triage"): "to_appoint", ("to_appoint", "give_back"): "registered",
    ("to_appoint", "pass_on"): "to_appoint", ("to_appoint", "appoint"): "asking", ("asking", "agree"): "asking",
    ("asking", "refuse"): "failed", ("mediating", "refuse"): "failed", ("asking", "record_consent"): "failed",
    ("asking", "lapse_consent"): "failed", ("closed", "reopen"): "to_appoint",
    ("mediating", "record_oral"): "performing", ("mediating", "draft_agreement"): "signing",
    ("mediating", "agree_expert"): GuardRefused, ("mediating", "seat_expert"): GuardRefused,
    ("mediating", "agree_longer"): GuardRefused,
    ("mediating", "refuse_longer"): GuardRefused, ("signing", "sign"): "signing",
    ("signing", "withdraw_draft"): "mediating", ("signing", "lapse_signing"): "mediating",
    ("performing", "remind_performance"): "performing",
    **{(stage, "state_facts"): stage for stage in ("mediating", "signing", "performing", "following", "failed")},
    **{(stage, "file_in_dossier"): stage for stage in ("mediating", "signing", "performing", "following", "failed")},
    ("performing", "performed"): "following", ("performing", "not_performed"): "performing",
    ("mediating", "fail"): "failed", ("performing", "fail"): "failed", ("failed", "tell_ways"): "ended",
    ("registered", "refer_on"): "referred", ("failed", "refer_on"): "referred",
    ("following", "follow_up"): "following", ("following", "close"): GuardRefused,
    **{(stage, move): stage for stage in ("registered", "mediating") for move in ("add_party",)},
    **{(stage, "told_rights"): stage for stage in ("registered", "asking", "mediating")},
    **{(stage, "pick_mediator"): stage for stage in ("registered", "to_appoint", "asking")},
    **{(stage, move): "to_appoint" for stage in ("asking", "mediating") for move in ("other_mediator", "step_back")},
    **{(stage, "give_evidence"): stage for stage in ("asking", "mediating")},
    **{(stage, "ask_recusal"): "recusal" for stage in ("asking", "mediating")},
    ("recusal", "grant_recusal"): "to_appoint", ("recusal", "refuse_recusal"): "asking",
    **{(stage, "open_confidence"): GuardRefused for stage in ("asking", "mediating")},
    **{("mediating", move): "mediating"
       for move in ("convene", "hold_session", "private_talk", "investigate", "invite_expert", "ask_longer")},
    ("mediating", "call_off"): BadFact,  # nothing is set
    **{(stage, "ask_confirmation"): stage for stage in ("performing", "following")},
    **{(stage, "close_window"): stage for stage in ("performing", "following")},
    **{(stage, move): GuardRefused for stage in ("performing", "following")
       for move in ("file_confirmation", "confirmation_result")},
    **{(stage, "withdraw"): "withdrawn" for stage in WITH_SIDES},
    **{(stage, "assess_danger"): stage for stage in OPEN}, **{(stage, "to_police"): "police" for stage in OPEN},
    **{(stage, "opened_in_need"): stage for stage in STAGES},
}  # fmt: skip
"""What comes of every move that is open at the stage, whoever may make it; everything else is too early or too late."""


def expected(stage: str, move: str, role: str) -> Answer:
    """Who does not see the dispute is told it is not there; who may not is told so, who may that it is not the time."""
    if stage not in SEES.get(role, set()):
        return NoSuchCase
    if role not in MAY[move] or (stage == "closed" and role == MEDIATOR):
        return NotYourMove
    return MADE.get((stage, move), WrongStage)


def standing(dispute: Make, stage: str) -> Story:
    """A dispute at this stage, by the shortest road."""
    if stage == "recusal":
        story = dispute(until="asking")
        story.do("ask_recusal", "a", ground="interest", reason="有生意往来")
        return story
    if stage != "failed":
        return dispute(until=stage)
    story = dispute(until="mediating")
    story.do("fail", MEDIATOR, reason="差距过大")
    return story


def outcome(story: Story, move: str, role: str, people: People) -> Answer:
    """What comes of the move; nothing of it stays."""
    actor: Actor = (
        Clockwork(name="clock_tick") if role == CLOCK
        else story.party("applicant" if role == "a" else "respondent") if role in SIDES else people(role)
    )  # fmt: skip
    facts = {name: story.party("applicant").party_id if value == "$a" else value
             for name, value in FACTS.get(move, {}).items()}  # fmt: skip
    try:
        with transaction.atomic():
            if move in ON_PAPER and role in EITHER:
                facts |= {"party": story.party("applicant").party_id, "files": [paper(actor)]}
            elif move == "ask_confirmation" and role == MEDIATOR:
                facts |= {"party": story.party("applicant").party_id}
            elif (move == "performed" and role in SIDES) or move == "file_in_dossier":  # who owes it brings a proof
                facts |= {"files": [paper(actor)]}
            if move == "sign" and isinstance(actor, PartyActor):
                code_typed(actor)
            made = make_move(story.number, move, actor=actor, key="try", **facts)
            raise _Undone(made.stage)
    except _Undone as undone:
        return undone.stage
    except ShiyuError as refused:
        return type(refused)


class _Undone(Exception):
    def __init__(self, stage: str) -> None:
        self.stage = stage


def test_the_table_names_every_move() -> None:
    assert {*MAY} == {move.name for move in DISPUTE.moves if NEW not in move.start}


@pytest.mark.parametrize("stage", STAGES)
def test_every_move_by_every_role(dispute: Make, people: People, stage: str) -> None:
    story = standing(dispute, stage)
    wrong = {}
    for move in MAY:
        for role in ROLES:
            got, wanted = outcome(story, move, role, people), expected(stage, move, role)
            fits = got == wanted or (wanted is ShiyuError and not isinstance(got, str))
            if not fits:
                wrong[move, role] = (got, wanted)
    assert wrong == {}
