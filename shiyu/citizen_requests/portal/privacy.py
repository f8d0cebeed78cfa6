"""How long a resident's data is kept, from the city's list of retention periods: the notice says no other number."""

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.city.models import RetentionPeriod

KINDS = ("party_contact", "citizen_request")
BY_RULE = Words("按规定的期限", "as the rule says")


def kept_for() -> dict[str, Words]:
    """The length for contact data and for the case, in words."""
    rows = RetentionPeriod.objects.filter(code__in=KINDS, validity__contains=today())
    months = dict(rows.values_list("code", "months"))
    return {kind: _length(months[kind]) if kind in months else BY_RULE for kind in KINDS}


def _length(months: int) -> Words:
    years, rest = divmod(months, 12)
    if rest:
        return Words(f"{months}个月", f"{months} months")
    return Words(f"{years}年", f"{years} year{'s' if years != 1 else ''}")
