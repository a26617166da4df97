"""Two variants on the same samples: everything about how they differ."""

import math

from afterfit.metrics import ACCURACY_CHANGE
from afterfit.results import Calibration, Estimate, QuantizationCost, Scope, VariantAnalysis
from afterfit.results.comparison import (
    CalibrationPair,
    ClassChange,
    Difference,
    FlippedSample,
    Flips,
    MarginFlips,
    NonInferiority,
    PairedComparison,
    ScoreDrift,
    Unit,
)
from afterfit.statistics import (
    DriftCounts,
    PairedCounts,
    PairedTally,
    TopFlips,
    accuracy_change_interval,
)
from afterfit.statistics.needed_samples import samples_to_tell, samples_without_flips
from afterfit.statistics.score_drift import N_DRIFT_BINS
from afterfit.statistics.top_flips import LOST, MOVED, WON

SIGNIFICANT = 0.05


def compare_pair(
    cost: QuantizationCost,
    pairs: PairedTally,
    reference: VariantAnalysis,
    candidate: VariantAnalysis,
    margin: float,
) -> PairedComparison:
    """Return verdicts, class by class changes, drift, flips and calibration of two variants.

    Parameters
    ----------
    cost : QuantizationCost
        Of the same two variants, from `compare_tallies`.
    pairs : PairedTally
        What a pass over both counted.
    reference, candidate : VariantAnalysis
        Each alone on the same split.
    margin : float
        Largest loss of accuracy that is accepted, as a share.
    """
    names = reference.confusion.class_names
    return PairedComparison(
        reference=cost.reference,
        candidate=cost.candidate,
        accuracy_change=cost.accuracy_change,
        p_value=cost.p_value,
        difference=judge_difference(cost),
        non_inferiority=judge_non_inferiority(cost, margin),
        classes=tuple(_class_change(pairs, names[k], k, reference) for k in range(len(names))),
        drift=_drift(pairs.drift),
        flips=_flips(pairs, names),
        calibration=_calibration(reference.calibration, candidate.calibration),
    )


def judge_difference(cost: QuantizationCost) -> Difference:
    """Return whether one of the two is more accurate: the interval leaves out 0, and p < 0.05."""
    change, (n, unit) = cost.accuracy_change, _units(cost.reference)
    if math.isnan(change.low):
        return Difference("no_interval", None, unit)
    if cost.p_value < SIGNIFICANT and change.high < 0:
        return Difference("worse", None, unit)
    if cost.p_value < SIGNIFICANT and change.low > 0:
        return Difference("better", None, unit)
    needed = samples_to_tell(n, _half_width(change), abs(change.value))
    return Difference("not_enough_samples", needed, unit)


def judge_non_inferiority(cost: QuantizationCost, margin: float) -> NonInferiority:
    """Return on which side of -margin the 95 % interval of the change lies.

    The lower end of a two-sided 95 % interval is a one-sided test at 2.5 %, as regulators ask it
    of medicines.

    References
    ----------
    ICH E9 (1998), Statistical Principles for Clinical Trials, section 3.3.2.
    """
    change, (n, unit) = cost.accuracy_change, _units(cost.reference)
    if math.isnan(change.low):
        return NonInferiority(margin, "no_interval", None, unit)
    if change.low >= -margin:
        return NonInferiority(margin, "non_inferior", None, unit)
    if change.high < -margin:
        return NonInferiority(margin, "inferior", None, unit)
    if cost.n_reference_only_right + cost.n_candidate_only_right == 0:
        return NonInferiority(margin, "undecided", samples_without_flips(margin), unit)
    needed = samples_to_tell(n, _half_width(change), abs(change.value + margin))
    return NonInferiority(margin, "undecided", needed, unit)


def _half_width(change: Estimate) -> float:
    return max(change.high - change.value, change.value - change.low)


def _units(scope: Scope) -> tuple[int, Unit]:
    if scope.n_sources < scope.n_samples:
        return scope.n_sources, "recording"
    return scope.n_samples, "sample"


def _class_change(
    pairs: PairedTally, name: str, index: int, reference: VariantAnalysis
) -> ClassChange:
    counts = pairs.classes.of_class(index)
    n, b, c = int(counts.n_samples.sum()), counts.n_reference_only, counts.n_candidate_only
    right = reference.confusion.counts[index][index]
    return ClassChange(
        class_name=name,
        support=n,
        reference_recall=right / n if n else math.nan,
        candidate_recall=(right - b + c) / n if n else math.nan,
        change=_change(counts, n),
        n_reference_only_right=b,
        n_candidate_only_right=c,
    )


def _change(counts: PairedCounts, n: int) -> Estimate:
    value = float(ACCURACY_CHANGE.function(counts))
    ends = accuracy_change_interval(counts)
    low, high = ends or (math.nan, math.nan)
    return Estimate(ACCURACY_CHANGE.name, value, low, high, n, "paired" if ends else "none")


def _drift(counts: DriftCounts) -> ScoreDrift:
    known = counts.has_scores and counts.n_samples
    distance = float(counts.distance.floats()[0]) / counts.n_samples if known else math.nan
    bins = zip(*counts.by_margin.tolist(), strict=True)
    width = 1 / N_DRIFT_BINS
    return ScoreDrift(
        mean_change=2 * distance / counts.n_classes,
        mean_distance=distance,
        largest_change=counts.largest if known else math.nan,
        reference_ties=counts.ties[0],
        candidate_ties=counts.ties[1],
        reference_on_int8_grid=counts.has_scores and counts.on_grid[0],
        candidate_on_int8_grid=counts.has_scores and counts.on_grid[1],
        by_margin=tuple(
            MarginFlips(round(place * width, 6), round((place + 1) * width, 6), n, flipped)
            for place, (n, flipped) in enumerate(bins)
            if known
        ),
    )


def _flips(pairs: PairedTally, names: tuple[str, ...]) -> Flips:
    flips, b, c = pairs.flips, pairs.counts.n_reference_only, pairs.counts.n_candidate_only

    def listed(direction: int) -> tuple[FlippedSample, ...]:
        places = (place for place in range(len(flips)) if flips.direction[place] == direction)
        return tuple(_flip(flips, place, names, pairs.source_names) for place in places)

    return Flips(
        lost=listed(LOST),
        won=listed(WON),
        moved=listed(MOVED),
        n_lost=b,
        n_won=c,
        n_moved=pairs.n_disagreements - b - c,
    )


def _flip(
    flips: TopFlips, place: int, names: tuple[str, ...], sources: tuple[str, ...]
) -> FlippedSample:
    return FlippedSample(
        index=int(flips.row[place]),
        true_class=names[flips.true_class[place]],
        reference_class=names[flips.reference_class[place]],
        candidate_class=names[flips.candidate_class[place]],
        reference_score=float(flips.reference_score[place]),
        candidate_score=float(flips.candidate_score[place]),
        source=sources[flips.source[place]] if sources else "",
        offset=int(flips.offset[place]),
    )


def _calibration(reference: Calibration, candidate: Calibration) -> CalibrationPair:
    return CalibrationPair(
        reference.ece, candidate.ece, reference.ece_band.high, candidate.ece_band.high
    )
