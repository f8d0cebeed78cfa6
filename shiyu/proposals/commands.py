"""提案的命令 Commands of proposals: open a session, take its list over, write a made list."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from shiyu.base.clock import city_zone, today
from shiyu.base.errors import ShiyuError
from shiyu.base.tasks import clock_is_kept
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.city.models import Account
from shiyu.proposals import register_list
from shiyu.proposals.importing import BATCH, Importer, ImportReport, Result, write_result
from shiyu.proposals.models import Session
from shiyu.proposals.roles import IMPORTERS
from shiyu.proposals.seed_inventing import invent
from shiyu.proposals.seed_session import first_day, tell_session, write_list

app = typer.Typer(no_args_is_help=True, help="政协提案 Proposals: sessions and their lists")
CAME_OF_IT = Words(
    "新增 {went_in} 件，此前已有 {there} 件，拒收 {refused} 行。逐行结果：{file}",
    "{went_in} went in, {there} were there already, {refused} lines refused. Line by line: {file}",
)
NO_ACCOUNT = Words(
    "没有可录入提案的账号“{login}”，请用 --as 指定提案委工作人员的登录名。",
    "No account “{login}” may take proposals over; name a login of the committee's clerk with --as.",
)
OPENED = Words("已建立届次 {code}。", "Session {code} is there now.")
LINE = Words("第{line}行：{why}", "Line {line}: {why}")
REGISTERED = Words(
    "名册：新增 {in} 人（单位），更新 {changed}，此前已有 {there}，拒收 {refused} 行。",
    "Register: {in} entered, {changed} changed, {there} there already, {refused} lines refused.",
)
THERE_ALREADY = Words("已有届次 {code}，没有改动。", "Session {code} is there already; nothing was changed.")
TOLD = Words("已讲完：{proposals} 件提案，{moves} 个动作。", "Told: {proposals} proposals, {moves} moves.")
ONLY_DEMO = Words(
    "虚构的一届只能在演示城市（SHIYU_ENV=demo）中讲述。", "A made session is told in a demo city (SHIYU_ENV=demo) only."
)
BEING_SERVED = Words(
    "城市正在运行，它的时钟会改动正在讲述的往日之件。请先停止 shiyu serve，再运行一次；没有改动任何数据。",
    "The city is being served, and its clock would move what is told of days gone by. Stop shiyu serve and run this "
    "again; nothing was changed.",
)
WRITTEN = Words("已写出 {count} 件：{file}", "{count} proposals written: {file}")


@app.command("import", help="录入一届提案清单（XLSX、CSV），可重复 Take a session's list over; may be run again")
def import_list(
    file: Annotated[Path, typer.Argument(help="文件 File")],
    *,
    session: Annotated[str, typer.Option(help="届次代码，如 7-5 Code of the session")],
    login: Annotated[str, typer.Option("--as", help="以谁的名义（登录名） In whose name (login)")] = "",
    batch: Annotated[int, typer.Option(min=1, max=1000, help="每批行数 Rows a batch")] = BATCH,
) -> None:
    """Exit status 0: every row is in; 1: some rows were refused; 2: the file as a whole cannot be read."""
    importer = Importer(path=file, session=session, actor=_clerk(login), batch=batch)
    try:
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as bar:
            task = bar.add_task(file.name)
            report = importer.run(progress=lambda done, of: bar.update(task, completed=done, total=of))
    except ShiyuError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from None
    result = _result_beside(file, report)
    counts = {"went_in": Result.IN, "there": Result.THERE, "refused": Result.REFUSED}
    said = {name: report.count(which) for name, which in counts.items()}
    typer.echo(str(CAME_OF_IT.fill(**said, file=result)))
    if said["refused"]:
        raise typer.Exit(1)


@app.command("open-session", help="建立届次 Enter a session, so that it takes proposals")
def open_session(
    code: Annotated[str, typer.Argument(help="代码，如 7-5 Its code")],
    *,
    name: Annotated[str, typer.Option(help="名称，如 七届五次 Its name")],
    name_en: Annotated[str, typer.Option(help="英文名称 Its name in English")],
    accepts_from: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="开始收提案之日 Takes from")],
    opened: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="开幕 First day")],
    closed: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="闭幕 Last day")],
    cut_off: Annotated[datetime, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="会议提案截止 Cut-off")],
) -> None:
    """A session that is there is left as it is."""
    facts = {
        "name": name, "name_en": name_en, "accepts_from": accepts_from.date(), "opened": opened.date(),
        "closed": closed.date(), "cut_off": cut_off.replace(tzinfo=city_zone()).astimezone(UTC),
    }  # fmt: skip
    _, made = Session.objects.get_or_create(code=code, defaults=facts)
    typer.echo(str((OPENED if made else THERE_ALREADY).fill(code=code)))


@app.command("register", help="录入提案者名册（CSV），可重复 Take in the register of proposers; may be run again")
def register(file: Annotated[Path, typer.Argument(help="文件 File")]) -> None:
    """Exit status 0: every line is in; 1: some were refused; 2: the file as a whole cannot be read."""
    counts = dict.fromkeys(register_list.Result, 0)
    try:
        for outcome in register_list.RegisterList(file).take_in():
            counts[outcome.result] += 1
            if outcome.why is not None:
                typer.echo(str(LINE.fill(line=outcome.line, why=outcome.why)), err=True)
    except (ShiyuError, OSError) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from None
    typer.echo(str(REGISTERED.fill(**{result.value: count for result, count in counts.items()})))
    if counts[register_list.Result.REFUSED]:
        raise typer.Exit(1)


@app.command("made-list", help="写出一份虚构的443件清单 Write an invented list of 443 as a spreadsheet")
def made_list(
    file: Annotated[Path, typer.Argument(help="要写的 XLSX 文件 The XLSX file to write")],
    *,
    opened: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="开幕 First day")] = None,
    number: Annotated[int, typer.Option("--seed", help="种子 Seed")] = 7,
) -> None:
    """The same for one seed and first day."""
    day: date = opened.date() if opened else first_day(today())
    made = invent(seed=number, opened=day)
    write_list(file, made)
    typer.echo(str(WRITTEN.fill(count=len(made), file=file)))


@app.command("made-session", help="讲述虚构的一届443件（仅演示城市） Tell the made session of 443; in a demo city only")
def made_session(*, number: Annotated[int, typer.Option("--seed", help="种子 Seed")] = 7) -> None:
    """Its list taken over, its proposals handled to the end or as far as today; the same twice."""
    if settings.SHIYU_ENV != "demo":
        typer.echo(str(ONLY_DEMO), err=True)
        raise typer.Exit(2)
    if clock_is_kept():
        typer.echo(str(BEING_SERVED), err=True)
        raise typer.Exit(2)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as bar:
        task = bar.add_task("443")
        told = tell_session(
            until="", seed=number, last_day=today(),
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    typer.echo(str(TOLD.fill(proposals=told.proposals, moves=told.moves)))


def _clerk(login: str) -> PostHolder:
    """The committee's clerk in whose name it is done; without a login the first that may."""
    accounts = Account.objects.filter(is_active=True)
    for account in accounts.filter(username=login) if login else accounts.order_by("pk"):
        for actor in actors_of(account):
            if actor.roles & IMPORTERS:
                return actor
    typer.echo(str(NO_ACCOUNT.fill(login=login)), err=True)
    raise typer.Exit(2)


def _result_beside(file: Path, report: ImportReport) -> Path:
    path = file.with_name(f"{file.name}.result.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_result(report, out)
    return path
