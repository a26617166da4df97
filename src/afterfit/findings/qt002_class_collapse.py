"""QT002: quantisation hits one class much harder than the accuracy tells."""

from afterfit.findings.judged import on_every_comparison
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent, points
from afterfit.results import Analysis, ClassQuality, QuantizationCost

LARGEST_DROP = 0.05
FEWEST_SAMPLES = 20
_ROUNDING = 1e-9  # 1.0 - 0.95 is a bit more than 0.05 in floats

_Pair = tuple[ClassQuality, ClassQuality]


@on_every_comparison
def _judge(analysis: Analysis, cost: QuantizationCost) -> Verdict:
    reference = analysis.of(cost.reference.variant, cost.reference.split)
    candidate = analysis.of(cost.candidate.variant, cost.candidate.split)
    if reference is None or candidate is None:
        return not_applicable("One of the variants was not analysed on the test split.")
    both = zip(reference.quality.classes, candidate.quality.classes, strict=True)
    pairs = sorted((pair for pair in both if pair[0].support >= FEWEST_SAMPLES), key=_drop)[::-1]
    if not pairs:
        return not_applicable(f"No class has {FEWEST_SAMPLES} samples or more.")
    return _verdict(pairs, cost.candidate.variant)


def _drop(pair: _Pair) -> float:
    return pair[0].recall.value - pair[1].recall.value


def _verdict(pairs: list[_Pair], variant: str) -> Verdict:
    worst = pairs[0]
    collapsed = [pair for pair in pairs if _drop(pair) > LARGEST_DROP + _ROUNDING]
    evidence: Evidence = {
        "class": worst[0].class_name,
        "reference_recall": worst[0].recall.value,
        "candidate_recall": worst[1].recall.value,
        "drop": _drop(worst),
        "support": worst[0].support,
        "n_collapsed": len(collapsed),
    }
    if not collapsed:
        return clear(
            f"No class with {FEWEST_SAMPLES} samples or more loses over {points(LARGEST_DROP)} of "
            f"recall in {variant}.",
            **evidence,
        )
    others = [f"{pair[0].class_name} ({points(_drop(pair))})" for pair in collapsed[1:]]
    also = f"; also less: {listing(others)}" if others else ""
    return raised(
        f"{variant} finds {worst[0].class_name} in {percent(worst[1].recall.value)} of its "
        f"{count(worst[0].support, 'sample')}, {points(_drop(worst))} less than the "
        f"{percent(worst[0].recall.value)} of the reference{also}.",
        **evidence,
    )


RULE = Rule(
    code="QT002",
    title="A class lost by quantisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Check that the calibration data holds this class in its usual variety.",
        "Compare the scores of its samples in both models: a class near the limit needs little.",
        "Keep sensitive layers at higher precision.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
    ),
    source="Tensorlab §8.6.10, §8.6.18",
)
