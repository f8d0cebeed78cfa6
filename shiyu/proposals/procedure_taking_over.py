"""集中录入: proposals that were filed elsewhere, taken over from the list of their session with their numbers."""

from shiyu.base.words import Words
from shiyu.cases.effects import Assign, OnReaching, OpenCase, Run
from shiyu.cases.procedure import NEW, Audience, Decide, Move, Tell
from shiyu.proposals import needs as n
from shiyu.proposals import rules
from shiyu.proposals.procedure_assigning import CLOCKS_OF_UNIT, UNITS_TOLD
from shiyu.proposals.procedure_people import CLERK, DESIGN, TO_ASSIGN
from shiyu.proposals.vocabulary import CHANNELS

# fmt: off
TAKING_OVER = (
    Move(name="take_over", label=Words("集中录入", "Take over from a list"), start=(NEW,), who=(CLERK,),
         end=Decide(rules.after_taking_over, ("to_sign", *TO_ASSIGN)),
         needs=(n.SESSION, n.SERIAL, n.TITLE, n.DETAIL_IF_ANY, n.SUGGESTIONS_IF_ANY, n.SUBMITTER_KIND, n.CONTACT,
                n.SECTOR, n.CO_SIGNERS, n.THEME, n.CHANNEL, n.LEAD_IF_ANY, n.JOINT_UNITS, n.SEPARATE_UNITS,
                n.SUBMITTED_ON, n.FILED_ON, n.ASSIGNED_ON, n.MAY_PUBLISH, n.NOTE_IF_ANY),
         effects=(Run(name="know_from_list"), OpenCase(party_role="submitter", kind_from="channel"),
                  Run(name="take_over"),
                  OnReaching(stage="to_sign", effects=(
                      Assign(lead_from="lead", joint_from="joint", separate_from="separate", clocks=CLOCKS_OF_UNIT,
                             joint_clocks=("sign", "joint")),
                      Run(name="date_assigned"))),
                  *(OnReaching(stage=stage, effects=(Run(name="date_filed"),)) for stage in TO_ASSIGN)),
         audience=Audience.EVERYONE,
         tells=(*(Tell(one.template, one.to, on=("to_sign",)) for one in UNITS_TOLD),
                *(Tell("proposal_to_assign", f"role:{channel}_assigner", on=(f"to_assign_{channel}",))
                  for channel in CHANNELS)),
         source=f"{DESIGN}: 交办会已定的提案清单集中录入，案号、渠道和承办单位从清单"),
)
# fmt: on
