"""As whom the server runs: as ourselves, or as an unprivileged account when we are root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shiyu.cli.postgres.errors import NoAccount, ProgramFailed

_USUAL = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A system account; `borrowed` when it is not our own."""

    name: str
    uid: int
    gid: int
    borrowed: bool

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments that make `subprocess` run a program as this account, from a folder every account may enter."""
        rights = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.borrowed else {}
        return {"cwd": "/", "stdin": subprocess.DEVNULL, "env": server_environment(), **rights}

    def owns(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)

    def folder(self, path: Path) -> Path:
        """Make `path` a folder of this account that nobody else enters."""
        path.mkdir(parents=True, exist_ok=True)
        self.owns(path)
        path.chmod(0o700)
        return path

    def write(self, path: Path, content: str) -> None:
        """Write a file of this account, whole or not at all."""
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(content)
        self.owns(fresh)
        fresh.chmod(0o600)
        fresh.replace(path)

    def run(self, command: Sequence[str | Path], *, feed: str | None = None) -> str:
        """What a program printed; `ProgramFailed` with its complaint when it ended badly."""
        options = self.popen
        if feed is not None:
            del options["stdin"]
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False, input=feed, **options
        )
        if done.returncode:
            raise ProgramFailed(program=Path(command[0]).name, reason=done.stderr.strip() or str(done.returncode))
        return str(done.stdout)

    def reaches(self, path: Path) -> bool:
        """Whether this account may enter every folder above `path`."""
        return not self.borrowed or all(_open_to_all(above) for above in path.resolve().parents)


def server_account(wanted: str = "") -> Account:
    """Ourselves, or when we are root the account `wanted`, else the first usual one."""
    if os.geteuid() != 0:
        return Account(_own_name(), os.geteuid(), os.getegid(), borrowed=False)
    for name in (wanted,) if wanted else _USUAL:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return Account(name, entry.pw_uid, entry.pw_gid, borrowed=True)
    raise NoAccount(wanted=wanted or " / ".join(_USUAL))


def server_environment() -> dict[str, str]:
    """A small, known environment: nothing of the operator's shell changes how the server behaves."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "LANG": "C"}


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return ""


def _open_to_all(folder: Path) -> bool:
    return not folder.exists() or bool(folder.stat().st_mode & stat.S_IXOTH)
