"""受理: the ways in which a dispute comes in, and what belongs to it before anybody mediates."""

from dataclasses import replace

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, Mark, OpenCase, Run, SetOutcome, TellReason
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Audience, Guard, Move, Tell
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_people import (
    CLOCK,
    DESIGN,
    DOSSIER,
    EVERY_SIDE,
    FLOW,
    NAMED,
    REFERRERS,
    RMTJ,
    SIDE_A,
    WINDOW,
)

# fmt: off
OPENED = OpenCase(title_from="", detail_from="", kind_from="kind", party_role=v.APPLICANT)
"""No title is typed: kind and place are the title, so that no list and no notice names anybody."""
TOLD_APPLICANT = Tell("dispute_received", v.APPLICANT)
TO_WINDOW = Tell("dispute_registered", "role:dispute_window")
MATTER = (v.KIND, v.PLACE, v.HAPPENED, v.CLAIMS, v.AMOUNT, v.WILLING)
BEGIN = Run(name="begin_dispute")
PAPER = Run(name="write_papers")
LOOKS_ALIKE = Guard(name="looks_alike", rule=rules.looks_alike,
    sentence=Words("没有疑似同一纠纷的件", "it looks like no other dispute"))
INTAKE = (
    Move(name="apply", label=Words("申请调解", "Apply for mediation"), start=(NEW,), end="registered",
         who=(SIDE_A,), needs=(*MATTER, v.CONTACT, v.RESPONDENT_CONTACT, v.FILES),
         effects=(OPENED, BEGIN, Attach(), PAPER), tells=(TOLD_APPLICANT, TO_WINDOW),
         source=f"{RMTJ} 第十七条：当事人可以申请调解"),
    Move(name="register", label=Words("窗口登记", "Register at the window"), start=(NEW,), end="registered",
         who=(WINDOW,), needs=(*MATTER, v.CONTACT, v.RESPONDENT_CONTACT, v.FILES),
         effects=(OPENED, BEGIN, Attach(), PAPER), tells=(TOLD_APPLICANT,), source=f"{FLOW} 一窗登记"),
    Move(name="report_from_grid", label=Words("网格上报", "Report from the grid"), start=(NEW,), end="registered",
         who=(WINDOW, CLOCK), needs=(*MATTER, v.CONTACT, v.RESPONDENT_CONTACT, v.FILES),
         effects=(OPENED, BEGIN, Attach(), PAPER), tells=(TOLD_APPLICANT, TO_WINDOW),
         source=f"{RMTJ} 第十七条：人民调解委员会也可以主动调解"),
    Move(name="accept_commission", label=Words("登记委派、移交", "Register a commission"), start=(NEW,),
         end="registered", who=(WINDOW,),
         needs=(v.COMMISSION, v.REFERENCE, *MATTER, v.CONTACT, v.RESPONDENT_CONTACT, v.FILES),
         effects=(OpenCase(title_from="", detail_from="", kind_from="kind", reference_from="reference",
                           party_role=v.APPLICANT), BEGIN, Attach(), PAPER),
         tells=(TOLD_APPLICANT,), source=f"{RMTJ} 第十八条；诉调、访调、警调、调援对接（手册E3）"),
    Move(name="take_referral", label=Words("接收移送", "Take over a referral"), start=(NEW,), end="registered",
         who=(WINDOW, *REFERRERS, CLOCK), needs=(v.text("title", Words("来件事项", "Matter"), maximum=200), v.REASON),
         effects=(OPENED, BEGIN, Mark(mark=v.INCOMPLETE)), tells=(TO_WINDOW,), audience=Audience.STAFF,
         source=f"{FLOW}；来件不带当事人，由窗口补全（{DESIGN}）"),
    Move(name="complete", label=Words("补全登记", "Complete the registration"), start=("registered",), end=STAY,
         who=(WINDOW,), needs=(*MATTER, v.CONTACT, v.RESPONDENT_CONTACT, v.FILES),
         effects=(Run(name="complete_registration"), Attach(), PAPER), tells=(TOLD_APPLICANT,),
         source=f"{FLOW} 一窗登记"),
    Move(name="add_party", label=Words("登记当事人", "Register a party"), start=("registered", "mediating"), end=STAY,
         who=(WINDOW, *NAMED), needs=(v.SIDE, v.CAPACITY, v.STANDS_FOR, v.IS_MINOR, v.PARTY_CONTACT, v.FILES),
         effects=(Run(name="join_side"), Attach(), PAPER), audience=Audience.STAFF,
         source=f"{DOSSIER} 身份证明、授权委托书；民法典第十九至二十三条（监护）"),
    Move(name="told_rights", label=Words("签收权利义务告知书", "Sign that rights were told"),
         start=("registered", "asking", "mediating"), end=STAY, who=(WINDOW, *NAMED, EVERY_SIDE),
         needs=(v.PARTY_IF_STAFF, v.FILES), effects=(Run(name="note_rights_told"), Attach(), PAPER),
         source=f"{DOSSIER} 权利义务告知书（必）；{RMTJ} 第二十三条"),
    Move(name="assess_danger", label=Words("研判激化风险", "Assess the danger"), start=(ANY_OPEN,), end=STAY,
         who=(WINDOW, *NAMED), needs=(v.DANGER_SIGN, v.WHAT_SEEN), effects=(Run(name="note_danger"),),
         audience=Audience.STAFF, source=f"{RMTJ} 第二十五条：有可能激化的，及时报告公安机关"),
    Move(name="merge", label=Words("并入同一纠纷", "Merge into the same dispute"), start=("registered",),
         end="not_accepted", who=(WINDOW,),
         needs=(replace(v.SAME_AS, open_to_all=rules.takes_others), v.REASON),
         effects=(Run(name="join_same_dispute"), TellReason(), SetOutcome(outcome="merged")),
         tells=(Tell("dispute_merged", v.APPLICANT),), audience=Audience.STAFF,
         source=f"{DESIGN}：两个窗口登记的同一纠纷只办一次"),
    Move(name="keep_apart", label=Words("与疑似同一纠纷分开办理", "Keep apart from a look-alike"),
         start=("registered",), end=STAY, who=(WINDOW,), needs=(v.REASON,), guards=(LOOKS_ALIKE,),
         effects=(Run(name="settle_look_alikes"),),
         audience=Audience.STAFF, source=DESIGN),
    Move(name="withdraw", label=Words("撤回申请", "Withdraw"),
         start=("registered", "to_appoint", "asking", "mediating", "signing"), end="withdrawn", who=(SIDE_A,),
         needs=(v.REASON,),
         effects=(TellReason(), SetOutcome(outcome="withdrawn"), Run(name="tell_the_others"), Run(name="tell_source")),
         tells=(Tell("dispute_withdrawn", v.APPLICANT),),
         audience=Audience.OWN_SIDE, source=f"{RMTJ} 第二十三条：接受、拒绝或者终止调解"),
    Move(name="decline", label=Words("不予受理，告知途径", "Do not accept; tell the way"), start=("registered",),
         end="not_accepted", who=(WINDOW,), needs=(v.WAYS, v.REASON),
         effects=(TellReason(), SetOutcome(outcome="not_accepted"), Run(name="note_way"), Run(name="tell_source")),
         tells=(Tell("dispute_not_accepted", v.APPLICANT),), source=f"{FLOW}；告知理由和法律途径（{DESIGN}）"),
)
# fmt: on
