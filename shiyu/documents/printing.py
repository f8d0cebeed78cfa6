"""装订: papers, pictures and other files bound as one PDF with continuous page numbers, drawn from the very .docx.

No word processor runs: a paper is drawn from its sheet (`sheets`), as the page in the browser is. Pages of other PDFs
are laid onto pages of their own, pictures are scaled down; what is neither is listed by who binds.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image as Picture
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Image, PageBreak, PageTemplate
from typing_extensions import override

from shiyu.documents.drawn_sheets import Styles, drawn, words_of
from shiyu.documents.fonts import Faces, faces_for
from shiyu.documents.sheets import Sheet

WIDE, HIGH = A4
LEFT, RIGHT, TOP, BOTTOM = 28 * mm, 26 * mm, 30 * mm, 28 * mm  # 订口28 as in GB/T 9704-2012, less 天头: more fits
INNER = (WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM)
MOST_PIXELS = 1600  # of the longer side: 200 dpi on the width of the page
QUALITY = 80
CAPTION = 14 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of a binding: a sheet, a picture or a PDF, under the title that the contents give it.

    `counted`: its pages carry numbers; cover, contents and back do not (卷宗封面、目录、封底不编号).
    """

    title: str
    sheet: Sheet | None = None
    picture: bytes = field(default=b"", repr=False)
    pdf: bytes = field(default=b"", repr=False)
    counted: bool = True


class UnreadablePdf(Exception):
    """A PDF that cannot be bound: encrypted, damaged, or without pages."""


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has. Raises `UnreadablePdf`."""
    try:
        reader = PdfReader(io.BytesIO(pdf))
        found = 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise UnreadablePdf from error
    if not found:
        raise UnreadablePdf
    return found


def bind(make: Callable[[Sequence[int | None], int], Sequence[Piece]], *, title: str) -> bytes:
    """One PDF of the pieces. `make` is given the first page of each and the count of numbered pages, none at first.

    It is asked twice: what a piece says of page numbers (contents, back cover) must not change how many pages it takes.
    """
    pieces = make((), 0)
    sheets = [piece.sheet for piece in pieces if piece.sheet is not None]
    texts = [words for sheet in sheets for words in words_of(sheet)]
    told = [words for words, is_head in texts if not is_head] + [piece.title for piece in pieces]
    with faces_for(told, heads=[words for words, is_head in texts if is_head]) as faces:
        _, starts, count = _drawn(pieces, faces, title=title)
        content, _, _ = _drawn(make(starts, count), faces, title=title)
    return content


def _drawn(pieces: Sequence[Piece], faces: Faces, *, title: str) -> tuple[bytes, list[int | None], int]:
    binding = _Binding(faces)
    story: list[Flowable] = []
    for nth, piece in enumerate(pieces):
        story += [*([PageBreak()] if nth else []), _Begins(binding, nth, piece), *binding.flowables(piece)]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=title, author="", invariant=1)
    frame = Frame(LEFT, BOTTOM, *INNER, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates([PageTemplate(frames=[frame], onPageEnd=binding.number)])
    document.build(story)
    return _with_pdfs(out.getvalue(), binding.laid), [binding.starts.get(n) for n in range(len(pieces))], binding.count


class _Binding:
    """What is known while pages are drawn: which piece is on, and how many pages were numbered."""

    def __init__(self, faces: Faces) -> None:
        self.faces, self.styles = faces, Styles(faces, width=INNER[0])
        self.starts: dict[int, int | None] = {}
        self.laid: dict[int, tuple[bytes, int]] = {}  # page of the binding, from 0: the PDF and its page laid onto it
        self.count = 0
        self._piece: Piece | None = None

    def begins(self, nth: int, piece: Piece) -> None:
        self._piece = piece
        self.starts[nth] = self.count + 1 if piece.counted else None

    def number(self, canvas: Canvas, document: Any) -> None:  # noqa: ARG002 -- the library gives it
        """Draws the page number at the outer lower corner; of numbered pieces alone."""
        if self._piece is None or not self._piece.counted:
            return
        self.count += 1
        canvas.setFont(self.faces.song, 12)
        canvas.drawRightString(WIDE - RIGHT, 16 * mm, str(self.count))

    def flowables(self, piece: Piece) -> Iterator[Flowable]:
        if piece.sheet is not None:
            yield from drawn(piece.sheet, self.styles)
        elif piece.picture:
            yield self.styles.caption(piece.title)
            yield _picture(piece.picture)
        elif piece.pdf:
            for nth in range(pages_of(piece.pdf)):
                if nth:
                    yield PageBreak()
                yield self.styles.caption(piece.title)
                yield _Laid(self, piece.pdf, nth)


class _Begins(Flowable):
    """Takes no room: notes that a piece begins on this page."""

    def __init__(self, binding: _Binding, nth: int, piece: Piece) -> None:
        super().__init__()
        self.width = self.height = 0
        self._noted = (binding, nth, piece)

    @override
    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        binding, nth, piece = self._noted
        binding.begins(nth, piece)


class _Laid(Flowable):
    """Room for a page of a PDF, which is laid onto this page afterwards."""

    def __init__(self, binding: _Binding, pdf: bytes, page: int) -> None:
        super().__init__()
        self._noted = (binding, pdf, page)

    @override
    def wrap(self, *_: float) -> tuple[float, float]:
        return INNER[0], INNER[1] - CAPTION

    def draw(self) -> None:
        binding, pdf, page = self._noted
        binding.laid[self.canv.getPageNumber() - 1] = (pdf, page)


def _picture(content: bytes) -> Flowable:
    """A picture as large as the page lets it be, with no more pixels than print can show."""
    with Picture.open(io.BytesIO(content)) as found:
        small = found.convert("RGB")
        small.thumbnail((MOST_PIXELS, MOST_PIXELS))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    out.seek(0)
    scale = min(INNER[0] / small.width, (INNER[1] - CAPTION) / small.height)
    return Image(out, width=small.width * scale, height=small.height * scale)


def _with_pdfs(binding: bytes, laid: Mapping[int, tuple[bytes, int]]) -> bytes:
    """The pages of other PDFs laid onto theirs: what they draw, and no script, form or enclosure of theirs."""
    if not laid:
        return binding
    writer = PdfWriter(clone_from=io.BytesIO(binding))
    readers: dict[bytes, PdfReader] = {}
    for at, (pdf, nth) in laid.items():
        page = readers.setdefault(pdf, PdfReader(io.BytesIO(pdf))).pages[nth]
        page.pop("/Annots", None)
        writer.pages[at].merge_transformed_page(page, _place_of(page))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _place_of(page: PageObject) -> Transformation:
    """Turned upright, scaled to the room below the caption, and centred in it."""
    box, turned = page.mediabox, page.rotation % 360
    wide, high = float(box.width) or WIDE, float(box.height) or HIGH
    upright = Transformation().translate(-float(box.left), -float(box.bottom)).rotate(-turned)
    aside = {90: (0.0, wide), 180: (wide, high), 270: (high, 0.0)}.get(turned, (0.0, 0.0))
    if turned in {90, 270}:
        wide, high = high, wide
    room = INNER[1] - CAPTION
    scale = min(INNER[0] / wide, room / high)
    middle = LEFT + (INNER[0] - wide * scale) / 2
    return upright.translate(*aside).scale(scale).translate(middle, BOTTOM + room - high * scale)
