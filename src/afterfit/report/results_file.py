"""test_results.json: the numbers of the test, for programs."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from afterfit.results import (
    Analysis,
    ErrorSample,
    Estimate,
    QuantizationCost,
    VariantAnalysis,
)


def results_json(
    analysis: Analysis,
    variant: str,
    split: str,
    *,
    errors: Sequence[ErrorSample] | None,
    compare: bool,
) -> str:
    """Return the summary of every variant that was tested on *split*, as JSON.

    Each variant has n, its metrics with intervals, its classes, its AUCs and its confusion;
    where *compare* is set and two variants were tested, a block compares them on the same
    samples. *errors* are those of *variant*; None leaves them out. What the data cannot tell is
    null.
    """
    tested = [one for one in analysis.variants if one.split == split]
    summary: dict[str, Any] = {
        "split": split,
        "variant": variant,
        "class_names": analysis.class_names,
        "variants": {one.variant: _variant(one) for one in tested},
    }
    if compare:
        costs = [cost for cost in analysis.comparisons if cost.reference.split == split]
        summary["comparisons"] = [_comparison(cost) for cost in costs]
    if errors is not None:
        summary["errors"] = list(errors)
    return to_json(summary, indent=2, inf_nan_mode="null").decode() + "\n"


def _variant(one: VariantAnalysis) -> dict[str, Any]:
    scope = one.quality.scope
    return {
        "n_samples": scope.n_samples,
        "n_sources": scope.n_sources,
        "n_errors": one.errors.n_errors,
        "metrics": {estimate.metric: _estimate(estimate) for estimate in one.quality.overall},
        "classes": {
            row.class_name: {
                "precision": _estimate(row.precision),
                "recall": _estimate(row.recall),
                "f1": _estimate(row.f1),
                "roc_auc": _estimate(row.roc_auc),
                "average_precision": _estimate(row.average_precision),
                "support": row.support,
                "n_predicted": row.n_predicted,
            }
            for row in one.quality.classes
        },
        "confusion": one.confusion.counts,
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "value": estimate.value,
        "interval": [estimate.low, estimate.high],
        "n": estimate.n,
        "method": estimate.method,
    }


def _comparison(cost: QuantizationCost) -> dict[str, Any]:
    return {
        "reference": cost.reference.variant,
        "candidate": cost.candidate.variant,
        "n_samples": cost.reference.n_samples,
        "reference_accuracy": _estimate(cost.reference_accuracy),
        "candidate_accuracy": _estimate(cost.candidate_accuracy),
        "reference_macro_f1": _estimate(cost.reference_macro_f1),
        "candidate_macro_f1": _estimate(cost.candidate_macro_f1),
        "accuracy_change": _estimate(cost.accuracy_change),
        "degradation": 0 - cost.accuracy_change.value,
        "n_reference_only_right": cost.n_reference_only_right,
        "n_candidate_only_right": cost.n_candidate_only_right,
        "n_disagreements": cost.n_disagreements,
        "mcnemar_p_value": cost.p_value,
        "reference_bytes": cost.reference_bytes,
        "candidate_bytes": cost.candidate_bytes,
    }
