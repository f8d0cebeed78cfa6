"""The ways of supervision in the menu."""

from shiyu.base.words import Words
from shiyu.supervision.desk.roles import OVERSEERS
from shiyu.web.menu import Way

WAYS = (
    Way(name="supervision", label=Words("督查督办", "Supervision"), order=7, roles=OVERSEERS | {"unit_head"}),
    Way(name="supervision_orders", label=Words("督查件", "Orders"), order=8,
        roles=OVERSEERS | {"clerk", "unit_head"}, rare=True),
)  # fmt: skip
