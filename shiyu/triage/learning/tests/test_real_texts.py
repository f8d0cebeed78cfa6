"""The goals of the first line of measuring, on the real texts, where they are on this machine."""

import pytest

from shiyu.triage.bench_texts import TEXTS
from shiyu.triage.learning import crossing
from shiyu.triage.learning.examples import read_examples
from shiyu.triage.learning.plain import learn_plainly

LABELLED = TEXTS / "labelled.csv"


@pytest.mark.story
@pytest.mark.skipif(not LABELLED.exists(), reason="the folder shared/data/requests is not on this machine")
def test_a_third_of_the_texts_is_learnt_better_than_the_plain_way() -> None:
    examples = read_examples(LABELLED)
    assert (len(examples.texts), examples.refused) == (3507, [])
    found, plain = (crossing.crossed(examples, learner, share=0.3) for learner in (crossing.learn, learn_plainly))
    assert found.macro_f1 > plain.macro_f1 > 0.75
    assert found.calibration_error < 0.05
