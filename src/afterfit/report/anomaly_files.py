"""Anomaly results → the files that §8.6.13 of the Tensorlab user guide names."""

import json
import math
from pathlib import Path

from afterfit.files import c_comment, c_float, write_bytes
from afterfit.report.png import render_png
from afterfit.results import (
    AnomalyVariant,
    ChosenK,
    Detection,
    KRow,
    KTable,
    NoChosenK,
    ScoreStatistics,
)
from afterfit.views import chart_score_distribution
from afterfit.wording import describe_policy

HISTOGRAM = "reconstruction_error_histogram.png"
LOG_HISTOGRAM = "reconstruction_error_histogram_log.png"
THRESHOLDS = "threshold_performance.csv"
STATISTICS = "reconstruction_error_statistics.txt"
CONSTANTS = "afterfit_anomaly_threshold"
_COLUMNS = (
    "k_value,threshold,accuracy,precision,recall,f1_score,false_positive_rate,"
    "true_positives,true_negatives,false_positives,false_negatives"
)


def write_anomaly_folder(
    folder: Path, one: AnomalyVariant, chosen: ChosenK | NoChosenK
) -> list[Path]:
    """Write the test of one variant into *folder* and return the paths.

    Files that this variant has no numbers for, such as thresholds without training scores, are
    removed where an earlier run left them.
    """
    threshold = chosen.threshold if isinstance(chosen, ChosenK) else None
    distribution = one.distribution
    drawn = chart_score_distribution(distribution, threshold)
    contents = {
        HISTOGRAM: render_png(drawn),
        STATISTICS: statistics_block(one, chosen).encode(),
    }
    if distribution.log_edges:
        contents[LOG_HISTOGRAM] = render_png(
            chart_score_distribution(distribution, threshold, log=True)
        )
    if isinstance(one.thresholds, KTable):
        contents[THRESHOLDS] = threshold_performance_csv(one.thresholds).encode()
    if isinstance(chosen, ChosenK):
        contents[f"{CONSTANTS}.h"] = threshold_header(chosen).encode()
        contents[f"{CONSTANTS}.json"] = threshold_json(chosen).encode()
    for name in (LOG_HISTOGRAM, THRESHOLDS, f"{CONSTANTS}.h", f"{CONSTANTS}.json"):
        if name not in contents:
            (folder / name).unlink(missing_ok=True)
    for name, content in contents.items():
        write_bytes(folder / name, content)
    return [folder / name for name in contents]


def threshold_performance_csv(table: KTable) -> str:
    """Return the table of thresholds in Tensorlab's columns; rates in percent with two decimals.

    A rate that nothing can be said of, such as a recall without anomalies, is nan.
    """
    return "\n".join([_COLUMNS, *map(_csv_row, table.rows), ""])


def _csv_row(row: KRow) -> str:
    one = row.counts
    rates = (
        (one.tp + one.tn, one.tp + one.tn + one.fp + one.fn),
        (one.tp, one.tp + one.fp),
        (one.tp, one.tp + one.fn),
        (2 * one.tp, 2 * one.tp + one.fp + one.fn),
        (one.fp, one.fp + one.tn),
    )
    percents = [str(round(100 * hits / n, 2)) if n else "nan" for hits, n in rates]
    counts = [str(n) for n in (one.tp, one.tn, one.fp, one.fn)]
    return ",".join([str(row.k), repr(row.threshold), *percents, *counts])


def statistics_block(one: AnomalyVariant, chosen: ChosenK | NoChosenK) -> str:
    """Return the statistics of §8.6.13 as text; what is not known is said, not left out."""
    known = {population.name: population.statistics for population in one.distribution.populations}
    named = {
        "Normal training data": "normal, training",
        "Anomaly test data": "anomaly",
        "Normal test data": "normal",
    }
    lines = ["Reconstruction Error Statistics:"]
    for title, name in named.items():
        if name in known:
            lines.append(f"{title} - {_mean_and_std(known[name])}")
        else:
            lines.append(f"{title} - none")
    return "\n".join([*lines, *_threshold_lines(one, chosen), ""])


def _mean_and_std(statistics: ScoreStatistics) -> str:
    std = "unknown" if math.isnan(statistics.std) else f"{statistics.std:.6f}"
    return f"Mean: {statistics.mean:.6f}, Std: {std}"


def _threshold_lines(one: AnomalyVariant, chosen: ChosenK | NoChosenK) -> list[str]:
    if isinstance(chosen, NoChosenK):
        return [f"No threshold: {chosen.reason}"]
    lines = [f"Threshold for K = {chosen.k}: {chosen.threshold:.6f}", chosen.why]
    if not isinstance(one.detection, Detection):
        return [*lines, f"No alarms: {one.detection.reason}"]
    false_alarms = one.detection.rate("false_positive_rate").value
    recall = one.detection.rate("recall").value
    return [
        *lines,
        f"False positive rate: {_percent(false_alarms)}",
        f"Anomaly detection rate (recall): {_percent(recall)}",
    ]


def _percent(share: float) -> str:
    return "unknown" if math.isnan(share) else f"{100 * share:.2f}%"


def threshold_header(chosen: ChosenK) -> str:
    """Return the recommended threshold as a C header."""
    return "\n".join(
        [
            "/* Threshold written by afterfit: an anomaly where reconstruction error > threshold.",
            f" * Model: {c_comment(chosen.variant)}.",
            f" * {c_comment(chosen.why)}",
            f" * Mean {chosen.train.mean:.9g} and std {chosen.train.std:.9g} of "
            f"{chosen.train.n} normal training samples. */",
            "#ifndef AFTERFIT_ANOMALY_THRESHOLD_H",
            "#define AFTERFIT_ANOMALY_THRESHOLD_H",
            "",
            f"#define RECONSTRUCTION_ERROR_K {c_float(chosen.k)}",
            f"#define RECONSTRUCTION_ERROR_THRESHOLD {c_float(chosen.threshold)}",
            "",
            "#endif /* AFTERFIT_ANOMALY_THRESHOLD_H */",
            "",
        ]
    )


def threshold_json(chosen: ChosenK) -> str:
    """Return the recommended threshold as JSON."""
    document = {
        "rule": "an anomaly where score > threshold",
        "variant": chosen.variant,
        "k": chosen.k,
        "threshold": chosen.threshold,
        "policy": describe_policy(chosen.policy),
        "why": chosen.why,
        "chosen_on": {
            "split": chosen.chosen_on.split,
            "n_samples": chosen.chosen_on.n_samples,
        },
        "normal_training_scores": {
            "n": chosen.train.n,
            "mean": chosen.train.mean,
            "std": chosen.train.std,
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
