"""CL012: the classes are mixed differently in training and in test data."""

from afterfit.findings.judged import JUDGED_SPLIT, reference_on
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import Analysis, VariantAnalysis

LARGEST_DISTANCE = 0.15
FEWEST = 30


def _judge(analysis: Analysis) -> Verdict:
    train, test = reference_on(analysis, "train"), reference_on(analysis, JUDGED_SPLIT)
    if train is None or test is None:
        return not_applicable("There are no predictions on both the train and the test split.")
    if min(one.quality.scope.n_samples for one in (train, test)) < FEWEST:
        return not_applicable(f"One of the splits has fewer than {FEWEST} samples.")
    before, after = _shares(train), _shares(test)
    gaps = {name: after[name] - before[name] for name in before}
    distance = sum(map(abs, gaps.values())) / 2
    name = max(gaps, key=lambda one: abs(gaps[one]))
    claim = (
        f"{percent(distance)} of the samples would have to change class for train and test to be "
        f"mixed alike; {name} has {percent(before[name])} of train and {percent(after[name])} of "
        "test"
    )
    evidence: dict[str, float | int | str] = {
        "distance": distance,
        "class": name,
        "train": before[name],
        "test": after[name],
    }
    if distance > LARGEST_DISTANCE:
        return raised(f"{claim}.", **evidence)
    return clear(f"{claim}.", **evidence)


def _shares(variant: VariantAnalysis) -> dict[str, float]:
    n = variant.quality.scope.n_samples
    return {row.class_name: row.support / n for row in variant.quality.classes}


RULE = Rule(
    code="CL012",
    title="Another mix of classes in test than in train",
    severity="info",
    judge=_judge,
    next_steps=(
        "Split by class: let each class give the same share of its recordings to every split.",
        "Read recall of each class and balanced accuracy, which do not depend on the mix.",
        "If the device will meet the mix of the test split, weight the training by it.",
    ),
    source="Tensorlab §8.6.18; Saerens et al. (2002), Neural Computation 14, 21-41",
)
