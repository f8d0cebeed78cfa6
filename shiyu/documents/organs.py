"""机关: how papers name units, and whom a reader of a paper may call."""

from collections.abc import Iterable
from datetime import date

from shiyu.cases.actors import Actor, PostHolder
from shiyu.city.directory import directory
from shiyu.city.models import Account
from shiyu.documents.issuing import issuer_of
from shiyu.documents.telephones import telephone_of

CLOCK = "系统自动"


def full_names(codes: Iterable[str]) -> str:
    """The full names of units, as a paper is addressed."""
    return "、".join(issuer_of(code) for code in codes)


def short_names(codes: Iterable[str]) -> str:
    """The usual names of units, as a table has them."""
    units = [directory().unit(code) for code in codes]
    return "、".join(unit.label.zh for unit in units if unit)


def name_of(actor: Actor) -> str:
    """Who signs or is to be called: the person behind the login, else the title of the post."""
    if not isinstance(actor, PostHolder):
        return CLOCK
    if person := person_of(actor.account_id):
        return person
    post = directory().post(actor.post_code)
    return post.title.zh if post else actor.post_code


def person_of(account_id: int | None) -> str:
    """The name of the person behind a login; empty where none is known."""
    account = Account.objects.select_related("person").filter(pk=account_id).first() if account_id else None
    return account.person.name if account is not None and account.person is not None else ""


def contact_facts(actor: Actor, *, unit: str, on: date) -> dict[str, str]:
    """联系人、联系电话: the officer who acts and the telephone of his unit."""
    return {"contact_person": name_of(actor), "contact_phone": telephone_of(unit, on=on)}
