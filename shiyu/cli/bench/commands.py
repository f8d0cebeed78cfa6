"""测速与崩溃测试，各用自己的数据库 Measure speed and survive crashes, each on a city of its own"""

from pathlib import Path
from typing import Annotated

import typer

from shiyu.base.benches import Bench
from shiyu.cli.bench.register import benches, find
from shiyu.cli.bench.report import Board
from shiyu.cli.bench.workshop import Wish, Workshop, workshop

NEEDS_DATABASE = False

app = typer.Typer(no_args_is_help=True)

_Rows = Annotated[
    int | None, typer.Option("--rows", min=200, help="已存件数 Stored cases, 100,000 unless told (crash: 2,000)")
]
_Json = Annotated[bool, typer.Option("--json", help="每行一个 JSON 对象 One JSON object a line")]
_Seconds = Annotated[int, typer.Option("--seconds", min=1, help="每次测量的秒数 Seconds of each measurement")]
_Rounds = Annotated[int, typer.Option("--rounds", min=1, help="崩溃轮数 Rounds of killing")]
_Seed = Annotated[int, typer.Option("--seed", help="随机种子 Seed of everything that is drawn by lot")]
_Keep = Annotated[
    Path | None, typer.Option("--keep", help="保留已填充的数据于此 Keep the filled data here, and use what is there")
]


def _command(names: list[str]) -> None:
    """Adds one command that runs these benches."""

    def measure(
        *,
        rows: _Rows = None,
        as_json: _Json = False,
        seconds: _Seconds = 20,
        rounds: _Rounds = 3,
        seed: _Seed = 1,
        keep: _Keep = None,
    ) -> None:
        wish = Wish(rows=rows, seconds=seconds, rounds=rounds, seed=seed)
        with workshop(keep) as place:
            met = run(place, [find(name) for name in names], wish=wish, board=Board(as_json=as_json))
        if not met:
            raise typer.Exit(1)

    label = names[0] if len(names) == 1 else "all"
    words = (
        f"{find(label).help.zh} {find(label).help.en}"
        if len(names) == 1
        else "全部依次运行 All of them, one after another"
    )
    app.command(label, help=words)(measure)


def run(place: Workshop, chosen: list[Bench], *, wish: Wish, board: Board) -> bool:
    """Runs the benches one after another; false when a goal was missed or a bench gave no figure."""
    met = True
    for bench in chosen:
        for measured in place.measure(bench, wish=wish):
            board.show(measured)
            met = met and measured["met"] is not False
    board.end()
    return met and not place.failed


for _bench in benches():
    _command([_bench.name])
_command([_bench.name for _bench in benches()])
