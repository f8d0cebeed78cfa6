"""Measures the reply check on real questions with their official answers: a file with columns title, detail, reply.

The texts stay where they are; only figures leave. Right answers against wrong ones are told apart by what was learnt
from the *other* rows alone; a plain count of shared words stands beside it in the same run.
"""

import csv
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from shiyu.base.benches import Goal, Measured, Site
from shiyu.base.search import words
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.replies.marks import Mark, marks_in
from shiyu.triage.replies.relevance import Background, pairs_of
from shiyu.triage.replies.sentences import sentences

HELD_BACK, RUNS = 200, 3
SEEDS = (7, 8, 9)
WAYS = ("learnt", "learnt_of_few", "shared_words")
FEW = 200
"""What a process of a running city learns from: see `shiyu.triage.web.learnt`."""
Pair = tuple[str, str]
Scores = Callable[[str, str], float]


def read_pairs(path: Path) -> list[Pair]:
    """Question and answer of each row. Raises `OSError`, `KeyError` for a file without those columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(f"{row['title']}。{row['detail']}", row["reply"]) for row in csv.DictReader(file)]


def figures(path: Path, *, seeds: Sequence[int] = SEEDS, held_back: int = HELD_BACK) -> dict[str, Any]:
    """Figures as shares between 0 and 1; times in milliseconds."""
    rows = read_pairs(path)
    return {
        "rows": len(rows), "runs": [_run(rows, seed=seed, held_back=held_back) for seed in seeds],
        "lacking": lacking([answer for _, answer in rows]),
    }  # fmt: skip


def measure(site: Site) -> Iterable[Measured]:
    """The worst of the runs for each figure, with its baseline of that run; what share of real answers lacks what."""
    report = figures(texts_at("replies.csv"), seeds=tuple(site.seed + more for more in range(RUNS)))
    for wrong, goals in (("shuffled", (Goal("value", "≥", 0.95),)), ("alike", ())):
        for way in WAYS[:-1]:
            at = min((run[way][wrong], place) for place, run in enumerate(report["runs"]))[1]
            worst = report["runs"][at]
            yield Measured(
                name=f"triage.replies.{wrong}.{way}", value=worst[way][wrong], unit="AUC",
                baseline=worst["shared_words"][wrong], goals=goals,
                notes={"seed": worst["seed"], "ms": round(worst[way]["ms"], 1), "baseline": "shared words (Jaccard)"},
            )  # fmt: skip
    for name, share in report["lacking"].items():
        yield Measured(
            name=f"triage.replies.lacking.{name}", value=share * 100, unit="%", notes={"rows": report["rows"]}
        )


def lacking(answers: Sequence[str]) -> dict[str, float]:
    """What share of answers bears no action, no day, no body, no basis, and all four."""
    found = [marks_in(sentences(answer)) for answer in answers]
    shares = {mark.value: sum(mark not in one for one in found) / len(found) for mark in Mark}
    return shares | {"none_lacking": sum(len(one) == len(Mark) for one in found) / len(found)}


def _run(rows: Sequence[Pair], *, seed: int, held_back: int) -> dict[str, Any]:
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311 -- repeatable on purpose
    test = [rows[i] for i in order[:held_back]]
    started = time.perf_counter()
    background = Background([rows[i] for i in order[held_back:]])
    learnt = time.perf_counter()
    shuffled = [answer for _, answer in [*test[1:], test[0]]]
    alike = _alike(test)
    few = Background([rows[i] for i in order[held_back : held_back + FEW]])
    report: dict[str, Any] = {"seed": seed, "learning_s": learnt - started}
    for name, scores in zip(WAYS, (background.score, few.score, shared_words), strict=True):
        begun = time.perf_counter()
        right = [scores(q, a) for q, a in test]
        report[name] = {
            "shuffled": auc(right, [scores(q, a) for (q, _), a in zip(test, shuffled, strict=True)]),
            "alike": auc(right, [scores(q, a) for (q, _), a in zip(test, alike, strict=True)]),
            "ms": (time.perf_counter() - begun) * 1_000 / (3 * len(test)),
        }
    return report


def _alike(test: Sequence[Pair]) -> list[str]:
    """For each question the answer to the question most like it: a wrong answer that is hard to tell."""
    said = [frozenset(pairs_of(question)) for question, _ in test]
    found = []
    for i, mine in enumerate(said):
        near = max(
            (j for j in range(len(test)) if test[j][1] != test[i][1]),
            key=lambda j: len(mine & said[j]) / (len(mine | said[j]) or 1),
        )
        found.append(test[near][1])
    return found


def shared_words(question: str, answer: str) -> float:
    """The baseline: words both say among all words they say."""
    asked, told = frozenset(words(question)), frozenset(words(answer))
    return len(asked & told) / len(asked | told) if asked | told else 0.0


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right answer scores above a wrong one; an even score counts half."""
    won = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return won / (len(right) * len(wrong))


def lines(report: Mapping[str, Any]) -> list[str]:
    """The report as a person reads it."""
    out = [f"{report['rows']} answered messages"]
    out += [
        f"seed {run['seed']}, {name}: AUC {run[name]['shuffled']:.4f}; "
        f"wrong answers of like questions {run[name]['alike']:.4f}; {run[name]['ms']:.1f} ms each"
        for run in report["runs"]
        for name in WAYS
    ]
    return [*out, "lacking: " + ", ".join(f"{name} {share:.1%}" for name, share in report["lacking"].items())]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(figures(Path(sys.argv[1])))) + "\n")
