"""Multi-label predictions, from files or arrays → their analysis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from afterfit.analyses import DEFAULT_POLICIES
from afterfit.analyses.multilabel import (
    analyze_multilabel_variant,
    choose_label_points,
    compare_multilabel,
)
from afterfit.engines import Engine, TallyJob, tally_locally
from afterfit.errors import InputError
from afterfit.findings import diagnose_multilabel
from afterfit.pipeline.analyze import in_report_order
from afterfit.pipeline.in_memory import compare_with_first
from afterfit.pipeline.left_out import left_out_notes
from afterfit.pipeline.shipping import Shipping, decide_on
from afterfit.readers import PredictionTable, join_records, read_multilabel_shard
from afterfit.records import MultilabelPredictions
from afterfit.results import (
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelVariant,
    OperatingPoints,
    Policy,
)
from afterfit.results.lookup import found_at
from afterfit.statistics import TallySettings, tally_multilabel


@dataclass(frozen=True, slots=True)
class AnalyzedLabels:
    """What was found in files of multi-label predictions, and what their reader should know."""

    analysis: MultilabelAnalysis
    notes: tuple[str, ...]


def analyze_multilabel_table(
    table: PredictionTable,
    *,
    engine: Engine = tally_locally,
    max_errors_per_label: int | None = 20,
    exact_scores: int | None = None,
    policies: Sequence[Policy] = DEFAULT_POLICIES,
    shipping: Shipping | None = None,
) -> AnalyzedLabels:
    """Return the results of all variants and splits in *table*; see `analyze_table`.

    *shipping* holds costs and budget to choose a variant by.

    Raises
    ------
    InputError
        When rows cannot be used.
    """
    limit = {} if exact_scores is None else {"exact_scores": exact_scores}
    settings = TallySettings.for_table(
        table.n_rows, len(table.class_names), max_errors_per_label, **limit
    )
    read = partial(read_multilabel_shard, table)
    job = TallyJob(table.shards, read, settings, tally_multilabel)
    counted = engine(job).values()
    names = [*table.variants, *sorted({one.variant for one in counted})]
    tallies = in_report_order(counted, names)
    rows: list[MultilabelPredictions] = []
    if settings.exact:
        parts = join_records(part for shard in job.shards for part in job.read(shard))
        rows = in_report_order(parts, names)
    variants = [
        analyze_multilabel_variant(
            one, max_errors_per_label, found_at(rows, one.variant, one.split)
        )
        for one in tallies
    ]
    compared, refused = compare_with_first(rows, compare_multilabel)
    analysis = _assemble(variants, compared, _points(rows, policies), shipping)
    left_out = (one.labels[0].left_out for one in tallies)
    notes = left_out_notes(left_out, sum(one.n_samples for one in tallies))
    return AnalyzedLabels(analysis, (*notes, *_binned(settings, table), *refused))


def analyze_multilabel(
    predictions: Sequence[MultilabelPredictions],
    *,
    max_errors_per_label: int | None = 20,
    policies: Sequence[Policy] = DEFAULT_POLICIES,
    shipping: Shipping | None = None,
) -> MultilabelAnalysis:
    """Return the results of all *predictions*, their comparison, and the findings.

    Parameters
    ----------
    predictions : sequence of MultilabelPredictions
        One a variant and split. The first variant is the reference.
    max_errors_per_label : int or None
        Most wrong answers to keep for a label; None keeps all.
    policies : sequence of Policy
        What thresholds are wanted for.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.

    Raises
    ------
    InputError
        When there are no predictions, or variants were tested on different samples.
    """
    if not predictions:
        raise InputError("there are no predictions to analyse")
    ordered = in_report_order(predictions, [one.variant for one in predictions])
    compared, refused = compare_with_first(ordered, compare_multilabel)
    if refused:
        raise InputError(refused[0])
    variants = [analyze_multilabel_variant(one, max_errors_per_label) for one in ordered]
    return _assemble(variants, compared, _points(ordered, policies), shipping)


def _assemble(
    variants: Sequence[MultilabelVariant],
    comparisons: Sequence[MultilabelComparison],
    points: Sequence[OperatingPoints],
    shipping: Shipping | None,
) -> MultilabelAnalysis:
    analysis = MultilabelAnalysis(
        class_names=tuple(row.class_name for row in variants[0].quality.labels),
        variants=tuple(variants),
        comparisons=tuple(comparisons),
        findings=(),
        operating_points=tuple(points),
    )
    decision = decide_on(analysis, shipping or Shipping())
    return replace(analysis, findings=diagnose_multilabel(analysis), decision=decision)


def _points(
    rows: Sequence[MultilabelPredictions], policies: Sequence[Policy]
) -> list[OperatingPoints]:
    tested = {one.variant: one for one in rows if one.split == "test"}
    return [
        choose_label_points(one, tested[one.variant], policies)
        for one in rows
        if one.split == "validation" and one.variant in tested
    ]


def _binned(settings: TallySettings, table: PredictionTable) -> list[str]:
    if settings.exact:
        return []
    return [
        f"With {table.n_rows:,} rows, scores were counted in fine bins: each AUC has an error "
        "bound, and operating points and comparisons of variants were not made."
    ]
