"""The ways of supervision in the menu."""

from shiyu.base.words import Words
from shiyu.supervision.desk.roles import FIRST_FOR, OVERSEERS, READERS
from shiyu.web.menu import Way

WAYS = (
    Way(name="supervision", label=Words("督查督办", "Supervision"), order=13, roles=OVERSEERS | {"unit_head"},
        first_for=FIRST_FOR),
    Way(name="supervision_orders", label=Words("督查件", "Orders"), order=14, roles=READERS, rare=True),
)  # fmt: skip
