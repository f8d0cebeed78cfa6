"""Who may connect over the socket: the accounts of this machine that run the platform, by the kernel's word."""

import os
import pwd

from shiyu.cli.postgres.account import Account
from shiyu.cli.postgres.places import APP_ROLE, OWNER_ROLE, SUPERUSER, Places

_MAP = "shiyu"


def files(places: Places) -> dict[str, str]:
    """The server settings that name the access files."""
    root = places.root.resolve()
    return {"hba_file": str(root / "access.conf"), "ident_file": str(root / "accounts.conf")}


def write_access(places: Places, *, account: Account) -> None:
    """Let our own account and the server's use the platform's roles; nobody else connects at all.

    A container may run under a number without a name, which the kernel's word cannot be matched with; there the
    folder of the socket (0700) is the only guard.
    """
    named = {entry for entry in (account.name, _own_name()) if entry}
    method = f"peer map={_MAP}" if _own_name() else "trust"
    root = places.root.resolve()
    account.write(root / "access.conf", f"local all all {method}\n")
    lines = [f'{_MAP} "{name}" {role}' for name in sorted(named) for role in (SUPERUSER, OWNER_ROLE, APP_ROLE)]
    account.write(root / "accounts.conf", "\n".join(lines) + "\n")


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""
