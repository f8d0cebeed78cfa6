"""The documents agree with the code, with each other, and with the files they name."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.figures import all_figures
from shiyu.base.words import Words
from shiyu.cases.actors import Newcomer, PostHolder
from shiyu.cases.door import make_move, open_case
from shiyu.cases.gate import Purpose
from shiyu.cases.models import Assignment, Clock
from shiyu.cases.registry import all_newest
from shiyu.cases.who import AssignmentKind
from shiyu.city.directory import directory
from shiyu.city.workdays import TimeUnit
from tests import test_shape
from tools import draw

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("0*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_what_is_drawn_is_drawn_from_this_code() -> None:
    old = [label(p) for p, text in draw.drawn().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    assert old == [], "run `make draw`"


def test_nothing_drawn_is_left_over() -> None:
    assert sorted((DOCS / "procedures").glob("*.md")) == sorted(draw.procedure_documents())


def said() -> Iterator[Words]:
    """Every label of stage, move and clock of the procedures, and of every role of the pack."""
    for procedure in all_newest():
        yield from (stage.label for stage in procedure.stages)
        yield from (move.label for move in procedure.moves)
        yield from (clock.label for clock in procedure.clocks)
    yield from (words for words, _ in draw.roles())


def test_every_label_is_in_the_glossary() -> None:
    glossary = read("docs/glossary.md")
    assert [str(words) for words in said() if f"| {words.zh} | {words.en} |" not in glossary] == []


@pytest.mark.parametrize("codes", [Assignment.State, Clock.State, AssignmentKind, Purpose, TimeUnit])
def test_every_code_of_the_engine_is_in_the_glossary(codes: type[StrEnum]) -> None:
    glossary = read("docs/glossary.md")
    assert [
        code for code in codes if not {f"`{code.value}`", f"`{code.name}`"} & set(re.findall(r"`\w+`", glossary))
    ] == []


def test_every_figure_has_its_definition() -> None:
    text = read("docs/figures.md")
    parts = ((figure.name, words) for figure in all_figures() for words in (figure.label, figure.definition))
    assert [name for name, words in parts if words.zh not in text or words.en not in text] == []
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(all_figures())


def links(path: Path) -> Iterator[str]:
    """Targets of the links and pictures of a page that lie in this repository, without the place in the page."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target.partition("#")[0])


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in links(page) if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=label)
def test_a_decision_has_its_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {decision.name[:4]} ")
    assert f"]({decision.name})" in read("docs/adr/README.md")


def test_decisions_that_code_and_documents_name_are_there() -> None:
    known = {decision.name[:4] for decision in DECISIONS}
    sources = [*ROOT.glob("shiyu/**/*.py"), *PAGES]
    named = {
        number
        for path in sources
        for number in re.findall(r"(?:docs/adr/|\bADR )(\d{4})", path.read_text(encoding="utf-8"))
    }
    assert named - known == set()


def shape_of(name: str) -> dict[str, list[str]]:
    """What the two READMEs share whatever their language: order of headings, links, code, figures."""
    text = read(name)
    code = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {
        "headings": re.findall(r"^(#+) ", prose, re.MULTILINE),
        "links": [target for target in re.findall(r"\]\(([^)\s]+)\)", prose) if not target.startswith(("README", "#"))],
        "code": code,
        "names": sorted(re.findall(r"`([^`]+)`", prose)),
        "numbers": sorted(re.findall(r"(?<![\w.])\d[\d,.]*\d|(?<![\w.])\d", prose.replace("`", ""))),
    }


@pytest.mark.parametrize("part", ["headings", "links", "code", "names", "numbers"])
def test_the_readmes_are_twins(part: str) -> None:
    assert shape_of("README.zh-CN.md")[part] == shape_of("README.md")[part]


def test_targets_of_make_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {
        target
        for page in ("README.md", "CONTRIBUTING.md", "docs/development.md", "docs/README.md")
        for target in re.findall(r"(?:^    |`)make ([a-z]+)", read(page), re.MULTILINE)
    }
    assert named - targets == set()


def test_limits_are_those_that_are_checked() -> None:
    table = read("CONTRIBUTING.md")
    lint = tomllib.loads(read("pyproject.toml"))["tool"]["ruff"]["lint"]
    shape = f"{test_shape.LONGEST_FUNCTION}, {test_shape.LONGEST_FILE}, {test_shape.LONGEST_TEMPLATE} lines"
    assert f"| function, file, template | {shape} |" in table
    pylint = lint["pylint"]
    assert (
        f"| complexity of a function | {lint['mccabe']['max-complexity']}; "
        f"at most {pylint['max-nested-blocks']} levels, "
        f"{pylint['max-branches']} branches, {pylint['max-returns']} returns, {pylint['max-args']} arguments, "
        f"{pylint['max-positional-args']} of them by position |"
    ) in table


HOW = read("docs/how-it-works.md")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z_]+(?:/[a-z_]+)+\.py)`", HOW))))
def test_files_named_in_how_it_works_are_there(name: str) -> None:
    assert (ROOT / "shiyu" / name).exists() or (ROOT / name).exists()


def test_every_periodic_job_is_in_how_it_works() -> None:
    from procrastinate.contrib.django import app

    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    named = re.findall(r"^\| [^|]+ \| `([\w.]+)` \|", HOW, re.MULTILINE)
    assert set(named) == periodic


def holder(role: str) -> PostHolder:
    """Somebody who holds a post with this role in the loaded city."""
    city = directory()
    post = next(post for post in city.posts.current() if role in post.roles)
    unit = city.units.get_by_id(post.unit_id)
    return PostHolder(
        account_id=1, post_id=post.id, post_code=post.code, unit_id=unit.id, unit_code=unit.code,
        division_code=unit.division_code, roles=post.roles,
    )  # fmt: skip


def told_tables(move: str) -> set[tuple[str, str]]:
    """(insert or update, table) as the page says."""
    table = HOW.partition(f"<!-- tables: {move} -->")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    verbs = {"insert": "inserted", "update": "updated"}
    return {(verb, name) for name, what in rows for verb, word in verbs.items() if word in what}


def touched(queries: CaptureQueriesContext) -> set[tuple[str, str]]:
    pattern = r'(INSERT INTO|UPDATE|COPY) "((?:cases|citizen_requests)_\w+)"'
    changes = (re.match(pattern, query["sql"]) for query in queries.captured_queries)
    return {("update" if change[1] == "UPDATE" else "insert", change[2]) for change in changes if change}


@pytest.mark.django_db
def test_the_tables_that_two_moves_touch() -> None:
    facts = {
        "title": "小区门口路灯不亮", "detail": "三天了", "place": "140502000000",
        "contact": {"name": "安某", "phone": "13800000000"},
    }  # fmt: skip
    with CaptureQueriesContext(connection) as reporting:
        made = open_case("citizen_request", "report", actor=Newcomer(role="caller"), key="1", facts=facts)
    with CaptureQueriesContext(connection) as dispatching:
        make_move(made.number, "dispatch", actor=holder("dispatcher"), key="2", lead="zjj")
    assert touched(reporting) == told_tables("report")
    assert touched(dispatching) == told_tables("dispatch")
