"""Training a model from texts whose label is known; the model answers without what is imported for it here."""

import random
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.triage.learning.calibrating import Calibration, calibrate, uncalibrated
from shiyu.triage.learning.fitting import fit, terms_worth_learning
from shiyu.triage.learning.model import Floats, TextModel
from shiyu.triage.learning.splitting import parts_of
from shiyu.triage.learning.terms import normal

Tell = Callable[[str], None]
PARTS = 5
FEWEST = 20  # texts to calibrate by
MOST = 20_000  # texts learnt from: they take about 1 GB and some minutes


class Untrainable(ShiyuError):
    """No model can be learnt from these texts."""

    code = "untrainable"
    http_status = 422
    sentence = Words("这些文本学不出模型：{reason}。", "No model can be learnt from these texts: {reason}.")


NO_ROWS = Words("没有一条可用的文本", "there is not one usable text")
NO_TERMS = Words("文本里没有文字", "the texts hold no letters")
ONE_CLASS = Words("只有一个类别“{label}”，至少要两个", "there is one category only, “{label}”; two are needed at least")
TOO_RARE = Words("只有一条文本的类别不参加训练：{labels}", "Categories with one text only are kept out: {labels}")
TOO_MANY = Words("共 {texts} 条，随机取 {most} 条学习", "Of {texts} texts {most} are drawn by lot to learn from")
FITTED = Words("第 {part} 步，共 {parts} 步", "Step {part} of {parts}")


def train(
    texts: Sequence[tuple[str, str]], labels: Sequence[str], *, seed: int = 1, tell: Tell | None = None
) -> TextModel:
    """The model learnt from (title, detail) and their labels; the same input and seed give the same model.

    `tell` hears how far it is, whether only a part is learnt (MOST texts drawn by lot), and which labels are kept out
    because only one text has them. Raises Untrainable where nothing can be learnt. Probabilities are calibrated by
    models that each have not seen a fifth of the texts.
    """
    tell = tell or (lambda _: None)
    texts, labels = _usable(*_drawn(texts, labels, seed=seed, tell=tell), tell)
    names = tuple(sorted(set(labels)))
    numbers = np.array([names.index(label) for label in labels], dtype=np.intp)
    written = [normal(*text) for text in texts]
    vocabulary = terms_worth_learning(written)
    if not len(vocabulary):
        raise Untrainable(reason=NO_TERMS)
    found = _calibration(written, numbers, parts_of(texts, parts=PARTS), tell=tell, seed=seed)
    rarity, weights, bias = fit(written, numbers, vocabulary=vocabulary, seed=seed)
    tell(str(FITTED.fill(part=PARTS + 1, parts=PARTS + 1)))
    return TextModel(
        labels=names, vocabulary=vocabulary, rarity=rarity, weights=weights, bias=bias,
        sharpness=found.sharpness, leaning=found.leaning, sure_at=found.sure_at,
    )  # fmt: skip


def _drawn(
    texts: Sequence[tuple[str, str]], labels: Sequence[str], *, seed: int, tell: Tell
) -> tuple[Sequence[tuple[str, str]], Sequence[str]]:
    if len(texts) <= MOST:
        return texts, labels
    tell(str(TOO_MANY.fill(texts=len(texts), most=MOST)))
    rows = random.Random(seed).sample(range(len(texts)), MOST)  # noqa: S311 -- no secret is drawn
    return [texts[row] for row in rows], [labels[row] for row in rows]


def _usable(
    texts: Sequence[tuple[str, str]], labels: Sequence[str], tell: Tell
) -> tuple[list[tuple[str, str]], list[str]]:
    counts = Counter(labels)
    rare = sorted(label for label, count in counts.items() if count < 2)
    if rare:
        tell(str(TOO_RARE.fill(labels="、".join(rare))))
    kept = [(text, label) for text, label in zip(texts, labels, strict=True) if counts[label] > 1]
    left = {label for _, label in kept}
    if not left:
        raise Untrainable(reason=NO_ROWS)
    if len(left) == 1:
        raise Untrainable(reason=ONE_CLASS.fill(label=left.pop()))
    return [text for text, _ in kept], [label for _, label in kept]


def _calibration(
    written: list[str], numbers: NDArray[np.intp], parts: NDArray[np.intp], *, tell: Tell, seed: int
) -> Calibration:
    labels = int(numbers.max()) + 1
    scored = []
    for part in range(PARTS):
        found = _unseen(written, numbers, parts == part, seed=seed, labels=labels)
        if found is not None:
            scored.append(found)
        tell(str(FITTED.fill(part=part + 1, parts=PARTS + 1)))
    if sum(len(of_part) for _, of_part in scored) < FEWEST:
        return uncalibrated(labels)
    return calibrate(np.concatenate([scores for scores, _ in scored]), np.concatenate([true for _, true in scored]))


def _unseen(
    written: list[str], numbers: NDArray[np.intp], unseen: NDArray[np.bool_], *, seed: int, labels: int
) -> tuple[Floats, NDArray[np.intp]] | None:
    """What a model learnt without the `unseen` texts says of them, and their labels; None where it cannot be learnt.

    A label that the other texts lack cannot be guessed: that part says nothing of how sure the whole model may be.
    """
    seen = np.flatnonzero(~unseen)
    if not unseen.any() or len(set(numbers[seen])) < labels:
        return None
    learnt_from = [written[at] for at in seen]
    vocabulary = terms_worth_learning(learnt_from)
    if not len(vocabulary):
        return None
    rarity, weights, bias = fit(learnt_from, numbers[seen], vocabulary=vocabulary, seed=seed)
    model = TextModel(
        labels=tuple(map(str, range(labels))), vocabulary=vocabulary, rarity=rarity, weights=weights, bias=bias,
        sharpness=1.0, leaning=np.zeros(labels, dtype=np.float32), sure_at=0.0,
    )  # fmt: skip
    asked = [written[at] for at in np.flatnonzero(unseen)]
    return model.scores_of(asked), numbers[unseen]
