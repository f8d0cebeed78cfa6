"""Which benches there are: the platform's own, and those of any folder with a `bench.py`."""

from importlib import import_module
from pathlib import Path

from shiyu.base.benches import Bench
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words

_PACKAGE = Path(__file__).resolve().parents[2]


def benches() -> list[Bench]:
    """Every bench, the platform's own first; raises `ValueError` for two of one name."""
    from shiyu.cli.bench.own import OWN

    brought = [bench for path in sorted(_PACKAGE.glob("*/bench.py")) for bench in _brought_by(path)]
    found = [*OWN, *brought]
    names = [bench.name for bench in found]
    if len(set(names)) < len(names) or "all" in names:
        raise ValueError(f"Two benches of one name, or one called all: {sorted(names)}")
    return found


def find(name: str) -> Bench:
    """The bench of that name; raises `NoSuchThing`."""
    for bench in benches():
        if bench.name == name:
            return bench
    raise NoSuchThing(what=Words(f"测试“{name}”", f"Bench {name}"))


def _brought_by(path: Path) -> tuple[Bench, ...]:
    brought: tuple[Bench, ...] = import_module(f"shiyu.{path.parent.name}.bench").BENCHES
    return brought
