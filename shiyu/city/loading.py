"""Load a city pack: all or nothing, as often as one likes, closing what is gone and deleting nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from shiyu.base import clock
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.city import directory
from shiyu.city.checking import errors_of, findings_of
from shiyu.city.findings import Finding
from shiyu.city.merging import TableMerge
from shiyu.city.models import Edition, RuleSet, Unit
from shiyu.city.reading import pack_hash, read_pack
from shiyu.city.wanted import wanted_rows

# Two loads never cross: the second waits until the first is through. The number is ours alone ("city" in ASCII).
_LOAD_LOCK = 0x63697479

# What a part of the platform says of an abolished unit, one line each: the engine names the unit's open cases here.
AbolishedHook = Callable[[Unit], Sequence[str]]
on_unit_abolished: list[AbolishedHook] = []


class PackRefused(ShiyuError):
    """The pack has errors; nothing of it was loaded. `findings` holds them all."""

    code = "pack_refused"
    http_status = 422
    sentence = Words(
        "城市包有{count}处错误，未作任何改动。首处：{first}",
        "The pack has {count} errors and nothing was loaded. The first: {first}",
    )

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(count=len(self.findings), first=str(self.findings[0]))


class RuleSetRewritten(ShiyuError):
    """A rule set already in force was changed; cases were opened under it, so it needs a new row instead."""

    code = "rule_set_rewritten"
    http_status = 409
    sentence = Words(
        "规则“{name}”（自{since}起）已生效，不能改写；请另立文件并给出新的valid_from，原文件填valid_to。",
        "The rule set “{name}” (since {since}) is in force and cannot be rewritten: "
        "add a file with a new valid_from and give the old one a valid_to.",
    )


@dataclass
class LoadReport:
    """What a load did, a number for each table that changed, and what an officer must look at."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    warnings: list[Finding] = field(default_factory=list)
    open_work: list[str] = field(default_factory=list)
    edition_id: int = 0

    @property
    def nothing_changed(self) -> bool:
        """Whether the city already stood as the pack says."""
        return not (self.added or self.changed or self.closed)

    @property
    def words(self) -> Words:
        """The report in one sentence."""
        if self.nothing_changed:
            return Words("与已装载内容一致，未作改动。", "Nothing changed: the city already stands as the pack says.")
        counts = [sum(part.values()) for part in (self.added, self.changed, self.closed)]
        return Words(
            "新增{}行，更新{}行，关闭{}行。".format(*counts), "{} rows added, {} changed, {} closed.".format(*counts)
        )


def load_pack(path: Path, *, using: str = "default") -> LoadReport:
    """Load the pack at `path`; raises `PackRefused` or `RuleSetRewritten` and then has changed nothing."""
    pack = read_pack(path)
    findings = findings_of(pack)
    errors = errors_of(findings)
    if errors:
        raise PackRefused(errors)
    report = LoadReport(warnings=[finding for finding in findings if finding not in errors])
    with transaction.atomic(using=using):
        _wait_for_turn(using)
        merges = _merge_all(wanted_rows(pack), using=using, report=report)
        report.open_work = _open_work(merges[Unit])
        report.edition_id = _note_edition(path, pack.city or {}, using=using, report=report)
    transaction.on_commit(directory.forget, using=using)
    directory.forget()
    return report


def _wait_for_turn(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])


def _merge_all(tables: Any, *, using: str, report: LoadReport) -> dict[Any, TableMerge]:
    merges: dict[Any, TableMerge] = {}
    for model, rows in tables:
        merge = TableMerge(model, using=using, today=clock.today())
        merge.plan(rows, known=merges)
        if model is RuleSet:
            _refuse_rewriting(merge)
        merge.write()
        merges[model] = merge
        table = model._meta.model_name
        for part, count in (
            (report.added, len(merge.added)),
            (report.changed, len(merge.changed)),
            (report.closed, len(merge.closed)),
        ):
            if count:
                part[table] = count
    return merges


def _refuse_rewriting(merge: TableMerge) -> None:
    today = clock.today()
    for row, fields in merge.changed:
        begun = row.valid_from is None or row.valid_from <= today
        if begun and {"body", "doc_no", "name"} & fields:
            raise RuleSetRewritten(name=row.name, since=row.valid_from or "…")


def _open_work(units: TableMerge) -> list[str]:
    ended = [row for row, fields in units.changed if "validity" in fields and row.valid_to is not None]
    return [line for unit in (*units.closed, *ended) for hook in on_unit_abolished for line in hook(unit)]


def _note_edition(path: Path, city: Mapping[str, Any], *, using: str, report: LoadReport) -> int:
    """The edition now in force; a new row only if something differs from the last, so that readers look again."""
    last = Edition.objects.using(using).order_by("-id").first()
    content = dict(city)
    if last is not None and last.city != content:
        report.changed["city"] = 1
    if last is not None and report.nothing_changed:
        return last.pk
    counts = {"added": report.added, "changed": report.changed, "closed": report.closed}
    edition = Edition.objects.using(using).create(pack_hash=pack_hash(path), city=content, counts=counts)
    return edition.pk
