"""docs/papers.md lists every fact of the first papers as the kinds declare it: systems are written from that table."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from shiyu.documents.kinds import COMMON, PaperFact, PaperKind
from shiyu.documents.tests.kinds import FIRST_PAPERS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "papers.md").read_text(encoding="utf-8")


def shape(fact: PaperFact) -> str:
    match fact.sample:
        case str():
            said = "text"
        case date():
            said = "date"
        case (Mapping() as row, *_):
            said = "rows: " + ", ".join(f"`{column}`" for column in row)
        case _:
            said = "paragraphs"
    return said + "; optional" * fact.optional + "; personal" * fact.personal


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
def test_the_page_says_what_the_kind_declares(kind: PaperKind) -> None:
    part = PAGE.partition(f"### {kind.label.zh} {kind.label.en} `{kind.name}`\n")[2].partition("\n### ")[0]
    rows = [f"| `{f.name}` | {f.label.zh} | {f.label.en} | {shape(f)} |" for f in kind.facts]
    assert [line for line in part.splitlines() if line.startswith("| `")] == rows
    assert ("信函 letter" in part) is (kind.form == "letter")
    assert ("; numbered" in part) is kind.numbered
    assert (f"series {kind.series}" in part) is bool(kind.series)


def test_what_every_kind_knows_is_on_the_page() -> None:
    assert [name for name in COMMON if f"`{name}`" not in PAGE] == []
