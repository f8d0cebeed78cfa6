"""`shiyu verify` and `shiyu documents verify` look at papers too."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shiyu.cli.data import faults_of_history
from shiyu.documents.archive import store
from shiyu.documents.commands import app
from shiyu.documents.tests.conftest import entered, issue_sample
from shiyu.documents.tests.kinds import URGING_NOTICE


@pytest.mark.django_db
def test_a_paper_tampered_with_is_told_by_both(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    with entered():
        paper = issue_sample(URGING_NOTICE)
    assert faults_of_history() == []
    assert CliRunner().invoke(app, ["verify"]).exit_code == 0
    path = tmp_path / "papers" / paper.address[:2] / paper.address
    path.write_bytes(path.read_bytes()[:-1])
    assert [paper.number in line for line in faults_of_history()] == [True]
    told = CliRunner().invoke(app, ["verify"])
    assert (told.exit_code, paper.number in told.output) == (1, True)
    assert store().holds(paper.address)  # nothing is put right in silence
