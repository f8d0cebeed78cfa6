"""Measures finding duplicates on a stream of real messages: columns msg_id, user, title, time, detail.

Nobody has marked which of these messages are one matter, so the truth is built from signs the scoring does not use:

- copies: one writer, within RESENT days, half of the shorter detail's runs of five signs stand in the other one;
- groups: both details name one place, and both say one word that goes with this place and with hardly another;
- apart: both details name one place, and one belongs to a group there of whose words the other says none; or both
  say the word of a group and name different places; or two at random by different writers (RANDOM for each true pair).

Scored is what the running city would score: a new message with title and detail against the *title* of a stored one.
A group is a rule's judgement, not a person's: it misses matters told without the place, and two quarrels about one word
at one place are one to it. Texts stay where they are; only figures leave.
"""

import csv
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from shiyu.base.benches import Measured, Site
from shiyu.base.search import words
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.likeness.features import compare
from shiyu.triage.likeness.learning import Decided, best_threshold, fit, with_threshold
from shiyu.triage.likeness.model import BY_HAND, Weights
from shiyu.triage.likeness.texts import Rarity, Taken, Told, places_in, take_apart, titled

RESENT, ZONE, SEED = timedelta(days=30), "+0800", 7
SHINGLE, HALF = 5, 0.5
LEAST_GROUP, MOST_OF_A_GROUP, RANDOM = 4, 40, 5
PLACE_HAS, WORD_HERE = 4, 0.6  # messages a place is named in; share of a word's messages that name the place
BASELINE = 0.35
_HAN_WORD = re.compile(r"[一-鿿]{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of the stream."""

    key: int
    user: str
    title: str
    detail: str
    at: datetime
    places: frozenset[str]
    said: frozenset[str]

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the half that is measured: by the hash of its text; exact copies stay together."""
        return sha256(self.detail.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages, whether they are one matter, and by which sign."""

    one: int
    other: int
    sign: str

    @property
    def same(self) -> bool:
        """Whether the sign says they are one matter."""
        return self.sign in ("copy", "group")


def read_stream(path: Path) -> list[Message]:
    """The messages with a readable time, oldest first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["title"].strip()]
    return sorted(filter(None, map(_message, rows, range(len(rows)))), key=lambda message: (message.at, message.key))


def _message(row: Mapping[str, str], key: int) -> Message | None:
    said = row["detail"].strip()
    for form in ("%Y/%m/%d %H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y/%m/%d %H:%M%z"):
        try:
            at = datetime.strptime(row["time"].strip() + ZONE, form)  # noqa: DTZ007 -- each form ends with the zone
        except ValueError:
            continue
        long = frozenset(word for word in words(said[:1_000]) if len(word) > 2 and _HAN_WORD.fullmatch(word))
        return Message(
            key=key, user=row["user"], title=row["title"].strip(), detail=said, at=at, places=places_in(said), said=long
        )
    return None


def copies(messages: Sequence[Message]) -> Iterator[Pair]:
    """Pairs of one writer whose details are nearly the same."""
    of: dict[str, list[int]] = defaultdict(list)
    for index, message in enumerate(messages):
        of[message.user].append(index)
    for indexes in of.values():
        for one, other in combinations(indexes, 2):
            near = messages[other].at - messages[one].at <= RESENT
            if near and _shingled(messages[one].detail, messages[other].detail) >= HALF:
                yield Pair(one, other, "copy")


def _shingled(one: str, other: str) -> float:
    mine, theirs = ({text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)} for text in (one, other))
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


Groups = Mapping[tuple[str, str], frozenset[int]]


def groups_in(messages: Sequence[Message]) -> Groups:
    """By place and word: the messages of a matter, found by a word that goes with one place."""
    of_place, of_word = defaultdict(set), defaultdict(set)
    for index, message in enumerate(messages):
        for place in message.places:
            of_place[place].add(index)
        for word in message.said:
            of_word[word].add(index)
    found = {}
    for place, here in of_place.items():
        if len(here) < PLACE_HAS:
            continue
        here_said = Counter(word for index in here for word in messages[index].said)
        for word, count in here_said.items():
            telling = word not in place and place not in word and count / len(of_word[word]) >= WORD_HERE
            if count >= LEAST_GROUP and telling:
                found[place, word] = frozenset(here & of_word[word])
    return dict(sorted(found.items()))  # the order of sets differs from run to run; a sample must not


def pairs_of(messages: Sequence[Message], *, seed: int = SEED) -> list[Pair]:
    """Every pair of the truth, each once; what one sign calls the same is called apart by none."""
    chance = random.Random(seed)  # noqa: S311 -- a sample
    found: dict[tuple[int, int], str] = {(pair.one, pair.other): pair.sign for pair in copies(messages)}
    groups = groups_in(messages)
    for members in groups.values():
        inside = list(combinations(sorted(members), 2))
        for one, other in chance.sample(inside, min(MOST_OF_A_GROUP, len(inside))):
            found.setdefault((one, other), "group")
    count = len(found)
    for one, other, sign in _apart(messages, groups, chance):
        found.setdefault((one, other), sign)
    for _ in range(RANDOM * count):
        one, other = sorted(chance.sample(range(len(messages)), 2))
        if messages[one].user != messages[other].user:
            found.setdefault((one, other), "random")
    return [Pair(one, other, sign) for (one, other), sign in sorted(found.items())]


def _apart(messages: Sequence[Message], groups: Groups, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    """Hard pairs: one place and other matters; one matter's word and other places."""
    words_at: dict[str, set[str]] = defaultdict(set)
    for place, word in groups:
        words_at[place].add(word)
    whole = {place: [i for i, m in enumerate(messages) if place in m.places] for place in words_at}
    for place, telling in sorted(words_at.items()):
        inside = [i for i in whole[place] if telling & messages[i].said]
        outside = [i for i in whole[place] if not telling & messages[i].said]
        yield from _sampled(messages, inside, outside, sign="same_place", chance=chance)
    for (_, word), members in groups.items():
        elsewhere = [
            i
            for i, m in enumerate(messages)
            if word in m.said and m.places and not m.places & _places(messages, members)
        ]
        yield from _sampled(messages, sorted(members), elsewhere, sign="same_word", chance=chance)


def _places(messages: Sequence[Message], members: frozenset[int]) -> set[str]:
    return {place for index in members for place in messages[index].places}


def _sampled(
    messages: Sequence[Message], some: Sequence[int], others: Sequence[int], *, sign: str, chance: random.Random
) -> Iterator[tuple[int, int, str]]:
    both = [(min(a, b), max(a, b)) for a in some for b in others if a != b and messages[a].user != messages[b].user]
    for one, other in chance.sample(both, min(MOST_OF_A_GROUP, len(both))):
        yield one, other, sign


def figures_of(path: Path, *, seed: int = SEED) -> dict[str, Any]:
    """Precision, recall and F1 of the model and of the score before it, on the half that chose no threshold."""
    messages = read_stream(path)
    pairs = pairs_of(messages, seed=seed)
    chosen, tested = (_half(messages, pairs, is_test=is_test) for is_test in (False, True))
    rarity = _rarity(messages, is_test=False)
    weights = learnt(messages, chosen, rarity)
    began = time.perf_counter()
    likely = _likely(messages, tested, rarity=rarity, weights=weights)
    seconds = time.perf_counter() - began
    old = {half: np.array([before(messages, p) for p in ps]) for half, ps in (("chosen", chosen), ("tested", tested))}
    old_best = best_threshold(old["chosen"], np.array([pair.same for pair in chosen])) or BASELINE
    return {
        "messages": len(messages), "groups": len(groups_in(messages)),
        "pairs": {"chosen": _counts(chosen), "tested": _counts(tested)},
        "model": {**_figures(tested, likely >= weights.threshold), "threshold": round(weights.threshold, 3)},
        "weights": {"bias": round(weights.bias, 3), "weights": [round(one, 3) for one in weights.weights]},
        "baseline": {**_figures(tested, old["tested"] >= BASELINE), "threshold": BASELINE},
        "baseline_best": {**_figures(tested, old["tested"] >= old_best), "threshold": round(float(old_best), 3)},
        "pairs_per_second": round(len(tested) / seconds),
    }  # fmt: skip


def measure(site: Site) -> Iterator[Measured]:
    """Precision, recall and F1 beside those of the score before at its best threshold; see docs/triage.md."""
    figures = figures_of(texts_at("stream.csv"), seed=site.seed)
    model, best = figures["model"], figures["baseline_best"]
    facts = {key: figures[key] for key in ("messages", "groups", "pairs", "model", "baseline", "baseline_best")}
    for name in ("precision", "recall", "f1"):
        yield Measured(
            name=f"triage.duplicates.{name}", value=model[name], unit="", baseline=best[name],
            notes=facts | {"seed": site.seed} if name == "f1" else None,
        )  # fmt: skip


def learnt(messages: Sequence[Message], pairs: Sequence[Pair], rarity: Rarity) -> Weights:
    """Weights fitted on four fifths of the pairs of one half; the threshold chosen on the other fifth."""
    decided = [Decided(_compared(messages, pair, rarity), pair.same) for pair in pairs]
    part = [sha256(f"{pair.one}-{pair.other}".encode()).digest()[0] % 5 == 0 for pair in pairs]
    fitted = fit([one for one, held in zip(decided, part, strict=True) if not held], before=BY_HAND)
    return with_threshold(fitted, [one for one, held in zip(decided, part, strict=True) if held])


def _half(messages: Sequence[Message], pairs: Sequence[Pair], *, is_test: bool) -> list[Pair]:
    """Pairs both of whose messages lie in one half; those across are left out."""
    return [p for p in pairs if messages[p.one].is_test is messages[p.other].is_test is is_test]


def _rarity(messages: Sequence[Message], *, is_test: bool) -> Rarity:
    return Rarity(titled(m.title) for m in messages if m.is_test is is_test)


def _taken(messages: Sequence[Message], pair: Pair) -> tuple[Taken, Taken]:
    """The later message as it comes in, and the earlier one as it is stored: by its title."""
    new, stored = messages[pair.other], messages[pair.one]
    return (
        take_apart(Told(title=new.title, detail=new.detail, at=new.at)),
        take_apart(Told(title=stored.title, at=stored.at)),
    )


def _compared(messages: Sequence[Message], pair: Pair, rarity: Rarity) -> tuple[float, ...]:
    return compare(*_taken(messages, pair), rarity=rarity).numbers


def _likely(messages: Sequence[Message], pairs: Sequence[Pair], *, rarity: Rarity, weights: Weights) -> Any:
    return np.array([weights.likeness(compare(*_taken(messages, pair), rarity=rarity)) for pair in pairs])


def before(messages: Sequence[Message], pair: Pair) -> float:
    """The score requests were found by before: words the titles share, and how new (no places here)."""
    new, stored = messages[pair.other], messages[pair.one]
    mine, theirs = set(words(new.title)), set(words(stored.title))
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0
    hours = (new.at - stored.at) / timedelta(hours=1)
    return 0.6 * shared + 0.1 * float(np.exp(-hours / 72)) if shared >= 0.2 else 0.0


def _counts(pairs: Sequence[Pair]) -> dict[str, int]:
    return dict(sorted(Counter(pair.sign for pair in pairs).items()))


def _figures(pairs: Sequence[Pair], shown: Any) -> dict[str, Any]:
    """Over all pairs, and what share of each sign's pairs is shown as one matter."""
    same = np.array([pair.same for pair in pairs])
    hits, said = int((shown & same).sum()), int(shown.sum())
    precision, recall = hits / said if said else 0.0, hits / int(same.sum()) if same.any() else 0.0
    by_sign = {sign: round(float(shown[[pair.sign == sign for pair in pairs]].mean()), 3) for sign in _counts(pairs)}
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "shown": by_sign}
