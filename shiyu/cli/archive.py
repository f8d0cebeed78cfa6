"""What a backup is: one tar file with the database's dump, the files, and a manifest that can prove both whole."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from shiyu.base import crypto
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

FORMAT = 1
DUMP = "database.dump"
FILES = "files"
PROBE = b"shiyu backup"
_MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024


class DamagedBackup(ShiyuError):
    """The backup is not what was written."""

    code = "damaged_backup"
    sentence = Words("备份不可用：{reason}。", "The backup cannot be used: {reason}.")


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the backup with both of its hashes."""

    name: str
    size: int
    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup holds and who wrote it. `probe` opens only under the keys its personal data is sealed with."""

    format: int
    version: str
    postgres: int
    made_at: str
    city: str
    probe: str
    parts: tuple[Part, ...]

    def text(self) -> str:
        """The manifest as it stands in the file."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)


def part_of(name: str, path: Path) -> Part:
    """The hashes of the file at `path`, read once."""
    sha256, sm3, size = hashlib.sha256(), crypto.sm3_hasher(), 0
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            sha256.update(chunk)
            sm3.update(chunk)
            size += len(chunk)
    return Part(name, size, sha256.hexdigest(), sm3.digest().hex())


def pack(target: IO[bytes], *, manifest: Manifest, sources: dict[str, Path]) -> None:
    """Write the manifest first, then every part in its order."""
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        head = manifest.text().encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size = len(head)
        tar.addfile(entry, io.BytesIO(head))
        for part in manifest.parts:
            with sources[part.name].open("rb") as content:
                entry = tarfile.TarInfo(part.name)
                entry.size = part.size
                tar.addfile(entry, content)


def unpack(source: Path, *, folder: Path) -> Manifest:
    """Put every part into `folder` and prove it against the manifest; `DamagedBackup` names what does not hold."""
    with _opened(source) as tar:
        manifest = _read_manifest(tar)
        expected = {part.name: part for part in manifest.parts}
        for entry in tar:
            if entry.name == _MANIFEST and entry.offset == 0:
                continue
            if entry.name not in expected or not entry.isreg():
                raise DamagedBackup(reason=f"{entry.name}: not in the manifest")
            target = _inside(folder, entry.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(tar, entry, target)
            if part_of(entry.name, target) != expected.pop(entry.name):
                raise DamagedBackup(reason=f"{entry.name}: SHA-256 / SM3")
    if expected:
        raise DamagedBackup(reason=f"{next(iter(expected))}: missing")
    return manifest


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as broken:
        raise DamagedBackup(reason=str(broken) or "not a backup") from None
    except FileNotFoundError:
        raise DamagedBackup(reason=f"{source.name}: no such file") from None


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    content = tar.extractfile(entry) if entry is not None and entry.name == _MANIFEST else None
    if content is None:
        raise DamagedBackup(reason="no manifest")
    try:
        given: dict[str, Any] = json.load(content)
        manifest = Manifest(**{**given, "parts": tuple(Part(**part) for part in given["parts"])})
    except (ValueError, TypeError, KeyError):
        raise DamagedBackup(reason="unreadable manifest") from None
    if manifest.format != FORMAT:
        raise DamagedBackup(reason=f"format {manifest.format}, this version reads {FORMAT}")
    return manifest


def _inside(folder: Path, name: str) -> Path:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise DamagedBackup(reason=f"{name}: leads outside")
    return target


def _copy(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> None:
    content = tar.extractfile(entry)
    if content is None:
        raise DamagedBackup(reason=f"{entry.name}: unreadable")
    with target.open("wb") as out:
        while chunk := content.read(_CHUNK):
            out.write(chunk)
