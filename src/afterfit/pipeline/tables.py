"""Files of predictions, of any size → the whole analysis of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from afterfit.analyses import (
    DEFAULT_POLICIES,
    analyze_variant,
    compare_tallies,
)
from afterfit.engines import Engine, Tallies, TallyJob, tally_locally, tally_pairs
from afterfit.errors import InputError
from afterfit.kernels import are_compiled
from afterfit.pipeline.analyze import assemble, in_report_order, tuned_and_tested
from afterfit.pipeline.collecting import collecting_new_objects
from afterfit.pipeline.left_out import left_out_notes
from afterfit.pipeline.rows_at_hand import RowsAtHand
from afterfit.pipeline.shipping import Compared, Shipping
from afterfit.pipeline.slicing import count_slices, plan_slicings
from afterfit.readers import PredictionTable, read_columns, read_shard
from afterfit.records import PredictionColumns, Predictions
from afterfit.results import Analysis, Policy
from afterfit.statistics import ClassificationTally, TallySettings, counter_for, tally_batch

RowsJob = TallyJob[Predictions, ClassificationTally]
ColumnsJob = TallyJob[Predictions | PredictionColumns, ClassificationTally]


@dataclass(frozen=True, slots=True)
class AnalyzedTable:
    """What was found in files of predictions, and what the reader of it should know."""

    analysis: Analysis
    notes: tuple[str, ...]


@collecting_new_objects()
def analyze_table(
    table: PredictionTable,
    *,
    engine: Engine = tally_locally,
    max_errors_per_class: int | None = 20,
    exact_scores: int | None = None,
    policies: Sequence[Policy] = DEFAULT_POLICIES,
    shipping: Shipping | None = None,
    slices: Sequence[str] = (),
) -> AnalyzedTable:
    """Return the results of all variants and splits in *table*.

    One pass counts; where the table is small enough for exact scores, its rows are kept for what
    needs them all at once: temperature, operating points and doubtful labels. The first
    variant is the reference, and others are compared with it where their samples are the same.

    Parameters
    ----------
    table : PredictionTable
        From `afterfit.readers.open_predictions`.
    engine : callable
        Who does the adding; the result does not depend on it.
    max_errors_per_class : int or None
        Most errors kept for each true class.
    exact_scores : int, optional
        Most scores (rows times classes) that are counted one by one; above, they are binned.
    policies : sequence of Policy
        What thresholds are wanted for.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.
    slices : sequence of str
        Columns to slice by: names, globs, or names with commas for combinations.

    Raises
    ------
    InputError
        When rows cannot be used.
    """
    slicings = plan_slicings(table, slices, engine)
    job = _job_of(table, max_errors_per_class, exact_scores)
    at_hand = RowsAtHand(table) if job.settings.exact else None
    counted = _counted(table, job, engine, at_hand).values()
    names = [*table.variants, *sorted({one.variant for one in counted})]
    tallies = in_report_order(counted, names)
    joined = in_report_order(at_hand.joined(), names) if at_hand else []
    rows = {(one.variant, one.split): one for one in joined}
    compared, refused = _comparisons(job, tallies)
    variants = [
        analyze_variant(one, max_errors_per_class, rows.get((one.variant, one.split)))
        for one in tallies
    ]
    tuned = [(_matrix(one), _matrix(other)) for one, other in tuned_and_tested(joined)]
    sliced = in_report_order(count_slices(table, slicings, engine), names)
    analysis = assemble(
        variants, compared, tuned, policies=policies, shipping=shipping, sliced=sliced
    )
    notes = left_out_notes((one.left_out for one in tallies), sum(one.n_samples for one in tallies))
    return AnalyzedTable(analysis, (*notes, *_binned(job), *refused))


def _job_of(
    table: PredictionTable, max_errors_per_class: int | None, exact_scores: int | None
) -> RowsJob:
    limit = {} if exact_scores is None else {"exact_scores": exact_scores}
    settings = TallySettings.for_table(
        table.n_rows, len(table.class_names), max_errors_per_class, **limit
    )
    return TallyJob(table.shards, partial(read_shard, table), settings, tally_batch)


def _counted(
    table: PredictionTable, job: RowsJob, engine: Engine, at_hand: RowsAtHand | None
) -> Tallies[ClassificationTally]:
    """Return the tallies of the job; compiled loops count columns as they are, in threads."""
    if at_hand is None and not are_compiled():
        return engine(job)
    if at_hand is not None:
        rows_too: ColumnsJob = TallyJob(
            table.shards, at_hand, job.settings, tally_batch, in_threads=are_compiled()
        )
        return engine(rows_too)
    read = partial(read_columns, table)
    columns: ColumnsJob = TallyJob(
        table.shards, read, job.settings, tally_batch, counter_for, in_threads=True
    )
    return engine(columns)


def _matrix(rows: Predictions | PredictionColumns) -> Predictions:
    return rows.as_matrix() if isinstance(rows, PredictionColumns) else rows


def _comparisons(
    job: RowsJob, tallies: Sequence[ClassificationTally]
) -> tuple[list[Compared], list[str]]:
    """Return the comparisons with the first variant, and why others could not be made."""
    reference = tallies[0].variant
    by_split = {one.split: one for one in tallies if one.variant == reference}
    compared, refused = [], []
    for candidate in tallies:
        one = by_split.get(candidate.split)
        if candidate.variant == reference or one is None:
            continue
        try:
            pairs = tally_pairs(
                job.batches((reference, one.split)), job.batches((candidate.variant, one.split))
            )
        except InputError as error:
            refused.append(f"{candidate.variant} is not compared with {reference}: {error}")
            continue
        if pairs is not None:
            cost = compare_tallies(one, candidate, pairs, None, None)
            compared.append(Compared(cost, pairs))
    return compared, refused


def _binned(job: RowsJob) -> list[str]:
    if job.settings.exact:
        return []
    return [
        f"With {job.n_rows:,} rows, scores were counted in fine bins: each AUC has an error bound, "
        "and temperature, operating points and doubtful labels were not looked for."
    ]
