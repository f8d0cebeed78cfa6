"""Effects that issue papers, as a system writes them."""

from datetime import date

from shiyu.base.words import Words
from shiyu.cases.change import Change
from shiyu.cases.errors import GuardRefused
from shiyu.documents.issuing import Audience, PaperOrder, plan_paper

ANSWER = {
    "class_mark": "A", "session": "市政协九届一次会议", "proposal_number": "1", "subject": "样例",
    "recipient": "样某委员", "contact_person": "样某", "contact_phone": "0356-0000000",
}  # fmt: skip
URGING = {
    "recipient": "样例单位", "order_number": "1", "matter": "样例", "checkpoint": "3日", "limit": date(2026, 3, 5),
    "days_late": 2, "times": 1, "requirements": ["请抓紧办理。"], "report_by": date(2026, 3, 9),
    "contact_person": "样某", "contact_phone": "0356-0000000",
}  # fmt: skip


def tell_at_once(change: Change) -> None:
    """An opening may issue a paper too: to parties whose rows are not written yet."""
    facts = {
        "session": "九届一次", "proposal_number": "1", "subject": change.case.title, "submitter": "样某",
        "unit": "市住建局", "days": "15日", "send_to": "提案委",
    }  # fmt: skip
    audience = Audience(parties=change.state.parties)
    plan_paper(
        change,
        PaperOrder(kind="opinion_form", unit_code="zxtaw", title="征询意见表", facts=facts, audience=audience),
    )


def write_answer(change: Change) -> None:
    """A numbered letter to every raiser."""
    plan_paper(
        change,
        PaperOrder(
            kind="proposal_answer", unit_code=change.facts.text("unit"), title="关于第1号提案的答复",
            facts={**ANSWER, "answer": change.facts.text("answer")}, audience=Audience(parties=change.state.raisers()),
        ),
    )  # fmt: skip


def write_urging(change: Change) -> None:
    """A numbered letter that shares the row of numbers of answers."""
    plan_paper(
        change, PaperOrder(kind="urging_notice", unit_code=change.facts.text("unit"), title="催办通知", facts=URGING)
    )


def stumble(change: Change) -> None:
    """Refuses after the paper was planned, where the request asks for it."""
    if change.facts.texts.get("flaw"):
        raise GuardRefused(why=Words("测试", "a test"))
