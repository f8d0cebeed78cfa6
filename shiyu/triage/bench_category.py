"""First-level category on real texts, five parts by the hash of the text, beside the plain way on the same parts."""

from collections.abc import Iterable

from shiyu.base.benches import Goal, Measured, Site
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.learning import crossing
from shiyu.triage.learning.examples import Examples, read_examples
from shiyu.triage.learning.plain import learn_plainly


def measure(site: Site) -> Iterable[Measured]:
    """Macro F1 with its learning curve, accuracy where it is surest, and how far its probabilities are off."""
    examples = read_examples(texts_at("labelled.csv"))

    def learner(known: Examples, asked: Examples) -> list[tuple[str, float]]:
        return crossing.learn(known, asked, seed=site.seed)

    for share in crossing.SHARES:
        measures = crossing.crossed(examples, learner, share=share)
        plain = crossing.crossed(examples, learn_plainly, share=share)
        yield Measured(
            name=f"triage.category.f1.{share:.0%}", value=measures.macro_f1, unit="macro F1", baseline=plain.macro_f1,
            goals=(Goal("value", "≥", 0.89),) if share == 1 else (),
            notes={
                "texts": measures.texts, "learnt_from": round(crossing.learnt_from(examples, share)),
                "accuracy": round(measures.accuracy, 4), "baseline_accuracy": round(plain.accuracy, 4),
                "f1": {label: round(one.f1, 3) for label, one in measures.labels.items()},
            },
        )  # fmt: skip
    yield Measured(
        name="triage.category.surest", value=measures.accuracy_surest, unit="accuracy on 80 %",
        baseline=measures.accuracy, goals=(Goal("value", "≥", 0.95),), notes={"baseline": "accuracy on all of them"},
    )  # fmt: skip
    yield Measured(
        name="triage.category.calibration", value=measures.calibration_error, unit="expected error",
        goals=(Goal("value", "≤", 0.03),),
        notes={"bins": [[one.texts, round(one.said, 3), round(one.right, 3)] for one in measures.bins]},
    )  # fmt: skip
