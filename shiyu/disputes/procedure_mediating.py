"""调处: notices, sessions, private talks, experts, and more time where every side agrees to it."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, Mark, Run
from shiyu.cases.procedure import STAY, Audience, Guard, Move, Tell
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_people import (
    DESIGN,
    DOSSIER,
    EVERY_SIDE,
    GUARDIAN_THERE,
    NAMED,
    RIGHTS_TOLD,
    RMTJ,
)

# fmt: off
LONGER_LEFT = Guard(name="longer_left", rule=rules.longer_left,
    sentence=Words("正在征询延长，或延长次数已用完", "more time is being asked for, or was given as often as allowed"))
LONGER_WITHIN = Guard(name="longer_within", rule=rules.longer_within, reads=("amount",),
    sentence=Words("超过可以延长的数", "that is more than may be given"))
EXPERT_AGREED = Guard(name="expert_agreed", rule=rules.expert_agreed,
    sentence=Words("还没有各方同意的拟邀请人", "nobody is proposed to whom every side has agreed"))
LONGER_ASKED = Guard(name="longer_asked", rule=rules.longer_asked,
    sentence=Words("没有正在征询的延长", "nobody asks for more time now"))
PAPER = Run(name="write_papers")
MEDIATING = (
    Move(name="convene", label=Words("通知调解", "Convene a session"), start=("mediating",), end=STAY, who=NAMED,
         needs=(v.ON, v.ROOM, v.WHEN, v.LASTS, v.WHERE, v.NOTE_IF_ANY), guards=(GUARDIAN_THERE,),
         effects=(Run(name="note_session"),),
         tells=tuple(Tell("dispute_convened", side) for side in v.SIDES), source=f"{RMTJ} 第二十二条；{DOSSIER}"),
    Move(name="call_off", label=Words("取消调解安排", "Call a session off"), start=("mediating",), end=STAY, who=NAMED,
         needs=(v.ON, v.REASON), effects=(Run(name="call_off_session"),),
         tells=tuple(Tell("dispute_called_off", side) for side in v.SIDES),
         source=f"{DESIGN}：取消的须告知各方并腾出调解室"),
    Move(name="hold_session", label=Words("记录调解", "Record a session"), start=("mediating",), end=STAY, who=NAMED,
         needs=(v.ON, v.PRESENT, v.MINUTES, v.FILES), guards=(GUARDIAN_THERE, RIGHTS_TOLD),
         effects=(Attach(), Run(name="end_session"), PAPER),
         source=f"{DOSSIER} 调解记录（必）；{RMTJ} 第二十七条"),
    Move(name="private_talk", label=Words("背对背谈话", "Private talk with one side"), start=("mediating",), end=STAY,
         who=NAMED, needs=(v.WHICH_SIDE, v.TALK, v.FILES), guards=(GUARDIAN_THERE,), effects=(Attach(), PAPER),
         audience=Audience.OWN_SIDE, side_from="side",
         source=f"{RMTJ} 第十五条：不得泄露当事人的个人隐私、商业秘密；背对背为调解通例"),
    Move(name="investigate", label=Words("调查记录", "Record an inquiry"), start=("mediating",), end=STAY, who=NAMED,
         needs=(v.ON, v.PRESENT, v.MINUTES, v.FILES), effects=(Attach(), PAPER), audience=Audience.STAFF,
         source=f"{DOSSIER} 调查记录"),
    Move(name="give_evidence", label=Words("提交证据", "Hand in evidence"), start=("asking", "mediating"), end=STAY,
         who=(EVERY_SIDE,), needs=(v.text("note", Words("证据说明", "What it shows")), v.FILES), effects=(Attach(),),
         audience=Audience.OWN_SIDE, source=f"{DOSSIER} 证据；本方提交的先只给调解员看（{DESIGN}）"),
    Move(name="invite_expert", label=Words("拟邀请专家、亲属", "Propose to invite somebody"), start=("mediating",),
         end=STAY, who=NAMED, needs=(v.EXPERT, v.REASON_IF_ANY), effects=(Run(name="ask_for_expert"),),
         tells=tuple(Tell("dispute_expert", side) for side in v.SIDES),
         source=f"{RMTJ} 第二十条：征得当事人同意，可以邀请亲属、专业人员"),
    Move(name="agree_expert", label=Words("同意邀请", "Agree to the invitation"), start=("mediating",), end=STAY,
         who=(EVERY_SIDE,), effects=(Run(name="agree_to_expert"),), tells=(Tell("dispute_answered", "unit:mediator"),),
         source=f"{RMTJ} 第二十条"),
    Move(name="seat_expert", label=Words("受邀人入席", "Seat whom all agreed to"), start=("mediating",), end=STAY,
         who=NAMED, needs=(v.EXPERT_CONTACT,), guards=(EXPERT_AGREED,), effects=(Run(name="join_expert"),),
         tells=(Tell("dispute_seated", v.INVITED), *(Tell("dispute_expert_there", side) for side in v.SIDES)),
         audience=Audience.STAFF, source=f"{RMTJ} 第二十条；只看给所有人的内容，纠纷结束即止（{DESIGN}）"),
    Move(name="ask_longer", label=Words("征询延长期限", "Ask for more time"), start=("mediating",), end=STAY,
         who=NAMED, needs=(v.DAYS, v.REASON), guards=(LONGER_LEFT, LONGER_WITHIN),
         effects=(Run(name="ask_for_longer"), Mark(mark=v.LONGER_ASKED)),
         tells=tuple(Tell("dispute_longer_asked", side) for side in v.SIDES),
         source="手册E2：双方同意可以延长；延长的数为设计"),
    Move(name="agree_longer", label=Words("同意延长", "Agree to more time"), start=("mediating",), end=STAY,
         who=(EVERY_SIDE,), guards=(LONGER_ASKED,), effects=(Run(name="agree_to_longer"),),
         tells=(Tell("dispute_answered", "unit:mediator"),), source="手册E2：双方同意可以延长"),
    Move(name="refuse_longer", label=Words("不同意延长", "Do not agree to more time"), start=("mediating",), end=STAY,
         who=(EVERY_SIDE,), guards=(LONGER_ASKED,), effects=(Run(name="refuse_longer"),),
         tells=(Tell("dispute_answered", "unit:mediator"),), source="手册E2：双方同意可以延长"),
)
# fmt: on
