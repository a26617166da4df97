"""Predictions → everything that can be said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from afterfit.analyses import (
    analyze_variant,
    choose_operating_points,
    compare_quantization,
    offer_temperature,
    reach_accuracy,
)
from afterfit.errors import InputError
from afterfit.findings import diagnose_classification
from afterfit.records import Predictions
from afterfit.results import Analysis, DuplicateWindows, QuantizationCost

_SPLIT_ORDER = {"train": 0, "validation": 1, "test": 2}


def analyze_predictions(
    predictions: Sequence[Predictions],
    *,
    max_errors_per_class: int | None = None,
    file_bytes: Mapping[str, int] | None = None,
    compare: bool = True,
    duplicates: Sequence[DuplicateWindows] = (),
) -> Analysis:
    """Return the results of all *predictions*, their comparison, and the findings.

    Parameters
    ----------
    predictions : sequence of Predictions
        One a variant and split. The first variant is the reference, the second the candidate.
    max_errors_per_class : int, optional
        Most errors to keep for each true class; all of them when not given.
    file_bytes : mapping of variant to size of its model file, optional
    compare : bool
        Whether to compare the candidate with the reference on the splits that both have.
    duplicates : sequence of DuplicateWindows, optional
        Equal windows of the splits, one result, where the windows were at hand.

    Raises
    ------
    InputError
        When there are no predictions, or they do not share their classes.
    """
    if not predictions:
        raise InputError("there are no predictions to analyse")
    classes = predictions[0].class_names
    for one in predictions[1:]:
        if one.class_names != classes:
            raise InputError(
                f"all predictions must have the classes {', '.join(classes)}; those of "
                f"{one.variant} on {one.split} have {', '.join(one.class_names)}"
            )
    variants = list(dict.fromkeys(one.variant for one in predictions))
    ordered = sorted(
        predictions, key=lambda one: (variants.index(one.variant), _SPLIT_ORDER.get(one.split, 3))
    )
    analysis = Analysis(
        class_names=classes,
        variants=tuple(analyze_variant(one, max_errors_per_class) for one in ordered),
        comparisons=_comparisons(ordered, file_bytes or {}) if compare else (),
        findings=(),
        temperatures=tuple(offer_temperature(*pair) for pair in _tuned_and_tested(ordered)),
        operating_points=tuple(
            choose_operating_points(*pair) for pair in _tuned_and_tested(ordered)
        ),
        wished_accuracies=tuple(reach_accuracy(*pair) for pair in _tuned_and_tested(ordered)),
        duplicates=tuple(duplicates),
    )
    return replace(analysis, findings=diagnose_classification(analysis))


def _tuned_and_tested(
    predictions: Sequence[Predictions],
) -> list[tuple[Predictions, Predictions]]:
    """Return validation and test of each variant that has both."""
    tested = {one.variant: one for one in predictions if one.split == "test"}
    return [
        (one, tested[one.variant])
        for one in predictions
        if one.split == "validation" and one.variant in tested
    ]


def _comparisons(
    predictions: Sequence[Predictions], file_bytes: Mapping[str, int]
) -> tuple[QuantizationCost, ...]:
    reference = predictions[0].variant
    by_split = {one.split: one for one in predictions if one.variant == reference}
    return tuple(
        compare_quantization(
            by_split[candidate.split],
            candidate,
            file_bytes.get(reference),
            file_bytes.get(candidate.variant),
        )
        for candidate in predictions
        if candidate.variant != reference and candidate.split in by_split
    )
