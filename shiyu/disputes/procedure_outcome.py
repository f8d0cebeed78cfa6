"""达成、签署、履行、司法确认: what was agreed, in force, performed and confirmed by the court."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, Mark, OnReaching, PauseClocks, ResumeClocks, Run, StopClock, Unmark
from shiyu.cases.procedure import STAY, Audience, Decide, Fork, Guard, Move, Tell
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_people import (
    CLOCK,
    DESIGN,
    DOSSIER,
    EVERY_SIDE,
    GUARDIAN_THERE,
    MSF,
    NAMED,
    RIGHTS_TOLD,
    RMTJ,
)

# fmt: off
WINDOW_OPEN = Guard(name="window_open", rule=rules.window_open,
    sentence=Words("已过三十日：司法确认须双方自协议生效之日起三十日内共同申请（人民调解法第三十三条）",
                   "the 30 days from taking effect are over, within which both may ask the court together (Art. 33)"))
CONFIRMABLE = Guard(name="confirmable", rule=rules.confirmable,
    sentence=Words("涉及身份关系（婚姻、亲子、收养）或者物权、知识产权确权的协议，人民法院不予司法确认",
                   "a court confirms no agreement on status, ownership or intellectual property"))
ASKED_JOINTLY = Guard(name="asked_jointly", rule=rules.asked_jointly,
    sentence=Words("司法确认须双方共同申请，还有一方没有提出", "both must ask together, and one has not asked yet"))
IS_FILED = Guard(name="is_filed", rule=rules.is_filed,
    sentence=Words("还没有向法院提交申请", "nothing was filed with the court yet"))
IN_FORCE = (Run(name="take_effect"), Unmark(mark=v.BROKEN))
EFFECTIVE = tuple(Tell("dispute_effective", side, on=("performing",)) for side in v.SIDES)
TO_CONFIRM = ("performing", "following")
TERMS = (v.FACTS_FOUND, v.CONTENT, v.MANNER, v.DUE, v.ITEMS, v.MATTER_CLASS)
"""What 人民调解法 29 wants beside the parties; a missing one is named and nothing is kept."""
PAPER = Run(name="write_papers")
OUTCOME = (
    Move(name="record_oral", label=Words("登记口头协议", "Record an oral agreement"), start=("mediating",),
         end="performing", who=NAMED, needs=TERMS,
         guards=(GUARDIAN_THERE, RIGHTS_TOLD), effects=(Run(name="keep_oral"), *IN_FORCE, PAPER), tells=EFFECTIVE,
         source=f"{RMTJ} 第二十八条、第三十条：口头协议，调解员记录；达成即生效"),
    Move(name="draft_agreement", label=Words("拟定调解协议", "Draft the agreement"), start=("mediating",),
         end="signing", who=NAMED, needs=TERMS,
         guards=(GUARDIAN_THERE, RIGHTS_TOLD), effects=(PauseClocks(), Run(name="keep_draft"), Mark(mark=v.WRITTEN)),
         tells=tuple(Tell("dispute_to_sign", side) for side in v.SIDES),
         source=f"{RMTJ} 第二十九条：当事人、事实和责任、内容、方式、期限"),
    Move(name="sign", label=Words("签署协议", "Sign the agreement"), start=("signing",),
         end=Decide(rules.after_signing, ("performing", STAY)), who=(EVERY_SIDE, *NAMED),
         needs=(v.PARTY_IF_STAFF, v.FILES),
         effects=(Run(name="sign_agreement"), Attach(),
                  OnReaching(stage="performing", effects=(StopClock(rule="mediation"), *IN_FORCE, PAPER))),
         tells=(*EFFECTIVE, Tell("dispute_answered", "unit:mediator")),
         source=f"{RMTJ} 第二十九条：签名、盖章或者按指印，调解员签名并加盖印章之日生效"),
    Move(name="withdraw_draft", label=Words("收回协议草案", "Take the draft back"), start=("signing",),
         end="mediating", who=(EVERY_SIDE, *NAMED), needs=(v.REASON,),
         effects=(StopClock(rule="signing"), ResumeClocks(), Run(name="drop_draft"), Unmark(mark=v.WRITTEN)),
         tells=tuple(Tell("dispute_draft_back", side) for side in v.SIDES),
         audience=Audience.OWN_SIDE, source=f"{RMTJ} 第二十三条：自愿"),
    Move(name="lapse_signing", label=Words("逾期未签署", "Not signed in time"), start=("signing",), end="mediating",
         who=(CLOCK,), effects=(ResumeClocks(), Run(name="drop_draft"), Unmark(mark=v.WRITTEN)),
         tells=tuple(Tell("dispute_draft_back", side) for side in v.SIDES), source=DESIGN),
    Move(name="performed", label=Words("登记履行", "Record a performance"), start=("performing",),
         end=Decide(rules.after_performance, ("following", STAY)), who=(*NAMED, EVERY_SIDE),
         needs=(v.ITEM, v.PROOF, v.FILES), effects=(Run(name="note_performance"), Attach(), PAPER),
         tells=(Tell("dispute_answered", "unit:mediator"),),
         source=f"{RMTJ} 第三十一条：督促履行；{DOSSIER} 履行凭证"),
    Move(name="not_performed", label=Words("反映未履行", "Say it was not performed"), start=("performing",), end=STAY,
         who=(EVERY_SIDE, *NAMED), needs=(v.ITEM, v.REASON),
         effects=(Mark(mark=v.BROKEN), Run(name="tell_enforcement")),
         tells=(Tell("dispute_broken", "unit:mediator"), *(Tell("dispute_urged", side) for side in v.SIDES)),
         source=f"{RMTJ} 第三十一条、第三十二条"),
    Move(name="remind_performance", label=Words("提醒履行", "Remind of the performance"),
         start=("performing",), end=STAY, who=(CLOCK,), effects=(Run(name="remind_of_items"),), audience=Audience.STAFF,
         source=f"{RMTJ} 第三十一条：督促当事人履行；提前天数为设计"),
    Move(name="file_in_dossier", label=Words("归入案卷", "File in the dossier"),
         start=("mediating", "signing", "performing", "following", "failed"), end=STAY, who=NAMED,
         needs=(v.SLOT, v.NOTE_IF_ANY, v.FILES_GIVEN), effects=(Attach(),), audience=Audience.STAFF,
         source=f"{DOSSIER} 身份证明、证据、情况说明等按顺序归卷"),
    Move(name="state_facts", label=Words("出具情况说明", "Write a statement"),
         start=("mediating", "signing", "performing", "following", "failed"), end=STAY, who=NAMED,
         needs=(v.ABOUT, v.STATEMENT, v.FILES), effects=(Attach(), PAPER), audience=Audience.STAFF,
         source=f"{DOSSIER} 情况说明"),
    Move(name="ask_confirmation", label=Words("申请司法确认", "Ask the court to confirm"), start=TO_CONFIRM, end=STAY,
         who=(EVERY_SIDE, *NAMED), needs=(v.PARTY_IF_STAFF,), guards=(CONFIRMABLE, WINDOW_OPEN),
         effects=(Run(name="ask_court"), PAPER), tells=(Tell("dispute_answered", "unit:mediator"),),
         source=f"{RMTJ} 第三十三条；{MSF} 第二百零五条：三十日内双方共同申请"),
    Move(name="file_confirmation", label=Words("向法院提交司法确认申请", "File the application"), start=TO_CONFIRM,
         end=STAY, who=NAMED, needs=(v.ON, v.FILES), guards=(CONFIRMABLE, WINDOW_OPEN, ASKED_JOINTLY),
         effects=(Attach(), Mark(mark=v.FILED), StopClock(rule="confirmation")),
         tells=tuple(Tell("dispute_filed", side) for side in v.SIDES), source=f"{MSF} 第二百零五条"),
    Move(name="confirmation_result", label=Words("登记法院裁定", "Record the ruling"), start=TO_CONFIRM,
         end=Fork("result", {"confirmed": STAY, "dismissed": "mediating"}), who=NAMED,
         needs=(v.COURT_RESULT, v.REFERENCE, v.FILES), guards=(IS_FILED,),
         effects=(Attach(), Run(name="note_ruling")), tells=tuple(Tell("dispute_ruled", side) for side in v.SIDES),
         source=f"{MSF} 第二百零六条：有效的可强制执行；驳回的可以变更、重新调解或起诉"),
    Move(name="close_window", label=Words("司法确认期限届满", "The 30 days are over"), start=TO_CONFIRM, end=STAY,
         who=(CLOCK,), effects=(Unmark(mark=v.WINDOW), StopClock(rule="confirmation")), audience=Audience.STAFF,
         source=f"{RMTJ} 第三十三条"),
)
# fmt: on
