"""Where attachments lie: under the hash of their content, so that nothing is stored twice and a changed file shows.

`put` gives an address only when the bytes would survive a power cut; the row that names the address is written after
that, so a row never points at nothing. What has bytes but no row (a request that died between the two) is an orphan,
and `sweep_orphans` takes it away. Another store (S3, a 政务云 object store) is a class with the methods of `FileStore`.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Protocol

from shiyu.base import clock
from shiyu.base.crypto import sm3_hasher
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words

CHUNK = 256 * 1024  # bytes
_ADDRESS = re.compile("[0-9a-f]{64}")  # SM3 in hexadecimal
_INCOMING = "incoming"
FEW, SIDE_BY_SIDE = 3, 8
_LOCK = ".lock"


class DamagedFile(ShiyuError):
    """The stored bytes are no longer those that were put there: restore the file from the backup."""

    code: ClassVar[str] = "damaged_file"
    http_status: ClassVar[int] = 500
    sentence = Words("附件 {address} 已损坏，请从备份恢复。", "File {address} is damaged; restore it from the backup.")


class StoreUnwritable(ShiyuError):
    """The disk is full or broken; nothing was stored."""

    code: ClassVar[str] = "store_unwritable"
    http_status: ClassVar[int] = 507
    sentence = Words("附件无法保存：{reason}。", "The file could not be stored: {reason}.")


class FileStore(Protocol):
    """A place for files, named by what they hold."""

    def put(self, chunks: Iterable[bytes], /) -> str:
        """Store the bytes; their address, once they are durable. The same bytes give the same address."""

    def put_all(self, files: Iterable[bytes], /) -> list[str]:
        """Store several files together, each as `put` does; their addresses, in the order given."""

    def read(self, address: str, /) -> Iterator[bytes]:
        """The bytes in chunks; the last one comes only if all of them are right, else `DamagedFile`."""

    def holds(self, address: str, /) -> bool:
        """Whether something is stored under `address`."""

    def addresses(self) -> Iterator[str]:
        """Every address, in no order: for backup and verification."""

    def sweep_orphans(self, known: Container[str], *, older_than: timedelta) -> list[str]:
        """Delete what no row knows and nobody put within `older_than`; return the addresses deleted."""


class FolderStore:
    """Files in a folder of one machine: `ab/ab3f…` by address, `incoming/` for what is being written."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, chunks: Iterable[bytes], /) -> str:
        """Write, fsync, rename, fsync the folders. Raises `StoreUnwritable`; other errors of `chunks` come through."""
        (address,) = self._put([chunks])
        return address

    def put_all(self, files: Iterable[bytes], /) -> list[str]:
        """Everything is written before the disk is waited for: a hundred small files wait about as long as one does."""
        return self._put([file] for file in files)

    def _put(self, files: Iterable[Iterable[bytes]]) -> list[str]:
        written: list[tuple[Path, str]] = []
        try:
            incoming = self._make_folder(_INCOMING)
            for chunks in files:
                path = incoming / f"{secrets.token_hex(16)}.part"
                written.append((path, ""))  # known before it is there: whatever happens, nothing is left behind
                written[-1] = path, _write(path, chunks)
            _sync_all([path for path, _ in written])
            self._take_in(written)
        except OSError as problem:
            raise StoreUnwritable(reason=problem.strerror or type(problem).__name__) from problem
        finally:
            for path, _ in written:
                path.unlink(missing_ok=True)
        return [address for _, address in written]

    def _take_in(self, written: Sequence[tuple[Path, str]]) -> None:
        """Rename into place. A copy already there is replaced: that heals a damaged one and makes it young."""
        folders = {address[:2]: self._make_folder(address[:2]) for _, address in written}
        with self._lock(fcntl.LOCK_SH):
            for path, address in written:
                path.replace(folders[address[:2]] / address)
            # The root too: a folder may have been made a moment ago, perhaps by somebody else.
            _sync_all([*folders.values(), self._root])

    def read(self, address: str, /) -> Iterator[bytes]:
        """Stream and verify: the last chunk is held back until the whole is known to be right."""
        hasher, held = sm3_hasher(), b""
        try:
            with self._path(address).open("rb") as source:
                while chunk := source.read(CHUNK):
                    hasher.update(chunk)
                    if held:
                        yield held
                    held = chunk
        except FileNotFoundError:
            raise _no_such_file(address) from None
        if hasher.digest().hex() != address:
            raise DamagedFile(address=address)
        yield held

    def holds(self, address: str, /) -> bool:
        """Whether a file lies there; its content is checked by `read`."""
        return bool(_ADDRESS.fullmatch(address)) and self._path(address).is_file()

    def addresses(self) -> Iterator[str]:
        """Every file that is in place."""
        for path in self._root.glob("[0-9a-f][0-9a-f]/*"):
            if _ADDRESS.fullmatch(path.name):
                yield path.name

    def sweep_orphans(self, known: Container[str], *, older_than: timedelta) -> list[str]:
        """Delete old unknown files, and what writers that died left in `incoming/`.

        `older_than` must be longer than any request lasts, since a file is stored before the row that names it.
        """
        before = clock.now() - older_than
        for left in self._root.glob(f"{_INCOMING}/*.part"):
            _delete_if_older(left, before=before)
        unknown = [address for address in self.addresses() if address not in known]
        swept = []
        for address in unknown:
            # A file put again meanwhile is young again; nobody can put it between the look and the deletion.
            with self._lock(fcntl.LOCK_EX):
                if _delete_if_older(self._path(address), before=before):
                    swept.append(address)
        return swept

    def _path(self, address: str) -> Path:
        if not _ADDRESS.fullmatch(address):
            raise _no_such_file(address)
        return self._root / address[:2] / address

    def _make_folder(self, name: str) -> Path:
        if not self._root.is_dir():
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sync(self._root.parent)
        folder = self._root / name
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        descriptor = os.open(self._root / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)


def _no_such_file(address: str) -> NoSuchThing:
    return NoSuchThing(what=Words(f"附件 {address[:64]}", f"File {address[:64]}"))


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    """Write `chunks` to a new file readable by its owner alone; its address."""
    hasher = sm3_hasher()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in chunks:
            hasher.update(chunk)
            out.write(chunk)
    return hasher.digest().hex()


def _sync_all(paths: Sequence[Path]) -> None:
    """Wait for many at once: a disk that is asked side by side makes one commit of what would be one each."""
    if len(paths) <= FEW:
        for path in paths:
            _sync(path)
        return
    with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
        list(threads.map(_sync, paths))  # what one of them raises comes out here


def _sync(path: Path) -> None:
    """Wait until the disk has a file or folder; on Linux a descriptor for reading will do."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _delete_if_older(path: Path, *, before: datetime) -> bool:
    with suppress(FileNotFoundError):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            path.unlink()
            return True
    return False
