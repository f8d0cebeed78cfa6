"""Draw the documents that follow from the code: `python -m tools.draw` writes them anew, the tests compare.

Drawn whole: `docs/procedures/*.md` and `docs/figures.md`. Drawn between two marks: the terms in `docs/glossary.md`.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from shiyu.base.words import Words

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GLOSSARY = DOCS / "glossary.md"
BEGIN, END = "<!-- drawn: terms -->", "<!-- end of what is drawn -->"
NOTE = "<!-- Drawn by `python -m tools.draw`; change the code and draw it again. -->"

Term = tuple[Words, str]
"""Words and the name they have in the code."""


def drawn() -> dict[Path, str]:
    """Every drawn document as it should stand."""
    return {**procedure_documents(), DOCS / "figures.md": figures_document(), GLOSSARY: glossary_document()}


def procedure_documents() -> dict[Path, str]:
    """What `shiyu procedure show` prints of each procedure, in both languages, with an index."""
    from shiyu.cases.registry import all_newest

    documents, index = {}, [NOTE, "", "# 办理流程 Procedures", "", *_PROCEDURES, ""]
    for procedure in all_newest():
        for language in ("zh", "en"):
            picture = _show(procedure.name, "--as", "mermaid", "--language", language)
            table = _show(procedure.name, "--language", language)
            heading, _, rest = table.partition("\n")
            text = f"{NOTE}\n\n{heading}\n\n```mermaid\n{picture}```\n{rest}"
            documents[DOCS / "procedures" / f"{procedure.name}.{language}.md"] = text
        links = f"[中文]({procedure.name}.zh.md) · [English]({procedure.name}.en.md)"
        index.append(f"* {procedure.label.zh} {procedure.label.en} `{procedure.name}` v{procedure.version}: {links}")
    return {**documents, DOCS / "procedures" / "README.md": "\n".join(index) + "\n"}


def figures_document() -> str:
    """Each registered figure with its definition."""
    from shiyu.base.figures import all_figures

    lines = [NOTE, "", "# 指标 Figures", "", *_FIGURES]
    for figure in all_figures():
        lines += [
            "", f"## {figure.label.zh} {figure.label.en}", "",
            f"`{figure.name}` · 单位 unit: {_both(figure.unit)}", "",
            figure.definition.zh, "", figure.definition.en,
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def glossary_document() -> str:
    """The glossary with the terms of the procedures and roles between its two marks."""
    before, _, rest = GLOSSARY.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join((f"{before}{BEGIN}", "", *_terms(), f"{END}{after}"))


def _terms() -> Iterator[str]:
    from shiyu.cases.registry import all_newest

    yield from _section("岗位角色 Roles of posts", roles())
    for procedure in all_newest():
        name = f"{procedure.label.zh} {procedure.label.en}"
        needs = {need.name: need for move in procedure.moves for need in move.needs}
        yield from _section(f"{name}：环节 stages", ((stage.label, stage.name) for stage in procedure.stages))
        yield from _section(f"{name}：动作 moves", ((move.label, move.name) for move in procedure.moves))
        yield from _section(f"{name}：时限 clocks", ((clock.label, clock.name) for clock in procedure.clocks))
        yield from _section(f"{name}：当事人 parties", ((words, role) for role, words in procedure.parties.items()))
        yield from _section(f"{name}：所填内容 facts", ((need.label, need.name) for need in needs.values()))
        codes = ((words, f"{need.name}={code}") for need in needs.values() for code, words in need.choices.items())
        yield from _section(f"{name}：选项 codes", codes)


def roles() -> Iterator[Term]:
    """The roles that the city pack names."""
    from django.conf import settings

    with (Path(settings.SHIYU_CITY) / "roles.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Words(row["label"], row["label_en"]), row["name"]


def _section(title: str, terms: Iterable[Term]) -> Iterator[str]:
    yield from (f"### {title}", "", "| 中文 | English | in the code |", "|---|---|---|")
    yield from (f"| {words.zh} | {words.en} | `{name}` |" for words, name in terms)
    yield ""


def _both(words: Words) -> str:
    return words.zh if words.zh == words.en else f"{words.zh} {words.en}"


def _show(name: str, *options: str) -> str:
    from typer.testing import CliRunner

    from shiyu.cases.commands import app

    result = CliRunner().invoke(app, ["procedure", "show", name, *options], catch_exceptions=False)
    return result.stdout


_PROCEDURES = (
    "Drawn from the tables the platform runs on. The words are the city's; the names in `code` are what the API takes.",
    "A picture leaves out moves that are open at every stage; the table has them all. A question mark marks what may",
    "be left out.",
)
_FIGURES = (
    "Each number the city talks about is defined once, here, and every screen and report draws it from this",
    "definition. A rate of nothing is no number: it is neither 0 nor 100 %. Days are the city's days, both ends of a",
    "span included; a figure can be asked for the whole city, for a division or for a unit, and divided by unit, by",
    "place (one level below the place asked for), by type and by month.",
    "",
    "A unit is the one that answers: the newest lead unit that did not return the case. A share comes with its Wilson",
    "interval of 95 %; where that covers the mean of all units, the unit is *not told apart*, and no order among such",
    "units means anything. Parts therefore stand by the lower bound of their interval, not by the share itself.",
    "",
    "The three rates 三率 stand twice: raw, and adjusted. Adjusted leaves out the requests that a supervisor proposed",
    "and a second person confirmed for that one rate, with a reason code, both in the history of the case; neither may",
    "have handled it. What the rates weigh in the combined score stands in the pack,",
    "`rules/citizen_requests_rates.toml`.",
)


def main() -> int:
    """Write what differs; with `--check` write nothing and end with 1 where something differs."""
    from shiyu.cli.ground import django_ready

    django_ready()
    differing = {path: text for path, text in drawn().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in differing.items():
        print(path.relative_to(ROOT))
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if differing and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
