"""The names of people who work for the city, by their accounts, and of its units, by their codes."""

from collections.abc import Iterable

from django.db.models import F
from django.db.models.functions import Coalesce

from shiyu.base.words import Words
from shiyu.city.directory import Directory, directory
from shiyu.city.models import Account


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """The person's name, or the login's where no person stands behind it; nothing is asked for nobody."""
    wanted = set(accounts)
    if not wanted:
        return {}
    named = Account.objects.filter(pk__in=wanted).annotate(called=Coalesce(F("person__name"), F("username")))
    return dict(named.values_list("pk", "called"))


def logins_of(accounts: Iterable[int]) -> dict[int, str]:
    """The logins of accounts; nothing is asked for nobody."""
    wanted = set(accounts)
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "username")) if wanted else {}


def unit_words(code: str, *, city: Directory | None = None) -> Words:
    """A unit by its code, also when it was abolished; a code nobody knows stands for itself."""
    unit = (city or directory()).unit(code)
    return unit.label if unit else Words(code, code)
