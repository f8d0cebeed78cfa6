"""One city on one data folder and one port: a second server says so instead of sharing."""

import socket
from pathlib import Path
from typing import Any

import pytest
import typer

from shiyu.cli.serve import Part, _only_one, _refuse_taken_port


def test_a_port_in_use_is_refused_also_where_the_other_lets_it_be_shared(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SHIYU_LISTEN = "127.0.0.1"
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.SHIYU_PORT = other.getsockname()[1]
        with pytest.raises(typer.Exit):
            _refuse_taken_port()
    assert str(settings.SHIYU_PORT) in capsys.readouterr().err
    _refuse_taken_port()


def test_a_second_server_on_the_same_folder_is_refused_until_the_first_has_ended(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SHIYU_HOME = tmp_path
    with _only_one(None):
        with pytest.raises(typer.Exit), _only_one(None):
            pass
        assert str(tmp_path) in capsys.readouterr().err
        with _only_one(Part.WEB):
            pass
    with _only_one(None):
        pass
