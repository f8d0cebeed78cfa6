"""Which benches there are."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from shiyu.base.benches import Bench
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cli.bench import register


def bench(name: str) -> Bench:
    return Bench(name=name, help=Words("测试", "a test"), run=lambda _site: ())


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A folder `invented` with a `bench.py`."""
    (tmp_path / "invented").mkdir()
    (tmp_path / "invented" / "bench.py").touch()
    module = ModuleType("shiyu.invented.bench")
    monkeypatch.setitem(sys.modules, "shiyu.invented.bench", module)
    monkeypatch.setattr(register, "_PACKAGE", tmp_path)
    return module


OWN = ["intake", "import", "clocks", "worklist", "crash", "requests"]


def test_the_platform_has_six() -> None:
    assert [bench.name for bench in register.benches()][:6] == OWN


def test_a_folder_brings_its_own(brought: ModuleType) -> None:
    brought.BENCHES = (bench("lists"),)  # type: ignore[attr-defined]
    assert [found.name for found in register.benches()] == [*OWN, "lists"]
    assert register.find("lists") is brought.BENCHES[0]


@pytest.mark.parametrize("name", ["intake", "all"])
def test_a_name_that_is_taken_is_refused(brought: ModuleType, name: str) -> None:
    brought.BENCHES = (bench(name),)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=name):
        register.benches()


def test_an_unknown_one_is_not_there() -> None:
    with pytest.raises(NoSuchThing, match="happiness"):
        register.find("happiness")
