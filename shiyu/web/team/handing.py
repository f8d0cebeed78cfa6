"""交接: what is handed over, to whom, and that it was; the pages and the API decide nothing beyond this."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from shiyu.base.clock import now, today
from shiyu.base.crypto import blind_index
from shiyu.base.errors import BadInput, NotYours
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import KeyReused
from shiyu.cases.handing import OpenCase, hand_over, open_under, orphans, succeed
from shiyu.city.directory import directory
from shiyu.city.facts import PostFact, UnitFact
from shiyu.city.models import AccountKind, Tenure
from shiyu.web.models import HandOver, OwnPhrase, Reminder
from shiyu.web.team.rights import ADMIN, arranges

LATELY = timedelta(days=366)
HANDING = Words("办理岗位交接", "handing over the work of this post")
NOT_TAKER = Words("接收人今天不担任这个岗位，请先任命再交接。未作改动。",
                  "He does not hold this post today; appoint him first. Nothing was changed.")  # fmt: skip
TAKER = Words("接收人", "Taker")
NO_SUCCESSION = Words("应从已撤销的单位移交给现有单位。未作改动。",
                      "Work goes from an abolished unit to one in force. Nothing was changed.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a post today, or held it in the last year."""

    account_id: int
    username: str
    name: str
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """How many things of his own the giver has at this post."""

    reminders: int
    phrases: int


def holders_of(post: PostFact) -> list[Holder]:
    """Everybody who holds the post or held it in the last year, those of today first."""
    day = today()
    lately = Q(validity__contains=day) | Q(validity__endswith__gt=day - LATELY, validity__endswith__lte=day)
    rows = Tenure.objects.filter(lately, post=post.id, account__kind=AccountKind.PERSON, validity__isempty=False)
    found: dict[int, Holder] = {}
    for row in rows.select_related("account__person").order_by("account__username"):
        present = row.holds_on(day) and row.account.is_active
        if present or row.account_id not in found:
            found[row.account_id] = Holder(
                account_id=row.account_id, username=row.account.username, name=row.account.display_name,
                present=present,
            )  # fmt: skip
    return sorted(found.values(), key=lambda one: (not one.present, one.name))


def posts_handed_by(actor: PostHolder, unit: UnitFact | None) -> list[PostFact]:
    """The posts of the unit the actor arranges, else the one he holds himself, by code."""
    if unit is None:
        return [] if actor.acts_for is not None else [directory().posts.get_by_id(actor.post_id)]
    found = [post for post in directory().posts.current() if post.unit_id == unit.id]
    return sorted(found, key=lambda post: post.code)


def goes_whole(holders: Sequence[Holder], *, giver: int, taker: int) -> bool:
    """Whether the giver is or was the only one at the post beside the taker, so that all its work is his."""
    others = [one.account_id for one in holders if one.present and one.account_id != taker]
    return others in ([], [giver])


def may_hand(actor: PostHolder, post: PostFact, *, giver: int) -> bool:
    """Whoever arranges the unit, and the giver himself."""
    return arranges(actor, post.unit_id) or (giver == actor.account_id and post.id == actor.post_id)


def preview(post: PostFact, *, giver: int) -> tuple[list[OpenCase], Personal]:
    """What stands open under the giver, and what is his own."""
    mine = Reminder.objects.filter(account_id=giver, post_code=post.code, done_at=None)
    phrases = OwnPhrase.objects.filter(account_id=giver)
    return open_under(post, account=giver), Personal(reminders=mine.count(), phrases=phrases.count())


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the arranger confirmed."""

    post: PostFact
    giver: int
    taker: int
    numbers: Sequence[str]
    reminders: bool = False
    phrases: bool = False
    note: str = ""
    key: str = ""

    def asked(self) -> bytes:
        """What tells one confirmation from another."""
        said = [self.post.code, self.giver, self.taker, sorted(self.numbers), self.reminders, self.phrases, self.note]
        return blind_index(json.dumps(said), purpose="handover")


def hand(actor: PostHolder, given: Given) -> HandOver:
    """Hands over: an entry in the history of each case, one record for the taker.

    The same key gives the record it gave before. Raises `NotYours`, `BadInput`, `KeyReused`.
    """
    if not may_hand(actor, given.post, giver=given.giver):
        raise NotYours(what=HANDING)
    if (known := _made_by_key(actor, given)) is not None:
        return known
    present = {one.account_id for one in holders_of(given.post) if one.present}
    if given.taker not in present or given.taker == given.giver:
        raise BadInput(field=TAKER, reason=NOT_TAKER)
    with transaction.atomic():
        done = hand_over(given.numbers, actor=actor, post=given.post, giver=given.giver, taker=given.taker)
        if given.reminders:
            _pass_reminders(given)
        if given.phrases:
            _copy_phrases(given, by=actor.account_id)
        return HandOver.objects.create(
            post_code=given.post.code, giver=given.giver, taker=given.taker, made_by=actor.account_id, made_at=now(),
            numbers=done, note=given.note, key=given.key, asked=given.asked(),
        )  # fmt: skip


def _made_by_key(actor: PostHolder, given: Given) -> HandOver | None:
    known = HandOver.objects.filter(made_by=actor.account_id, key=given.key).first() if given.key else None
    if known is not None and bytes(known.asked or b"") != given.asked():
        raise KeyReused
    return known


def _pass_reminders(given: Given) -> None:
    mine = Reminder.objects.filter(account_id=given.giver, post_code=given.post.code, done_at=None)
    mine.filter(number__in=given.numbers).update(account_id=given.taker)


def _copy_phrases(given: Given, *, by: int) -> None:
    known = set(OwnPhrase.objects.filter(account_id=given.taker).values_list("text", flat=True))
    rows = OwnPhrase.objects.filter(account_id=given.giver).exclude(text__in=known).order_by("place", "pk")
    OwnPhrase.objects.bulk_create(
        OwnPhrase(account_id=given.taker, scene=row.scene, text=row.text, place=row.place, made_by=by, changed_at=now())
        for row in rows
    )


def taken_by(account: int) -> "QuerySet[HandOver]":
    """What was handed over to an account, the latest first."""
    return HandOver.objects.filter(taker=account).order_by("-pk")


def of_posts(codes: Sequence[str]) -> "QuerySet[HandOver]":
    """The hand-overs of these posts, the latest first."""
    return HandOver.objects.filter(post_code__in=codes).order_by("-pk")


def unseen(account: int) -> int:
    """How many cases were handed over to the account since it last looked."""
    rows = HandOver.objects.filter(taker=account, seen_at=None).values_list("numbers", flat=True)
    return sum(len(numbers) for numbers in rows)


def see_taken(account: int) -> None:
    """The account has looked at what it was given."""
    HandOver.objects.filter(taker=account, seen_at=None).update(seen_at=now())


def refuse_all_but_admin(actor: PostHolder) -> None:
    """Work of abolished units is given on by the system administrator. Raises `NotYours`."""
    if ADMIN not in actor.roles:
        raise NotYours(what=HANDING)


def with_work(unit: UnitFact) -> UnitFact:
    """The version of an abolished unit that has the work."""
    return next((one.unit for one in orphans() if one.unit.code == unit.code), unit)


def give_to_successor(
    actor: PostHolder, *, old: UnitFact | None, new: UnitFact | None, numbers: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Gives shares of an abolished unit to one in force; answers the cases that went and those that were left.

    Raises `NotYours` and `BadInput`.
    """
    refuse_all_but_admin(actor)
    if old is None or new is None or old.in_force(today()) or not new.in_force(today()):
        raise BadInput(field=Words("单位", "Unit"), reason=NO_SUCCESSION)
    return succeed(numbers, actor=actor, old=with_work(old), new=new)
