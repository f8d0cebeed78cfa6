"""Runs `asking.py` and reads what it saw."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shiyu.cli.bench.errors import BenchFailed

_PROGRAM = Path(__file__).with_name("asking.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a client saw it."""

    sent: float
    took: float
    status: int
    polite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Driven:
    """What the clients saw."""

    seconds: float
    answers: list[Answer]
    whole: int
    unsent: int
    complaint: str
    cpu_share: float

    def statuses(self) -> dict[str, int]:
        """How many answers of each status; 0 is a broken connection."""
        return {str(status): count for status, count in sorted(Counter(one.status for one in self.answers).items())}

    def p95_ms(self, *, since: float = 0.0) -> float:
        """The 95th part in a hundred of those served that were sent from that second on."""
        return percentile_ms([one.took for one in self.answers if one.status < 400 and one.sent >= since], 95)


def percentile(values: list[float], share: int) -> float:
    """The value below which `share` in a hundred lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0


def percentile_ms(seconds: list[float], share: int) -> float:
    """In milliseconds; 0 for nothing."""
    return round(percentile(seconds, share) * 1000, 1)


def start(url: str, task: Mapping[str, Any]) -> "subprocess.Popen[str]":
    """The clients in a process of their own; `read` waits for what they saw."""
    address = urlsplit(url)
    process = subprocess.Popen(
        [sys.executable, "-S", str(_PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={"PATH": os.environ.get("PATH", "")},
    )  # fmt: skip
    assert process.stdin is not None  # noqa: S101 -- asked for above
    process.stdin.write(json.dumps({"host": address.hostname, "port": address.port, **task}))
    process.stdin.close()
    process.stdin = None
    return process


def read(process: "subprocess.Popen[str]") -> Driven:
    """What they saw. Raises `BenchFailed`."""
    said, complaint = process.communicate()
    if process.returncode:
        raise BenchFailed(reason=complaint[-400:])
    seen = json.loads(said)
    return Driven(**{**seen, "answers": [Answer(*one) for one in seen["answers"]]})


def stop(process: "subprocess.Popen[str]") -> Driven:
    """End clients of an open loop early; what they saw until now. Raises `BenchFailed`."""
    process.terminate()
    return read(process)


def drive(url: str, task: Mapping[str, Any]) -> Driven:
    """Start and read."""
    return read(start(url, task))
