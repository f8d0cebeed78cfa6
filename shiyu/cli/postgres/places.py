"""Where the embedded database keeps its data, its log and its socket."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from shiyu.cli.postgres.account import Account
from shiyu.cli.postgres.errors import SocketTaken

OWNER_ROLE = "shiyu_owner"
APP_ROLE = "shiyu_app"
DATABASE = "shiyu"
SUPERUSER = "postgres"
PORT = 5432

# sockaddr_un holds 108 bytes with the closing zero.
_LONGEST_SOCKET = 107
_SHORT_PLACE = Path("/tmp")  # noqa: S108 -- the folder in it is ours alone (0700) and its owner is checked
_SHELTER = Path("/var/lib")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one embedded database, all following from the data folder of the installation."""

    home: Path
    name: str = "data"

    @property
    def root(self) -> Path:
        """Folder of everything below; a link where `home` cannot be entered by the server's account."""
        return self.home / "db"

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.root.resolve() / self.name

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    @property
    def socket(self) -> Path:
        """Folder of the socket: in `home`, or a short one where `home` is too deep or closed to the server."""
        inside = self.home / "run" / "db"
        fits = len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET
        if fits and _open_to_server(self.home):
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return _SHORT_PLACE / f"shiyu-{digest}"

    def url(self, role: str, *, database: str = DATABASE) -> str:
        """Address of `database` for `role`."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='')}&port={PORT}"

    def prepare(self, account: Account) -> None:
        """Make the folders, the server's own ones given to `account`."""
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.root.exists():
            self._make_root(account)
        account.folder(self.root.resolve())
        self._make_socket_folder(account)

    def _make_root(self, account: Account) -> None:
        if account.reaches(self.root):
            self.root.mkdir()
            return
        # A random name: a link that was deleted must not lead a new installation to old data.
        shelter = Path(tempfile.mkdtemp(prefix="shiyu-", dir=_SHELTER))
        self.root.symlink_to(shelter)

    def _make_socket_folder(self, account: Account) -> None:
        folder = self.socket
        if folder.parent != _SHORT_PLACE:
            account.folder(folder)
            return
        try:
            folder.mkdir(mode=0o700)
            account.owns(folder)
        except FileExistsError:
            _check_own(folder, account)


def _check_own(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or stat.S_IMODE(found.st_mode) != 0o700:
        raise SocketTaken(folder=folder, owner=account.name or account.uid)


def _open_to_server(home: Path) -> bool:
    """Whether a borrowed account could reach `home`; always when we are not root and the server is ourselves."""
    if os.geteuid() != 0:
        return True
    return all(not above.exists() or above.stat().st_mode & stat.S_IXOTH for above in (home, *home.parents))
