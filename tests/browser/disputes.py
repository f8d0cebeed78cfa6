"""What is said in the room of the dispute that is mediated in the served city: to all, to one side, among mediators."""

from shiyu.cases.acting import actors_of
from shiyu.cases.models import Party
from shiyu.city.models import Account
from shiyu.disputes.models import Dispute
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.room.rules import Kind

WORDS = (
    ("all", Kind.CALL, "请两位周四上午九点再谈一次。"),
    ("side:", Kind.TEXT, "您的底线我不告诉对方。"),
    ("mediators", Kind.TEXT, "单位有过同类记录。"),
    ("all", Kind.OFFER, "一次付清四千元。"),
)


def said_in_room(number: str) -> str:
    """The same number, after its mediator has said all that."""
    named = Dispute.objects.get(case__number=number).mediator or 0
    mediator = actors_of(Account.objects.get(pk=named))[0]
    applicant = Party.objects.filter(case__number=number, role="applicant").order_by("pk")[0].pk
    for audience, kind, text in WORDS:
        to = f"{audience}{applicant}" if audience == "side:" else audience
        post_message(number, Written(audience=to, kind=kind, text=text), actor=mediator, key=text)
    return number
