"""What the members' pages enter into the platform: the way after a login, the menu, how a proposal is told."""

from shiyu.base.words import Words
from shiyu.proposals.portal.member import knows
from shiyu.proposals.portal.progress import told
from shiyu.proposals.seed_members import DEMO_PHONES
from shiyu.web.everyday import enter_teller
from shiyu.web.menu import Way, enter_menu
from shiyu.web.resident_home import ResidentHome, enter_resident_home


def enter_portal() -> None:
    """Called in the `ready` of the system."""
    enter_resident_home(
        ResidentHome(
            label=Words("我的提案", "My proposals"),
            lead=Words("政协委员：起草、联名、进度、答复、征询意见表", "CPPCC members: draft, co-sign, answers"),
            procedures=("proposal", "proposal_promise"), cases="proposals_mine", case="proposal_mine", order=20,
            knows=knows, demo_phones=DEMO_PHONES,
        )
    )  # fmt: skip
    for procedure in ("proposal", "proposal_promise"):
        enter_teller(procedure, told)
    enter_menu(
        Way(
            name="proposals_public", label=Words("政协提案", "Proposals"), order=40, public=True, under="/proposals/"
        )
    )  # fmt: skip
