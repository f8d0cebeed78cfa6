"""The limits of a dispute; their numbers stand in the rule set of the city pack.

What runs out by a party's silence ends by itself (`late_move`); what a post owes goes up to the centre's head, who is
told number, kind and place and nothing of what was said.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import ClockRule

TO_LEAD = ("role:dispute_lead",)
TO_HEAD = ("unit:mediation_head", "role:dispute_lead")

# fmt: off
CLOCKS = (
    ClockRule(name="triage", label=Words("研判分流", "triage"), limit="triage", escalates_to=TO_LEAD),
    ClockRule(name="appointment", label=Words("指派调解员", "naming a mediator"), limit="appointment",
              escalates_to=TO_LEAD),
    ClockRule(name="consent", label=Words("征询意愿", "asking consent"), limit="consent", late_move="lapse_consent"),
    ClockRule(name="mediation", label=Words("调解期限", "mediation"), limit="mediation", escalates_to=TO_HEAD),
    ClockRule(name="signing", label=Words("签署协议", "signing"), limit="signing", late_move="lapse_signing"),
    ClockRule(name="performance", label=Words("履行期限", "performance"), limit="performance", escalates_to=TO_HEAD),
    ClockRule(name="confirmation", label=Words("共同申请司法确认", "joint application to the court"),
              limit="confirmation", late_move="close_window"),
    ClockRule(name="visit", label=Words("回访", "follow-up visit"), limit="visit", escalates_to=TO_HEAD),
    ClockRule(name="telling", label=Words("告知途径", "telling the ways"), limit="telling", escalates_to=TO_HEAD),
)
# fmt: on
