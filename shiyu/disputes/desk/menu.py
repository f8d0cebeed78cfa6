"""The ways of disputes in the menu."""

from shiyu.base.words import Words
from shiyu.disputes.desk.roles import HEADS, MEDIATORS, WORKERS
from shiyu.web.menu import Way

WAYS = (
    Way(name="disputes", label=Words("矛盾纠纷", "Disputes"), order=12, roles=WORKERS, first_for=WORKERS),
    Way(name="disputes_ties", label=Words("我的关系申报", "My ties"), order=61, roles=MEDIATORS | HEADS, rare=True),
    Way(name="disputes_handed", label=Words("移送来的纠纷", "Disputes handed over"), order=62,
        roles=frozenset({"clerk"}), rare=True),
)  # fmt: skip
