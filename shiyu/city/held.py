"""What an account holds today, in SQL: its own posts, and those it acts from for somebody who is away (代理).

Joined into the one question that stands before every request, so it is text: `a` is the account, `%(today)s` the day.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

OWN_POSTS = """
ARRAY(SELECT h.post_id FROM city_tenure h WHERE h.account_id = a.id AND h.validity @> %(today)s::date)"""
OTHER_LOGINS = """
ARRAY(SELECT o.id FROM city_account o WHERE o.person_id = a.person_id AND o.id <> a.id)"""
# It lapses with the tenure of the absent, and where the delegate has left the unit.
TAKEN_POSTS = """
ARRAY(SELECT jsonb_build_object(
        'post', d.post_id, 'account', d.absent_id, 'name', coalesce(p.name, g.username), 'until', upper(d.validity) - 1,
        'logins', ARRAY(SELECT o.id FROM city_account o WHERE o.person_id = g.person_id))
      FROM city_delegation d
      JOIN city_account g ON g.id = d.absent_id LEFT JOIN city_person p ON p.id = g.person_id
      WHERE d.delegate_id = a.id AND d.ended_at IS NULL AND d.validity @> %(today)s::date
        AND EXISTS (SELECT FROM city_tenure h WHERE h.account_id = d.absent_id AND h.post_id = d.post_id
                    AND h.validity @> %(today)s::date)
        AND EXISTS (SELECT FROM city_tenure h JOIN city_post x ON x.id = h.post_id JOIN city_post y ON y.id = d.post_id
                    WHERE h.account_id = a.id AND h.validity @> %(today)s::date AND x.unit_id = y.unit_id)
      ORDER BY d.id)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A post an account acts from for `name`, whose account is `absent`, up to and with the day `until`.

    `logins` are all accounts of the absent person.
    """

    post_id: int
    absent: int
    name: str
    until: date
    logins: frozenset[int]


def stand_ins(taken: Iterable[Any], *, own: Iterable[int]) -> dict[int, StandIn]:
    """What `TAKEN_POSTS` answered, by post; a post the account holds itself is its own."""
    held = set(own)
    found: dict[int, StandIn] = {}
    for given in taken:
        row = json.loads(given) if isinstance(given, str) else given  # as text on Django's own connection
        if row["post"] not in held:
            found.setdefault(
                row["post"],
                StandIn(
                    post_id=row["post"], absent=row["account"], name=row["name"],
                    until=date.fromisoformat(row["until"]), logins=frozenset({row["account"], *row["logins"]}),
                ),
            )  # fmt: skip
    return found
