"""起草、联名、提交、撤回: the moves of those who propose."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, OpenCase, Run, TellReason
from shiyu.cases.effects_party import TakeRole
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Move, Tell
from shiyu.proposals import needs as n
from shiyu.proposals.procedure_people import (
    BEFORE_FILING,
    CLERK,
    CLOCK,
    CO_SIGNER,
    CPPCC,
    DESIGN,
    INVITED,
    NOBODY_JOINED,
    NOT_FILED,
    ONE_MATTER,
    SUBMITTER,
)

# fmt: off
TEXT = (n.TITLE, n.DETAIL, n.SUGGESTIONS, n.THEME_IF_ANY, n.WISHED_UNITS, n.MAY_PUBLISH)
BEING_WRITTEN = ("draft", "returned")
TOLD = ("submitter", "co_signer")
WRITING = (
    Move(name="draft", label=Words("起草提案", "Draft a proposal"), start=(NEW,), end="draft", who=(SUBMITTER,),
         needs=(*TEXT, n.CONTACT, n.FILES),
         effects=(Run(name="know_submitter"), OpenCase(party_role="submitter"), Attach(), Run(name="begin_proposal")),
         tells=(Tell("proposal_drafted", "submitter"),),
         source=f"{CPPCC} 提案者；查询码只发到名册登记的手机，为设计"),
    Move(name="draft_from_paper", label=Words("代录纸质提案", "Type in a paper proposal"), start=(NEW,), end="draft",
         who=(CLERK,), needs=(*TEXT, n.IN_REGISTER, n.FILES),
         effects=(Run(name="know_submitter"), OpenCase(party_role="submitter"), Attach(), Run(name="begin_proposal")),
         tells=(Tell("proposal_drafted", "submitter"),), source=f"{CPPCC} 提案者"),
    Move(name="revise", label=Words("修改提案", "Revise the proposal"), start=BEING_WRITTEN, end=STAY,
         who=(SUBMITTER, CLERK), needs=(*TEXT, n.FILES), effects=(Attach(), Run(name="revise")), source=CPPCC),
    Move(name="invite", label=Words("邀请联名", "Invite a co-signer"), start=BEING_WRITTEN, end=STAY,
         who=(SUBMITTER, CLERK), needs=(n.IN_REGISTER,), effects=(Run(name="invite"),),
         source=f"{CPPCC} 联名提案；本人确认为设计"),
    Move(name="confirm", label=Words("确认联名", "Co-sign"), start=BEING_WRITTEN, end=STAY, who=(INVITED,),
         effects=(TakeRole(role="co_signer", only=("invited",)),), tells=(Tell("proposal_co_signed", "submitter"),),
         source=f"{DESIGN}: 联名须由本人确认"),
    Move(name="decline", label=Words("不联名", "Decline to co-sign"), start=BEING_WRITTEN, end=STAY, who=(INVITED,),
         needs=(n.NOTE_IF_ANY,), effects=(TakeRole(role="left", only=("invited",)),),
         tells=(Tell("proposal_declined", "submitter"),), source=DESIGN),
    Move(name="drop_invited", label=Words("取消邀请", "Drop an invitation"), start=BEING_WRITTEN, end=STAY,
         who=(SUBMITTER, CLERK), needs=(n.PARTY, n.NOTE),
         effects=(TakeRole(role="left", only=("invited",), party_from="party"),), source=DESIGN),
    Move(name="record_signature", label=Words("补录纸质联名", "Record a signature on paper"), start=BEING_WRITTEN,
         end=STAY, who=(CLERK,), needs=(n.IN_REGISTER, n.NOTE_IF_ANY), effects=(Run(name="sign_on_paper"),),
         tells=(Tell("proposal_signed_on_paper", "co_signer"),), source=f"{CPPCC} 联名人签名"),
    Move(name="submit", label=Words("提交提案", "Submit"), start=BEING_WRITTEN, end="submitted",
         who=(SUBMITTER, CLERK), needs=(n.ONE_MATTER,), guards=(ONE_MATTER,), effects=(Run(name="submit"),),
         tells=(Tell("proposal_submitted", "submitter"), Tell("proposal_submitted", "co_signer"),
                Tell("proposal_to_review", "role:proposal_clerk")),
         source=f"{CPPCC} 一事一案"),
    Move(name="withdraw_signature", label=Words("撤回联名", "Withdraw the signature"), start=(ANY_OPEN,), end=STAY,
         who=(CO_SIGNER,), needs=(n.NOTE_IF_ANY,), guards=(NOT_FILED,),
         effects=(TakeRole(role="left", only=("co_signer",)),),
         tells=(Tell("proposal_signature_withdrawn", "submitter"),), source=f"{DESIGN}: 立案之前可撤回署名"),
    Move(name="withdraw", label=Words("撤案", "Withdraw the proposal"), start=(*BEING_WRITTEN, *BEFORE_FILING),
         end="withdrawn", who=(SUBMITTER, CLERK), needs=(n.REASON,), guards=(NOBODY_JOINED,),
         effects=(TellReason(),), tells=tuple(Tell("proposal_withdrawn", to) for to in TOLD), source=f"{CPPCC} 撤案"),
    Move(name="lapse", label=Words("逾期未提交", "Lapse"), start=BEING_WRITTEN, end="lapsed", who=(CLOCK,),
         effects=(TellReason(),), tells=tuple(Tell("proposal_lapsed", to) for to in TOLD),
         source=f"{DESIGN}: 草稿和退改件不无限期留存"),
)
# fmt: on
