"""重点提案 → 督查: what the chairpersons' meeting chose is referred to supervision, with its leader and its weeks."""

from calendar import monthrange
from datetime import date

from shiyu.base.clock import city_day
from shiyu.base.masking import redact
from shiyu.cases.change import Change, Spawn
from shiyu.cases.referring import referred_from
from shiyu.cases.registry import newest
from shiyu.city.directory import directory
from shiyu.proposals.keeping import proposal_of
from shiyu.proposals.models import Proposal

SUPERVISION, REFERRED_TO = "supervision_order", "referred_to"
WHY = "市政协主席会议确定的重点提案，由市领导领办、主席会议成员督办，纳入“13710”督办。"


def put_under_supervision(change: Change) -> None:
    """Opens a supervision order that names the leading leader and the weekly reports; none where one is open already.

    It goes the way of every referral: title and reason, none of the people. A day of ours is known to the other
    system only if its opening move asks for it.
    """
    if referred_from(change.case, to=SUPERVISION) is not None:
        return
    opening = newest(SUPERVISION).move(newest(SUPERVISION).takes_referral)
    proposal = proposal_of(change)
    facts = {"title": redact(change.case.title), "reason": WHY, "leader": _leader(proposal.leading_post)}
    if (weeks := weeks_of(proposal, on=city_day(change.now))) is not None:
        facts["weekly_from"], facts["weekly_until"] = (day.isoformat() for day in weeks)
    if opening is not None:
        known = {name: value for name, value in facts.items() if opening.need(name) is not None}
        change.spawned.append(Spawn(procedure=SUPERVISION, move=opening.name, facts=known, link=REFERRED_TO))


def _leader(code: str) -> str:
    """The post as everybody reads it in a history: by its title, unless another has the same."""
    post = directory().post(code)
    if post is None or sum(other.title == post.title for other in directory().posts.current()) != 1:
        return code
    return post.title.zh


def weeks_of(proposal: Proposal, *, on: date) -> tuple[date, date] | None:
    """The first and the last day of the months with weekly reports: those that end next after `on`.

    Months that run over the end of a year (11 to 2) end in the year after they begin.
    """
    first, last = proposal.weekly_from, proposal.weekly_to
    if first is None or last is None:
        return None
    year = on.year if _end(on.year, last) >= on else on.year + 1
    return date(year if first <= last else year - 1, first, 1), _end(year, last)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
