"""The list of cases an actor sees, as filtered, for taking away: masked, bounded, logged with how many there were.

Contacts leave in clear only to whom the procedure lets see them in that very case, who says that it is an export and
why; each such case is then noted in the access log by itself. An anonymous party leaves in no export at all.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field

from shiyu.base.masking import mask_address
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.contact_view import may_ever_open, raisers_shown
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.worklist import Narrow, Tab, page_of_work
from shiyu.web.answers import plain
from shiyu.web.case_list import Wanted, filtered, shown
from shiyu.web.exporting.tables import GEOJSON, XLSX, Cell, Exported, new_file, table_as_csv, table_as_xlsx, text_into
from shiyu.web.lists.component import LISTS
from shiyu.web.refusals import bad_value

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

MOST = 100_000
AT_ONCE = 1_000
PLACES = 3
"""Decimals of a masked position: about a hundred metres, a corner and no door."""
EXPORT, OPENING = Words("导出清单", "export the list"), Words("导出联系方式", "export contacts")
TITLE = Words("件清单", "Cases")
CUT = Words(
    "未列全：一次最多导出 {most} 件，请缩小范围后再导出其余的。",
    "Not complete: at most {most} cases at once; narrow the list and export the others.",
)

HEADERS = (
    Words("件号", "Number"), Words("办理流程", "Procedure"), Words("环节", "Stage"), Words("未办结", "Open"),
    Words("办理结果", "Outcome"), Words("标题", "Title"), Words("分类", "Category"), Words("区划", "Place"),
    Words("地址", "Address"), Words("承办单位", "Units"), Words("受理时间", "Opened"), Words("到期", "Due"),
    Words("逾期", "Late"), Words("最近办理", "Changed"), Words("办结时间", "Closed"), Words("当事人", "Raised by"),
    Words("电话", "Telephone"),
)  # fmt: skip


class ExportWanted(Wanted):
    """A list as filtered, in which form, and why; contacts in clear are asked for by `clear` and a reason."""

    form: Literal["xlsx", "csv", "geojson"] = Field("xlsx", alias="format")
    clear: bool = False
    turn: Tab | None = Field(None, description="我的工作中的一栏 One part of my work")
    of: str = Field("", max_length=40, description="清单的名称 Name of the list page whose cases these are")
    tab: str = Field("", max_length=40, description="清单中的一栏 One part of that list")
    reason: str = Field("", max_length=200)


@dataclass(slots=True, kw_only=True)
class Export:
    """One export under way: what is wanted, by whom, and what has come of it so far."""

    wanted: ExportWanted
    actor: PostHolder
    visible: "QuerySet[Case]"
    cases: "QuerySet[Case]"
    most: int
    step: Callable[[int], None]
    count: int = 0
    cut: bool = False
    placeless: int = 0
    opened: list[int] = field(default_factory=list)


def export_cases(
    wanted: ExportWanted, *, actor: PostHolder | PartyActor, purpose: Purpose, most: int = MOST,
    step: Callable[[int], None] = lambda _done: None,
) -> Exported:  # fmt: skip
    """The file; its export is logged before it is handed out. Raises `NotYourMove` and `BadValue`.

    `step` is told how many rows were read, and may raise to end it.
    """
    actor = refuse_early(wanted, actor=actor, purpose=purpose)
    visible = visible_cases(actor)
    cases = wanted_cases(wanted, actor=actor).defer("search", "tally", "head_hash").order_by("-pk")
    export = Export(wanted=wanted, actor=actor, visible=visible, cases=cases, most=most, step=step)
    exported = _written(export)
    detail: dict[str, str | int] = {"form": wanted.form, "count": export.count, "clear": len(export.opened)}
    if wanted.reason.strip():
        detail["reason"] = wanted.reason.strip()
    log_access(actor, what="export", purpose=purpose, detail=detail)
    return Exported(file=exported.file, form=wanted.form, count=export.count, cut=export.cut)


def wanted_cases(wanted: ExportWanted, *, actor: PostHolder) -> "QuerySet[Case]":
    """Every case of the export, in no order: of a list, or a part of my work, those alone that stand in it now."""
    visible = visible_cases(actor)
    if wanted.turn is None:
        found, narrow_of_list = filtered(visible, wanted), _narrow_of(wanted, actor=actor)
        return narrow_of_list(found) if narrow_of_list is not None else found
    narrow = partial(filtered, wanted=wanted)
    lines = page_of_work(actor, wanted.turn, limit=MOST + 1, narrow=narrow).lines
    return visible.filter(pk__in=[line.case_id for line in lines])


def refuse_early(wanted: ExportWanted, *, actor: PostHolder | PartyActor, purpose: Purpose) -> PostHolder:
    """What can be refused before a row is read. Raises `NotYourMove` and `BadValue`."""
    if not isinstance(actor, PostHolder):
        raise NotYourMove(move=EXPORT)
    if wanted.of and wanted.of in LISTS:
        LISTS[wanted.of].refuse_others(actor)
    _narrow_of(wanted, actor=actor)
    _check_clear(wanted, actor=actor, purpose=purpose)
    return actor


def _narrow_of(wanted: ExportWanted, *, actor: PostHolder) -> Narrow | None:
    """What the named list and its part hold beyond their filters. Raises `BadValue` where there is no such list."""
    if not wanted.of:
        return None
    found = LISTS.get(wanted.of)
    if found is None or (wanted.tab and found.tab(wanted.tab) is None):
        raise bad_value("of", zh="没有这个清单，请从清单重新导出", en="is no list; export from a list again")
    return found.narrowed(wanted.tab, actor=actor)


def _check_clear(wanted: ExportWanted, *, actor: PostHolder, purpose: Purpose) -> None:
    if not wanted.clear:
        return
    if not may_ever_open(actor):
        raise NotYourMove(move=OPENING)
    if purpose is not Purpose.EXPORT:
        raise bad_value("purpose", zh="导出联系方式的目的应为 export", en="must be export where contacts are exported")
    if not wanted.reason.strip():
        raise bad_value("reason", zh="导出联系方式须写明理由", en="must say why contacts are exported")


def _written(export: Export) -> Exported:
    if export.wanted.form == GEOJSON:
        return _as_geojson(export)
    rows = (_cells(row) for row in _rows(export))
    if export.wanted.form == XLSX:
        return table_as_xlsx(HEADERS, rows, title=TITLE, notes=_notes(export))
    return table_as_csv(HEADERS, rows, notes=_notes(export, only_cut=True))


def _notes(export: Export, *, only_cut: bool = False) -> Iterator[Words]:
    """What a reader of the file must know; read when the rows are written."""
    if export.cut:
        yield CUT.fill(most=export.most)
    if only_cut:
        return
    yield Words(f"共 {export.count} 件。", f"{export.count} cases.")
    yield Words(
        f"联系方式：{len(export.opened)} 件为明文，其余遮盖。", f"Contacts: in clear in {len(export.opened)} cases."
    )


def _rows(export: Export) -> Iterator[dict[str, Any]]:
    """Row after row, a thousand read at once: the same few questions for each thousand."""
    last: int | None = None
    while export.count < export.most:
        further = export.cases.filter(pk__lt=last) if last is not None else export.cases
        limit = min(AT_ONCE, export.most - export.count)
        found = list(further[: limit + 1])
        yield from _page(found[:limit], export=export)
        export.count += len(found[:limit])
        export.step(export.count)
        if len(found) <= limit:
            return
        last = found[limit - 1].pk
    export.cut = True


def _page(page: "list[Case]", *, export: Export) -> Iterator[dict[str, Any]]:
    clear = export.wanted.clear
    contacts = raisers_shown(page, actor=export.actor, clear=clear)
    export.opened += [pk for pk, contact in contacts.items() if contact.clear]
    for case, row in zip(page, shown(page, export.visible), strict=True):
        contact = contacts[case.pk]
        yield row | {
            "address": case.address if contact.clear else mask_address(case.address),
            "position": _position(case, exact=contact.clear),
            "closed_at": case.closed_at,
            "contact": contact,
        }


def _position(case: "Case", *, exact: bool) -> list[float] | None:
    if case.lon is None or case.lat is None:
        return None
    return [case.lon, case.lat] if exact else [round(case.lon, PLACES), round(case.lat, PLACES)]


def _cells(row: dict[str, Any]) -> list[Cell]:
    contact = row["contact"]
    return [
        row["number"], row["procedure"]["label"], row["stage"]["label"], row["open"], _label(row["outcome"]),
        row["title"], _label(row["category"]), _label(row["place"]), row["address"],
        "、".join(str(_label(office)) for office in row["offices"]), row["opened_at"], row["due_at"], row["late"],
        row["changed_at"], row["closed_at"], contact.name, contact.phone,
    ]  # fmt: skip


def _label(coded: dict[str, Any] | None) -> Words | None:
    label: Words | None = coded.get("label") if coded else None
    return label


def _as_geojson(export: Export) -> Exported:
    """A FeatureCollection (RFC 7946) of the cases whose place is known to the point; how many are not, it says."""
    with new_file() as file, text_into(file) as text:
        text.write('{"type":"FeatureCollection","features":[')
        for number, feature in enumerate(_features(export)):
            text.write((",\n" if number else "\n") + _json(feature))
        told = [plain(note) for note in _notes(export)]
        rest = {"count": export.count, "cut": export.cut, "without_point": export.placeless, "notes": told}
        text.write(f'\n],"shiyu":{_json(rest)}}}\n')
    return Exported(file=file, form=GEOJSON, count=export.count)


def _features(export: Export) -> Iterable[dict[str, Any]]:
    for row in _rows(export):
        if row["position"] is None:
            export.placeless += 1
            continue
        contact, position = row.pop("contact"), row.pop("position")
        told = {"raised_by": str(contact.name), "telephone": contact.phone}
        yield {
            "type": "Feature", "id": row["number"], "geometry": {"type": "Point", "coordinates": position},
            "properties": row | told,
        }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)
