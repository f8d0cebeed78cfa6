"""What of a text a model looks at. Pure; the same for training and for answering."""

from collections.abc import Iterator

import rjieba

LOOKED_AT = 2_000  # characters of a detail; what a matter is about stands at its beginning
LONGEST_TITLE = 200


def terms(title: str, detail: str) -> Iterator[str]:
    """The words of the text, as often as they stand there. Lone surrogates become `?`: the segmenter refuses them."""
    text = f"{title[:LONGEST_TITLE]}\n{detail[:LOOKED_AT]}".encode(errors="replace").decode()
    for word in rjieba.cut(text, hmm=False):
        if len(word) > 1 and word.isalnum():
            yield word
