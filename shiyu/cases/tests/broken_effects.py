"""Procedures broken in the effects of their moves, each with the sentences that name the fault."""

from dataclasses import replace

from shiyu.cases.effects import Classify, GiveReply, GrowPromises, MergeInto, OnReaching, Refer, Run, TellReason
from shiyu.cases.effects_another import ByAnother
from shiyu.cases.effects_party import TakeRole
from shiyu.cases.procedure import NeedKind
from shiyu.cases.tests.breaking import Broken, both, move, of, whole
from shiyu.cases.tests.procedures.small import need

REFER = Refer(to="test_confidential", move="register", facts={"title": "what"})

BROKEN_EFFECTS: Broken = {
    "unknown effect of the system's own": (
        move("sign", effects=(Run(name="fly"),)),
        [("动作“sign”的效果“fly”不存在", "move “sign” runs unknown effect “fly”")],
    ),
    "effect of an app without moves": (
        both(whole(app="shiyu.cases.tests"), move("sign", effects=(Run(name="note_it"),))),
        [("动作“sign”的效果“note_it”不存在", "move “sign” runs unknown effect “note_it”")],
    ),
    "role taken that is unknown": (
        move("sign", effects=(TakeRole(role="nobody", only=("asker",)),)),
        [("动作“sign”登记的当事人角色“nobody”未定义", "party role “nobody”, joined by move “sign”, is unknown")],
    ),
    "another person than for a move that is unknown": (
        move("sign", effects=(ByAnother(than=("fly",)),)),
        [
            (
                "动作“sign”要由办理“fly”以外的人办，但没有这个动作",
                "move “sign” wants another person than who made “fly”, which is unknown",
            )
        ],
    ),
    "another person than nobody": (
        move("sign", effects=(ByAnother(than=()),)),
        [
            (
                "动作“sign”要由办理“”以外的人办，但没有这个动作",
                "move “sign” wants another person than who made “”, which is unknown",
            )
        ],
    ),
    "fact not asked for": (
        move("answer", effects=(GiveReply(text_from="poem"),)),
        [
            (
                "动作“answer”的效果要用“poem”，但没有要求填写",
                "move “answer”: effect GiveReply reads “poem”, which it does not ask for",
            )
        ],
    ),
    "fact not asked for on reaching a stage": (
        move("answer", effects=(*of("answer").effects, OnReaching(stage="closed", effects=(TellReason(),)))),
        [
            (
                "动作“answer”的效果要用“reason”，但没有要求填写",
                "move “answer”: effect TellReason reads “reason”, which it does not ask for",
            )
        ],
    ),
    "effects on a stage never reached": (
        move("sign", effects=(OnReaching(stage="refused", effects=(Classify(),)),)),
        [("动作“sign”到不了“refused”", "move “sign” never leads to “refused”")],
    ),
    "referral to unknown target": (
        move("hand_on", effects=(replace(REFER, to="test_nothing"), TellReason())),
        [
            (
                "动作“hand_on”移送的去向“test_nothing.register”不存在或不能由移送立件",
                "move “hand_on” refers to “test_nothing.register”, which is unknown or takes no referral",
            )
        ],
    ),
    "referral to a move that takes none": (
        move("hand_on", effects=(replace(REFER, to="test_formal", move="submit"), TellReason())),
        [
            (
                "动作“hand_on”移送的去向“test_formal.submit”不存在或不能由移送立件",
                "move “hand_on” refers to “test_formal.submit”, which is unknown or takes no referral",
            )
        ],
    ),
    "referral to a move that opens nothing": (
        move("hand_on", effects=(replace(REFER, move="lapse"), TellReason())),
        [
            (
                "动作“hand_on”移送的去向“test_confidential.lapse”不存在或不能由移送立件",
                "move “hand_on” refers to “test_confidential.lapse”, which is unknown or takes no referral",
            )
        ],
    ),
    "referral with a fact too few": (
        move("hand_on", effects=(replace(REFER, facts={}), TellReason())),
        [
            (
                "动作“hand_on”移送的内容与“test_confidential.register”所需不符",
                "move “hand_on” hands “test_confidential.register” other facts than it asks for",
            )
        ],
    ),
    "referral with a fact too many": (
        move("hand_on", effects=(replace(REFER, facts={"title": "what", "mood": "=bad"}), TellReason())),
        [
            (
                "动作“hand_on”移送的内容与“test_confidential.register”所需不符",
                "move “hand_on” hands “test_confidential.register” other facts than it asks for",
            )
        ],
    ),
    "referral of what was not asked": (
        move("hand_on", effects=(replace(REFER, facts={"title": "poem"}), TellReason())),
        [("动作“hand_on”移送“poem”，但没有要求填写", "move “hand_on” hands on “poem”, which it does not ask for")],
    ),
    "promises of what was not asked": (
        move("answer", effects=(*of("answer").effects, GrowPromises(to="test_promise", move="promise"))),
        [
            (
                "动作“answer”的效果要用“promises”，但没有要求填写",
                "move “answer”: effect GrowPromises reads “promises”, which it does not ask for",
            )
        ],
    ),
    "merging into an end": (
        move(
            "hand_on", needs=(need("main_case", NeedKind.CASE),), effects=(MergeInto(into=("asked", "closed")),)
        ),
        [("动作“hand_on”并入的环节“closed”不存在", "move “hand_on” merges into unknown stage “closed”")],
    ),
}  # fmt: skip
