"""Two anomaly detectors on the same samples."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.quality import auc_estimate
from afterfit.analyses.anomaly.samples import counts_above, scope_of_scores, units_of
from afterfit.analyses.estimates import without_interval
from afterfit.errors import InputError
from afterfit.metrics import ACCURACY_CHANGE, ROC_AUC_CHANGE
from afterfit.records import AnomalyScores
from afterfit.results import (
    AlarmChange,
    AnomalyComparison,
    ChosenK,
    Estimate,
    NoAlarmChange,
    NoChosenK,
)
from afterfit.statistics import (
    AucPlacements,
    PairedCounts,
    accuracy_change_interval,
    auc_change_interval,
    auc_change_p_value,
    mcnemar_p_value,
)
from afterfit.statistics.source_numbers import number_sources

Chosen = ChosenK | NoChosenK


def compare_anomaly(
    reference: AnomalyScores,
    candidate: AnomalyScores,
    reference_chosen: Chosen,
    candidate_chosen: Chosen,
) -> AnomalyComparison:
    """Return what changes from *reference* to *candidate*: AUC, and alarms at their thresholds.

    Rows are matched by recording and offset, or by their order where there are no recordings.

    Raises
    ------
    InputError
        When the two were not tested on the same samples.
    """
    candidate = in_order_of(reference, candidate)
    one, other, change, p_value = compare_rankings(reference, candidate)
    return AnomalyComparison(
        reference=scope_of_scores(reference),
        candidate=scope_of_scores(candidate),
        reference_auc=one,
        candidate_auc=other,
        auc_change=change,
        p_value=p_value,
        alarms=_alarms(reference, candidate, reference_chosen, candidate_chosen),
    )


def compare_rankings(
    reference: AnomalyScores, candidate: AnomalyScores
) -> tuple[Estimate, Estimate, Estimate, float]:
    """Return both AUCs, their paired change, and the p-value of equal ones.

    Raises
    ------
    InputError
        When the two were not tested on the same samples.
    """
    candidate = in_order_of(reference, candidate)
    everything = np.ones(len(reference), dtype=np.bool_)
    units = units_of(reference)
    placed = [AucPlacements.of(s.score, s.is_anomaly, units) for s in (reference, candidate)]
    change = placed[1] - placed[0]
    return (
        auc_estimate(reference, everything),
        auc_estimate(candidate, everything),
        _auc_change(change, len(reference)),
        auc_change_p_value(change),
    )


def _auc_change(change: AucPlacements, n: int) -> Estimate:
    value, ends = ROC_AUC_CHANGE.function(change), auc_change_interval(change)
    if ends is None:
        return without_interval(ROC_AUC_CHANGE.name, value, n)
    return Estimate(ROC_AUC_CHANGE.name, value, *ends, n, "paired")


def _alarms(
    reference: AnomalyScores, candidate: AnomalyScores, one: Chosen, other: Chosen
) -> AlarmChange | NoAlarmChange:
    if isinstance(one, NoChosenK):
        return NoAlarmChange(f"{one.variant} has no threshold: {one.reason}")
    if isinstance(other, NoChosenK):
        return NoAlarmChange(f"{other.variant} has no threshold: {other.reason}")
    if not reference.has_labels:
        return NoAlarmChange("nobody said which samples are anomalies")
    truth = reference.is_anomaly
    pairs = PairedCounts.of(
        number_sources(reference),
        (reference.score > one.threshold) == truth,
        (candidate.score > other.threshold) == truth,
    )
    b, c = pairs.n_reference_only, pairs.n_candidate_only
    return AlarmChange(
        accuracy_change=_accuracy_change(pairs),
        n_reference_only_right=b,
        n_candidate_only_right=c,
        p_value=mcnemar_p_value(b, c),
        own=counts_above(candidate, other.threshold),
        transferred=counts_above(candidate, one.threshold),
        reference=counts_above(reference, one.threshold),
    )


def _accuracy_change(pairs: PairedCounts) -> Estimate:
    value, n = ACCURACY_CHANGE.function(pairs), int(pairs.n_samples.sum())
    ends = accuracy_change_interval(pairs)
    if ends is None:
        return without_interval(ACCURACY_CHANGE.name, value, n)
    return Estimate(ACCURACY_CHANGE.name, value, *ends, n, "paired")


def in_order_of(reference: AnomalyScores, candidate: AnomalyScores) -> AnomalyScores:
    """Return *candidate* with its rows as those of *reference*, refusing other samples."""
    order = _matching_rows(reference, candidate)
    kinds = np.array(candidate.kind_names, dtype=object)[candidate.kind[order]]
    ours = np.array(reference.kind_names, dtype=object)[reference.kind]
    for row in np.flatnonzero(kinds != ours)[:1].tolist():
        raise _refused(reference, candidate, f"row {row} is {ours[row]!r} against {kinds[row]!r}")
    return replace(
        reference, score=candidate.score[order], variant=candidate.variant, split=candidate.split
    )


def _matching_rows(reference: AnomalyScores, candidate: AnomalyScores) -> NDArray[np.int64]:
    if reference.has_sources != candidate.has_sources:
        raise _refused(reference, candidate, "only one of them names recordings")
    if len(reference) != len(candidate):
        raise _refused(reference, candidate, f"{len(reference)} rows against {len(candidate)}")
    keys = [_keys(one) for one in (reference, candidate)]
    place = {key: row for row, key in enumerate(keys[1])}
    missing = next((key for key in keys[0] if key not in place), None)
    if missing is not None or len(place) < len(keys[1]):
        what = f"{missing[0]}@{missing[1]} is only in one" if missing else "samples are there twice"
        raise _refused(reference, candidate, what)
    return np.array([place[key] for key in keys[0]], dtype=np.int64)


def _keys(scores: AnomalyScores) -> list[tuple[str, int]]:
    if not scores.has_sources:
        return [("row", row) for row in range(len(scores))]
    names = (scores.source_names[place] for place in scores.source.tolist())
    return list(zip(names, scores.offset.tolist(), strict=True))


def _refused(reference: AnomalyScores, candidate: AnomalyScores, difference: str) -> InputError:
    return InputError(
        f"{reference.variant} and {candidate.variant} can be compared only on the same samples, "
        f"but {difference}; test both models on the same data"
    )
