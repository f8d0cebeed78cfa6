"""矛盾纠纷的命令 Commands of disputes: bring recorded mediations into a demo city."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.disputes.talks import Talk, read_talks
from shiyu.disputes.talks_loading import Loaded, load_talks

app = typer.Typer(no_args_is_help=True, help="矛盾纠纷 Disputes: recorded talks")
PLACE = "140502004000"
NOT_IN_PRODUCTION = Words("调解记录样本不能装入正式环境。", "Recorded talks are not loaded into a city in production.")
LOADED = Words(
    "已装入 {disputes} 件纠纷、{messages} 条留言，猜中类别 {right} 件；{elsewhere} 件的组织没有账号，由综合调委会办。",
    "{disputes} disputes with {messages} messages are in; the kind was guessed right in {right}; {elsewhere} went to "
    "the general committee, since the body advised has no accounts.",
)
KINDS = Words("类别：行为记录所给，列为按词语所猜", "Kind: rows as given, columns as guessed by words")
BODIES = Words("组织：行为按所给类别，列为按所猜类别", "Body: rows by the kind given, columns by the kind guessed")


@app.command("load-talks", help="装入调解记录样本（JSON 行），可重复 Load recorded mediations; may be run again")
def load(
    file: Annotated[Path, typer.Argument(help="记录文件 The records", exists=True, dir_okay=False)],
    *,
    parties: Annotated[Path | None, typer.Option(help="各方诉求文件 What the parties want", exists=True)] = None,
    place: Annotated[str, typer.Option(help="发生地区划代码 Division code of the place")] = PLACE,
) -> None:
    """Exit status 2 where the file cannot be read or the city has nobody who could do it."""
    if settings.SHIYU_ENV == "production":
        typer.echo(str(NOT_IN_PRODUCTION), err=True)
        raise typer.Exit(2)
    try:
        talks = _read(file, parties)
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as bar:
            task = bar.add_task(file.name, total=len(talks))
            loaded = load_talks(talks, place=place, progress=lambda done: bar.update(task, completed=done))
    except ShiyuError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from None
    say(loaded)


def _read(file: Path, parties: Path | None) -> list[Talk]:
    with file.open(encoding="utf-8") as records:
        if parties is None:
            return read_talks(records)
        with parties.open(encoding="utf-8") as wants:
            return read_talks(records, wants)


def say(loaded: Loaded) -> None:
    """Prints what came of it: the counts and both tables."""
    console = Console(width=200)
    console.print(table(loaded.kinds, title=KINDS))
    console.print(table(loaded.bodies, title=BODIES))
    right = sum(count for (given, guessed), count in loaded.kinds.items() if given == guessed)
    typer.echo(str(LOADED.fill(disputes=loaded.disputes, messages=loaded.messages, right=right,
                               elsewhere=loaded.elsewhere)))  # fmt: skip


def table(counted: Counter[tuple[str, str]], *, title: Words) -> Table:
    """A confusion table: a row for each first, a column for each second, the counts where they meet."""
    rows, columns = (sorted({pair[side] for pair in counted}) for side in (0, 1))
    drawn = Table("", *columns, title=str(title))
    for row in rows:
        drawn.add_row(row, *(str(counted[row, column] or "·") for column in columns))
    return drawn
