"""The ways of disputes in the menu."""

from shiyu.base.words import Words
from shiyu.disputes.desk.roles import WORKERS
from shiyu.web.menu import Way

WAYS = (
    Way(name="disputes", label=Words("矛盾纠纷", "Disputes"), order=12, roles=WORKERS, first_for=WORKERS),
)  # fmt: skip
