"""The rows of public requests at a fixed number of queries; what is public says `shiyu.citizen_requests.public`.

A client that shows its api_key also reads, by number, what it sent itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from shiyu.cases.contact import open_contact
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests.open311.asking import Wanted
from shiyu.citizen_requests.open311.telling import REFERENCE
from shiyu.citizen_requests.progress import ANSWERING, ENDED
from shiyu.citizen_requests.public import PUBLIC, category_ids, is_public, opened, public

if TYPE_CHECKING:
    from shiyu.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request as stored, with what its description needs."""

    case: "Case"
    kind: str
    detail: str
    pictures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unit_code: str = ""
    due_at: datetime | None = None
    merged_into: str = ""
    own: bool = False

    @property
    def through_here(self) -> bool:
        """Whether it was sent through this door, whose clients are told what is published."""
        return self.case.external_ref == REFERENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows, newest first, and whether there are older ones."""

    rows: list[Row]
    more: bool = False


def find(wanted: Wanted, *, account_id: int | None = None) -> Page:
    """One page of what is asked for."""
    if wanted.numbers:
        asked = readable(account_id=account_id).filter(number__in=wanted.numbers)
        return Page(rows=rows_of(list(asked.order_by("-pk").values_list("pk", flat=True)), account_id=account_id))
    found = public().filter(opened_at__gte=wanted.start, opened_at__lte=wanted.end)
    if wanted.services:
        found = found.filter(category__in=category_ids(only=wanted.services))
    if len(wanted.statuses) == 1:
        found = found.filter(is_open="open" in wanted.statuses)
    if wanted.before:
        found = found.filter(pk__lt=Subquery(visible_cases(PUBLIC).filter(number=wanted.before).values("pk")))
    first = (wanted.page - 1) * wanted.page_size
    keys = list(found.order_by("-pk").values_list("pk", flat=True)[first : first + wanted.page_size + 1])
    return Page(rows=rows_of(keys[: wanted.page_size]), more=len(keys) > wanted.page_size)


def find_one(number: str, *, account_id: int | None = None) -> Row | None:
    """One request by its number."""
    keys = list(readable(account_id=account_id).filter(number=number).values_list("pk", flat=True))
    return next(iter(rows_of(keys, account_id=account_id)), None)


def readable(*, account_id: int | None) -> "QuerySet[Case]":
    """What everybody may read, and what this account sent through this door."""
    if account_id is None:
        return public()
    own = Q(external_ref=REFERENCE, entries__seq=1, entries__actor__account=account_id)
    return opened().filter(is_public() | own)


def rows_of(keys: Sequence[int], *, account_id: int | None = None) -> list[Row]:
    """The rows of these cases, newest first."""
    if not keys:
        return []
    chosen = visible_cases(PUBLIC).filter(pk__in=keys, entries__seq=1)
    cases = list(
        chosen.annotate(
            opening=F("entries__facts"), opener=F("entries__actor"), told=F("entries__text__body"),
            lead=Subquery(_leads(chosen)), due=Subquery(_dues(chosen)),
        ).defer("search", "tally", "head_hash").order_by("-pk")
    )  # fmt: skip
    names = _names([case for case in cases if case.external_ref == REFERENCE])
    mains = _mains([case.pk for case in cases if case.stage == "merged"])
    return [_row(case, names=names, mains=mains, account_id=account_id) for case in cases]


def _row(case: Any, *, names: Mapping[int, tuple[str, ...]], mains: Mapping[int, str], account_id: int | None) -> Row:
    return Row(
        case=case, kind=case.opening.get("type", ""), detail=_detail(case.told),
        pictures=tuple(case.opening.get("files", ())), names=names.get(case.pk, ()), unit_code=case.lead or "",
        due_at=case.due, merged_into=mains.get(case.pk, ""),
        own=account_id is not None and case.opener.get("account") == account_id,
    )  # fmt: skip


def _detail(body: str | None) -> str:
    """The words of the opening entry; empty once erased."""
    return str(json.loads(body).get("detail", "")) if body else ""


def _related(cases: "QuerySet[Case]", name: str) -> "QuerySet[Any]":
    """The table behind a relation of the case, which only the engine names."""
    model: Any = cases.model._meta.get_field(name).related_model
    found: QuerySet[Any] = model._default_manager.filter(case=OuterRef("pk"))
    return found


def _leads(cases: "QuerySet[Case]") -> "QuerySet[Any]":
    held = _related(cases, "assignments").filter(kind="lead").exclude(state__in=ENDED)
    return held.order_by("-pk").values("unit_code")[:1]


def _dues(cases: "QuerySet[Case]") -> "QuerySet[Any]":
    """The latest clock by which an answer is or was due; none while it is paused, or where the unit gave it back."""
    clocks = _related(cases, "clocks").filter(rule__in=ANSWERING, state__in=("running", "stopped"))
    counted = clocks.exclude(assignment__state__in=ENDED)
    return counted.order_by("-pk").values("due_at")[:1]


def _names(cases: "list[Case]") -> dict[int, tuple[str, ...]]:
    """The reporters' own names and addresses, so that a description does not say them."""
    prefetch_related_objects(cases, "parties")
    found: dict[int, tuple[str, ...]] = {}
    for case in cases:
        contacts = [open_contact(party) for party in case.parties.all()]
        said = (contact.get(name, "") for contact in contacts for name in ("name", "address"))
        found[case.pk] = tuple(filter(None, said))
    return found


def _mains(keys: list[int]) -> dict[int, str]:
    """The public cases others were merged into."""
    if not keys:
        return {}
    merged = public().filter(links_in__kind="merged_into", links_in__source__in=keys)
    return dict(merged.values_list("links_in__source", "number"))
