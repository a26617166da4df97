"""SL001: a part of the data is surely worse than the rest."""

from afterfit.findings.anomaly_slices import judge_anomaly_slices
from afterfit.findings.detector_slices import judge_detector_slices
from afterfit.findings.error_slices import judge_error_slices
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, raised
from afterfit.findings.sliced import none_tested, on_slices, where
from afterfit.findings.wording import count, interval, listing, percent, points
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    DetectorAnalysis,
    ForecastAnalysis,
    RegressionAnalysis,
    SliceRow,
    Slices,
)
from afterfit.wording.attributes import slice_words

SMALLEST_GAP = 0.02


def _judge(slices: Slices) -> Verdict:
    if not slices.n_tested:
        return none_tested(len(slices.rows))
    weak = [row for row in slices.rows if row.is_worse and -row.difference.value >= SMALLEST_GAP]
    if not weak:
        return clear(
            f"None of {count(slices.n_tested, 'slice')} is surely {points(SMALLEST_GAP)} worse "
            "than the rest.",
            n_tested=slices.n_tested,
        )
    worst, *others = sorted(weak, key=lambda row: -row.gain)
    also = [slice_words(row.column, row.value) for row in others]
    more = f" Also worse: {listing(also)}." if also else ""
    return raised(_claim(worst) + more, **_evidence(worst, slices, len(weak)))


def _claim(row: SliceRow) -> str:
    return (
        f"Where {where(row)}, {percent(row.accuracy.value)} of "
        f"{count(row.n_samples, 'sample')} are right {interval(row.accuracy)}, "
        f"{points(row.difference.value)} less than of the rest; {percent(row.share_of_errors)} of "
        f"all errors lie there. As good as the rest, it would give {points(row.gain)} of accuracy."
    )


def _evidence(row: SliceRow, slices: Slices, n_weak: int) -> Evidence:
    return {
        "column": row.column,
        "value": row.value,
        "accuracy": row.accuracy.value,
        "accuracy_of_all": slices.accuracy.value,
        "difference": row.difference.value,
        "difference_low": row.difference.low,
        "difference_high": row.difference.high,
        "corrected_p": row.p_value,
        "n_samples": row.n_samples,
        "n_recordings": row.n_sources,
        "share_of_errors": row.share_of_errors,
        "gain": row.gain,
        "n_weak": n_weak,
        "n_tested": slices.n_tested,
    }


def _judge_any(
    analysis: Analysis | RegressionAnalysis | ForecastAnalysis | AnomalyAnalysis | DetectorAnalysis,
) -> Verdict:
    if isinstance(analysis, DetectorAnalysis):
        return judge_detector_slices(analysis)
    if isinstance(analysis, RegressionAnalysis | ForecastAnalysis):
        return judge_error_slices(analysis)
    if isinstance(analysis, AnomalyAnalysis):
        return judge_anomaly_slices(analysis)
    return _JUDGE(analysis)


_JUDGE = on_slices(_judge)
RULE = Rule(
    code="SL001",
    title="A part of the data fails more often",
    severity="warning",
    judge=_judge_any,
    next_steps=(
        "Look at the errors of this slice: what do they share that the rest has not?",
        "Count the training windows of this slice; record more of it if it is rare there.",
        "Imitate the condition in training: noise, gain, another placement of the sensor.",
        "If it cannot be learned, tell the device when it is in this condition, and answer "
        "“uncertain”.",
    ),
    source="Model Performance Analysis (slices of data); Benjamini & Hochberg 1995",
)
