"""PostgreSQL's client programs, run against the database of the settings with the owner's rights."""

import subprocess
from pathlib import Path
from typing import Any

from django.db import connections

from shiyu.cli.postgres.account import server_environment
from shiyu.cli.postgres.binaries import wheel_binaries
from shiyu.cli.postgres.errors import ProgramFailed

# PostgreSQL 17 began to write this line; an older server does not know it and it changes nothing for us.
_NEW_LINE = b"SET transaction_timeout = 0;\n"
_HEAD = 4096


def dump(target: Path) -> None:
    """Write the database as the owner sees it, of one moment, in the custom format."""
    _run([wheel_binaries().program("pg_dump"), "-Fc", "--no-owner", "--no-acl", "-f", target])


def restore_into(database: str, *, source: Path) -> None:
    """Put a dump into the empty `database`, all of it or nothing; what it makes belongs to the owner."""
    read: list[str | Path] = [wheel_binaries().program("pg_restore"), "--no-owner", "--no-acl", "-f", "-", source]
    write: list[str | Path] = [
        wheel_binaries().program("psql"),
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "--single-transaction",
    ]
    environment = _environment() | {"PGDATABASE": database}
    with (
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as reader,
        subprocess.Popen(
            write, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        ) as writer,
    ):
        _feed(reader, writer)
        complaints = [process.stderr.read().decode() for process in (reader, writer) if process.stderr]
    for program, process, complaint in zip(("pg_restore", "psql"), (reader, writer), complaints, strict=True):
        if process.returncode:
            raise ProgramFailed(program=program, reason=complaint.strip() or process.returncode)


def _feed(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> None:
    if reader.stdout is None or writer.stdin is None:
        return
    try:
        writer.stdin.write(reader.stdout.read(_HEAD).replace(_NEW_LINE, b""))
        while chunk := reader.stdout.read(1024 * 1024):
            writer.stdin.write(chunk)
        writer.stdin.close()
    except BrokenPipeError:
        return  # psql refused something and says so itself


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    if done.returncode:
        raise ProgramFailed(program=Path(command[0]).name, reason=done.stderr.strip() or done.returncode)


def _environment() -> dict[str, str]:
    """The owner's connection as libpq's variables: a password on a command line could be read by others."""
    given: dict[str, Any] = connections["owner"].settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    tls = {
        f"PG{name.upper()}": str(given["OPTIONS"][name])
        for name in ("sslmode", "sslrootcert")
        if name in given["OPTIONS"]
    }
    return server_environment() | {name: str(given[key]) for name, key in names.items() if given[key]} | tls
