"""The plain way to learn a category, as a baseline: TF-IDF of segmented words and a linear SVM, nothing else."""

import rjieba

from shiyu.triage.learning.examples import Examples


def learn_plainly(examples: Examples, asked: Examples) -> list[tuple[str, float]]:
    """Its guesses; it knows no probability, so all are given as nought."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 -- only where it is measured
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vectors = TfidfVectorizer(analyzer=_words, sublinear_tf=True, min_df=2)
    fitted = LinearSVC(C=1).fit(vectors.fit_transform(examples.texts), examples.labels)
    return [(str(label), 0.0) for label in fitted.predict(vectors.transform(asked.texts))]


def _words(text: tuple[str, str]) -> list[str]:
    said = "\n".join(text).encode(errors="replace").decode()
    return [word for word in rjieba.cut(said, hmm=False) if len(word) > 1 and word.isalnum()]
