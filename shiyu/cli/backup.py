"""`shiyu backup`: the whole city as one file, written whole or not at all. The keys are never in it."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, refuse, say

app = typer.Typer()

_File = Annotated[Path, typer.Argument(help="备份文件 The file to write")]


@app.command(
    help="备份数据库和附件到一个文件（不含密钥） Back the database and the files up into one file (never the keys)"
)
def backup(
    file: _File,
    *,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 Write over a file that is there")] = False,
) -> None:
    """Works while the city is served: the dump is of one moment, and a file is stored before its row."""
    target = file.resolve()
    if target.exists() and not force:
        refuse(
            Words("{file} 已存在（可用 --force 覆盖）。", "{file} is there already (--force writes over it).").fill(
                file=file
            )
        )
    with database(), tempfile.TemporaryDirectory(prefix=".shiyu-backup-", dir=target.parent) as folder:
        write_backup(target, workshop=Path(folder))
    size = f"{target.stat().st_size / 1024 / 1024:.1f} MiB"
    say(
        Words("已备份到 {file}（{size}）。密钥另行保管。", "Wrote {file} ({size}). Keep the keys elsewhere.").fill(
            file=file, size=size
        )
    )


def write_backup(target: Path, *, workshop: Path) -> None:
    """Dump, hash, pack in `workshop` (on the same disk), then put the finished file in its place."""
    from django.conf import settings
    from django.db import connection

    from shiyu import __version__
    from shiyu.base import clock, crypto
    from shiyu.cli import archive, programs

    dump = workshop / archive.DUMP
    programs.dump(dump)
    sources = {archive.DUMP: dump, **_stored_files(settings.MEDIA_ROOT)}
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10000
    manifest = archive.Manifest(
        format=archive.FORMAT,
        version=__version__,
        postgres=server,
        made_at=clock.now().isoformat(timespec="seconds"),
        city=settings.SHIYU_CITY.name,
        probe=crypto.encrypt(archive.PROBE, context=archive.PROBE).hex(),
        parts=tuple(archive.part_of(name, path) for name, path in sources.items()),
    )
    finished = workshop / "finished"
    with finished.open("wb") as out:
        archive.pack(out, manifest=manifest, sources=sources)
        out.flush()
        os.fsync(out.fileno())
    finished.chmod(0o600)
    shutil.move(finished, target)


def _stored_files(root: Path) -> dict[str, Path]:
    from shiyu.cli.archive import FILES

    paths = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else []
    return {f"{FILES}/{path.relative_to(root).as_posix()}": path for path in paths}
