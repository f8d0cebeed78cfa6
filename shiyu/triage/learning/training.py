"""Training a model from texts whose label is known. scikit-learn is imported only here, and only when it trains."""

from collections import Counter
from collections.abc import Callable, Sequence

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.triage.learning.model import TextModel

Tell = Callable[[str], None]


class Untrainable(ShiyuError):
    """No model can be learnt from these texts."""

    code = "untrainable"
    http_status = 422
    sentence = Words("这些文本学不出模型：{reason}。", "No model can be learnt from these texts: {reason}.")


NO_ROWS = Words("没有一条可用的文本", "there is not one usable text")
ONE_CLASS = Words("只有一个类别“{label}”，至少要两个", "there is one category only, “{label}”; two are needed at least")
TOO_RARE = Words("只有一条文本的类别不参加训练：{labels}", "Categories with one text only are kept out: {labels}")


def train(
    texts: Sequence[tuple[str, str]], labels: Sequence[str], *, seed: int = 1, tell: Tell | None = None
) -> TextModel:
    """The model learnt from (title, detail) and their labels; the same input and seed give the same model.

    Labels with one text are kept out and named through `tell`. Raises Untrainable where nothing can be learnt.
    """
    texts, labels = _usable(texts, labels, tell or (lambda _: None))
    return _fitted(texts, labels, seed)


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


def _fitted(texts: list[tuple[str, str]], labels: list[str], seed: int) -> TextModel:
    import numpy as np  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    from shiyu.triage.learning.terms import terms  # noqa: PLC0415

    vectors = TfidfVectorizer(analyzer=lambda text: terms(*text), sublinear_tf=True, use_idf=False, min_df=1)
    matrix = vectors.fit_transform(texts)
    fitted = LogisticRegression(C=30, max_iter=300, random_state=seed).fit(matrix, labels)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if len(fitted.classes_) == 2:
        weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    vocabulary = {str(term): at for at, term in enumerate(vectors.get_feature_names_out())}
    return TextModel(
        labels=tuple(str(label) for label in fitted.classes_), vocabulary=vocabulary,
        weights=weights.astype(np.float32), bias=bias.astype(np.float32), sharpness=1.0, sure_at=0.7,
    )  # fmt: skip
