"""Commands for the city pack."""

from pathlib import Path

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, django_ready, say

app = typer.Typer(no_args_is_help=True, help="城市包 The city pack")

_FOLDER = typer.Argument(None, help="城市包文件夹，默认取 SHIYU_CITY Folder of the pack, SHIYU_CITY unless given")


@app.command(help="检查城市包，逐条列出文件、行和原因 Check a pack: file, line and reason of every fault")
def check(folder: Path | None = _FOLDER) -> None:
    """Exit status 1 when the pack cannot be loaded. Needs no database."""
    django_ready()
    from shiyu.city.checking import check_pack, errors_of

    findings = check_pack(_pack(folder))
    for finding in findings:
        typer.echo(str(finding))
    if errors_of(findings):
        raise typer.Exit(1)
    say(Words("城市包可以载入。", "The pack can be loaded."))


@app.command(help="载入城市包：要么全部，要么不动 Load a pack, all of it or nothing; can be run again")
def load(folder: Path | None = _FOLDER) -> None:
    """Rows that left the pack are closed, never deleted."""
    with database():
        from shiyu.city.loading import load_pack

        report = load_pack(_pack(folder))
        for line in (*report.warnings, *report.open_work):
            typer.echo(str(line))
        say(report.words)


def _pack(folder: Path | None) -> Path:
    from django.conf import settings

    chosen: Path = folder or settings.SHIYU_CITY
    return chosen.resolve()
