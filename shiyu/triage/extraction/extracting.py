"""All that is found in one text, and what of it may fill the fields of a form. Bounded whatever is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiyu.base.masking import folded, personal_in
from shiyu.triage.extraction.amounts import amounts_in
from shiyu.triage.extraction.organisations import organisations_in
from shiyu.triage.extraction.places import addresses_in, divisions_in
from shiyu.triage.extraction.spans import Kind, Span, none_over_another
from shiyu.triage.extraction.times import times_in
from shiyu.triage.finding import WordFinder
from shiyu.triage.spellings import Meant, Spellings, spellings_of

LOOKED_AT = 3_000  # characters of a text; where and when stand at its beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The names one edition of the city knows: of divisions that mean one place only, and of units."""

    divisions: WordFinder
    division_codes: Mapping[str, str]
    units: WordFinder
    unit_codes: Mapping[str, str]
    spellings: Spellings


NO_CITY = Gazetteer(
    divisions=WordFinder(()), division_codes={}, units=WordFinder(()), unit_codes={}, spellings=spellings_of(())
)
"""For texts of another city: only patterns find."""


def extract(text: str, *, moment: datetime, gazetteer: Gazetteer) -> list[Span]:
    """What is found in the first LOOKED_AT characters, in its order; spans never overlap.

    Positions are those of `text` as written, also where a dialect word was read as another.
    """
    written = text[:LOOKED_AT]
    meant = gazetteer.spellings.read(folded(written))
    said = meant.text
    persons = [Span(p.start, p.end, Kind(p.kind), p.value, said[p.start : p.end]) for p in personal_in(said)]
    divisions = list(divisions_in(said, finder=gazetteer.divisions, codes=gazetteer.division_codes))
    found = none_over_another(
        [
            *persons,
            *times_in(said, moment=moment),
            *amounts_in(said),
            *organisations_in(said, units=gazetteer.units, codes=gazetteer.unit_codes),
            *divisions,
            *addresses_in(said, divisions=divisions),
        ]
    )
    return [_as_written(span, meant, written) for span in found]


def _as_written(span: Span, meant: Meant, written: str) -> Span:
    start, end = meant.written(span.start, span.end)
    return Span(start, end, span.kind, span.value, written[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may fill empty fields: the code of the narrowest division, the address, the time as written and meant."""

    division: str = ""
    address: str = ""
    time: str = ""
    time_said: str = ""


def offered(spans: Sequence[Span]) -> Offer:
    """The one place and time a text names; where it names several that do not lie within each other, none."""
    codes = sorted({span.value for span in spans if span.kind is Kind.DIVISION}, key=lambda code: code.rstrip("0"))
    narrowest = max(codes, key=lambda code: len(code.rstrip("0")), default="")
    one = all(narrowest.startswith(code.rstrip("0")) for code in codes)
    addresses = list(dict.fromkeys(span.value for span in spans if span.kind is Kind.ADDRESS))
    times = [span for span in spans if span.kind is Kind.TIME and not span.value.startswith("T")]
    return Offer(
        division=narrowest if one else "",
        address=addresses[0] if addresses else "",
        time=times[0].value if times else "",
        time_said=times[0].text if times else "",
    )
