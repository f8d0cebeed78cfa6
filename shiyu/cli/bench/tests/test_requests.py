"""The bench of requests: what its lines say and where its goals lie, without a city."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shiyu.base.benches import Measured
from shiyu.cli.bench import crowd, lives, spike, tenth, worklist
from shiyu.cli.bench.driving import Answer, Driven, percentile_ms, read, stop
from shiyu.cli.bench.errors import BenchFailed

FACTS = {"rows": 1_000_000, "cores": 2, "load_1min": 0.1}


def driven(*answers: Answer, unsent: int = 0) -> Driven:
    return Driven(seconds=10, answers=list(answers), whole=0, unsent=unsent, complaint="x", cpu_share=0.1)


def took(*milliseconds: float, status: int = 200) -> Driven:
    return driven(*(Answer(0, ms / 1000, status, polite=True) for ms in milliseconds))


@pytest.mark.parametrize(
    ("values", "share", "found"), [([], 95, 0.0), ([0.2], 95, 200.0), ([0.003, 0.001, 0.002], 50, 2.0)]
)
def test_percentiles(values: list[float], share: int, found: float) -> None:
    assert percentile_ms(values, share) == found


def test_only_what_was_served_counts_and_only_from_a_moment_on() -> None:
    seen = driven(Answer(1, 0.9, 200, polite=True), Answer(9, 0.1, 200, polite=True), Answer(9.5, 5, 503, polite=True))
    assert seen.p95_ms() == 900
    assert seen.p95_ms(since=5) == 100
    assert seen.statuses() == {"200": 2, "503": 1}


@pytest.mark.parametrize(("seconds", "met"), [(60, True), (60.1, False)])
def test_a_mass_event_is_answered_within_a_minute(seconds: float, met: bool) -> None:
    event = crowd.Event(number="x", callers=10_000, joined=(0.008, 0.02, 0.01))
    line = crowd.answered(event, told=seconds, move=1.234, facts=FACTS).line()
    assert (line["met"], line["goal"]) == (met, "value ≤ 60")
    assert line["notes"] == {"callers": 10_000, "move_s": 1.23, "join_ms_of_the_last": 10.0, **FACTS}


@pytest.mark.parametrize(("slowest", "met"), [(40, True), (41, False)])
def test_others_are_at_most_twice_as_slow_meanwhile(slowest: float, met: bool) -> None:
    line = crowd.others([took(20), took(20)], took(slowest, slowest), facts=FACTS).line()
    assert (line["met"], line["baseline"], line["notes"]["requests"]) == (met, 20.0, 2)


@pytest.mark.parametrize(
    ("answer", "impolite"),
    [
        (Answer(0, 0.1, 200, polite=True), 0),
        (Answer(0, 0.1, 503, polite=True), 0),
        (Answer(0, 0.1, 429, polite=True), 0),
        (Answer(0, 0.1, 503, polite=False), 1),
        (Answer(0, 0.1, 500, polite=True), 1),
        (Answer(0, 0.1, 0, polite=True), 1),
    ],
)
def test_a_spike_wants_polite_answers(answer: Answer, impolite: int) -> None:
    line = spike.politeness(driven(answer), rate=50, facts=FACTS).line()
    assert (line["value"], line["met"]) == (impolite, not impolite)
    assert line["notes"]["rows"] == 1_000_000


@pytest.mark.parametrize(
    ("rate", "tenth_rate", "met"), [(40, 50, True), (39, 39, False), (66.7, 100, True), (66, 100, False)]
)
def test_lives_have_a_rate_and_hardly_depend_on_what_is_stored(rate: float, tenth_rate: float, met: bool) -> None:
    notes = {"p95_ms": 50, "web_cpu_ms": 20, "database_cpu_ms": 10, "other_busy_cores": 0.1}
    line = lives.measured({"rate": rate, "notes": notes}, {"rate": tenth_rate, "notes": notes}, rows=1_000_000).line()
    assert (line["met"], line["notes"]["rows_of_baseline"]) == (met, 100_000)
    assert line["notes"]["database_cpu_ms_of_baseline"] == 10


def test_a_life_has_every_step_in_order() -> None:
    tokens = {role: role for role in ("agent", "dispatcher", "clerk", "reviewer")}
    steps = lives.life({"title": "x"}, unit="zjj", tokens=tokens)
    assert [step["path"].rpartition("/")[2] for step in steps] == [
        "report", "dispatch", "sign", "answer", "pass_review", "judge", "{number}",
    ]  # fmt: skip
    assert "body" not in steps[-1]  # it is read


def test_a_page_gives_a_line_of_its_rate_and_one_of_its_latency() -> None:
    here: dict[str, Any] = {"rate": 90.0, "p95": 60.0, "notes": {"cores": 2}}
    there: dict[str, Any] = {"rate": 100.0, "p95": 50.0, "notes": {"cores": 2}}
    lines: list[Measured] = list(worklist.measured("search", here, there, rows=1_000_000))
    assert [(one.name, one.met, one.ratio) for one in lines] == [("search", True, 0.9), ("search.p95", True, 1.2)]
    assert all((one.notes or {})["rows_of_baseline"] == 100_000 for one in lines)


@pytest.mark.parametrize(("rows", "found"), [(1_000_000, 100_000), (200, 20), (5, 1)])
def test_a_tenth(rows: int, found: int) -> None:
    assert tenth.rows_of_tenth(rows) == found


async def _answering(handle: Callable[[], bytes], work: Callable[[int], Any]) -> Any:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            writer.write(handle())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        return await asyncio.to_thread(work, server.sockets[0].getsockname()[1])


def _clients(port: int, **task: Any) -> "subprocess.Popen[str]":
    program = Path(crowd.__file__).with_name("asking.py")
    process = subprocess.Popen(
        [sys.executable, "-S", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(json.dumps({"host": "127.0.0.1", "port": port, "headers": {}, "paths": ["/x"], **task}))
    process.stdin.close()
    process.stdin = None
    return process


def test_clients_of_an_open_loop_tell_what_they_saw_when_they_are_stopped() -> None:
    answered = 0

    def work(port: int) -> Driven:
        process = _clients(port, rate=200, seconds=3600)
        while answered < 5:
            assert process.poll() is None
        return stop(process)

    def handle() -> bytes:
        nonlocal answered
        answered += 1
        return b"HTTP/1.1 503 X\r\nRetry-After: 2\r\nContent-Length: 2\r\n\r\nhi"

    seen = asyncio.run(_answering(handle, work))
    assert seen.statuses() == {"503": answered}
    assert all(one.polite for one in seen.answers)


def test_clients_that_end_badly_give_no_figure() -> None:
    process = _clients(9, lives=[], clients=1, seconds=0.01)
    process.send_signal(signal.SIGKILL)
    with pytest.raises(BenchFailed):
        read(process)
