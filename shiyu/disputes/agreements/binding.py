"""装订: a dossier as one PDF with cover, contents, continuous numbers and back cover; or as a set of files."""

import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any

from shiyu.base.clock import city_day, now
from shiyu.base.masking import mask_phone
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.attachments import shown_name
from shiyu.cases.attachments import store as files
from shiyu.cases.gate import Purpose, log_access
from shiyu.disputes import papers_outcome as o
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.dossier import Dossier, dossier_of
from shiyu.disputes.agreements.texts import day_of
from shiyu.disputes.agreements.written import people_of
from shiyu.disputes.models import Dispute
from shiyu.disputes.paper_facts import TO_WRITE_IN, party_rows
from shiyu.documents.archive import store as papers
from shiyu.documents.issuing import PaperOrder, draft_paper, issuer_of
from shiyu.documents.organs import name_of, person_of
from shiyu.documents.printing import Piece, UnreadablePdf, bind, pages_of
from shiyu.documents.sheets import Cell, Grid, Line, Run, Sheet, sheet_of

if TYPE_CHECKING:
    from shiyu.cases.models import Attachment, Case
    from shiyu.documents.models import Paper

LOOK = "dossier"
"""What the access log calls it when a dossier is taken; `detail.form` is `pdf` or `docx`."""
Actor = PostHolder | PartyActor
LISTED = "其他材料清单"
LARGEST_PICTURE = 64 * 1024 * 1024


def bound(case: "Case", *, actor: PostHolder, purpose: Purpose, copy_for: PartyActor | None = None) -> bytes:
    """The dossier bound as PDF, or a party's copy of it. Logged. Raises `NotItsMediator`, `DamagedFile`."""
    reader = copy_for or actor
    dossier = dossier_of(case, actor=reader)
    inner = _pieces(case, dossier, reader)
    cover = _cover(case, dossier)
    _log(case, actor, purpose=purpose, form="pdf", pieces=len(inner), copy_for=copy_for)

    def make(starts: Sequence[int | None], count: int) -> list[Piece]:
        contents = _contents(case, inner, starts[2:] if starts else ())
        back = _back(case, dossier, actor, count=count, whole=copy_for is None)
        front = [
            Piece(title="封面", sheet=cover, counted=False),
            Piece(title="卷内目录", sheet=contents, counted=False),
        ]
        return [*front, *(piece for piece, _ in inner), Piece(title="封底", sheet=back, counted=False)]

    return bind(make, title=f"人民调解卷宗 {case.number}")


def zipped(
    case: "Case", out: IO[bytes], *, actor: PostHolder, purpose: Purpose, copy_for: PartyActor | None = None
) -> int:
    """The papers as .docx and the other files as they are, numbered in the order of the dossier; how many. Logged.

    Raises `NotItsMediator`, `DamagedFile`.
    """
    reader = copy_for or actor
    dossier = dossier_of(case, actor=reader)
    named = [(_safe(f"{paper.title}.docx"), papers().read(paper.address)) for paper in _in_order(dossier)]
    brought = [
        (_safe(shown_name(file, case, actor=reader)), files().read(_address(file, reader)))
        for one in dossier.filed
        for file in one.files
    ]
    _log(case, actor, purpose=purpose, form="docx", pieces=len(named) + len(brought), copy_for=copy_for)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for nth, (name, chunks) in enumerate([*named, *brought], start=1):
            with archive.open(f"{nth:02d}-{name}", "w") as entry:
                for chunk in chunks:
                    entry.write(chunk)
    return len(named) + len(brought)


def _in_order(dossier: Dossier) -> "list[Paper]":
    return [*([dossier.cover] if dossier.cover else []), *dossier.papers]


def _pieces(case: "Case", dossier: Dossier, reader: Actor) -> list[tuple[Piece, str]]:
    """Every part between contents and back cover with its day, files that cannot be bound as a list at the end."""
    pieces: list[tuple[Piece, str]] = []
    unbound: list[Attachment] = []
    for one in dossier.filed:
        for paper in one.papers:
            sheet = sheet_of(b"".join(papers().read(paper.address)))
            pieces.append((Piece(title=paper.title, sheet=sheet), day_of(paper.dated)))
        for file in one.files:
            piece = _file_piece(file, title=f"{one.slot.label.zh}：{shown_name(file, case, actor=reader)}")
            if piece is None:
                unbound.append(file)
            else:
                pieces.append((piece, day_of(city_day(file.uploaded_at))))
    if unbound:
        pieces.append((Piece(title=LISTED, sheet=_list_of(unbound)), ""))
    return pieces


def _file_piece(file: "Attachment", *, title: str) -> Piece | None:
    """A picture or a PDF, fit to be bound; None for every other type."""
    if file.content_type.startswith("image/") and file.size <= LARGEST_PICTURE:
        # The public copy is the picture upright and without its position.
        return Piece(title=title, picture=b"".join(files().read(file.public_address or file.address)))
    if file.content_type == "application/pdf":
        content = b"".join(files().read(file.address))
        try:
            pages_of(content)
        except UnreadablePdf:
            return None
        return Piece(title=title, pdf=content)
    return None


def _list_of(unbound: "Sequence[Attachment]") -> Sheet:
    """What lies beside the dossier: name, type, size, and the SM3 by which each file is known."""
    heads = ("名称", "类型", "大小（字节）", "SM3")
    rows = [
        (file.name, PurePath(file.name).suffix.lstrip(".").lower(), str(file.size), file.address) for file in unbound
    ]
    grid = Grid(
        widths=(34, 12, 18, 36),
        rows=[
            [_cell(text, "GwCellHead") for text in heads],
            *([_cell(text, "GwCell") for text in row] for row in rows),
        ],
    )
    note = Line(style="GwBody", runs=[Run("下列文件不能装订成页，随卷另存；以 SM3 杂凑值核对。")])
    return Sheet(letter=False, body=[Line(style="GwTitle", runs=[Run(LISTED)]), note, grid])


def _cell(text: str, style: str) -> Cell:
    return Cell([Line(style=style, runs=[Run(text)])], 1, style == "GwCellHead")


def _cover(case: "Case", dossier: Dossier) -> Sheet:
    """The cover that was issued with its number (卷号), else one without."""
    if dossier.cover is not None:
        return sheet_of(b"".join(papers().read(dossier.cover.address)))
    dispute = Dispute.objects.get(case=case)
    facts = {
        "case_number": case.number, "kind": f"{v.EVERY_KIND[case.kind].zh}纠纷", "body": issuer_of(_unit(dispute)),
        "parties": party_rows(people_of(case), reach=mask_phone),
        "mediator": person_of(dispute.mediator) or TO_WRITE_IN,
        "received_on": city_day(case.opened_at), "closed_on": None, "result": "未办结", "kept": "长期",
    }  # fmt: skip
    return _drawn(o.COVER.name, "人民调解卷宗", facts, unit=_unit(dispute))


def _contents(case: "Case", inner: Sequence[tuple[Piece, str]], starts: Sequence[int | None]) -> Sheet:
    rows = [
        {"nth": str(n + 1), "title": piece.title, "day": day, "page": str(starts[n] or "") if starts else ""}
        for n, (piece, day) in enumerate(inner)
    ] or [{"nth": "", "title": "（无）", "day": "", "page": ""}]
    return _drawn(o.CONTENTS.name, o.CONTENTS.label.zh, {"case_number": case.number, "rows": rows})


def _back(case: "Case", dossier: Dossier, actor: PostHolder, *, count: int, whole: bool) -> Sheet:
    missing = [words.zh for words in dossier.missing] if whole else []
    by = name_of(actor)
    facts: dict[str, Any] = {
        "case_number": case.number, "pages": str(count), "missing": missing, "bound_by": by,
        "bound_on": city_day(now()),
    }  # fmt: skip
    return _drawn(o.BACK.name, o.BACK.label.zh, facts)


def _drawn(kind: str, title: str, facts: dict[str, Any], *, unit: str = "") -> Sheet:
    return sheet_of(draft_paper(PaperOrder(kind=kind, unit_code=unit, title=title, facts=facts)))


def _unit(dispute: Dispute) -> str:
    return dispute.body_code


def _address(file: "Attachment", actor: Actor) -> str:
    bare = isinstance(actor, PartyActor) and file.public_address
    return file.public_address if bare else file.address


def _safe(name: str) -> str:
    return "".join(sign if sign not in '\\/:*?"<>|' else "_" for sign in name)[:120]


def _log(
    case: "Case", actor: PostHolder, *, purpose: Purpose, form: str, pieces: int, copy_for: PartyActor | None
) -> None:
    detail: dict[str, str | int] = {"form": form, "pieces": pieces}
    if copy_for is not None:
        detail["copy_for"] = copy_for.party_id
    log_access(actor, what=LOOK, purpose=purpose, case=case, detail=detail)
