"""Invented people for a demo city: one login for each role and for a handful of units, from `demo/accounts.csv`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from shiyu.city.cells import read_date
from shiyu.city.findings import Finding, fault
from shiyu.city.layout import DEMO_ACCOUNTS, POSTS, UNITS
from shiyu.city.loading import PackRefused
from shiyu.city.models import Account, AccountKind, Person, Post, Tenure, TenureKind
from shiyu.city.models.dated import span
from shiyu.city.reading import Row, read_sheet
from shiyu.city.wanted import pinyin_key


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A login of the demo and the post it holds, to print for whoever tries the demo."""

    username: str
    person: str
    post: str
    unit: str


def load_demo_people(root: Path, *, password: str) -> list[DemoLogin]:
    """Make the demo's accounts with one common password; those that exist are left as they are.

    Raises `PackRefused` where the file has errors. Never call this on a city at work.
    """
    findings: list[Finding] = []
    rows = read_sheet(root, DEMO_ACCOUNTS, findings)
    posts = {post.code: post for post in Post.objects.filter(validity__endswith=None).select_related("unit")}
    findings += _faults(rows, set(posts))
    if findings:
        raise PackRefused(findings)
    hashed = make_password(password)
    with transaction.atomic():
        for row in rows:
            _make(row, posts[row["post"]], hashed=hashed)
    return [
        DemoLogin(row["username"], row["person"], posts[row["post"]].title, posts[row["post"]].unit.short_name)
        for row in rows
    ]


@cache
def demo_logins(root: Path) -> tuple[DemoLogin, ...]:
    """The demo's people as their file names them, for a page that offers to be one of them; programs are left out."""
    posts = {row["code"]: row for row in read_sheet(root, POSTS, [])}
    units = {row["code"]: row for row in read_sheet(root, UNITS, [])}
    found = []
    for row in read_sheet(root, DEMO_ACCOUNTS, []):
        post = posts.get(row["post"])
        if post is None or row["kind"] != AccountKind.PERSON:
            continue
        unit = units.get(post["unit"])
        where = unit["short_name"] if unit else ""
        found.append(DemoLogin(row["username"], row["person"], post["title"], where))
    return tuple(found)


def hold_posts(codes: Iterable[str]) -> int:
    """An invented holder, who cannot log in, for each of these posts that nobody holds; answers how many were made.

    For stories that need more people than the demo names. Never call this on a city at work.
    """
    held = set(Tenure.objects.filter(validity__endswith=None).values_list("post__code", flat=True))
    posts = Post.objects.filter(validity__endswith=None, code__in={*codes} - held).order_by("code")
    with transaction.atomic():
        for number, post in enumerate(posts):
            name = f"{_SURNAMES[number % len(_SURNAMES)]}{_GIVEN[number // len(_SURNAMES) % len(_GIVEN)]}"
            person = Person.objects.create(name=name, pinyin=pinyin_key(name), demo=True)
            account = Account.objects.create(
                username=f"made-{post.code}", kind=AccountKind.PERSON, person=person, password=make_password(None)
            )
            Tenure.objects.create(account=account, post=post, kind=TenureKind.REGULAR, validity=span(None, None))
    return len(posts)


_SURNAMES = "艾卞岑丁樊盖霍井阚栾"
_GIVEN = ("云开", "木兰", "长歌", "听雨", "南风", "北辰", "秋实", "春晓", "山月", "江远")


def _faults(rows: list[Row], posts: set[str]) -> list[Finding]:
    found = []
    for row in rows:
        if row["post"] not in posts:
            found.append(fault(row.file, row.line, "unknown_post", code=row["post"]))
        for column, allowed in (("kind", AccountKind.values), ("tenure", TenureKind.values)):
            if row[column] not in allowed:
                shown = "、".join(allowed)
                found.append(
                    fault(row.file, row.line, "unknown_value", column=column, value=row[column], allowed=shown)
                )
    return found


def _make(row: Row, post: Post, *, hashed: str) -> None:
    if Account.objects.filter(username=row["username"]).exists():
        return
    person = None
    if row["person"]:
        person = Person.objects.create(name=row["person"], pinyin=pinyin_key(row["person"]), demo=True)
    account = Account.objects.create(username=row["username"], kind=row["kind"], person=person, password=hashed)
    begins = span(read_date(row["valid_from"]), None)
    Tenure.objects.create(account=account, post=post, kind=row["tenure"], validity=begins)
