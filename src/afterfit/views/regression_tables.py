"""What was found out about predicted numbers, as tables."""

from collections.abc import Sequence
from math import isnan

from afterfit.results import (
    ErrorBand,
    ErrorComparison,
    Estimate,
    FileErrors,
    ForecastVariant,
    OutputErrors,
    OutputQuality,
    RegressionQuality,
    RegressionVariant,
    VariableQuality,
    WorstSample,
)
from afterfit.views.error_numbers import error_interval, error_range, error_value, named
from afterfit.views.numbers import count, metric_title, percent
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import quantity

CONSTANT = "the target never changes"
_SHOWN = ("rmse", "r2", "bias", "mae", "max_error")
_WITH_INTERVAL = ("rmse", "r2", "bias")
WORST_FILES = 15


def table_outputs(quality: RegressionQuality) -> Table:
    """Return one row an output: RMSE, MAE, R², bias and largest error, with intervals."""
    rows = [[named(one.name, one.unit), *_cells(one.metrics)] for one in quality.outputs]
    if len(rows) > 1:
        rows.append(["Mean over the outputs", *_cells(quality.overall)])
    columns = ["Output", *(f">{metric_title(name)}" for name in _SHOWN)]
    note = f"{scope_line(quality.scope)}. In brackets: 95 % intervals."
    if len(rows) > 1 and any(isnan(quality.estimate(name).value) for name in ("rmse",)):
        note += " Errors in different units have no mean."
    return make_table(f"Errors of {quality.scope.variant}", columns, rows, note=note)


def _cells(metrics: Sequence[Estimate]) -> list[str]:
    found = {one.metric: one for one in metrics}
    return [
        (error_interval if name in _WITH_INTERVAL else error_value)(
            found[name], reason=_reason(name)
        )
        for name in _SHOWN
    ]


def _reason(metric: str) -> str:
    constant = ("r2", "explained_variance", "pearson")
    return {"mape": "a target is 0"}.get(metric, CONSTANT if metric in constant else "")


def table_all_metrics(one: OutputQuality | VariableQuality, title: str = "") -> Table:
    """Return one row a metric: value, interval and how the interval was made."""
    rows = [
        [
            metric_title(each.metric),
            error_value(each, one.unit, reason=_reason(each.metric)),
            error_range(each),
            count(each.n),
            each.method,
        ]
        for each in one.metrics
    ]
    columns = ["Metric", ">Value", ">95 % interval", ">n", "Interval method"]
    return make_table(title or f"All metrics of {one.name}", columns, rows)


def table_ranges(one: OutputErrors) -> Table:
    """Return bias and error by range of the target."""
    rows = [
        [
            f"{quantity(row.low)} to {quantity(row.high)}",
            count(row.n_samples),
            error_interval(row.bias),
            error_interval(row.mae),
        ]
        for row in one.ranges
    ]
    columns = [f"{named(one.name, one.unit)}", ">Samples", ">Bias", ">Mean absolute error"]
    note = "Ranges hold about as many samples each. In brackets: 95 % intervals."
    return make_table(f"{one.name} by range", columns, rows, note=note)


def table_error_files(
    files: Sequence[FileErrors], names: Sequence[str], most: int = WORST_FILES
) -> Table:
    """Return one row a recording, the worst first, up to *most* of them."""
    shown = files[:most]
    many = len(names) > 1
    rows = [
        [
            row.source,
            count(row.n_samples),
            percent(row.share),
            *(quantity(value) for values in (row.rmse, row.mae, row.bias) for value in values),
        ]
        for row in shown
    ]
    heads = [
        f">{word}{f' {name}' if many else ''}" for word in ("RMSE", "MAE", "Bias") for name in names
    ]
    note = "Share: of the sum of squared errors, each output in relation to its variance."
    if len(shown) < len(files):
        note += f" {count(len(files) - len(shown))} more are in analysis.json."
    return make_table("Recordings", ["Recording", ">Samples", ">Share", *heads], rows, note=note)


def table_worst(
    worst: Sequence[WorstSample], names: Sequence[str], units: Sequence[str], n_samples: int
) -> Table:
    """Return the samples with the largest errors."""
    rows = [
        [
            one.source or "–",
            str(one.offset),
            *(
                f"{quantity(true)} → {quantity(said)} ({_signed(said - true)})"
                for true, said in zip(one.y_true, one.y_pred, strict=True)
            ),
        ]
        for one in worst
    ]
    heads = [f">{named(name, unit)}" for name, unit in zip(names, units, strict=True)]
    note = (
        f"True → predicted (error); {count(len(worst))} of {count(n_samples)} samples, by their "
        "error in relation to the standard deviation of the target."
    )
    return make_table("Largest errors", ["Recording", ">Offset", *heads], rows, note=note)


def _signed(value: float) -> str:
    return f"+{quantity(value)}" if value > 0 else quantity(value)


def table_bands(bands: Sequence[ErrorBand]) -> Table:
    """Return how wide a constant band must be, and how many test samples it covers."""
    rows = [
        [
            one.reported_on.variant,
            one.output,
            f"± {quantity(one.half_width, one.unit)}",
            percent(one.wished),
            error_interval(one.covered),
        ]
        for one in bands
    ]
    columns = ["Variant", "Output", ">Band", ">Wished", ">Covered on test"]
    note = "The width was chosen on validation; on data like it, the band covers the wished share."
    return make_table("A band around every prediction", columns, rows, note=note)


def table_error_comparison(cost: ErrorComparison) -> Table:
    """Return the RMSE of reference and candidate, their paired change, and how far they differ."""
    rows = [
        [
            named(one.name, one.unit),
            error_interval(one.reference_rmse),
            error_interval(one.candidate_rmse),
            error_interval(one.change, reason="the reference makes no error"),
            quantity(one.mean_difference),
            quantity(one.largest_difference),
        ]
        for one in cost.outputs
    ]
    names = (cost.reference.variant, cost.candidate.variant)
    columns = [
        "RMSE",
        *(f">{name}" for name in names),
        ">Change",
        ">Mean gap",
        ">Largest gap",
    ]
    note = (
        f"The same {count(cost.reference.n_samples)} samples of the {cost.reference.split} split. "
        "In brackets: 95 % intervals, that of the change paired. Gaps are between the "
        "predictions of the two."
    )
    return make_table(f"{names[0]} against {names[1]}", columns, rows, note=note)


def table_tested(variants: Sequence[RegressionVariant | ForecastVariant]) -> Table:
    """Return one row a variant and split."""
    rows = [
        [
            one.variant,
            one.split,
            count(one.quality.scope.n_samples),
            count(one.quality.scope.n_sources),
            error_interval(one.quality.estimate("rmse"), reason="units differ"),
            error_interval(one.quality.estimate("r2"), reason=CONSTANT),
        ]
        for one in variants
    ]
    columns = ["Variant", "Split", ">Samples", ">Recordings", ">RMSE", ">R²"]
    return make_table("Variants and splits", columns, rows, note="In brackets: 95 % intervals.")
