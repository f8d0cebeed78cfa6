"""The names of people who work for the city, by their accounts."""

from collections.abc import Iterable

from django.db.models import F
from django.db.models.functions import Coalesce

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
