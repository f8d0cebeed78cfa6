"""公文 Official papers"""

import typer

from shiyu.base.words import Words
from shiyu.documents.verification import verify_all

app = typer.Typer(no_args_is_help=True)


@app.command(
    "verify", help="核验公文：文件与签发时一致，发文字号连续 Verify papers: files as signed, numbers without gaps"
)
def verify() -> None:
    """Exit status 1 with one sentence for each paper that does not hold."""
    faults = [str(fault) for fault in verify_all()]
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo(str(Words("公文核验通过。", "Every paper holds.")))


@app.callback()
def papers() -> None:
    """Keeps `verify` a command of a group, though it is the only one."""
