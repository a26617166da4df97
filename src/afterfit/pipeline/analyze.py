"""Predictions → everything that can be said of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from afterfit.analyses import (
    DEFAULT_POLICIES,
    analyze_variant,
    choose_operating_points,
    compare_tallies,
    measure_slices,
    offer_temperature,
    reach_accuracy,
    tally_of,
)
from afterfit.errors import InputError
from afterfit.findings import diagnose_classification
from afterfit.pipeline.shipping import Compared, Shipping, compare_all, decide_on
from afterfit.pipeline.slicing import changes_by_slice
from afterfit.records import SPLITS, Predictions
from afterfit.results import (
    Analysis,
    DuplicateWindows,
    LayerSensitivity,
    Policy,
    VariantAnalysis,
)
from afterfit.results.lookup import OfPlace
from afterfit.statistics import ClassificationTally, PairedTally, SliceTally

_SPLIT_ORDER = {split: place for place, split in enumerate(SPLITS)}


def analyze_predictions(
    predictions: Sequence[Predictions],
    *,
    max_errors_per_class: int | None = None,
    file_bytes: Mapping[str, int] | None = None,
    compare: bool = True,
    duplicates: Sequence[DuplicateWindows] = (),
    sensitivities: Sequence[LayerSensitivity] = (),
    policies: Sequence[Policy] = DEFAULT_POLICIES,
    shipping: Shipping | None = None,
    sliced: Sequence[SliceTally] = (),
) -> Analysis:
    """Return the results of all *predictions*, their comparison, and the findings.

    Parameters
    ----------
    predictions : sequence of Predictions
        One a variant and split. The first variant is the reference, the others are candidates.
    max_errors_per_class : int, optional
        Most errors to keep for each true class; all of them when not given.
    file_bytes : mapping of variant to size of its model file, optional
    compare : bool
        Whether to compare the candidate with the reference on the splits that both have.
    duplicates : sequence of DuplicateWindows, optional
        Equal windows of the splits, one result, where the windows were at hand.
    sensitivities : sequence of LayerSensitivity, optional
        Of each quantised variant that was run with layers in float.
    policies : sequence of Policy
        What thresholds are wanted for.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.
    sliced : sequence of SliceTally
        Counts by slice of the same predictions (`afterfit.pipeline.slicing`).

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
    ordered = in_report_order(predictions, [one.variant for one in predictions])
    tallies = [tally_of(one, max_errors_per_class) for one in ordered]
    return assemble(
        [
            analyze_variant(tally, max_errors_per_class, rows)
            for tally, rows in zip(tallies, ordered, strict=True)
        ],
        _comparisons(ordered, tallies, file_bytes or {}) if compare else (),
        tuned_and_tested(ordered),
        duplicates=duplicates,
        sensitivities=sensitivities,
        policies=policies,
        shipping=shipping,
        sliced=sliced,
    )


def assemble(
    variants: Sequence[VariantAnalysis],
    compared: Sequence[Compared],
    tuned: Sequence[tuple[Predictions, Predictions]],
    *,
    duplicates: Sequence[DuplicateWindows] = (),
    sensitivities: Sequence[LayerSensitivity] = (),
    policies: Sequence[Policy] = DEFAULT_POLICIES,
    shipping: Shipping | None = None,
    sliced: Sequence[SliceTally] = (),
) -> Analysis:
    """Return the analysis of *variants* with all that validation may choose, and the findings.

    *tuned* holds validation and test of each variant whose rows are at hand.
    """
    analysis = Analysis(
        class_names=tuple(row.class_name for row in variants[0].quality.classes),
        variants=tuple(variants),
        comparisons=tuple(one.cost for one in compared),
        findings=(),
        temperatures=tuple(offer_temperature(*pair) for pair in tuned),
        operating_points=tuple(choose_operating_points(*pair, policies) for pair in tuned),
        wished_accuracies=tuple(reach_accuracy(*pair) for pair in tuned),
        duplicates=tuple(duplicates),
        sensitivities=tuple(sensitivities),
        slices=tuple(measure_slices(one) for one in sliced),
        slice_changes=changes_by_slice(sliced),
    )
    wanted = shipping or Shipping()
    wanted.check_names([one.variant for one in variants])
    analysis = replace(analysis, paired=compare_all(analysis, compared, wanted.budget.margin))
    return decided(analysis, wanted)


def decided(analysis: Analysis, shipping: Shipping) -> Analysis:
    """Return *analysis* with the variant to ship by costs and budget, and with its findings."""
    analysis = replace(analysis, decision=decide_on(analysis, shipping))
    return replace(analysis, findings=diagnose_classification(analysis))


_One = TypeVar("_One", bound=OfPlace)


def in_report_order(parts: Iterable[_One], variants: Sequence[str]) -> list[_One]:
    """Return *parts* by the order of *variants*, then train, validation, test."""
    places = {name: place for place, name in reversed(list(enumerate(variants)))}
    last = len(SPLITS)  # where splits of other names stand, by name
    return sorted(
        parts, key=lambda one: (places[one.variant], _SPLIT_ORDER.get(one.split, last), one.split)
    )


def tuned_and_tested(predictions: Sequence[_One]) -> list[tuple[_One, _One]]:
    """Return validation and test of each variant that has both."""
    tested = {one.variant: one for one in predictions if one.split == "test"}
    return [
        (one, tested[one.variant])
        for one in predictions
        if one.split == "validation" and one.variant in tested
    ]


def _comparisons(
    predictions: Sequence[Predictions],
    tallies: Sequence[ClassificationTally],
    file_bytes: Mapping[str, int],
) -> list[Compared]:
    """Return what each other variant loses against the first, on the splits that both have."""
    reference = predictions[0].variant
    both = list(zip(predictions, tallies, strict=True))
    references = {rows.split: (rows, tally) for rows, tally in both if rows.variant == reference}
    compared = []
    for rows, tally in both:
        if rows.variant == reference or rows.split not in references:
            continue
        other_rows, other_tally = references[rows.split]
        pairs = PairedTally.of(other_rows, rows)
        sizes = file_bytes.get(reference), file_bytes.get(rows.variant)
        compared.append(Compared(compare_tallies(other_tally, tally, pairs, *sizes), pairs))
    return compared
