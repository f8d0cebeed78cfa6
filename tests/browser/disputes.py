"""A dispute that stands in the served city: under mediation, with words, an offer and a private word in its room."""

import json
from io import StringIO

from shiyu.cases.acting import actors_of
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Case, Party
from shiyu.city.models import Account
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.room.rules import Kind
from shiyu.disputes.talks import read_talks
from shiyu.disputes.talks_loading import load_talks
from shiyu.disputes.tests.test_talks import OURS

WORDS = (
    ("all", Kind.CALL, "请两位周四上午九点再谈一次。"),
    ("side:applicant", Kind.TEXT, "您的底线我不告诉对方。"),
    ("mediators", Kind.TEXT, "单位有过同类记录。"),
    ("all", Kind.OFFER, "一次付清一万一千元。"),
)


def standing_dispute() -> tuple[str, str]:
    """Its number, and the query code of its applicant."""
    load_talks(read_talks(StringIO(json.dumps(OURS[1], ensure_ascii=False))), place="140502004000")
    case = Case.objects.get(procedure="dispute")
    mediator = actors_of(Account.objects.get(username="mediator"))[0]
    for audience, kind, text in WORDS:
        post_message(case.number, Written(audience=audience, kind=kind, text=text), actor=mediator, key=text)
    applicant = Party.objects.filter(case=case, role="applicant").order_by("pk")[0]
    return case.number, open_contact(applicant)["code"]
