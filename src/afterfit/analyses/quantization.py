"""What a quantised model loses against its float reference."""

import math

from afterfit.analyses.estimates import Estimator, without_interval
from afterfit.analyses.observed import tally_of
from afterfit.analyses.scope import scope_of
from afterfit.metrics import ACCURACY_CHANGE
from afterfit.records import Predictions
from afterfit.results import Estimate, QuantizationCost
from afterfit.statistics import (
    ClassificationTally,
    PairedCounts,
    PairedTally,
    accuracy_change_interval,
    mcnemar_p_value,
    share_of,
)


def compare_quantization(
    reference: Predictions,
    candidate: Predictions,
    reference_bytes: int | None,
    candidate_bytes: int | None,
) -> QuantizationCost:
    """Return accuracy and F1 of both models, and the paired change between them.

    Parameters
    ----------
    reference, candidate : Predictions
        Two models on the same samples in the same order.
    reference_bytes, candidate_bytes : int or None
        Size of each model file; None where there is none.

    Raises
    ------
    InputError
        When the two were not tested on the same samples of the same split.
    """
    pairs = PairedTally.of(reference, candidate)
    tallies = tally_of(reference), tally_of(candidate)
    return compare_tallies(*tallies, pairs, reference_bytes, candidate_bytes)


def compare_tallies(
    reference: ClassificationTally,
    candidate: ClassificationTally,
    pairs: PairedTally,
    reference_bytes: int | None,
    candidate_bytes: int | None,
) -> QuantizationCost:
    """Return the same as `compare_quantization` of what passes over the rows have counted."""
    of_reference, of_candidate = Estimator.of(reference), Estimator.of(candidate)
    b, c = pairs.counts.n_reference_only, pairs.counts.n_candidate_only
    return QuantizationCost(
        reference=scope_of(reference),
        candidate=scope_of(candidate),
        reference_accuracy=of_reference.accuracy(),
        candidate_accuracy=of_candidate.accuracy(),
        reference_macro_f1=of_reference.overall("macro_f1"),
        candidate_macro_f1=of_candidate.overall("macro_f1"),
        accuracy_change=_change(pairs.counts, _independent_samples(reference, candidate)),
        n_reference_only_right=b,
        n_candidate_only_right=c,
        n_disagreements=pairs.n_disagreements,
        p_value=mcnemar_p_value(b, c),
        reference_bytes=reference_bytes,
        candidate_bytes=candidate_bytes,
    )


def _independent_samples(*tallies: ClassificationTally) -> float | None:
    """Return what the less certain accuracy rests on; None where a single source hides it."""
    worth = [float(share_of(tally.confusion.right()).n_effective[0]) for tally in tallies]
    return None if any(map(math.isnan, worth)) else min(worth)


def _change(pairs: PairedCounts, n_effective: float | None) -> Estimate:
    value, n = ACCURACY_CHANGE.function(pairs), int(pairs.n_samples.sum())
    ends = accuracy_change_interval(pairs, n_effective)
    if ends is None:
        return without_interval(ACCURACY_CHANGE.name, value, n)
    return Estimate(ACCURACY_CHANGE.name, value, *ends, n, "paired")
