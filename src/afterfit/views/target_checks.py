"""What is known of the targets of a regression or a forecast before any training."""

from collections.abc import Sequence

from afterfit.results import (
    DataChecks,
    NoTargetChecks,
    SeriesChecks,
    TargetDependence,
    TargetSpread,
)
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, interval, percent, significant
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.views.telling_features import MOST_FEATURES, bars_of_bits, shown_of

_EXPECTED = "Expected before training"


def table_targets(targets: Sequence[TargetSpread]) -> Table:
    """Return one row a target: how it is distributed."""
    columns = [
        *("Target", ">Mean", ">Standard deviation", ">Lowest", ">Highest"),
        *(">Commonest value", "Constant in", ">Outside training"),
    ]
    rows = [
        [
            one.name,
            *(f"{value:.4g}" for value in (one.mean, one.std, one.lowest, one.highest)),
            percent(one.commonest_share),
            ", ".join(one.constant_in) or NO_VALUE,
            percent(one.outside_share),
        ]
        for one in targets
    ]
    note = (
        "Of the training windows; commonest value: the share that has it; outside training: "
        "windows of later splits with a value beyond the range of training."
    )
    return make_table("Targets", columns, rows, note=note)


def table_expected(expected: TargetDependence | SeriesChecks | NoTargetChecks) -> Table:
    """Return one row a target: what simple models tell of it."""
    match expected:
        case NoTargetChecks():
            return make_table(_EXPECTED, ["Reason"], [[expected.reason]])
        case TargetDependence():
            return _dependence(expected)
        case SeriesChecks():
            return _series(expected)


def _dependence(found: TargetDependence) -> Table:
    rows = [[one.name, interval(one.linear), interval(one.knn)] for one in found.targets]
    note = (
        "On recordings that they did not see; 0 is the mean of the other recordings, 1 is perfect. "
        f"{count(found.n_used)} of {counted(found.n_samples, 'window')} from "
        f"{counted(found.n_sources, 'recording')}, {counted(found.n_features, 'feature')}, "
        f"{counted(found.n_components, 'principal component')}."
    )
    return make_table(_EXPECTED, ["Target", ">R², linear", ">R², neighbours"], rows, note=note)


def _series(found: SeriesChecks) -> Table:
    columns = [
        "Variable",
        ">Skill of a linear forecast",
        ">Season",
        ">Strength of it",
        ">Stationary",
    ]
    rows = [
        [
            one.name,
            interval(one.skill),
            counted(one.season, "row") if one.season else "none",
            decimal(one.seasonal_strength),
            f"{count(one.n_stationary)} of {count(one.n_series)}",
        ]
        for one in found.variables
    ]
    note = (
        f"Skill: 1 − squared error of a linear forecast over that of the last value repeated, "
        f"{count(found.horizon)} rows ahead, on {found.unseen} that it did not see "
        f"({counted(found.n_used, 'window')} of {counted(found.n_sources, 'recording')}). "
        "Stationary: recordings that return to their mean."
    )
    return make_table(_EXPECTED, columns, rows, note=note)


def table_target_importance(found: TargetDependence) -> Table:
    """Return the features that say most about a target."""
    ranked = found.importance[:MOST_FEATURES]
    rows = [
        [
            one.feature,
            one.target,
            f"{one.mutual_information:.3f} bit",
            decimal(one.correlation),
        ]
        for one in ranked
    ]
    note = (
        "For ranking: windows of a recording are not independent. "
        f"The {count(len(ranked))} most telling of {counted(len(found.importance), 'feature')}."
    )
    columns = ["Feature", "Target", ">Mutual information", ">Correlation"]
    return make_table("Features and targets", columns, rows, note=note)


def chart_target_importance(found: TargetDependence) -> Chart:
    """Return a bar for each of the features that say most about a target."""
    title = "Features and targets"
    if not found.importance:
        return chart_reason(title, "There are no features.")
    ranked = found.importance[:MOST_FEATURES]
    several = len(found.targets) > 1
    values = [
        {
            "feature": f"{one.feature} → {one.target}" if several else one.feature,
            "bits": significant(one.mutual_information),
            "correlation": significant(one.correlation),
        }
        for one in ranked
    ]
    first = ranked[0]
    correlation = {"field": "correlation", "type": "quantitative", "title": "Correlation"}
    return make_chart(
        title,
        f"{first.feature} tells most: {first.mutual_information:.3f} bit of {first.target}.",
        bars_of_bits(values, "target", [correlation]),
        subtitle=shown_of(len(ranked), len(found.importance)),
    )


def tells_numbers(checks: DataChecks) -> bool:
    """Whether the task has targets instead of classes."""
    return checks.expected is not None
