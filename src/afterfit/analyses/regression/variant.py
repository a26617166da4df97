"""Everything there is to know of predicted numbers of one model on one split."""

from afterfit.analyses.error_files import summarize_error_files
from afterfit.analyses.regression.distribution import spread_errors, trend_of_spread
from afterfit.analyses.regression.drawn import draw_samples, find_worst, follow_courses
from afterfit.analyses.regression.quality import MeanBaseline, measure_regression
from afterfit.analyses.regression.ranges import split_ranges
from afterfit.records import RegressionPredictions
from afterfit.results import OutputErrors, RegressionVariant
from afterfit.statistics import ErrorUnits, units_of


def analyze_regression_variant(
    rows: RegressionPredictions, trained_on: RegressionPredictions | None = None
) -> RegressionVariant:
    """Return all results of *rows*.

    Parameters
    ----------
    rows : RegressionPredictions
        One model on one split.
    trained_on : RegressionPredictions, optional
        The split whose mean target is the baseline; *rows* themselves without it, which makes the
        skill equal to R².
    """
    units = units_of(rows)
    files = summarize_error_files(rows.source, rows.source_names, rows.y_true, rows.errors)
    return RegressionVariant(
        variant=rows.variant,
        split=rows.split,
        quality=measure_regression(rows, units, MeanBaseline.of(trained_on or rows)),
        outputs=tuple(_output(rows, units, index) for index in range(len(rows.target_names))),
        files=files if rows.has_sources else (),
        worst=find_worst(rows),
        courses=follow_courses(rows, files),
    )


def _output(rows: RegressionPredictions, units: ErrorUnits, index: int) -> OutputErrors:
    y_true, y_pred, errors = rows.y_true[:, index], rows.y_pred[:, index], rows.errors[:, index]
    return OutputErrors(
        name=rows.target_names[index],
        unit=rows.units[index],
        distribution=spread_errors(errors),
        ranges=split_ranges(y_true, y_pred, units),
        spread=trend_of_spread(y_pred, errors, units),
        drawn=draw_samples(rows, index),
    )
