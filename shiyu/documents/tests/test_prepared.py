"""A filled copy says to the last element what docxtpl makes of the same template, and many are filled at once."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from lxml import etree

from shiyu.documents.kinds import COMMON, PaperKind
from shiyu.documents.prepared import environment, prepare
from shiyu.documents.rendering import render, template_path
from shiyu.documents.tests.kinds import FIRST_PAPERS, PROPOSAL_ANSWER
from shiyu.documents.tests.test_templates import rewritten

WORDS = "甲<乙>&\t丙\n丁 “戊” {{ x }}"


def context(kind: PaperKind, **more: Any) -> dict[str, Any]:
    return {**dict.fromkeys(COMMON, "样"), **kind.samples(), **more}


def parts(docx: bytes) -> dict[str, bytes]:
    """The parts by name, XML without what differs in writing only."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        found = {name: package.read(name) for name in package.namelist()}
    return {
        name: etree.tostring(parse_xml(content), method="c14n") if name.endswith((".xml", ".rels")) else content
        for name, content in found.items()
    }


def by_docxtpl(template: bytes, given: dict[str, Any]) -> bytes:
    docx, out = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    docx.render(given, environment(), autoescape=True)
    docx.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", FIRST_PAPERS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("words", ["样", WORDS])
def test_a_filled_copy_is_what_docxtpl_makes(kind: PaperKind, words: str) -> None:
    template = template_path(kind).read_bytes()
    given = context(kind, **{fact.name: words for fact in kind.facts if isinstance(fact.sample, str)})
    ours, theirs = parts(render(template, given)), parts(by_docxtpl(template, given))
    assert ours.keys() == theirs.keys()
    odd = {"docProps/core.xml"}  # where docxtpl adds the properties that the template left out, each empty
    assert {name for name in ours if ours[name] != theirs[name]} == odd


def test_a_fact_in_the_properties_of_the_file_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template_path(PROPOSAL_ANSWER).read_bytes())
    named = "<dc:subject>{{ subject }}</dc:subject>"
    rewritten(path, "<dc:subject/>", named, part="docProps/core.xml")
    made = render(path.read_bytes(), context(PROPOSAL_ANSWER, subject="路 <灯>"))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "路 &lt;灯&gt;" in package.read("docProps/core.xml").decode()


def test_copies_filled_at_once_do_not_mix() -> None:
    template = prepare(template_path(PROPOSAL_ANSWER).read_bytes())

    def fill(number: int) -> bool:
        text = template.filled(context(PROPOSAL_ANSWER, subject=f"第{number}号路灯", answer=[f"办{number}"] * 5))
        body = text[template.body]
        return body.count(f"第{number}号路灯") == 1 and body.count(f"办{number}<") == 5

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(fill, range(200)))


def test_the_same_words_make_the_same_file() -> None:
    template = template_path(PROPOSAL_ANSWER).read_bytes()
    assert render(template, context(PROPOSAL_ANSWER)) == render(template, context(PROPOSAL_ANSWER))
