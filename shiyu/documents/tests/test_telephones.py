"""联系电话: offices only, checked, named where one lacks; no empty label on paper; numbers for showing say so."""

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from docx import Document

from shiyu.base.clock import today
from shiyu.city.checking import check_pack
from shiyu.city.findings import Gravity
from shiyu.documents import telephones
from shiyu.documents.issuing import PaperOrder, draft_paper
from shiyu.documents.kinds import PaperKind
from shiyu.documents.rendering import FOLDER
from shiyu.documents.telephones import DEMO, DEMO_MARK, NOBODY, OFFICE, telephone_of
from shiyu.documents.tests.kinds import FIRST_PAPERS
from shiyu.documents.tests.test_templates import rewritten

pytestmark = pytest.mark.usefixtures("papers")
WITH_TELEPHONE = [kind for kind in FIRST_PAPERS if "contact_phone" in kind.known]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    copied = tmp_path / "pack"
    shutil.copytree(configured.SHIYU_CITY, copied)
    return copied


def own_rules(pack: Path, *lines: str) -> None:
    head = 'name = "telephones"\ndoc_no = "x"\nsource = "x"\n[body.telephones]\n'
    (pack / "rules" / "telephones.toml").write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_every_unit_that_issues_papers_has_a_number_for_showing() -> None:
    assert [finding for finding in check_pack(configured.SHIYU_CITY) if finding.kind.startswith("telephone")] == []


def test_a_city_at_work_is_told_which_units_lack_one(pack: Path, settings: Any) -> None:
    settings.SHIYU_ENV = "production"
    own_rules(pack, 'swb = "0356-2221234"', 'dcs = "12345"')
    (found,) = check_pack(pack)
    assert (found.kind, found.gravity) == ("telephone_missing", Gravity.WARNING)
    issuing = (pack / DEMO.file).read_text(encoding="utf-8").splitlines()[1:]
    assert f"{len(issuing) - 2} 个" in found.words.zh
    assert "：zzb、xcb、" in found.words.zh


@pytest.mark.parametrize(
    "number", ["0356-2221234", "010-65551234", "0356-2221234-801", "12345", "95598", "400-700-1234"]
)
def test_office_numbers_pass(pack: Path, number: str) -> None:
    own_rules(pack, f'zjj = "{number}"')
    assert check_pack(pack) == []


@pytest.mark.parametrize(
    "number",
    ["13800001234", "2221234", "0356-0000001", "0356 2221234", "电话", "2221234，夜间12345", "１２３４５"],
)
def test_what_is_no_office_number_is_named(pack: Path, number: str) -> None:
    own_rules(pack, f'zjj = "{number}"')
    (found,) = check_pack(pack)
    assert (found.file, found.kind, found.gravity) == ("rules/telephones.toml", "telephone", Gravity.ERROR)
    assert "zjj" in found.words.en


def test_a_number_of_nobody_known_is_told(pack: Path) -> None:
    own_rules(pack, 'nowhere = "0356-2221234"')
    assert [(found.kind, found.gravity) for found in check_pack(pack)] == [("telephone_unit", Gravity.WARNING)]


def test_a_number_for_showing_must_be_one_that_nobody_can_dial(pack: Path) -> None:
    path = pack / DEMO.file
    path.write_text(path.read_text(encoding="utf-8").replace("0356-0000001", "0356-2000001"), encoding="utf-8")
    (found,) = check_pack(pack)
    assert (found.file, found.kind) == (DEMO.file, "telephone")
    assert NOBODY.fullmatch("0356-0000001")
    assert not OFFICE.fullmatch("0356-0000001")


def test_numbers_for_showing_say_so_and_no_city_at_work_prints_them(settings: Any) -> None:
    shown = telephone_of("zjj", on=today())
    assert NOBODY.fullmatch(shown.removesuffix(DEMO_MARK))
    assert shown.endswith(DEMO_MARK)
    settings.SHIYU_ENV = "production"
    assert telephone_of("zjj", on=today()) == ""


def test_a_real_number_stands_before_one_for_showing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telephones, "_numbers", lambda _body: {"zjj": "0356-2221234"})
    assert telephone_of("zjj", on=today()) == "0356-2221234"


@pytest.mark.parametrize("kind", WITH_TELEPHONE, ids=lambda kind: kind.name)
def test_a_paper_without_a_telephone_has_no_empty_label(kind: PaperKind) -> None:
    facts = {fact.name: fact.sample for fact in kind.facts}
    said = {}
    for number in ("0356-2221234", ""):
        order = PaperOrder(kind=kind.name, unit_code="zjj", title="标题", facts=facts | {"contact_phone": number})
        said[number] = "\n".join(p.text for p in Document(io.BytesIO(draft_paper(order))).paragraphs)
    assert "联系电话：0356-2221234" in said["0356-2221234"]
    assert "联系电话" not in said[""]
    assert not re.search("[；：]）|　　$", said[""], re.MULTILINE)


def test_a_template_that_would_print_an_empty_label_is_told(pack: Path) -> None:
    for name in ("proposal_answer", "follow_up_register"):
        path = pack / FOLDER / f"{name}.docx"
        rewritten(path, "{% if contact_phone %}", "")
        rewritten(path, "{{ contact_phone }}{% endif %}", "{{ contact_phone }}")
    found = [(finding.file.rpartition("/")[2], finding.kind, finding.gravity) for finding in check_pack(pack)]
    assert found == [
        ("follow_up_register.docx", "paper_blank_label", Gravity.WARNING),
        ("proposal_answer.docx", "paper_blank_label", Gravity.WARNING),
    ]
