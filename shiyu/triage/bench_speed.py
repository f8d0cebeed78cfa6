"""What a learned category costs: training, one text, thousands of texts, and memory. Beside the segmenter alone."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable

import rjieba

from shiyu.base.benches import Goal, Measured, Site, quickest
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.learning.examples import Examples, read_examples
from shiyu.triage.learning.training import train

ONE_BY_ONE = 1_000
_ALONE = """
import json, resource, sys
from pathlib import Path
from shiyu.triage.learning.examples import read_examples
from shiyu.triage.learning.training import train
examples = read_examples(Path(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
train(examples.texts, examples.labels, seed=int(sys.argv[2])).guess_many(examples.texts)
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


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
    waits = [_waited(lambda text=text: model.guess(*text)) for text in examples.texts[:ONE_BY_ONE]]
    alone = [_waited(lambda text=text: _segmented([text])) for text in examples.texts[:ONE_BY_ONE]]
    yield Measured(
        name="triage.guess.p95", value=_p95(waits), unit="ms", baseline=_p95(alone), goals=(Goal("value", "≤", 1),),
        notes={"median_ms": round(statistics.median(waits), 3), "baseline": "segmenter alone"},
    )  # fmt: skip
    took, cut = (quickest(work, rounds=site.rounds) for work in (
        lambda: model.guess_many(examples.texts), lambda: _segmented(examples.texts),
    ))  # fmt: skip
    yield Measured(
        name="triage.guess.many", value=len(examples.texts) / took, unit="/s", baseline=len(examples.texts) / cut,
        goals=(Goal("value", "≥", 5_000),), notes={"baseline": "segmenter alone, one core"},
    )  # fmt: skip
    yield _memory(examples, str(path), seed=site.seed)


def _memory(examples: Examples, path: str, *, seed: int) -> Measured:
    done = subprocess.run([sys.executable, "-c", _ALONE, path, str(seed)], capture_output=True, text=True, check=True)
    before, most = json.loads(done.stdout)
    return Measured(
        name="triage.memory", value=most / 1024, unit="MB", baseline=before / 1024, goals=(Goal("value", "≤", 1024),),
        notes={"texts": len(examples.texts), "baseline": "the same process before it trains"},
    )  # fmt: skip


def _waited(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _segmented(texts: Iterable[tuple[str, str]]) -> None:
    for text in texts:
        rjieba.cut("\n".join(text), hmm=False)
