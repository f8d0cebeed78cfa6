"""What the pages of parties enter into the platform."""

from shiyu.base.words import Words
from shiyu.disputes.portal.mine import HOME
from shiyu.web.resident_home import ResidentHome, enter_resident_home


def enter_portal() -> None:
    """Called in the `ready` of the system."""
    enter_resident_home(
        ResidentHome(
            label=Words("我的纠纷", "My disputes"),
            lead=Words("表态、签收告知书、签署协议、履行", "Agree, sign, perform"),
            procedures=("dispute",), cases=HOME, case="dispute_mine", order=30,
        )
    )  # fmt: skip
