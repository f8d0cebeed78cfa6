"""核验: a file tampered with, one that is gone, and a gap in the numbers are found and named."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from shiyu.documents.archive import store, sweep
from shiyu.documents.issuing import PaperOrder, issue_paper
from shiyu.documents.models import Counter, Paper
from shiyu.documents.tests.conftest import officer
from shiyu.documents.tests.procedures.moves import URGING
from shiyu.documents.verification import verify_all


def issued() -> Paper:
    order = PaperOrder(kind="urging_notice", unit_code="zfb", title="催办通知", facts=URGING)
    return issue_paper(order, actor=officer("x"))


def faults() -> list[str]:
    return [str(fault) for fault in verify_all()]


@pytest.mark.usefixtures("papers")
def test_what_was_signed_holds() -> None:
    issued(), issued()
    assert faults() == []


@pytest.mark.usefixtures("papers")
def test_a_file_tampered_with_is_named(own_archive: Path) -> None:
    paper, _ = issued(), issued()
    path = own_archive / paper.address[:2] / paper.address
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert [line.split(":")[0] for line in faults()] == [paper.number]


@pytest.mark.usefixtures("papers")
def test_a_file_that_is_gone_is_named(own_archive: Path) -> None:
    paper = issued()
    (own_archive / paper.address[:2] / paper.address).unlink()
    assert [paper.number in line for line in faults()] == [True]


@pytest.mark.usefixtures("committed_papers")
@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_row_that_is_gone_leaves_a_gap(gone: int) -> None:
    for _ in range(3):
        issued()
    with connections["owner"].cursor() as cursor:  # who serves could not
        cursor.execute("DELETE FROM documents_paper WHERE sequence = %s", [gone])
    assert len(faults()) == 1


@pytest.mark.usefixtures("papers")
def test_a_counter_turned_back_is_told() -> None:
    issued(), issued()
    Counter.objects.update(last=1)
    assert len(faults()) == 1


@pytest.mark.usefixtures("papers")
def test_the_sweep_leaves_what_is_in_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = issued()
    orphan = store().put([b"rolled back"])
    monkeypatch.setattr("shiyu.documents.archive.KEPT_UNUSED", timedelta(days=-1))
    assert sweep() == 1
    assert (store().holds(paper.address), store().holds(orphan)) == (True, False)
