"""From a login to those it may act as: one actor for each post the account holds."""

from datetime import date

from shiyu.base.clock import today
from shiyu.cases.actors import PostHolder
from shiyu.city.models import Account
from shiyu.city.people import Holding, holdings


def actors_of(account: Account, *, on: date | None = None) -> list[PostHolder]:
    """The posts the account may act from on a day (today), each as an actor: its own, and those of the absent."""
    return [holder(holding) for holding in holdings(account, on=on or today())]


def holder(holding: Holding) -> PostHolder:
    """One held post as an actor."""
    return PostHolder(
        account_id=holding.account_id,
        person_id=holding.person_id,
        post_id=holding.post_id,
        post_code=holding.post_code,
        unit_id=holding.unit_id,
        unit_code=holding.unit_code,
        division_code=holding.division_code,
        roles=holding.roles,
        acts_for=holding.acts_for,
        bound=holding.bound,
    )
