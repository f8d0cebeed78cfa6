"""A wrong setting is refused at start with one sentence: what was given, what is allowed."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from shiyu.base.words import Words
from shiyu.config.environment import SettingRefused, read_environment, require_in_production
from shiyu.config.keys import fill_keys
from shiyu.config.table import SETTINGS

ROOT = Path(__file__).resolve().parents[3]


def read(**given: str) -> dict[str, object]:
    return read_environment(SETTINGS, given=given)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("SHIYU_PORT", "", 8000),
        ("SHIYU_PORT", "80", 80),
        ("SHIYU_HTTPS", "yes", True),
        ("SHIYU_HTTPS", "0", False),
        ("SHIYU_HOSTS", "a.example, b.example", ["a.example", "b.example"]),
        ("SHIYU_DATA_KEY", "AB" * 16, "ab" * 16),
        ("SHIYU_DATA_KEYS_RETIRED", f"{'ab' * 16},{'cd' * 16}", ["ab" * 16, "cd" * 16]),
        ("DATABASE_URL", "postgresql://shiyu_app@db/city", "postgresql://shiyu_app@db/city"),
    ],
)
def test_what_a_variable_stands_for(name: str, given: str, value: object) -> None:
    assert read(**{name: given})[name] == value


@pytest.mark.parametrize(
    ("name", "given", "allowed"),
    [
        ("SHIYU_PORT", "0", "a whole number from 1 to 65535"),
        ("SHIYU_PORT", "eighty", "a whole number from 1 to 65535"),
        ("SHIYU_ENV", "prod", "one of development, demo, test, production"),
        ("SHIYU_HTTPS", "maybe", "1 or 0"),
        ("SHIYU_DATA_KEY", "ab", "32 hexadecimal digits"),
        ("SHIYU_SECRET_KEY", "short", "at least 32 characters"),
        ("DATABASE_URL", "mysql://root@db/city", "an address that begins with postgresql://, or empty"),
        ("SHIYU_HOME", " ", "a folder"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, given: str, allowed: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        read(**{name: given})
    assert refused.value.name == name
    assert f"must be {allowed}." in str(refused.value)


@pytest.mark.parametrize("name", ["SHIYU_DATA_KEY", "SHIYU_SECRET_KEY", "DATABASE_URL", "SHIYU_METRICS_TOKEN"])
def test_a_refused_secret_is_not_shown(name: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        read(**{name: "hush-hush"})
    assert "hush" not in str(refused.value)


def test_a_misspelt_variable_is_refused_with_a_guess() -> None:
    with pytest.raises(SettingRefused, match="did you mean SHIYU_PORT"):
        read(SHIYU_PROT="80")


@pytest.mark.parametrize("name", [row.name for row in SETTINGS if row.needed_in_production])
def test_production_makes_up_no_key(name: str) -> None:
    given = {row.name: "ab" * 32 for row in SETTINGS if row.needed_in_production} | {"SHIYU_DATA_KEY": "ab" * 16}
    left = {key: value for key, value in given.items() if key != name}
    values = read_environment(SETTINGS, given=left, defaults={"SHIYU_HOSTS": ","})
    with pytest.raises(SettingRefused, match=name):
        require_in_production(SETTINGS, values=values)


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = read(SHIYU_HOME=str(tmp_path / "home")), read(SHIYU_HOME=str(tmp_path / "home"))
    fill_keys(first)
    fill_keys(second)
    path = tmp_path / "home" / "keys.json"
    assert first == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(json.loads(path.read_text())) == [
        "SHIYU_DATA_KEY",
        "SHIYU_INDEX_KEY",
        "SHIYU_SEAL_KEY",
        "SHIYU_SECRET_KEY",
    ]


def test_every_row_has_its_words_and_a_default_it_can_read() -> None:
    for row in SETTINGS:
        row.read(row.default)
        assert isinstance(row.meaning, Words)
        assert row.meaning.zh
        assert row.meaning.en


def _check(**given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHIYU_")}
    command = [sys.executable, "-m", "shiyu.cli", "user", "list"]
    return subprocess.run(
        command, env={**environment, "PYTHONPATH": str(ROOT), **given}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SHIYU_PORT": "x"}, "SHIYU_PORT='x' is refused"),
        ({"SHIYU_ENV": "production"}, "SHIYU_SECRET_KEY= is refused"),
        ({"SHIYU_CITY": "nowhere"}, "nowhere' is refused"),
    ],
)
def test_the_command_ends_with_the_sentence_and_no_traceback(given: dict[str, str], sentence: str) -> None:
    done = _check(**given)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
