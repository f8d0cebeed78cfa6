"""Whether the papers are still what was signed, and their numbers without a gap: a part of `shiyu verify`."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from typing_extensions import override

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.documents.archive import store
from shiyu.documents.models import Counter, Paper

GAP = Words(
    "编到{last}号，登记簿有{found}件，发文字号不连续",
    "numbers were given up to {last}, the register has {found} papers",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A paper or a row of numbers that does not hold."""

    paper: str
    words: Words

    @override
    def __str__(self) -> str:
        return f"{self.paper}: {self.words}"


def verify_all() -> Iterator[Fault]:
    """Every file that is missing or not what was signed, and every row of numbers with a gap."""
    # Rows come through a cursor of the server: the register of years stays out of memory.
    for paper in Paper.objects.order_by("pk").only("reference", "number", "address", "size").iterator():
        fault = _fault_of(paper)
        if fault is not None:
            yield Fault(paper.number or str(paper.reference), fault)
    yield from _gaps()


def _fault_of(paper: Paper) -> Words | None:
    try:
        size = sum(len(chunk) for chunk in store().read(paper.address))
    except ShiyuError as error:
        return error.words
    if size != paper.size:
        return Words("文件大小与登记不符", "the file is not as large as the register says")
    return None


def _gaps() -> Iterator[Fault]:
    rows = Paper.objects.exclude(sequence=None).order_by().values("code_word", "year")
    found = {
        (row["code_word"], row["year"]): (row["least"], row["most"], row["count"])
        for row in rows.annotate(least=Min("sequence"), most=Max("sequence"), count=Count("pk"))
    }
    lasts = {(row.code_word, row.year): row.last for row in Counter.objects.all()}
    for key in sorted(found.keys() | lasts.keys()):
        least, most, count = found.get(key, (1, 0, 0))
        last = lasts.get(key, 0)
        if (least, most, count) != (1, last, last):
            row = f"{key[0]}〔{key[1]}〕"
            yield Fault(row, GAP.fill(last=last, found=count))
