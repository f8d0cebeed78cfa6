"""Type for papers that are bound as PDF: the faces of the machine, cut down to the characters of one file.

A PDF must look the same on every machine and for as long as a dossier is kept, so its type is embedded. Chinese faces
hold tens of thousands of characters; only those that the file needs are drawn into it. None is delivered with us: the
setting `SHIYU_PRINT_FONTS` names the files, else the places where Debian's packages put open ones are looked at.
Where there is none, the standard face STSong-Light is named and not embedded: readers bring it themselves.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import structlog
from django.conf import settings
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont as PdfFont

log = structlog.get_logger(__name__)
STANDARD = "STSong-Light"
SONG = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
"""Where Debian's fonts-noto-cjk (OFL), fonts-arphic-uming (Arphic Public License) and fonts-wqy-zenhei lie."""
HEI = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
COLLECTION = b"ttcf"
SIMPLIFIED = ("SC", "CN", "GB")
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "—、，。：；（）〔〕《》？□"
"""In every face: page numbers and what stands in for a character the face lacks."""
IN_FOR = "□"
EXACTNESS = 1.0  # of a unit of the face, 1/1000 em: how far a quadratic curve may be from the cubic one
_NAMES = count(1)


@dataclass(frozen=True, slots=True)
class Faces:
    """The names under which styles find their type, and the characters each can draw; none named: the standard face."""

    song: str
    hei: str
    in_song: frozenset[str] = frozenset()
    in_hei: frozenset[str] = frozenset()

    def printable(self, text: str, *, face: str) -> str:
        """The text with a box in place of what the face cannot draw, so that nothing vanishes unseen."""
        known = self.in_hei if face == self.hei else self.in_song
        if not known:
            return text
        return "".join(sign if sign in known or sign.isspace() else IN_FOR for sign in text)


@contextmanager
def faces_for(texts: Iterable[str], *, heads: Iterable[str]) -> Iterator[Faces]:
    """Faces that can draw these texts and heads, known to the PDF library while they are used.

    Faces are entered under new names and taken out again: a worker binds many dossiers in its life.
    """
    body, head = set(ALWAYS).union(*texts), set(ALWAYS).union(*heads)
    song, hei = _place_of(0, SONG), _place_of(1, HEI)
    if song is None:
        log.warning("no_print_font", looked_at=list(SONG))
        pdfmetrics.registerFont(UnicodeCIDFont(STANDARD))
        yield Faces(STANDARD, STANDARD)
        return
    cuts = ((song, body), (hei, head)) if hei is not None else ((song, body | head),)
    names = [f"Face{next(_NAMES)}" for _ in cuts]
    cut = [_cut(place, wanted, name=name) for (place, wanted), name in zip(cuts, names, strict=True)]
    for name, (content, _) in zip(names, cut, strict=True):
        pdfmetrics.registerFont(PdfFont(name, io.BytesIO(content)))
    try:
        yield Faces(names[0], names[-1], cut[0][1], cut[-1][1])
    finally:
        for name in names:
            pdfmetrics._fonts.pop(name, None)  # type: ignore[attr-defined]  # noqa: SLF001 -- no other way to forget one


def _place_of(nth: int, usual: tuple[str, ...]) -> Path | None:
    named: list[str] = list(settings.PRINT_FONTS)
    places = [named[min(nth, len(named) - 1)]] if named else usual
    return next((path for place in places if (path := Path(place)).is_file()), None)


def _cut(path: Path, wanted: Iterable[str], *, name: str) -> tuple[bytes, frozenset[str]]:
    """A face of only these characters with quadratic outlines, which every PDF library can embed; and what it has."""
    with _opened(path) as face:
        cmap, glyphs = face.getBestCmap() or {}, face.getGlyphSet()
        units, head = int(face["head"].unitsPerEm), face["hhea"]
        found = {ord(sign): cmap[ord(sign)] for sign in wanted if ord(sign) in cmap}
        order = [".notdef", *sorted(set(found.values()) - {".notdef"})]
        drawn, metrics = {}, {}
        for sign in order:
            pen = TTGlyphPen(None)
            glyphs[sign].draw(Cu2QuPen(pen, EXACTNESS * units / 1000, reverse_direction="CFF " in face))
            drawn[sign] = pen.glyph()
            metrics[sign] = (round(glyphs[sign].width), _left(drawn[sign]))
        ascent, descent = int(head.ascent), int(head.descent)
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(found)
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue(), frozenset(map(chr, found))


def _left(glyph: object) -> int:
    return int(getattr(glyph, "xMin", 0) or 0)


def _opened(path: Path) -> TTFont:
    """The face; of a collection the one for simplified Chinese, else its first."""
    with path.open("rb") as file:
        if file.read(4) != COLLECTION:
            return TTFont(path, lazy=True)
    with TTCollection(path, lazy=True) as faces:
        names = [str(face["name"].getDebugName(1) or "") for face in faces.fonts]
    nth = next((n for n, name in enumerate(names) if name.endswith(SIMPLIFIED)), 0)
    return TTFont(path, fontNumber=nth, lazy=True)
