"""市民诉求的命令 Commands of citizen requests: bring requests in from a file, tell an invented story."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shiyu.base.clock import today
from shiyu.base.sheets import BadSheet
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.importing import BATCH, Importer, ImportReport
from shiyu.citizen_requests.seeds import STORIES, tell
from shiyu.city.models import Account

COMMANDS = {"import": "导入 Bring data in from a file", "seed": "演示 Tell an invented story, the same twice"}

app = typer.Typer()
import_app = typer.Typer(no_args_is_help=True, help="导入 Bring data in from a file")
app.add_typer(import_app, name="import")

INTAKE_ROLES = ("api_client", "agent")
WENT_IN = Words(
    "新增 {went_in} 件（有派单建议 {routed}，需派单员研判 {to_look_at}），已有 {already_there} 件，拒收 {refused} 行。",
    "{went_in} went in ({routed} with a suggested unit, {to_look_at} for a dispatcher), {already_there} were there "
    "already, {refused} lines refused.",
)
SEE = Words(
    "拒收的行和原因见 {file}（含个人信息，请妥善保管）。",
    "Refused lines and why: {file} (personal data, keep it safe).",
)
NO_ACCOUNT = Words(
    "没有可受理诉求的账号“{login}”，请用 --as 指定话务员或接口客户端的登录名。",
    "No account “{login}” may take in requests; name an agent's or a client's login with --as.",
)


@import_app.command(
    "requests", help="从 CSV（UTF-8、GB18030）或 XLSX 导入诉求 Import requests; may be run again, makes no doubles"
)
def import_requests(
    file: Annotated[Path, typer.Argument(help="文件 File")],
    *,
    login: Annotated[str, typer.Option("--as", help="以谁的名义（登录名） In whose name (login)")] = "",
    source: Annotated[str, typer.Option(help="来源名，默认为文件名 Name of the source; default: the file's name")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(help="列对应，如 title=留言主题（可多次） Which column means what, may be repeated"),
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=5000, help="每批行数 Rows a batch")] = BATCH,
) -> None:
    """Exit status 0: every row is in; 1: some rows were refused; 2: the file as a whole cannot be read."""
    importer = Importer(
        path=file, actor=_intake_actor(login), source=source or file.stem, columns=_told(column or []), batch=batch
    )
    try:
        report = _with_progress(importer)
    except BadSheet as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from None
    typer.echo(str(WENT_IN.fill(
        went_in=report.went_in, routed=report.routed, to_look_at=report.to_look_at,
        already_there=report.already_there, refused=report.refused,
    )))  # fmt: skip
    if report.refusals is not None:
        typer.echo(str(SEE.fill(file=report.refusals)), err=True)
        raise typer.Exit(1)


@app.command("seed", help="演示 Tell an invented story, the same twice for one seed and day")
def seed(
    *,
    story: Annotated[str, typer.Option(help=f"故事 Story: {', '.join(STORIES)}")] = "quarter",
    until: Annotated[str, typer.Option(help="停在哪个环节（如 handling），默认讲到今天 Stop at this stage")] = "",
    number: Annotated[int, typer.Option("--seed", help="种子 Seed")] = 7,
) -> None:
    """Every request goes through the real door at its own moment of the past weeks."""
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as bar:
        task = bar.add_task(story)
        told = tell(
            story, until=until, seed=number, last_day=today(),
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    words = Words(
        "已讲完“{story}”：{requests} 件诉求，{moves} 个动作。", "Told “{story}”: {requests} requests, {moves} moves."
    )
    typer.echo(str(words.fill(story=story, requests=told.requests, moves=told.moves)))


def _intake_actor(login: str) -> PostHolder:
    """The post in whose name requests are taken in; without a login the first client that may."""
    accounts = Account.objects.filter(is_active=True)
    for account in accounts.filter(username=login) if login else accounts.filter(kind="client").order_by("pk"):
        for actor in actors_of(account):
            if actor.roles.intersection(INTAKE_ROLES):
                return actor
    typer.echo(str(NO_ACCOUNT.fill(login=login)), err=True)
    raise typer.Exit(2)


def _told(pairs: list[str]) -> dict[str, str]:
    told = dict(pair.partition("=")[::2] for pair in pairs)
    if "" in told or "" in told.values():
        raise typer.BadParameter("--column msg_id=编号")
    return told


def _with_progress(importer: Importer) -> ImportReport:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bar:
        task = bar.add_task(importer.path.name)
        return importer.run(progress=lambda done, of: bar.update(task, completed=done, total=of))
