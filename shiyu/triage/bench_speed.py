"""What a learned category costs: training, one text, thousands of texts, and memory. Beside the segmenter alone."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence

import rjieba

from shiyu.base.benches import Goal, Measured, Site, quickest
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.learning.examples import Examples, read_examples
from shiyu.triage.learning.training import train

Text = tuple[str, str]
ONE_BY_ONE = 1_000
_ALONE = """
import json, sys
from pathlib import Path
from shiyu.triage.learning.examples import read_examples
from shiyu.triage.learning.training import train
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
examples = read_examples(Path(sys.argv[1]))
before = most()
train(examples.texts, examples.labels, seed=int(sys.argv[2])).guess_many(examples.texts)
print(json.dumps([before, most()]))
"""
"""What getrusage says of memory begins with what the parent held; the kernel's own mark is of this process alone."""


def measure(site: Site) -> Iterable[Measured]:
    """Training in seconds, the slow ones of single guesses, messages a second, and the most memory a process held."""
    path = texts_at("labelled.csv")
    examples = read_examples(path)
    began, worked = time.perf_counter(), time.process_time()
    model = train(examples.texts, examples.labels, seed=site.seed)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    yield Measured(
        name="triage.train", value=took, unit="s", goals=(Goal("value", "≤", 60),),
        notes={"texts": len(examples.texts), "processor_seconds": round(worked, 1), "terms": len(model.vocabulary)},
    )  # fmt: skip
    few = examples.texts[:ONE_BY_ONE]
    waits = _each(few, lambda text: model.guess(*text), clock=time.perf_counter)
    works = _each(few, lambda text: model.guess(*text), clock=time.thread_time)
    alone = _each(few, lambda text: _segmented([text]), clock=time.perf_counter)
    yield Measured(
        name="triage.guess.p95", value=_p95(waits), unit="ms", baseline=_p95(alone), goals=(Goal("value", "≤", 1),),
        notes={
            "median_ms": round(statistics.median(waits), 3), "processor_p95_ms": round(_p95(works), 3),
            "baseline": "segmenter alone",
        },
    )  # fmt: skip
    took = quickest(lambda: model.guess_many(examples.texts), rounds=site.rounds)
    cut = quickest(lambda: _segmented(examples.texts), rounds=site.rounds)
    began = time.process_time()
    model.guess_many(examples.texts)
    worked = time.process_time() - began
    yield Measured(
        name="triage.guess.many", value=len(examples.texts) / took, unit="/s", baseline=len(examples.texts) / cut,
        goals=(Goal("value", "≥", 5_000),), notes={
            "per_processor_second": round(len(examples.texts) / worked), "baseline": "segmenter alone, one core",
        },
    )  # fmt: skip
    yield _memory(examples, str(path), seed=site.seed)


def _memory(examples: Examples, path: str, *, seed: int) -> Measured:
    done = subprocess.run([sys.executable, "-c", _ALONE, path, str(seed)], capture_output=True, text=True, check=True)
    before, most = json.loads(done.stdout)
    return Measured(
        name="triage.memory", value=most / 1024, unit="MB", baseline=before / 1024, goals=(Goal("value", "≤", 1024),),
        notes={"texts": len(examples.texts), "baseline": "the same process before it trains"},
    )  # fmt: skip


def _each(texts: Sequence[Text], work: Callable[[Text], object], *, clock: Callable[[], float]) -> list[float]:
    """The milliseconds of the work on each text."""
    took = []
    for text in texts:
        began = clock()
        work(text)
        took.append((clock() - began) * 1000)
    return took


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _segmented(texts: Iterable[tuple[str, str]]) -> None:
    for text in texts:
        rjieba.cut("\n".join(text), hmm=False)
