"""Training a version from the city's closed cases, and judging it against what answers now.

A fifth of the texts, chosen by their hash, is never learnt from by any version, so that all of them can be compared on
it. The new version is put in use only if more of its suggestions are right, less those that are wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection

from shiyu.base.clock import now
from shiyu.base.crypto import sm3, sm3_hasher
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.triage.classifying import name_classifier
from shiyu.triage.models import LearnedModel
from shiyu.triage.routing import rule_router
from shiyu.triage.seam import Answer, Matter, Suggestion
from shiyu.triage.serving.answers import learned_classifier, learned_router, unit_of
from shiyu.triage.serving.examples import OF_PLACE, Example, What, examples
from shiyu.triage.serving.files import sweep_parts, write_model
from shiyu.triage.serving.held import Held, standing
from shiyu.triage.serving.texts import text_of
from shiyu.triage.serving.versions import RULES, active, enter_version, said_version
from shiyu.triage.table import routing_table

if TYPE_CHECKING:
    from shiyu.triage.learning.model import TextModel

MOST = 200_000
"""Examples read, the newest: more teach little and cost memory."""
LEAST = 100
"""With fewer there is nothing to judge a model by."""
COMPARED = 5_000
"""Held-out texts that both are asked: the rules take a millisecond each."""
HELD_OUT = 51  # of 256: a fifth
_LOCK = {What.CATEGORY: 140500_73, What.UNIT: 140500_74}
Tell = Callable[[Words], None]
READ = Words("读取 {n} 件（重复的不计）", "{n} cases read (copies left out)")
TOO_FEW = Words("只有 {n} 件可用，至少要 {least} 件", "there are {n} usable cases; {least} are needed at least")
LEARNS = Words("用 {n} 件训练，留出 {held} 件检验……", "learning from {n}, judging on {held} held out…")
COMPARES = Words("与{rival}在同一批留出件上比较……", "comparing with {rival} on the same cases…")


class Underway(ShiyuError):
    """A training of the same kind is at work, here or on another machine."""

    code: ClassVar[str] = "training_underway"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "另一次训练正在进行，请等它结束后再试。", "Another training is under way; try again when it has ended."
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of asking: how many suggestions were right, wrong, and how often it abstained."""

    right: int
    wrong: int
    abstained: int

    @property
    def net(self) -> int:
        """Right less wrong: abstaining costs nothing and earns nothing."""
        return self.right - self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A new version, how it did, and how what it was compared with did; `rival` is a version, 0 the rules."""

    model: LearnedModel
    own: Judged
    other: Judged
    rival: int


@dataclass(slots=True)
class _Read:
    """The examples without copies, in two parts, and the hash of all."""

    learnt: list[Example]
    held_out: list[Example]
    data_hash: str


def train_version(what: str, *, by: Actor, most: int = MOST, tell: Tell = lambda _: None) -> Trained:
    """Make a version and put it in use if it wins. Raises `Underway`, and `Untrainable` where there is too little."""
    with _only_one(what):
        sweep_parts()
        read = _read(what, most)
        count = len(read.learnt) + len(read.held_out)
        tell(READ.fill(n=count))
        if count < LEAST or not read.held_out:
            _refuse(TOO_FEW.fill(n=count, least=LEAST))
        tell(LEARNS.fill(n=len(read.learnt), held=len(read.held_out)))
        model = _learn(what, read.learnt, tell=tell)
        return _judge_and_enter(what, model, read, by=by, tell=tell)


def judge(what: str, held: Held, cases: Iterable[Example]) -> Judged:
    """How a version, or the rules where it has no model, suggests for cases whose label is known."""
    ask, counts = _asking(what, held), Counter[str]()
    for case in cases:
        answer = ask(_matter(what, case))
        if not isinstance(answer, Suggestion):
            counts["abstained"] += 1
        else:
            counts["right" if answer.code == case.label else "wrong"] += 1
    return Judged(counts["right"], counts["wrong"], counts["abstained"])


def _asking(what: str, held: Held) -> Callable[[Matter], Answer]:
    if what == What.CATEGORY:
        return learned_classifier(held, rules=name_classifier()).classify
    return learned_router(held, rules=rule_router()).route


def _matter(what: str, case: Example) -> Matter:
    category = case.category if what == What.UNIT else ""
    return Matter(title=case.title, detail=case.detail, category=category, place=case.place)


def _read(what: str, most: int) -> _Read:
    seen: set[bytes] = set()
    hasher, read = sm3_hasher(), _Read([], [], "")
    for case in examples(what, most=most):
        text = f"{case.title}\0{case.detail}".encode(errors="replace")
        mark = sm3(text + b"\0" + case.label.encode())[:10]
        if mark in seen:
            continue  # ten thousand copies of one text teach no more than one
        seen.add(mark)
        hasher.update(mark)
        (read.held_out if sm3(text)[0] < HELD_OUT else read.learnt).append(case)
    read.data_hash = hasher.digest().hex()
    return read


def _learn(what: str, cases: Sequence[Example], *, tell: Tell) -> "TextModel":
    from shiyu.triage.learning.training import train  # noqa: PLC0415 -- brings numpy, and scikit-learn when it trains

    texts, labels = [_text(what, case) for case in cases], [_label(what, case) for case in cases]
    return train(texts, labels, tell=lambda said: tell(Words(said, said)))


def _text(what: str, case: Example) -> tuple[str, str]:
    return text_of(_matter(what, case), with_category=what == What.UNIT)


def _label(what: str, case: Example) -> str:
    """A unit that handles what lies in its place is learnt as the level of that place."""
    if what == What.UNIT and case.place:
        table = routing_table()
        for label, level in OF_PLACE.items():
            if table.unit_of_place(case.place, level=level) == case.label:
                return label
    return case.label


def _judge_and_enter(what: str, model: "TextModel", read: _Read, *, by: Actor, tell: Tell) -> Trained:
    from shiyu.triage.learning.measuring import measure  # noqa: PLC0415 -- brings numpy

    against, in_use = standing(what), active(what)
    tell(COMPARES.fill(rival=said_version(against.version)))
    compared = read.held_out[:COMPARED]
    own, other = judge(what, Held(version=1, model=model), compared), judge(what, against, compared)
    measured = measure(
        model, [_text(what, case) for case in read.held_out], [_label(what, case) for case in read.held_out]
    )
    metrics = {
        "texts": measured.texts, "macro_f1": round(measured.macro_f1, 4), "accuracy": round(measured.accuracy, 4),
        "accuracy_surest": round(measured.accuracy_surest, 4),
        "calibration_error": round(measured.calibration_error, 4), "sure_at": round(model.sure_at, 4),
        "own": asdict(own), "other": asdict(other), "rival": against.version,
        "expected": _shares(model, read, what),
    }  # fmt: skip
    head = {
        "what": what, "labels": len(model.labels), "examples": len(read.learnt) + len(read.held_out),
        "data_hash": read.data_hash, "made_at": now().isoformat(), "metrics": metrics,
    }  # fmt: skip
    wins = own.net > other.net
    entered = enter_version(
        what,
        write_model(model, head),
        head=head,
        metrics=metrics,
        wins_over=(in_use.version if in_use else RULES) if wins else None,
        by=by,
    )
    return Trained(model=entered, own=own, other=other, rival=against.version)


def _shares(model: "TextModel", read: _Read, what: str) -> dict[str, Any]:
    """What it says of the held-out part: by label how often, and how surely; drift is measured against it."""
    said = model.guess_many([_text(what, case) for case in read.held_out])
    counts = Counter(
        (unit_of(label, case.place) if what == What.UNIT else "") or label
        for (label, _), case in zip(said, read.held_out, strict=True)
    )
    return {
        "labels": {label: round(count / len(said), 5) for label, count in counts.most_common()},
        "probability": sum(sure for _, sure in said) / len(said),
    }


def _refuse(reason: Words) -> None:
    from shiyu.triage.learning.training import Untrainable  # noqa: PLC0415 -- brings numpy

    raise Untrainable(reason=reason)


@contextmanager
def _only_one(what: str) -> Iterator[None]:
    """A lock of the session: it ends with the process, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK[What(what)]])
        if not cursor.fetchone()[0]:
            raise Underway
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK[What(what)]])
