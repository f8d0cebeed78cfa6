"""视图: a filter, columns and order of a list under a name. One's own, and what colleagues share with the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.prepared import ask_all
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.web.models import SavedView
from shiyu.web.refusals import bad_value
from shiyu.web.work.filters import PLAIN

MOST, MOST_SHARED = 12, 12
"""Views of one person, and those shared with one unit, in one list."""
LONGEST_NAME, LONGEST_QUERY = 20, 2_000
KEPT = frozenset({*PLAIN, "columns", "sort", "tab"})
VIEW = Words("视图", "the view")
_ASKED = """
SELECT v.id, v.list, v.name, v.query, v.unit_code, v.account_id FROM web_savedview v
WHERE v.list = %(list)s AND (v.account_id = %(account)s OR v.unit_code = %(unit)s) ORDER BY v.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view as its reader finds it."""

    id: int
    list: str
    name: str
    query: str
    own: bool
    shared: bool

    def at(self, address: str) -> str:
        """Where it is looked at, given the address of its list."""
        return f"{address}?{self.query}{'&' if self.query else ''}view={self.id}"


def views_of(name: str, actor: PostHolder) -> list[View]:
    """One's own views of a list, then those colleagues share; in one question."""
    asked = {"list": name, "account": actor.account_id, "unit": actor.unit_code}
    found = [
        View(id=pk, list=of, name=said, query=query, own=account == actor.account_id, shared=bool(unit))
        for pk, of, said, query, unit, account in ask_all(_ASKED, asked)
    ]
    return sorted(found, key=lambda view: not view.own)


def own_views(actor: PostHolder) -> list[View]:
    """All views one has saved, list by list."""
    rows = SavedView.objects.filter(account_id=actor.account_id).order_by("list", "pk")
    return [
        View(id=row.pk, list=row.list, name=row.name, query=row.query, own=True, shared=bool(row.unit_code))
        for row in rows
    ]


def save_view(actor: PostHolder, *, of: str, name: str, query: str, shared: bool) -> View:
    """Saves what is shown under a name. Raises `BadValue` with a sentence for the field `name`."""
    said, kept = _name(name), kept_query(query)
    if SavedView.objects.filter(account_id=actor.account_id, list=of).count() >= MOST:
        raise bad_value(
            "name", zh=f"一个清单最多保存 {MOST} 个视图，请先删除不用的",
            en=f"at most {MOST} views of one list; delete one you no longer use",
        )  # fmt: skip
    row = SavedView(account_id=actor.account_id, list=of, name=said, query=kept, made_at=now())
    _write(row, actor, shared=shared)
    return View(id=row.pk, list=of, name=said, query=kept, own=True, shared=shared)


def change_view(actor: PostHolder, pk: int, *, name: str, shared: bool) -> str:
    """Gives a view another name, shares it with the unit or keeps it to oneself; answers its name."""
    row = _own(actor, pk)
    row.name = _name(name)
    _write(row, actor, shared=shared)
    return row.name


def delete_view(actor: PostHolder, pk: int) -> str:
    """Removes it, for the unit too; answers its name."""
    row = _own(actor, pk)
    row.delete()
    return row.name


def kept_query(query: str) -> str:
    """What of an address makes a view: its filters, columns, order and tab, and nothing else."""
    pairs = [(name, value) for name, value in parse_qsl(query[: 2 * LONGEST_QUERY]) if name in KEPT]
    return urlencode(pairs)[:LONGEST_QUERY]


def _own(actor: PostHolder, pk: int) -> SavedView:
    row = SavedView.objects.filter(account_id=actor.account_id, pk=pk).first()
    if row is None:
        raise NoSuchThing(what=VIEW)
    return row


def _name(given: str) -> str:
    try:
        said = clean_line(given, limit=LONGEST_NAME)
    except ShiyuError:
        said = ""
    if not said:
        raise bad_value(
            "name", zh=f"请写 1 到 {LONGEST_NAME} 个字的名称", en=f"give it a name of 1 to {LONGEST_NAME} characters"
        )
    return said


def _write(row: SavedView, actor: PostHolder, *, shared: bool) -> None:
    row.unit_code = (row.unit_code or actor.unit_code) if shared else ""
    if shared:
        others = SavedView.objects.filter(list=row.list, unit_code=row.unit_code).exclude(pk=row.pk)
        _refuse_shared(row, list(others.values_list("name", flat=True)))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise bad_value(
            "name", zh=f"您已有名为“{row.name}”的视图，请换一个名称",
            en=f"you already have a view “{row.name}”; choose another name",
        ) from None  # fmt: skip


def _refuse_shared(row: SavedView, others: Sequence[str]) -> None:
    if row.name in others:
        raise bad_value(
            "name", zh=f"本单位已共享名为“{row.name}”的视图，请换一个名称",
            en=f"your unit already shares a view “{row.name}”; choose another name",
        )  # fmt: skip
    if len(others) >= MOST_SHARED:
        raise bad_value(
            "shared", zh=f"本单位在此清单最多共享 {MOST_SHARED} 个视图，可先只存给自己",
            en=f"a unit shares at most {MOST_SHARED} views of one list; keep it to yourself for now",
        )  # fmt: skip
