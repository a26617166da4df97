"""Tables of anomaly detectors."""

from math import isnan

from afterfit.results import (
    AlarmChange,
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    BinaryCounts,
    ChosenK,
    Detection,
    ErrorLocation,
    Estimate,
    KTable,
    NoChosenK,
    NoDetection,
    NoKTable,
    NoNormalScores,
    NormalScores,
    Ranking,
    ScoreDistribution,
)
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    counted,
    decimal,
    estimate_range,
    estimate_value,
    interval,
    metric_title,
    p_value,
    percent,
)
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_SECONDS_AN_HOUR = 3600


def _no_table(title: str, reason: str) -> Table:
    return make_table(title, ["Reason"], [[reason]])


def score(value: float) -> str:
    """Return a score or a threshold with the digits that matter, a dash for nan."""
    return NO_VALUE if isnan(value) else f"{value:.6g}"


def table_rankings(quality: AnomalyQuality) -> Table:
    """Return one row for all samples, each machine and each kind."""
    named = [("", quality.overall)]
    named += [("machine ", one) for one in quality.groups]
    named += [("kind ", one) for one in quality.kinds]
    columns = ["Of", ">Normal", ">Anomalies", ">ROC AUC", ">Partial AUC", ">Average precision"]
    note = f"{scope_line(quality.scope)}. In brackets: 95 % intervals."
    note += " Partial: false-positive rates up to 0.1, 0.5 is chance."
    if quality.reason:
        note += f" Nothing can be ranked: {quality.reason}."
    rows = [_ranking_row(word, one) for word, one in named]
    return make_table(f"Ranking, {quality.scope.variant}", columns, rows, note=note)


def _ranking_row(word: str, one: Ranking) -> list[str]:
    estimates = (interval(estimate, reason="one kind only") for estimate in one.estimates)
    return [f"{word}{one.name}", count(one.n_normal), count(one.n_anomalies), *estimates]


def table_score_distribution(distribution: ScoreDistribution) -> Table:
    """Return one row a population: the statistics of §8.6.13."""
    rows = [
        [one.name, count(one.statistics.n), score(one.statistics.mean), score(one.statistics.std)]
        for one in distribution.populations
    ]
    columns = ["Samples", ">n", ">Mean score", ">Std"]
    note = f"{scope_line(distribution.scope)}. Std with n − 1."
    return make_table("Score statistics", columns, rows, note=note)


def table_k(table: KTable | NoKTable) -> Table:
    """Return one row a k: threshold, rates and counts."""
    if isinstance(table, NoKTable):
        return _no_table("Thresholds", f"No thresholds: {table.reason}.")
    rows = []
    for row in table.rows:
        one = row.counts
        rates = (
            (one.tp + one.tn, one.tp + one.tn + one.fp + one.fn),
            (one.tp, one.tp + one.fp),
            (one.tp, one.tp + one.fn),
            (2 * one.tp, 2 * one.tp + one.fp + one.fn),
            (one.fp, one.fp + one.tn),
        )
        shares = [percent(hits / n if n else float("nan")) for hits, n in rates]
        counts = [count(n) for n in (one.tp, one.tn, one.fp, one.fn)]
        rows.append([f"{row.k:g}", score(row.threshold), *shares, *counts])
    columns = ["k", ">Threshold", ">Accuracy", ">Precision", ">Recall", ">F1", ">FPR",
               ">TP", ">TN", ">FP", ">FN"]  # fmt: skip
    note = (
        f"{scope_line(table.scope)}. Threshold = mean + k · std of "
        f"{counted(table.train.n, 'normal training score')}; a score above it is an anomaly."
    )
    return make_table("Thresholds", columns, rows, note=note)


def table_chosen(chosen: ChosenK | NoChosenK) -> Table:
    """Return the recommended threshold and how it was chosen."""
    title = f"Recommended threshold, {chosen.variant}"
    if isinstance(chosen, NoChosenK):
        return _no_table(title, f"None: {chosen.reason}.")
    rows = [[f"{chosen.k:g}", score(chosen.threshold), chosen.why]]
    note = "The test split had no say in it."
    return make_table(title, [">k", ">Threshold", "Why"], rows, note=note)


def table_detection(detection: Detection | NoDetection) -> Table:
    """Return the rates at the recommended threshold, kind by kind, and false alarms an hour."""
    if isinstance(detection, NoDetection):
        return _no_table("Alarms", f"No alarms: {detection.reason}.")
    rows = [
        [metric_title(one.metric), interval(one, reason="no samples"), count(one.n)]
        for one in detection.rates
    ]
    rows += [
        [f"Recall of {one.name}", interval(one.recall), count(one.recall.n)]
        for one in detection.kinds
    ]
    false_alarms = detection.rate("false_positive_rate")
    rows.append(["False alarms an hour", _hourly(false_alarms, detection), count(false_alarms.n)])
    note = (
        f"{scope_line(detection.scope)}, k = {detection.k:g}, threshold "
        f"{score(detection.threshold)}. In brackets: 95 % intervals."
    )
    if detection.seconds_per_sample is None:
        note += " --window-seconds or --step-seconds would turn rates into alarms an hour."
    return make_table(f"Alarms, {detection.scope.variant}", ["Rate", ">Value", ">n"], rows,
                      note=note)  # fmt: skip


def _hourly(rate: Estimate, detection: Detection) -> str:
    """Return false alarms in an hour of normal operation, with the interval of their rate."""
    if detection.seconds_per_sample is None:
        return f"{NO_VALUE} (duration unknown)"
    if isnan(rate.value):
        return f"{NO_VALUE} (no normal samples)"
    per_hour = _SECONDS_AN_HOUR / detection.seconds_per_sample
    value = _per_hour(rate.value * per_hour)
    if isnan(rate.low):
        return value
    low, high = (_per_hour(end * per_hour) for end in (rate.low, rate.high))
    return f"{value} ({low}–{high})"


def _per_hour(alarms: float) -> str:
    return count(round(alarms)) if alarms >= 100 else f"{alarms:.3g}"


def table_anomaly_files(detection: Detection, most: int | None = None) -> Table:
    """Return one row a recording, those with most mistakes first."""
    kept = detection.files if most is None else detection.files[:most]
    rows = [
        [
            row.source,
            ", ".join(row.kinds),
            count(row.n_normal),
            count(row.n_false_alarms),
            count(row.n_anomalies),
            count(row.n_found),
            score(row.highest_score),
        ]
        for row in kept
    ]
    note = f"{scope_line(detection.scope)}, most mistakes first."
    if len(kept) < len(detection.files):
        note += f" {count(len(detection.files) - len(kept))} more in analysis.json."
    columns = ["Recording", "Kind", ">Normal", ">False alarms", ">Anomalies", ">Found",
               ">Highest score"]  # fmt: skip
    return make_table("Recordings", columns, rows, note=note)


def table_events(detection: Detection, most: int | None = None) -> Table:
    """Return one row an anomaly of a recording: where it starts, and when the alarm comes."""
    by_delay = sorted(
        detection.events, key=lambda one: (one.alarm_offset is not None, -one.n_before_alarm)
    )
    kept = by_delay if most is None else by_delay[:most]
    rows = [
        [
            one.source,
            one.kind_name,
            count(one.onset_offset),
            count(one.n_samples),
            "never" if one.alarm_offset is None else count(one.alarm_offset),
            _delay(one.n_before_alarm, detection) if one.alarm_offset is not None else NO_VALUE,
        ]
        for one in kept
    ]
    found = sum(one.alarm_offset is not None for one in detection.events)
    note = f"{scope_line(detection.scope)}: {count(found)} of {count(len(by_delay))} with an alarm."
    if len(kept) < len(by_delay):
        note += f" {count(len(by_delay) - len(kept))} more in analysis.json."
    columns = ["Recording", "Kind", ">Starts at", ">Samples", ">Alarm at", ">Delay"]
    return make_table("Time to detection", columns, rows, note=note)


def _delay(n_samples: int, detection: Detection) -> str:
    words = counted(n_samples, "sample")
    if detection.seconds_per_sample is None:
        return words
    return f"{n_samples * detection.seconds_per_sample:.4g} s ({words})"


def table_normal_scores(normal: NormalScores | NoNormalScores) -> Table:
    """Return one row a k: false alarms promised, in training and here."""
    if isinstance(normal, NoNormalScores):
        return _no_table("Normal scores", f"Nothing to compare: {normal.reason}.")
    rows = [
        [
            f"{row.k:g}",
            f"{100 * row.promised:.3g} %",
            percent(row.train.value),
            interval(row.tested),
        ]
        for row in normal.tails
    ]
    shift = normal.shift
    note = (
        f"{scope_line(normal.scope)}. Normal scores have mean {score(normal.train.mean)} in "
        f"training and {score(normal.tested.mean)} here, a shift of {decimal(shift.value, 2)} std"
        + (f" (95 % interval {estimate_range(shift)})." if not isnan(shift.low) else ".")
    )
    columns = ["k", ">Normal distribution", ">Training", f">{normal.scope.split}"]
    return make_table("Normal samples above mean + k · std", columns, rows, note=note)


def table_error_location(location: ErrorLocation) -> Table:
    """Return one row a channel and a part of the window."""
    rows = [
        [f"{word} {one.name}", score(one.normal), score(one.anomaly)]
        for word, places in (("channel", location.channels), ("part", location.parts))
        for one in places
    ]
    columns = ["Place", ">Mean error, normal", ">Mean error, anomaly"]
    return make_table("Where the error lies", columns, rows, note=scope_line(location.scope) + ".")


def table_anomaly_comparison(comparison: AnomalyComparison) -> Table:
    """Return what changes: ranking, alarms at own thresholds, and the reference's threshold."""
    one, other = comparison.reference.variant, comparison.candidate.variant
    rows = [
        [
            "ROC AUC",
            estimate_value(comparison.reference_auc, reason="one kind only"),
            estimate_value(comparison.candidate_auc, reason="one kind only"),
            signed_area(comparison.auc_change),
            p_value(comparison.p_value),
        ]
    ]
    alarms = comparison.alarms
    note = f"{scope_line(comparison.reference)}. In brackets: paired 95 % intervals."
    if isinstance(alarms, AlarmChange):
        rows += _alarm_rows(alarms, one)
        b, c = alarms.n_reference_only_right, alarms.n_candidate_only_right
        note += f" Only one right: {count(b)} {one}, {count(c)} {other}."
    else:
        note += f" Alarms: {alarms.reason}."
    columns = ["", f">{one}", f">{other}", ">Change", ">Test"]
    return make_table(f"{one} → {other}", columns, rows, note=note)


def _alarm_rows(alarms: AlarmChange, reference: str) -> list[list[str]]:
    def mistakes(counts: BinaryCounts) -> str:
        return f"{count(counts.fp)} false, {count(counts.fn)} missed"

    return [
        [
            "Mistakes at own threshold",
            mistakes(alarms.reference),
            mistakes(alarms.own),
            interval(alarms.accuracy_change),
            f"McNemar {p_value(alarms.p_value)}",
        ],
        [
            f"Mistakes at the threshold of {reference}",
            mistakes(alarms.reference),
            mistakes(alarms.transferred),
            NO_VALUE,
            NO_VALUE,
        ],
    ]


def signed_area(change: Estimate) -> str:
    """Return the change of an area with its sign and interval: −0.012 (−0.020 to −0.004)."""
    if isnan(change.value):
        return NO_VALUE
    ends = [f"{end:+.3f}" for end in (change.low, change.high) if not isnan(end)]
    text = f"{change.value:+.3f}" + (f" ({' to '.join(ends)})" if ends else "")
    return text.replace("-", "−")


def table_anomaly_variants(analysis: AnomalyAnalysis) -> Table:
    """Return one row a variant and split."""
    rows = [
        [
            one.variant,
            one.split,
            count(one.quality.scope.n_samples),
            count(one.quality.scope.n_sources),
            count(one.quality.overall.n_anomalies),
            *(interval(each, reason="one kind only") for each in one.quality.overall.estimates[:2]),
        ]
        for one in analysis.variants
    ]
    columns = ["Variant", "Split", ">Samples", ">Recordings", ">Anomalies", ">ROC AUC",
               ">Partial AUC"]  # fmt: skip
    return make_table("Variants and splits", columns, rows, note="In brackets: 95 % intervals.")
