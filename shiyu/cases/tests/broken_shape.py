"""Procedures broken in their stages, moves, clocks and people, each with the sentences that name the fault."""

from dataclasses import replace

from shiyu.cases.effects import AddParty, OnReaching, OpenCase, StartClock
from shiyu.cases.procedure import Fork, Move, Stage, Tell
from shiyu.cases.tests.breaking import Broken, add, both, clock, move, of, stage, whole, without
from shiyu.cases.tests.procedures.small import SMALL, UNIT, A, need
from shiyu.cases.who import JOINT, LEAD, ByClock, Holds, InPlace, OfUnit, PartyIs

TELL = (Tell("test", "asker"),)
AWAY = Stage(name="away", label=A, owner=UNIT, clock="handle")
TRAP = Move(name="fall", label=A, start=("handling",), end="away", who=(UNIT,))
PACE = Move(name="pace", label=A, start=("away",), end="=", who=(UNIT,))
LEAVE = replace(TRAP, name="leave", start=("away",), end="handling")
LEAD_UNIT = OfUnit("clerk", (LEAD,))
BY_UNIT = ("sign", "answer", "hand_on")
UNANSWERED = [
    (
        "终点“closed”可在没有答复、也没有告知理由时到达",
        "end “closed” can be reached without an answer or a told reason",
    )
]

BROKEN_SHAPE: Broken = {
    "unreachable stage": (
        both(add(stages=AWAY), add(moves=PACE), add(moves=LEAVE)),
        [("环节“away”无法到达", "stage “away” cannot be reached")],
    ),
    "no end in reach": (
        both(add(stages=AWAY), add(moves=PACE), add(moves=TRAP)),
        [("环节“away”到不了任何终点", "no end can be reached from stage “away”")],
    ),
    "stage without owner": (
        stage("asked", owner=None),
        [("环节“asked”没有责任人", "stage “asked” has no owner")],
    ),
    "owner without a move": (
        stage("asked", owner=Holds("arbiter")),
        [("环节“asked”的责任人没有可办的动作", "the owner of stage “asked” has no move there")],
    ),
    "owner that is a unit of another kind": (
        both(stage("handling", owner=OfUnit("clerk", (JOINT,))), *(move(m, who=(LEAD_UNIT,)) for m in BY_UNIT)),
        [("环节“handling”的责任人没有可办的动作", "the owner of stage “handling” has no move there")],
    ),
    "owner that is a party without a move": (
        stage("asked", owner=PartyIs(("asker",))),
        [("环节“asked”的责任人没有可办的动作", "the owner of stage “asked” has no move there")],
    ),
    "owner that is the clock without a move": (
        stage("asked", owner=ByClock()),
        [("环节“asked”的责任人没有可办的动作", "the owner of stage “asked” has no move there")],
    ),
    "stage left out that is unknown": (
        whole(sees=(Holds("arbiter", except_at=("nowhere",)),)),
        [("“visibility”除外的环节“nowhere”不存在", "stage “nowhere”, left out at “visibility”, is unknown")],
    ),
    "stage left out by a share that is unknown": (
        whole(sees=(Holds("arbiter"), OfUnit("clerk", except_at=("nowhere",)))),
        [("“visibility”除外的环节“nowhere”不存在", "stage “nowhere”, left out at “visibility”, is unknown")],
    ),
    "side that names no party": (
        move("answer", side_from="nobody"),
        [("动作“answer”由“nobody”定哪一方可见，但它不是当事人或其角色",
          "move “answer” is for the side in “nobody”, which names neither a party nor a role")],
    ),
    "open stage without clock": (
        stage("asked", clock=None),
        [("环节“asked”没有时限", "open stage “asked” has no clock")],
    ),
    "cap that the rule set lacks": (
        whole(caps=("returns",)),
        [("规则“test_rules”没有次数“returns”", "rule set “test_rules” has no cap “returns”")],
    ),
    "unknown clock of a stage": (
        stage("asked", clock="sundial"),
        [("环节“asked”的时限“sundial”未定义", "stage “asked” names unknown clock “sundial”")],
    ),
    "unknown clock of an effect": (
        move("sign", effects=(StartClock(rule="sundial"),)),
        [("动作“sign”用到未知时限“sundial”", "move “sign” names unknown clock “sundial”")],
    ),
    "limit not in the rule set": (
        clock("decide", limit="never"),
        [("规则“test_rules”没有时限“never”", "rule set “test_rules” has no limit “never”")],
    ),
    "unknown stage on the main road": (
        whole(main_road=("asked", "nowhere")),
        [("主干道上没有环节“nowhere”", "there is no stage “nowhere” for the main road")],
    ),
    "rule set not in force": (
        whole(rule_set="lost_rules"),
        [("没有生效的规则“lost_rules”", "no rule set “lost_rules” is in force")],
    ),
    "late move unknown": (
        clock("handle", late_move="vanish"),
        [
            (
                "时限“handle”到期的动作“vanish”不存在或不准由时钟办理",
                "clock “handle” makes move “vanish”, which is unknown or not the clock's to make",
            )
        ],
    ),
    "late move not the clock's": (
        clock("handle", late_move="answer"),
        [
            (
                "时限“handle”到期的动作“answer”不存在或不准由时钟办理",
                "clock “handle” makes move “answer”, which is unknown or not the clock's to make",
            )
        ],
    ),
    "end without answer": (
        move("answer", effects=()),
        UNANSWERED,
    ),
    "answer on one of two roads": (
        add(moves=Move(name="shelve", label=A, start=("asked",), end="closed", who=(Holds("dispatcher"),))),
        UNANSWERED,
    ),
    "answer only on reaching another stage": (
        move("answer", effects=(OnReaching(stage="closed", effects=()),)),
        UNANSWERED,
    ),
    "reason told but not required": (
        move("hand_on", needs=(need("reason", optional=True), need("what"))),
        UNANSWERED,
    ),
    "answer that nobody is told of": (
        move("answer", tells=()),
        UNANSWERED,
    ),
    "answer that only the unit is told of": (
        move("answer", tells=(Tell("test", "unit:clerk"),)),
        UNANSWERED,
    ),
    "nobody raises it": (
        whole(raisers=()),
        [("没有定义谁可提出，答复便无人可给", "nobody raises such a matter, so nobody would be answered")],
    ),
    "referral that no move takes": (
        whole(takes_referral="nothing"),
        [
            (
                "接收移送的动作“nothing”不存在或不立件",
                "move “nothing”, which takes referrals, is unknown or opens no case",
            )
        ],
    ),
    "referral that asks for more": (
        whole(takes_referral="ask"),
        [
            (
                "动作“ask”接收移送，只应要求 title、reason",
                "move “ask” takes referrals and must ask for title and reason, and nothing else",
            )
        ],
    ),
    "unknown role": (
        move("sign", who=(UNIT, InPlace("astrologer"))),
        [("“sign”所用岗位角色“astrologer”无岗位可担任", "role “astrologer”, used at “sign”, is held by no post")],
    ),
    "unknown role that sees": (
        whole(sees=(Holds("astrologer"),)),
        [
            (
                "“visibility”所用岗位角色“astrologer”无岗位可担任",
                "role “astrologer”, used at “visibility”, is held by no post",
            )
        ],
    ),
    "unknown party role": (
        move("sign", who=(UNIT, PartyIs(("ghost",)))),
        [("“sign”所用当事人角色“ghost”未定义", "party role “ghost”, used at “sign”, is unknown")],
    ),
    "unknown party role joined": (
        move("ask", effects=(OpenCase(party_role="ghost"),)),
        [("动作“ask”登记的当事人角色“ghost”未定义", "party role “ghost”, joined by move “ask”, is unknown")],
    ),
    "unknown party role added": (
        move("sign", effects=(AddParty(role="ghost"),)),
        [("动作“sign”登记的当事人角色“ghost”未定义", "party role “ghost”, joined by move “sign”, is unknown")],
    ),
    "unknown template": (
        move("answer", tells=(*TELL, Tell("poem", "asker"))),
        [("动作“answer”所用通知模板“poem”不存在", "move “answer” names unknown template “poem”")],
    ),
    "unknown recipient": (
        move("answer", tells=(*TELL, Tell("test", "role:astrologer"))),
        [("通知对象“role:astrologer”未知", "recipient “role:astrologer” is unknown")],
    ),
    "unknown recipient of an escalation": (
        clock("decide", escalates_to=("planet:mars",)),
        [("通知对象“planet:mars”未知", "recipient “planet:mars” is unknown")],
    ),
    "fork with a road too few": (
        move("decide", end=Fork("how", {"take": "handling"})),
        [
            ("环节“refused”无法到达", "stage “refused” cannot be reached"),
            ("动作“decide”的去向与选项“how”不一致", "move “decide” forks by “how”, whose choices do not match"),
            ("动作“decide”到不了“refused”", "move “decide” never leads to “refused”"),
        ],
    ),
    "fork by a fact that may be missing": (
        move("decide", needs=(replace(of("decide").needs[0], optional=True), *of("decide").needs[1:])),
        [("动作“decide”的去向与选项“how”不一致", "move “decide” forks by “how”, whose choices do not match")],
    ),
    "move to unknown stage": (
        move("sign", end="nowhere"),
        [("动作“sign”指向未知环节“nowhere”", "move “sign” names unknown stage “nowhere”")],
    ),
    "move from unknown stage": (
        move("sign", start=("handling", "nowhere")),
        [("动作“sign”指向未知环节“nowhere”", "move “sign” names unknown stage “nowhere”")],
    ),
    "stage twice": (
        lambda p: replace(p, stages=(*p.stages, p.stages[0])),
        [("环节 stage “asked”重复", "环节 stage “asked” stands twice")],
    ),
    "move twice": (
        lambda p: replace(p, moves=(*p.moves, of("sign"))),
        [("动作 move “sign”重复", "动作 move “sign” stands twice")],
    ),
    "clock twice": (
        lambda p: replace(p, clocks=(*p.clocks, p.clocks[0])),
        [("时限 clock “decide”重复", "时限 clock “decide” stands twice")],
    ),
    "no opening move": (
        without("ask"),
        [
            ("没有立件的动作", "no move opens a case"),
            *((f"环节“{stage.name}”无法到达", f"stage “{stage.name}” cannot be reached") for stage in SMALL.stages),
        ],
    ),
    "opening move to nowhere": (
        add(moves=replace(of("ask"), name="ask_again", end="=")),
        [("动作“ask_again”立件后没有环节", "opening move “ask_again” leads to no stage")],
    ),
    "filling a case it does not open": (
        move("sign", effects=(OpenCase(title_from="what"),), needs=(need("what"),)),
        [("动作“sign”不立件却登记", "move “sign” fills a case it does not open")],
    ),
}  # fmt: skip
