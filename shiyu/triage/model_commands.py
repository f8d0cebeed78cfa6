"""`shiyu triage train`, `models`, `use`, `rollback`: the versions of the learned models from the command line."""

from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from shiyu.base.clock import city_day
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork
from shiyu.triage.models import LearnedModel
from shiyu.triage.serving.held import standing
from shiyu.triage.serving.training import MOST, Trained, train_version
from shiyu.triage.serving.versions import RULES, active, roll_back, said_version, use, versions

app = typer.Typer(no_args_is_help=True)
What = LearnedModel.What
WHAT_WORDS = {What.CATEGORY: Words("分类", "category"), What.UNIT: Words("承办单位", "unit")}
BY = Clockwork(name="command")
ONE = typer.Option(help="学什么：category 分类、unit 承办单位 What: category or unit")
REASON = Annotated[str, typer.Option(help="原因，记入启用记录 Why, kept with the change")]
MADE = Words(
    "{what}{version}已训练：留出件 {texts} 件，准确率 {accuracy:.1%}，宏平均 F1 {f1:.3f}；"
    "建议对 {right} 错 {wrong} 弃权 {abstained}；{rival}对 {other_right} 错 {other_wrong} 弃权 {other_abstained}。",
    "{what}, {version}: on {texts} held-out cases accuracy {accuracy:.1%}, macro F1 {f1:.3f}; right {right}, "
    "wrong {wrong}, abstained {abstained}; {rival}: {other_right}, {other_wrong}, {other_abstained}.",
)
IN_USE = Words("胜出，已启用。", "It won and is in use.")
NOT_IN_USE = Words("没有胜出，保留备用，不启用。", "It did not win; it is kept and not used.")
NOW = Words("{what}：现在用的是{version}。", "{what}: {version} in use now.")
BUT_RULES = Words(
    "{what}：{version}用不了，由规则研判：{why}", "{what}: {version} cannot be used, the rules answer: {why}"
)


@app.command(
    "train", help="用已办结的件训练，比现用的好才启用 Train from closed cases; used only if better than what is"
)
def train(
    *,
    what: Annotated[What | None, ONE] = None,
    most: Annotated[int, typer.Option(min=1, max=2_000_000, help="最多读取最近多少件 Newest cases read")] = MOST,
) -> None:
    """Exit status 0: a version was made, in use or not; 1: none could be made, and why."""
    failed = False
    for one in [what] if what else list(What):
        typer.echo(f"{WHAT_WORDS[one]}：")
        try:
            _report(one, train_version(one, by=BY, most=most, tell=lambda words: typer.echo(f"  {words}")))
        except ShiyuError as refused:
            typer.echo(f"  {refused}", err=True)
            failed = True
    if failed:
        raise typer.Exit(1)


@app.command("models", help="列出模型版本，和现在用的是哪一个 List the versions and which is in use")
def models() -> None:
    """What answers now, then the newest versions."""
    for what in What:
        typer.echo(_standing_words(what))
        table = Table(
            "版本 version", "用 used", "件 cases", "类 labels", "准确率 accuracy", "F1", "日期 date", "数据 data", "KB"
        )
        for one in versions(what)[:20]:
            table.add_row(
                str(one.version), "✓" if one.is_active else "", str(one.examples), str(one.labels),
                f"{one.metrics['accuracy']:.1%}", f"{one.metrics['macro_f1']:.3f}", str(city_day(one.made_at)),
                one.data_hash[:12], str(one.size // 1024),
            )  # fmt: skip
        if table.row_count:
            Console(width=120).print(table)


@app.command("use", help="选用一个版本；0 为规则 Put a version in use; 0 is the rules")
def use_version(
    version: Annotated[int, typer.Argument(min=0, help="版本号 Version")],
    *,
    what: Annotated[What, ONE],
    reason: REASON = "",
) -> None:
    """Refused where its file is missing or damaged."""
    _refusing(lambda: use(what, version, expects=_in_use(what), reason=reason, by=BY))
    typer.echo(str(NOW.fill(what=WHAT_WORDS[what], version=said_version(version))))


@app.command("rollback", help="退回上一个用过的版本 Go back to the version used before")
def rollback(*, what: Annotated[What, ONE], reason: REASON = "") -> None:
    """To the rules where no older version was in use."""
    _refusing(lambda: roll_back(what, expects=_in_use(what), reason=reason, by=BY))
    typer.echo(str(NOW.fill(what=WHAT_WORDS[what], version=said_version(_in_use(what)))))


def _in_use(what: str) -> int:
    found = active(what)
    return found.version if found is not None else RULES


def _standing_words(what: What) -> str:
    version, found = _in_use(what), standing(what)
    facts = {"what": WHAT_WORDS[what], "version": said_version(version)}
    return str((BUT_RULES if found.version != version else NOW).fill(**facts, why=found.why))


def _report(what: What, made: Trained) -> None:
    metrics = made.model.metrics
    typer.echo("  " + str(MADE.fill(
        what=WHAT_WORDS[what], version=said_version(made.model.version), texts=metrics["texts"],
        accuracy=metrics["accuracy"], f1=metrics["macro_f1"], right=made.own.right, wrong=made.own.wrong,
        abstained=made.own.abstained, rival=said_version(made.rival), other_right=made.other.right,
        other_wrong=made.other.wrong, other_abstained=made.other.abstained,
    )))  # fmt: skip
    typer.echo(f"  {IN_USE if made.model.is_active else NOT_IN_USE}")


def _refusing(work: Callable[[], object]) -> None:
    try:
        work()
    except ShiyuError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
