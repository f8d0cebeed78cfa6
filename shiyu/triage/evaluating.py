"""`shiyu triage evaluate` and `curves`: what a model learnt from one file is worth on another, and drawn."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.triage.learning.examples import Examples, read_examples, without_copies
from shiyu.triage.learning.measuring import Measures

app = typer.Typer(no_args_is_help=True)

FILE = typer.Argument(help="有 title、detail、label 三列的表 A table with these three columns")
REFUSED = Words("{file} 第 {line} 行不用：{why}", "{file}, line {line} is not used: {why}")
NOTHING = Words("{file} 里没有一条可用的文本。", "{file} holds not one usable text.")
COPIES = Words(
    "{copies} 条训练文本与测试文本相同，不参加训练。",
    "{copies} texts to learn from stand in the test as well and were left out.",
)
SAID = Words(
    "学自 {learnt} 条，测 {texts} 条：宏平均 F1 {f1:.4f}，准确率 {accuracy:.4f}，最有把握的八成 {surest:.4f}，"
    "校准误差 {error:.4f}；低于 {at:.2f} 弃权：作答 {answered:.1%}，其中对 {right:.1%}。",
    "Learnt from {learnt}, asked {texts}: macro F1 {f1:.4f}, accuracy {accuracy:.4f}, on the surest 80 % {surest:.4f}, "
    "calibration error {error:.4f}; abstaining below {at:.2f}: {answered:.1%} answered, {right:.1%} of them right.",
)
UNKNOWN = Words(
    "训练文本里没有的类别：{labels}（一律算错）", "Labels the training texts lack: {labels} (all counted as wrong)"
)
CONFUSED = Words("行是真实类别，列是判出的类别", "Rows are true labels, columns guessed ones")
DRAWN = Words("已画：{files}", "Drawn: {files}")


@app.command("evaluate", help="学一个文件，测另一个文件 Learn from one file, be measured on another")
def evaluate(
    test: Annotated[Path, FILE],
    *,
    train_file: Annotated[Path, typer.Option("--train", help="学习用的表，列同上 What to learn from, same columns")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 One JSON object")] = False,
    seed: Annotated[int, typer.Option(help="随机种子 Seed")] = 1,
) -> None:
    """Exit status 1 where a file cannot be read or nothing learnt; rows not used are named on standard error."""
    try:
        asked, known = _read(test), _read(train_file)
        known, copies = without_copies(known, of=asked)
        if copies:
            typer.echo(str(COPIES.fill(copies=copies)), err=True)
        found = _evaluated(asked, known, seed=seed)
    except ShiyuError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    found |= {"copies_left_out": copies}
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, sort_keys=True))
    else:
        _say(found)


@app.command("curves", help="画学习曲线和可靠性图（五折）Draw learning curve and reliability from five folds of a file")
def curves(
    file: Annotated[Path, FILE],
    *,
    into: Annotated[Path, typer.Option(help="图的文件夹 Folder of the drawings")] = Path("docs/images"),
) -> None:
    """Takes some minutes: six models for each fold and share. Exit status 1 where nothing can be learnt."""
    from shiyu.triage.learning import crossing, plotting  # noqa: PLC0415 -- brings numpy
    from shiyu.triage.learning.plain import learn_plainly  # noqa: PLC0415

    try:
        examples = _read(file)
        made = {share: crossing.crossed(examples, crossing.learn, share=share) for share in crossing.SHARES}
        plain = crossing.crossed(examples, learn_plainly)
    except ShiyuError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    points = [(crossing.learnt_from(examples, share), measures.macro_f1) for share, measures in made.items()]
    drawings = {
        into / "triage-learning-curve.svg": plotting.learning_curve(points, plain.macro_f1),
        into / "triage-reliability.svg": plotting.reliability(made[1.0]),
    }
    into.mkdir(parents=True, exist_ok=True)
    for path, drawing in drawings.items():
        path.write_text(drawing, encoding="utf-8")
    typer.echo(str(DRAWN.fill(files=", ".join(map(str, drawings)))))


def _read(path: Path) -> Examples:
    examples = read_examples(path)
    for refused in examples.refused:
        typer.echo(str(REFUSED.fill(file=path.name, line=refused.line, why=refused.why)), err=True)
    if not examples.texts:
        raise NoExamples(file=path.name)
    return examples


class NoExamples(ShiyuError):
    """A file without a usable row."""

    code = "no_examples"
    http_status = 422
    sentence = NOTHING


def _evaluated(asked: Examples, known: Examples, *, seed: int) -> dict[str, Any]:
    from shiyu.triage.learning.measuring import measure_guesses  # noqa: PLC0415 -- brings numpy
    from shiyu.triage.learning.training import train  # noqa: PLC0415

    model = train(known.texts, known.labels, seed=seed, tell=lambda said: typer.echo(said, err=True))
    guesses = model.guess_many(asked.texts)
    sure = [
        guess == true for (guess, surely), true in zip(guesses, asked.labels, strict=True) if surely >= model.sure_at
    ]
    return {
        **_plain(measure_guesses(guesses, asked.labels)),
        "learnt_from": len(known.texts),
        "sure_at": model.sure_at,
        "answered": len(sure) / len(guesses),
        "accuracy_answered": sum(sure) / len(sure) if sure else None,
        "unknown_labels": sorted({*asked.labels} - {*model.labels}),
        "refused": {"test": len(asked.refused)},
    }


def _plain(measures: Measures) -> dict[str, Any]:
    """The measures as JSON may hold them: the confusion as rows of true labels."""
    rows: dict[str, dict[str, int]] = {}
    for (true, guessed), count in sorted(measures.confusion.items()):
        rows.setdefault(true, {})[guessed] = count
    return {**asdict(measures), "confusion": rows}


def _say(found: Mapping[str, Any]) -> None:
    right = found["accuracy_answered"] or 0.0
    typer.echo(str(SAID.fill(
        learnt=found["learnt_from"], texts=found["texts"], f1=found["macro_f1"], accuracy=found["accuracy"],
        surest=found["accuracy_surest"], error=found["calibration_error"], at=found["sure_at"],
        answered=found["answered"], right=right,
    )))  # fmt: skip
    if found["unknown_labels"]:
        typer.echo(str(UNKNOWN.fill(labels="、".join(found["unknown_labels"]))))
    columns = sorted({label for row in found["confusion"].values() for label in row})
    table = Table("", *columns, "F1", title=str(CONFUSED))
    for label, row in found["confusion"].items():
        table.add_row(label, *(str(row.get(column, "·")) for column in columns), f"{found['labels'][label]['f1']:.3f}")
    Console(width=200).print(table)
