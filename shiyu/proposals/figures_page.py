"""提案统计: the figures of a session on one page, each with its definition and the list behind it, and as files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.divided import Part, part_of
from shiyu.base.figures import plain_value
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.rows import rows_of
from shiyu.city.directory import directory
from shiyu.proposals import vocabulary as v
from shiyu.proposals.counting import Counting, Row, divided
from shiyu.proposals.figures import BY_NAME, COUNTINGS
from shiyu.proposals.models import Session
from shiyu.proposals.reading import rows_of_session
from shiyu.proposals.report_paper import report_docx
from shiyu.proposals.roles import FIGURE_READERS
from shiyu.web.exporting.tables import Cell, as_download, table_as_xlsx
from shiyu.web.listing import chosen_columns, list_rows, table_body
from shiyu.web.officers import officer
from shiyu.web.refusals import bad_value

PAGE = Words("提案统计", "Figures of proposals")
WAYS = {
    "channel": Words("按交办渠道", "By channel"), "unit": Words("按承办单位", "By unit"),
    "class": Words("按办复类别", "By class"), "theme": Words("按主题", "By theme"),
    "kind": Words("按提案者类别", "By submitter"), "time": Words("按提交时间", "By time of submission"),
}  # fmt: skip
NAMES: Mapping[str, Mapping[str, Words]] = {
    "channel": v.CHANNELS,
    "class": v.CLASSES,
    "theme": v.THEMES,
    "kind": v.SUBMITTER_KINDS,
    "time": v.TIME_CLASSES,
}
IN_PARTS = ("filed", "answered_rate", "class_a", "class_b", "class_c", "on_time_rate", "satisfied_rate", "mean_days")
"""The figures that stand beside each part."""
LISTED = 500
NOT_YET = Words("（未定）", "(not yet)")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page was asked: a session, one side of it or all, and how it is divided."""

    actor: PostHolder
    session: Session
    channel: str
    by: str

    def query(self, **more: str) -> str:
        """The same question as an address has it."""
        said = {"session": self.session.code, "channel": self.channel, "by": self.by, **more}
        return urlencode({name: value for name, value in said.items() if value})

    def rows(self) -> list[Row]:
        """The proposals it is about."""
        rows = rows_of_session(self.session)
        return [row for row in rows if not self.channel or row.channel == self.channel]


@never_cache
@require_safe
def proposal_figures(request: HttpRequest) -> HttpResponseBase:
    """The page at `/proposals/figures`; with `format=xlsx` the same as a sheet."""
    actor = _reader(request)
    sessions = [*Session.objects.order_by("-accepts_from")]
    if not sessions:
        return render(request, "proposals/figures.html", {"sessions": sessions})
    asked = _asked(request, actor, sessions)
    rows = asked.rows()
    if request.GET.get("format") == "xlsx":
        return as_download(_as_xlsx(asked, rows), name=f"proposals-{asked.session.code}")
    parts = [*_parts(asked, rows)]
    context = {
        "asked": asked, "sessions": sessions, "ways": WAYS, "channels": v.CHANNELS,
        "figures": [_shown(counting, rows, asked) for counting in COUNTINGS],
        "columns": [BY_NAME[name] for name in IN_PARTS], "parts": parts,
        "drawn": sum(bool(part["cells"][0]["part"].value) for part in parts),
        "reports": [(words, _report(asked, channel)) for channel, words in v.CHANNELS.items()],
        "xlsx": f"{reverse('proposal_figures')}?{asked.query(format='xlsx')}",
    }  # fmt: skip
    return render(request, "proposals/figures.html", context)


@never_cache
@require_safe
def proposals_behind(request: HttpRequest) -> HttpResponse:
    """The list at `/proposals/figures/behind`: the proposals that gave something to a number."""
    actor = _reader(request)
    asked = _asked(request, actor, [*Session.objects.order_by("-accepts_from")])
    counting = BY_NAME.get(request.GET.get("figure", ""))
    if counting is None:
        raise bad_value("figure", zh="没有这一指标", en="no such figure")
    rows, key = asked.rows(), request.GET.get("key")
    if key is not None:
        rows = divided(rows, asked.by).get(key, [])
    found = [row.case_id for row in counting.behind(rows)]
    log_access(actor, what="search", purpose=Purpose.SUPERVISION, detail={"found": len(found)})
    columns = [column for _, column in chosen_columns(())]
    context = {
        "figure": counting, "part": None if key is None else _name(asked.by, key), "total": len(found),
        "columns": columns, "body": _body(actor, found[:LISTED], columns), "cut": len(found) > LISTED,
        "most": LISTED, "back": f"{reverse('proposal_figures')}?{asked.query()}", "session": asked.session,
    }  # fmt: skip
    return render(request, "proposals/behind.html", context)


@never_cache
@require_safe
def proposal_report(request: HttpRequest) -> HttpResponse:
    """The draft of one side's yearly report at `/proposals/report`, as a Word file without number."""
    actor = _reader(request)
    asked = _asked(request, actor, [*Session.objects.order_by("-accepts_from")])
    channel = asked.channel or "government"
    answer = HttpResponse(report_docx(asked.session, channel=channel), content_type=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{asked.session.code}-{channel}.docx"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _reader(request: HttpRequest) -> PostHolder:
    return officer(request, FIGURE_READERS, page=PAGE)


def _asked(request: HttpRequest, actor: PostHolder, sessions: list[Session]) -> Asked:
    code, channel, by = (request.GET.get(name, "") for name in ("session", "channel", "by"))
    session = next((one for one in sessions if code in {"", one.code}), None)
    if session is None:
        raise bad_value("session", zh="没有这一届次", en="no such session")
    if channel and channel not in v.CHANNELS:
        raise bad_value("channel", zh="没有这一渠道", en="no such channel")
    if by and by not in WAYS:
        raise bad_value("by", zh="不能这样分组", en="no way to divide")
    return Asked(actor=actor, session=session, channel=channel, by=by or "channel")


def _shown(counting: Counting, rows: list[Row], asked: Asked, *, key: str | None = None) -> dict[str, Any]:
    counted = counting.count(rows)
    more = {"figure": counting.name, **({} if key is None else {"key": key})}
    part = part_of("", counted, mean=None)
    query = asked.query(**more) + ("&key=" if key == "" else "")
    behind = f"{reverse('proposals_behind')}?{query}" if any(map(counting.part, rows)) else ""
    return {"figure": counting, "part": part, "address": behind, "value": _plain(part)}


def _plain(part: Part) -> str:
    return "" if part.value is None else str(part.value)


def _parts(asked: Asked, rows: list[Row]) -> Iterator[dict[str, Any]]:
    for key, part in divided(rows, asked.by).items():
        yield {
            "label": _name(asked.by, key), "key": key, "share": Share(len(part), len(rows)).percent,
            "cells": [_shown(BY_NAME[name], part, asked, key=key) for name in IN_PARTS],
        }  # fmt: skip


def _name(by: str, key: str) -> Words:
    if by == "unit" and (unit := directory().unit(key)) is not None:
        return unit.label
    return NAMES.get(by, {}).get(key, Words(key, key) if key else NOT_YET)


def _report(asked: Asked, channel: str) -> str:
    return f"{reverse('proposal_report')}?{urlencode({'session': asked.session.code, 'channel': channel})}"


def _as_xlsx(asked: Asked, rows: list[Row]) -> Any:
    """The whole, then each part of each way to divide it; the definitions stand on the second sheet."""
    head = [Words("分组", "Divided"), Words("项目", "Part"), *(counting.label for counting in COUNTINGS)]
    notes = [Words(asked.session.name, asked.session.name_en), *map(_note, COUNTINGS)]
    return table_as_xlsx(head, _lines(rows), title=PAGE, notes=notes)


def _note(one: Counting) -> Words:
    said = Words("{label}（{unit}）：{definition}", "{label} ({unit}): {definition}")
    return said.fill(label=one.label, unit=one.unit, definition=one.definition)


def _lines(rows: list[Row]) -> Iterator[list[Cell]]:
    yield [Words("合计", "Total"), "", *_values(rows)]
    for by, words in WAYS.items():
        for key, part in divided(rows, by).items():
            yield [words, _name(by, key), *_values(part)]


def _values(rows: list[Row]) -> list[Cell]:
    return [plain_value(counting.count(rows)) for counting in COUNTINGS]


def _body(actor: PostHolder, keys: list[int], columns: list[Any]) -> Any:
    seen = set(visible_cases(actor).filter(pk__in=keys).values_list("pk", flat=True))
    known = rows_of([pk for pk in keys if pk in seen])
    return table_body(list_rows([known[pk] for pk in keys if pk in known]), columns, tick=False)
