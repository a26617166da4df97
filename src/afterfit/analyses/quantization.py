"""What a quantised model loses against its float reference."""

import numpy as np

from afterfit.analyses.estimates import Estimator, without_interval
from afterfit.analyses.scope import scope_of
from afterfit.errors import InputError
from afterfit.metrics import ACCURACY_CHANGE
from afterfit.records import Predictions
from afterfit.results import Estimate, QuantizationCost
from afterfit.statistics import PairedCounts, accuracy_change_interval, mcnemar_p_value


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
    check_same_samples(reference, candidate)
    pairs = PairedCounts.from_predictions(reference, candidate)
    of_reference, of_candidate = Estimator.of(reference), Estimator.of(candidate)
    b, c = pairs.n_reference_only, pairs.n_candidate_only
    return QuantizationCost(
        reference=scope_of(reference),
        candidate=scope_of(candidate),
        reference_accuracy=of_reference.accuracy(),
        candidate_accuracy=of_candidate.accuracy(),
        reference_macro_f1=of_reference.overall("macro_f1"),
        candidate_macro_f1=of_candidate.overall("macro_f1"),
        accuracy_change=_change(pairs),
        n_reference_only_right=b,
        n_candidate_only_right=c,
        n_disagreements=int(np.count_nonzero(reference.y_pred != candidate.y_pred)),
        p_value=mcnemar_p_value(b, c),
        reference_bytes=reference_bytes,
        candidate_bytes=candidate_bytes,
    )


def check_same_samples(reference: Predictions, candidate: Predictions) -> None:
    """Raise an `InputError` that names the first difference, if the samples are not the same."""
    for name in ("split", "class_names", "source_names"):
        one, other = getattr(reference, name), getattr(candidate, name)
        if one != other:
            raise _not_comparable(reference, candidate, f"{name} is {one!r} against {other!r}")
    if len(reference) != len(candidate):
        raise _not_comparable(
            reference, candidate, f"{len(reference)} rows against {len(candidate)}"
        )
    for name in ("y_true", "source", "offset"):
        one, other = getattr(reference, name), getattr(candidate, name)
        if (differs := one != other).any():
            row = int(differs.argmax())
            raise _not_comparable(
                reference, candidate, f"{name} of row {row} is {one[row]} against {other[row]}"
            )


def _not_comparable(reference: Predictions, candidate: Predictions, difference: str) -> InputError:
    return InputError(
        f"{reference.variant} and {candidate.variant} can be compared only on the same samples in "
        f"the same order, but {difference}; test both models on the same data"
    )


def _change(pairs: PairedCounts) -> Estimate:
    value, n = ACCURACY_CHANGE.function(pairs), int(pairs.n_samples.sum())
    ends = accuracy_change_interval(pairs)
    if ends is None:
        return without_interval(ACCURACY_CHANGE.name, value, n)
    return Estimate(ACCURACY_CHANGE.name, value, *ends, n, "paired")
